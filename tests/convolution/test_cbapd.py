"""The small net with five switches: its parts, its sizes, the way back through pooled units; its record again."""

import itertools

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.convolution import cbapd, cnn
from nbhelpers.convolution.experiments import cbapd as experiment
from nbhelpers.convolution.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, Pool

CLASSES = {"B": BatchNorm, "A": Activation, "P": (Pool, cbapd.PoolUnits), "D": Dropout}


def test_there_are_32_choices_from_all_parts_to_none():
    found = cbapd.choices()
    assert found[0] == "CBAPD" and found[-1] == "" and len(set(found)) == 32
    assert set(found) == {"".join(one) for n in range(6) for one in itertools.combinations("CBAPD", n)}


@pytest.mark.parametrize("parts", cbapd.choices())
def test_a_net_has_the_parts_it_is_asked_for_twice_and_in_their_order(parts):
    net = cbapd.new_net(parts, np.random.default_rng(0))
    sums = Conv if "C" in parts else Dense
    block = [sums, *(CLASSES[part] for part in parts if part != "C")]
    wanted = [*block, *block, *([Flatten] if "C" in parts else []), Dense]
    assert len(net.layers) == len(wanted)
    assert all(isinstance(layer, kind) for layer, kind in zip(net.layers, wanted, strict=True))
    assert all(layer.p == 0.3 for layer in net.layers if isinstance(layer, Dropout))
    assert cnn.predict(net, np.zeros((3, 144))).shape == (3, 10)


def test_all_nets_have_about_as_many_weights():
    """Two kernels' layers and ten logits, counted by hand; without convolution within five per cent of it."""
    kernels = 16 * 25 + 16 + 32 * 16 * 9 + 32
    for parts in cbapd.choices():
        net, normed = cbapd.new_net(parts, np.random.default_rng(0)), "B" in parts
        if "C" in parts:
            assert len(net.w) == kernels + 288 * 10 + 10 + normed * 2 * 48
        else:
            assert len(net.w) == pytest.approx(kernels + 2890, rel=0.05)


@pytest.mark.parametrize("parts, gain", [("CBAPD", 2), ("CBPD", 1), ("BA", 2), ("", 1)])
def test_initial_weights_have_the_variance_that_suits_their_activation(parts, gain):
    *first, last = (
        layer.parameters["w"] for layer in cbapd.new_net(parts, np.random.default_rng(3)).layers
        if isinstance(layer, (Conv, Dense))
    )  # fmt: skip
    for w in first:
        n_in = w[0].size if w.ndim == 4 else len(w)
        assert w.var() == pytest.approx(gain / n_in, rel=0.2)
    assert last.var() == pytest.approx(1 / len(last), rel=0.2)


def test_without_pooling_every_second_window_alone_is_seen():
    """The same kernels: at stride 2 a map is every second place, row by row, of the map at stride 1."""
    pooled, strided = (cbapd.new_net(parts, np.random.default_rng(0)) for parts in ("CP", "C"))
    x = np.random.default_rng(1).normal(size=(2, 1, 12, 12)).astype(np.float32)
    whole, few = (net.layers[0].forward(x) for net in (pooled, strided))
    assert whole.shape == (2, 16, 12, 12) and few.shape == (2, 16, 6, 6)
    assert abs(few - whole[:, :, 1::2, 1::2]).max() < 1e-5  # "same" at stride 2 has one zero less before the row
    assert pooled.layers[1].forward(whole).shape == few.shape


def test_pooled_units_are_the_largest_of_four_and_their_way_back_is_by_differences():
    rng = np.random.default_rng(0)
    layer, x, g = cbapd.PoolUnits(), rng.normal(size=(3, 8)), rng.normal(size=(3, 2))
    assert (layer.forward(x) == [[max(row[:4]), max(row[4:])] for row in x]).all()
    back = layer.backward(g)
    for at in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[at] = 1e-6
        change = np.sum(g * (layer.forward(x + step) - layer.forward(x - step))) / 2e-6
        assert back[at] == pytest.approx(change, abs=1e-6)


def test_of_equal_units_the_first_one_wins():
    layer = cbapd.PoolUnits()
    layer.forward(np.zeros((1, 4)))
    assert layer.backward(np.array([[7.0]])).tolist() == [[7, 0, 0, 0]]


def test_small_digits_are_means_of_four_pixels_without_the_margin():
    images = np.random.default_rng(0).random((2, 784))
    wide, found = images.reshape(2, 28, 28), cbapd.small(images).reshape(2, 12, 12)
    for row, column in ((0, 0), (3, 7), (11, 11)):
        patch = wide[:, 2 + 2 * row : 4 + 2 * row, 2 + 2 * column : 4 + 2 * column]
        assert found[:, row, column] == pytest.approx(patch.mean(axis=(1, 2)))


def test_digits_are_the_first_ones_and_all_test_digits():
    X, labels, T, wanted = cbapd.digits(7)
    known = datasets.mnist()
    assert X.shape == (7, 144) and T.shape == (1000, 144) and X.dtype == T.dtype == np.float32
    assert (labels == known.train_labels[:7]).all() and (wanted == known.test_labels).all()
    assert X == pytest.approx(cbapd.small(known.train_images[:7]), abs=1e-6)


@pytest.mark.parametrize("samples", [0, 5001, 1.5])
def test_more_digits_than_there_are_and_none_are_refused(samples):
    with pytest.raises(ValueError, match="samples"):
        cbapd.digits(samples)
    assert len(cbapd.digits(1)[0]) == 1


@pytest.mark.parametrize("parts", ["DC", "X", "CC", None])
def test_other_letters_are_refused(parts):
    with pytest.raises(ValueError, match="parts = .*: allowed are letters of 'CBAPD', in this order"):
        cbapd.new_net(parts, np.random.default_rng(0))


def test_the_record_was_made_with_the_settings_of_its_experiment():
    record = datasets.record("convolution/cbapd")
    assert record["settings"] == experiment.SETTINGS
    assert list(record["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


@pytest.mark.parametrize("parts, eta", [("CBAPD", 0.003), ("CBAD", 0.03), ("BAPD", 0.01), ("none", 0.01)])
def test_after_three_epochs_the_nets_classify_as_recorded(parts, eta):
    """A thousand test digits; rounding alone moves a few of them."""
    found = datasets.record("convolution/cbapd")["cells"][f"{parts}/{eta}/1"]["right"]
    measured = experiment.measure(parts, eta, 1, (1, 3))
    assert measured["right"] == [pytest.approx(found[at], abs=30) for at in (0, 2)]
