"""The nets against the numbers that are published for them, to the unit."""
import pytest

from nbhelpers import architectures as nets
from nbhelpers.architectures import imagenet
from nbhelpers.architectures.spec import count_multiply_adds, count_parameters, leaves, summary

# Documented by their own models: torchvision (VGG, ResNet), Caffe (AlexNet, GoogLeNet without heads).
PARAMETERS = {
    "LeNet-5": 60_000, "AlexNet": 60_965_224, "GoogLeNet": 6_998_552,
    "VGG-11": 132_863_336, "VGG-13": 133_047_848, "VGG-16": 138_357_544, "VGG-19": 143_667_240,
    "ResNet-18": 11_689_512, "ResNet-34": 21_797_672, "ResNet-50": 25_557_032, "ResNet-101": 44_549_160,
    "ResNet-152": 60_192_808,
}  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
def test_published_parameters_to_the_unit(name):
    assert count_parameters(nets.NETS[name]) == PARAMETERS[name]


def test_lenet_layer_by_layer_as_the_paper_gives_it():
    rows = summary(nets.lenet5())
    assert {row.name: row.parameters for row in rows} == {
        "C1": 156, "S2": 12, "C3": 1516, "S4": 32, "C5": 48120, "F6": 10164, "output": 0,
    }  # fmt: skip
    assert [row.connections for row in rows][:5] == [122304, 5880, 151600, 2000, 48120]
    assert sum(row.connections for row in rows) == 340_908
    assert [row.shape for row in rows][:5] == [(6, 28, 28), (6, 14, 14), (16, 10, 10), (16, 5, 5), (120, 1, 1)]


def test_poolings_are_those_of_the_papers():
    kinds = {net: {row.name: row.kind for row in summary(nets.NETS[net])} for net in nets.NETS}
    assert kinds["LeNet-5"]["S2"] == kinds["LeNet-5"]["S4"] == "2 × 2 sum pooling"
    assert kinds["GoogLeNet"]["mean"] == kinds["ResNet-50"]["mean"] == "7 × 7 mean pooling"
    assert kinds["ResNet-50"]["pool1"] == "3 × 3 max pooling"
    heads = [[(one.name, getattr(one, "kind", "")) for one in head] for _, head in nets.googlenet().heads]
    assert [head[0] for head in heads] == [("head1/pool", "mean"), ("head2/pool", "mean")]


def test_the_last_pixels_of_a_net_for_224_stand_32_apart():
    for name in ("GoogLeNet", "ResNet-18", "ResNet-50"):
        assert {row.name: row.jump for row in summary(nets.NETS[name])}["mean"] == 32


def test_alexnet_and_vgg_have_the_layers_of_their_tables():
    assert [row.shape[1] for row in summary(nets.alexnet())] == [55, 27, 27, 13, 13, 13, 13, 6, 1, 1, 1]
    names = [row.name for row in summary(nets.vgg(11))]
    assert names[:5] == ["conv1_1", "pool1", "conv2_1", "pool2", "conv3_1"] and "pool5" in names


def test_unless_told_nets_are_the_usual_ones():
    assert [net().name for net in (nets.vgg, nets.resnet, nets.cifar_resnet)] == ["VGG-16", "ResNet-50", "ResNet-20"]


def test_c3_sees_three_maps_then_four_then_all():
    assert [len(seen) for seen in nets.C3] == [3] * 6 + [4] * 9 + [6]
    assert len(set(nets.C3)) == 16
    for place in range(6):  # each map of S2 is heard by ten of the sixteen
        assert sum(place in seen for seen in nets.C3) == 10
    around = [{(start + step) % 6 for step in range(count)} for count in (3, 4) for start in range(6)]
    assert [set(seen) for seen in nets.C3[:12]] == around


@pytest.mark.parametrize("name", nets.NETS)
def test_the_number_in_the_name_is_the_number_of_weighted_layers(name):
    expected = {"LeNet-5": 5, "AlexNet": 8, "GoogLeNet": 22}.get(name) or int(name.split("-")[1])
    assert summary(nets.NETS[name])[-1].depth == expected


