"""The net with normalised middle layers: moments, slopes against central differences, blindness to the scale."""
import numpy as np
import pytest

from nbhelpers.activations import normalised
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat, shaped


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


def test_two_samples_by_hand():
    Z_hat, r = normalised.normalise([[1], [3]])
    assert r == pytest.approx([np.sqrt(1.00001)], rel=1e-9)
    assert Z_hat == pytest.approx(np.array([[-1], [1]]) / r, rel=1e-9)


def test_the_output_has_its_thresholds():
    net, X, _ = small()
    first, second, last = net.layers
    found = normalised.forward(net._replace(layers=(first, second, last._replace(bias=np.array([9, 99, 999])))), X)[0]
    assert (found[-1].argmax(axis=1) == 2).all()


def test_what_has_left_the_finite_numbers_goes_through():
    net, X, _ = small()
    x, r, lost = np.array([[1.0], [5.0]]), np.ones(1), np.nan
    assert np.isnan(normalised.normalise(lost * x)[0]).all()
    for given in ((lost * x, x, r), (x, lost * x, r), (x, x, lost * r)):
        assert np.isnan(normalised.normalise_back(*given)).all()
    assert np.isnan(normalised.forward(net, lost * X)[0][-1]).all()


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "leaky"])
def test_slopes_are_central_differences(hidden):
    net, X, Y = small(hidden)
    w = flat(net) + 0.3 * np.random.default_rng(6).normal(size=flat(net).size)
    found, h = flat(normalised.gradients(shaped(net, w), X, Y)), 1e-6
    for slope, step in zip(found, h * np.eye(w.size), strict=True):
        up, down = (loss(shaped(net, w + sign * step), X, Y) for sign in (1, -1))
        assert slope == pytest.approx((up - down) / (2 * h), abs=1e-7)


def test_the_size_of_the_initial_weights_does_not_matter():
    (net, X, _), (large, _, _) = small(), small(gain=10.0)
    for one, other in zip(normalised.forward(net, X)[0][1:-1], normalised.forward(large, X)[0][1:-1], strict=True):
        np.testing.assert_allclose(one, other, atol=1e-3)


def test_a_single_sample_is_refused():
    with pytest.raises(ValueError, match=r"Z has shape \(1, 3\); allowed: \(m, n\) with at least 2 samples"):
        normalised.normalise(np.zeros((1, 3)))
