"""The net with normalised middle layers: moments, slopes against central differences, blindness to the scale."""
import numpy as np
import pytest

from nbhelpers.activations import normalised
from nbhelpers.nn import mlp


def small(hidden="tanh", gain=1.0):
    rng = np.random.default_rng(5)
    net = mlp.new_mlp((4, 6, 5, 3), rng, hidden, gain=gain)
    return net, rng.normal(size=(8, 4)), mlp.one_hot(rng.integers(0, 3, 8), 3)


def loss(net, X, Y):
    return -np.log(np.sum(Y * normalised.forward(net, X)[0][-1], axis=1)).mean()


def test_mean_zero_and_spread_one():
    Z_hat, s = normalised.normalise(np.random.default_rng(0).normal(3, 7, (50, 4)))
    np.testing.assert_allclose(Z_hat.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(Z_hat.std(axis=0), 1, rtol=1e-5)
    assert s == pytest.approx([7] * 4, rel=0.3)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "leaky"])
def test_slopes_are_central_differences(hidden):
    net, X, Y = small(hidden)
    for n, (layer, slopes) in enumerate(zip(net.layers, normalised.gradients(net, X, Y), strict=True)):
        for place in ((0, 0), (3, 2)):
            moved = []
            for h in (1e-6, -1e-6):
                weights = layer.weights.copy()
                weights[place] += h
                layers = (*net.layers[:n], layer._replace(weights=weights), *net.layers[n + 1 :])
                moved.append(loss(net._replace(layers=layers), X, Y))
            assert slopes.weights[place] == pytest.approx((moved[0] - moved[1]) / 2e-6, abs=1e-7)


def test_the_size_of_the_initial_weights_does_not_matter():
    (net, X, _), (large, _, _) = small(), small(gain=10.0)
    for one, other in zip(normalised.forward(net, X)[0][1:-1], normalised.forward(large, X)[0][1:-1], strict=True):
        np.testing.assert_allclose(one, other, atol=1e-3)


def test_a_single_sample_is_refused():
    with pytest.raises(ValueError, match=r"Z has shape \(1, 3\); allowed: \(m, n\) with at least 2 samples"):
        normalised.normalise(np.zeros((1, 3)))