@pytest.mark.parametrize(
    ("name", "billions"),
    [("ResNet-18", 1.8), ("ResNet-34", 3.6), ("ResNet-50", 3.8), ("ResNet-101", 7.6), ("ResNet-152", 11.3),
     ("VGG-19", 19.6), ("GoogLeNet", 1.5)],
)  # fmt: skip
def test_multiply_adds_as_the_papers_round_them(name, billions):
    assert count_multiply_adds(nets.NETS[name]) / 1e9 == pytest.approx(billions, abs=0.09)


def test_torchvisions_resnet_does_more_work_with_the_same_parameters():
    assert count_parameters(nets.resnet(50, stride_in=3)) == count_parameters(nets.resnet(50))
    # 4,089,184,256: what counters of the documented models give, within the parts they count besides
    assert count_multiply_adds(nets.resnet(50, stride_in=3)) == pytest.approx(4_089_186_304, rel=1e-6)


@pytest.mark.parametrize(
    ("depth", "parameters"), [(20, 269_722), (32, 464_154), (44, 658_586), (56, 853_018), (110, 1_727_962)]
)
def test_cifar_resnets_to_the_unit(depth, parameters):
    """The paper rounds them to 0.27, 0.46, 0.66, 0.85 and 1.7 million."""
    assert count_parameters(nets.cifar_resnet(depth)) == parameters


def test_the_smallest_cifar_resnet_row_by_row():
    rows = summary(nets.cifar_resnet(8))
    assert [row.name for row in rows] == ["conv1", "conv2_1", "conv3_1", "conv4_1", "mean", "fc"]
    assert [row.shape[1] for row in rows] == [32, 32, 16, 8, 1, 1]
    assert rows[4].kind == "8 × 8 mean pooling" and rows[4].jump == 4
    assert sum(row.kind == "identity" for row in leaves(summary(nets.cifar_resnet(20)))) == 2


def test_blocks_that_repeat_are_named_from_the_second_to_the_last():
    names = {depth: [row.name for row in summary(nets.resnet(depth))] for depth in (18, 50)}
    assert names[18][2:6] == ["conv2_1", "conv2_2", "conv3_1", "conv3_2"]
    assert names[50][2:6] == ["conv2_1", "conv2_2–3", "conv3_1", "conv3_2–4"]


def test_alexnet_without_groups_has_three_layers_twice_as_wide():
    rows = {row.name: row.parameters for row in summary(nets.alexnet())}
    whole = {row.name: row.parameters for row in summary(nets.alexnet(groups=1))}
    out = {"conv2": 256, "conv4": 384, "conv5": 256}
    for name in rows:
        assert whole[name] == (2 * (rows[name] - out[name]) + out[name] if name in out else rows[name])


def test_googlenet_has_the_shapes_of_its_table_and_two_heads():
    shapes = {row.name: row.shape for row in summary(nets.googlenet())}
    assert [shapes[name][0] for name in nets.INCEPTION] == [256, 480, 512, 512, 512, 528, 832, 832, 1024]
    assert [shapes[name][1] for name in ("conv1", "pool1", "pool2", "4a", "5b")] == [112, 56, 28, 14, 7]
    assert count_parameters(nets.googlenet(), heads=True) == 13_378_280


@pytest.mark.parametrize("name", nets.NETS)
def test_rows_are_what_their_parts_are(name):
    rows = summary(nets.NETS[name])
    assert sum(row.parameters for row in leaves(rows)) == count_parameters(nets.NETS[name])
    assert rows[-1].shape[0] in (10, 1000)
    fields = [row.field for row in rows]
    assert fields == sorted(fields)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: nets.vgg(17), "depth = 17: allowed are 11, 13, 16, 19"),
        (lambda: nets.resnet(20), "depth = 20: allowed are 18"),
        (lambda: nets.resnet(50, stride_in=2), "stride_in = 2"),
        (lambda: nets.cifar_resnet(21), "depth = 21: allowed are 6 n"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_results_say_what_they_are():
    notes = {"AlexNet": 16.4, "VGG": 7.3, "GoogLeNet": 6.67, "ResNet": 3.57}
    for name, error in notes.items():
        found = [one for one in imagenet.RESULTS if one.net == name and one.error == error]
        assert len(found) == 1 and found[0].nets > 1  # every number of the notes is an average of several nets
    entries = [(one.net, one.error) for one in imagenet.RESULTS if one.entry]
    assert entries == [("AlexNet", 16.4), ("AlexNet", 15.3), ("VGG", 7.3), ("GoogLeNet", 6.67), ("ResNet", 3.57)]
