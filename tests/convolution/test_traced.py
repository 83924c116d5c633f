"""A traced number against SciPy and the net itself; the saliency against differences."""

import numpy as np
import pytest
from scipy import signal

from nbhelpers import datasets
from nbhelpers.convolution import cnn
from nbhelpers.convolution.layers import Activation, BatchNorm, Conv, Dense, Flatten, Pool
from nbhelpers.convolution.traced import outputs, saliency, trace
from nbhelpers.convolution.trained import trained_lenet


def small(batch_norm=True):
    """Two channels of 7 x 6 pixels, two blocks; all parameters and statistics at random."""
    rng = np.random.default_rng(4)
    norm = [BatchNorm(3)] if batch_norm else []
    layers = [Conv(2, 3, 3, rng, padding="same"), *norm, Activation(), Pool(2)]
    layers += [Conv(3, 4, 2, rng), Activation(), Flatten(), Dense(4 * 2 * 2, 5, rng)]
    net = cnn.Net(layers, (2, 7, 6), np.float64)
    net.w[:] = rng.normal(size=net.w.size)
    for layer in norm:
        layer.mean, layer.var = rng.normal(size=3), rng.uniform(0.5, 2, 3)
    return net, rng.normal(size=(2, 7, 6))


def at_places(maps):
    return [(kernel, i, j) for kernel in range(len(maps)) for i in range(maps.shape[1]) for j in range(maps.shape[2])]


@pytest.mark.parametrize("batch_norm", [True, False])
def test_every_number_of_both_blocks_by_scipy(batch_norm):
    net, x = small(batch_norm)
    norm = 1 if batch_norm else 0
    seen, layer = [x, outputs(net, x)[2 + norm]], [net.layers[0], net.layers[3 + norm]]
    for block, mode in enumerate(("same", "valid")):
        w, b = (layer[block].parameters[name] for name in "wb")
        pairs = [zip(seen[block], one, strict=True) for one in w]
        maps = np.array([sum(signal.correlate2d(*pair, mode) for pair in one) for one in pairs])
        for kernel, i, j in at_places(maps):
            one = trace(net, x, block, kernel, i, j)
            assert one.bias == b[kernel] and (one.kernel == w[kernel]).all()
            assert one.products.sum() == pytest.approx(maps[kernel, i, j])
            assert one.z == pytest.approx(maps[kernel, i, j] + b[kernel])


def test_windows_are_looked_up_pixel_by_pixel():
    net, x = small()
    for kernel, i, j in at_places(outputs(net, x)[0]):
        one = trace(net, x, 0, kernel, i, j)
        assert one.corner == (i - 1, j - 1)
        for c, u, v in np.ndindex(one.window.shape):
            row, column = one.corner[0] + u, one.corner[1] + v
            inside = 0 <= row < 7 and 0 <= column < 6
            assert one.window[c, u, v] == (x[c, row, column] if inside else 0)
            assert one.products[c, u, v] == one.window[c, u, v] * one.kernel[c, u, v]


def test_a_kernel_that_is_not_square_and_zeros_on_one_side_only():
    """2 rows, 4 columns, SAME: a row of zeros below, a column of them at the left, two at the right."""
    rng, layer = np.random.default_rng(1), Conv(2, 3, 2, np.random.default_rng(0), padding="same")
    layer.parameters["w"] = rng.normal(size=(3, 2, 2, 4))
    net, x = cnn.Net([layer, Activation()], (2, 7, 6), np.float64), rng.normal(size=(2, 7, 6))
    wide = np.zeros((2, 8, 9))
    wide[:, :7, 1:7] = x
    for kernel, i, j in at_places(outputs(net, x)[0]):
        one = trace(net, x, 0, kernel, i, j)
        assert one.corner == (i, j - 1) and (one.window == wide[:, i : i + 2, j : j + 4]).all()
        assert one.products.sum() + one.bias == pytest.approx(one.z)


def test_batch_norm_is_an_affine_map_and_without_it_nothing_happens():
    net, x = small()
    scale, shift = net.layers[1].affine()
    one = trace(net, x, 0, 2, 3, 4)
    assert one.normed == pytest.approx(scale[2] * one.z + shift[2])
    assert one.normed == outputs(net, x)[1][2, 3, 4]
    for other in (trace(net, x, 1, 2, 1, 1), trace(small(batch_norm=False)[0], x, 0, 2, 1, 1)):
        assert other.normed == other.z


@pytest.mark.parametrize("batch_norm", [True, False])
def test_saliency_by_differences(batch_norm):
    net, x = small(batch_norm)
    for label in range(5):
        g = saliency(net, x, label)
        for place in np.ndindex(x.shape):
            up, down = x.copy(), x.copy()
            up[place], down[place] = x[place] + 1e-6, x[place] - 1e-6
            wanted = (outputs(net, up)[-1][label] - outputs(net, down)[-1][label]) / 2e-6
            assert g[place] == pytest.approx(wanted, abs=1e-6)
    assert net.layers[0].passes_back is False


def test_saliency_of_the_trained_net_by_differences():
    """On blank paper numbers tie for a maximum, and no derivative is there: a little noise parts them."""
    net, rng = trained_lenet(), np.random.default_rng(0)
    x = datasets.mnist().test_images[0].reshape(1, 28, 28) + rng.uniform(0, 0.01, (1, 28, 28))
    g = saliency(net, x, 7)
    for i, j in rng.integers(4, 24, (12, 2)):
        up, down = x.copy(), x.copy()
        up[0, i, j], down[0, i, j] = x[0, i, j] + 1e-6, x[0, i, j] - 1e-6
        wanted = (cnn.predict(net, up[None])[0, 7] - cnn.predict(net, down[None])[0, 7]) / 2e-6
        assert g[0, i, j] == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize(
    "place, named", [((2, 0, 0, 0), "block"), ((0, 3, 0, 0), "kernel"), ((0, 0, 7, 0), "i"), ((0, 0, 0, 6), "j"),
                     ((-1, 0, 0, 0), "block"), ((1, 3, 2, 1), "i"), ((1, 3, 1, 2), "j"), ((0, 0, -1, 0), "i")],
)  # fmt: skip
def test_places_that_are_not_there(place, named):
    net, x = small()
    with pytest.raises(ValueError, match=f"{named} = "):
        trace(net, x, *place)


def test_labels_and_images_that_do_not_fit():
    net, x = small()
    for label in (-1, 5):
        with pytest.raises(ValueError, match="label = "):
            saliency(net, x, label)
    with pytest.raises(ValueError, match="x has shape"):
        outputs(net, x[:1])
