"""The labs of the chapter on architectures: their states against counts and the record, their sentences."""
import itertools

import numpy as np
import pytest

from nbhelpers.architectures import INCEPTION, NETS, depth, spec
from nbhelpers.architectures.labs import copy, cost, degradation, inception, walk
from nbhelpers.architectures.labs.walk import LAST, blocks
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.kit import boxes


@pytest.mark.parametrize("net", NETS)
def test_walk_ends_where_the_net_ends_with_all_its_parameters(net):
    s = walk.state(net=net, layer=LAST)
    assert s["at"] == s["layers"] == len(spec.summary(NETS[net]))
    assert s["parameters so far"] == spec.count_parameters(NETS[net])
    assert s["work so far"] == spec.count_multiply_adds(NETS[net])


@pytest.mark.parametrize("net", NETS)
def test_walk_blocks_stand_side_by_side_in_their_panel(net):
    places = blocks(walk.state(net=net))
    for before, after in itertools.pairwise(places):
        assert before[2] < after[0]
    assert places[0][0] >= 4 and places[-1][2] <= 342
    assert max(top for *_, top in places) < 225 and min(bottom for _, bottom, *_ in places) > 22


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"net": "AlexNet", "layer": 9}, "This step holds 61.9 % of all parameters and does 5.2 % of the work.\n"),
        ({"net": "LeNet-5", "layer": 3}, "C3 (5 × 5 convolution), which turns 6 × 14 × 14 into 16 × 10 × 10."),
        ({"net": "LeNet-5", "layer": 0}, "LeNet-5 takes pictures of 1 × 32 × 32, with 60,000 parameters"),
        ({"net": "LeNet-5", "layer": 20}, "into 10 values. Here LeNet-5 ends."),
        ({"net": "LeNet-5", "layer": 20}, "step 7 of 7 is output"),
        ({"net": "LeNet-5", "layer": 3}, "The step has 1,516 parameters"),
        ({"net": "LeNet-5", "layer": 0}, "7 steps lie ahead of it."),
        ({"net": "VGG-16", "layer": 1}, "A unit sees 3 × 3 pixels of 224 × 224"),
        ({"net": "AlexNet", "layer": 9}, "256 × 6 × 6 into 4096 values. The step has 37,752,832 parameters"),
        ({"net": "AlexNet", "layer": 2}, "no parameters and multiplies nothing"),
        ({"net": "AlexNet", "layer": 9}, "355 × 355 pixels, covers the whole picture"),
        ({"net": "ResNet-152", "layer": 8}, "residual block, 35 times"),
        ({"net": "GoogLeNet", "layer": 6}, "3a (block of parallel paths), which turns 192 × 28 × 28 into 256 × 28"),
    ],
)
def test_walk_says(values, says):
    assert says in walk.reading(**values)


def test_the_field_is_never_drawn_larger_than_the_picture():
    small, large = (Drawing(walk).parts(walk.state(net="VGG-16", layer=layer))["frame"] for layer in (2, 21))
    assert small != large == Drawing(walk).parts(walk.state(net="VGG-16", layer=20))["frame"]


@pytest.mark.parametrize("k", ["3", "5", "7", "9", "11"])
@pytest.mark.parametrize("channels", [1, 16, 512])
def test_cost_in_closed_form(k, channels):
    s, size = cost.state(k=k, channels=channels, narrow="4"), int(k)
    few = max(1, channels // 4)
    assert s["one here"] == size**2 * channels**2
    assert s["stack here"] == 9 * (size - 1) // 2 * channels**2
    assert s["bottleneck here"] == few * (2 * channels + size**2 * few)
    assert s["one work"] == 196 * s["one here"]
    assert s["fields"] == [size] * 3
    assert 2 * s["even"] + size**2 * s["even"] ** 2 == pytest.approx(size**2)


def test_cost_says_when_a_bottleneck_does_not_pay():
    told = cost.reading(k="3", channels=1)
    assert told.startswith("The bottleneck does not pay: it needs 122 %") and "1 channel needs 11 (122 %)" in told
    told = cost.reading(k="7", channels=256)
    assert "does not pay" not in told and "3 layers of 3 × 3 need 1,769,472 (55 %)" in told


def test_inception_paths_add_up_and_the_bare_net_hands_on_all_that_it_pooled():
    channels = 192
    for name in ("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"):
        s = inception.state(block=name)
        assert sum(s["paths"]["with"]) == s["work"]["with"] and sum(s["paths"]["without"]) == s["work"]["without"]
        one, _, three, _, five, _ = INCEPTION[name]
        size = {"3": 28, "4": 14, "5": 7}[name[0]]
        assert s["work"]["without"] == channels * (one + 9 * three + 25 * five) * size**2
        channels += one + three + five
        assert s["channels"]["without"][s["at"]] == channels
    assert "1.10 billion with, 12.1 billion without" in inception.reading()
    assert "block 4c would take 13.7 times the work" in inception.reading()


@pytest.mark.parametrize("layers_, blocks", [("2", 0), ("34", 16), ("50", 24)])
def test_degradation_has_the_numbers_of_the_record(layers_, blocks):
    s = degradation.state(layers=layers_, eta="best")
    for kind in ("plain", "residual"):
        runs = depth.at_best("degradation", kind, blocks)
        np.testing.assert_array_equal(s["curves"][kind], runs)
        np.testing.assert_array_equal(s["ends"][kind][:, s["at"]], runs[:, -1])
        ends = runs[:, -1]
        told = f"{ends.mean():.3f} ({ends.min():.3f} to {ends.max():.3f}) {kind}"
        assert told in degradation.reading(layers=layers_)
        assert f"{depth.best_eta('degradation', kind, blocks):g} {kind}" in degradation.reading(layers=layers_)


def test_degradation_is_named_where_it_is():
    told = degradation.reading(layers="50")
    assert told.startswith("Degradation: after 40 epochs") and "worse than those of 4 layers" in told
    assert "All three learn at η = 0.1." in degradation.reading(layers="34", eta="0.1")
    assert "depth helps" in degradation.reading(layers="4")
    assert "all three nets are one" in degradation.reading(layers="2")
    for values in degradation.recorded():
        ends, at = degradation.state(**values)["ends"]["plain"], degradation.state(**values)["at"]
        worse = at > 0 and (np.median(ends[:, at]) > ends[:, :at].max(axis=0)).any()
        assert ("egradation" in degradation.reading(**values)) == worse, values


@pytest.mark.parametrize("layers_", ["2", "32"])
def test_copy_has_the_numbers_of_the_record(layers_):
    s = copy.state(layers=layers_, eta="best")
    for kind in ("plain", "residual"):
        ends = depth.at_best("copy", kind, int(layers_) // 2)[:, -1]
        np.testing.assert_array_equal(s["ends"][kind][:, s["at"]], ends)
        assert f"{100 * ends.mean():.2g} %" in copy.reading(layers=layers_)
    assert s["originals"].shape == s["copies"]["plain"].shape == (4, 8, 8)


def test_a_halftone_has_as_much_ink_as_its_picture():
    image = np.random.default_rng(0).random((8, 8))
    found = boxes.halftone(image, 80.0, left=3.0, top=90.0)
    ink = sum((right - left) * (top - bottom) for left, bottom, right, top in found)
    assert ink == pytest.approx(100 * image[image > 0.01].sum())
    assert min(box[0] for box in found) >= 3.0 and max(box[3] for box in found) <= 90.0
