"""Curves of ReLUs: NumPy's interpolation, gradients by the book's own back-propagation, the bound h²/8."""

import numpy as np
import pytest

from nbhelpers.activations import hinges
from nbhelpers.nn import mlp


def drawn(net, x):
    return mlp.predict(net, np.reshape(x, (-1, 1)))[:, 0]


@pytest.mark.parametrize("seed", range(5))
def test_the_placed_net_is_linear_interpolation(seed):
    rng = np.random.default_rng(seed)
    x, y = np.sort(rng.uniform(-2, 3, 6)), rng.normal(size=6)
    net, at = hinges.through(x, y), rng.uniform(x[0], x[-1], 200)
    np.testing.assert_allclose(drawn(net, at), np.interp(at, x, y), atol=1e-12)
    np.testing.assert_allclose(drawn(net, [x[0] - 5]), y[:1])
    np.testing.assert_allclose(hinges.hinges(net), x[:-1])
    assert len(net.layers[0].bias) == 5 and net.layers[1].bias == y[:1]
    assert (net.hidden, net.output) == ("relu", "linear")


@pytest.mark.parametrize("units", [4, 8, 16])
def test_between_its_points_it_is_off_by_h_squared_over_8_at_most(units):
    knots, x = np.linspace(0, 1, units + 1), np.linspace(0, 1, 1001)
    off = np.abs(drawn(hinges.through(knots, np.sin(4 * knots)), x) - np.sin(4 * x)).max()
    assert 0.9 * 16 / (8 * units**2) < off <= 16 / (8 * units**2)


@pytest.mark.parametrize("seed", range(3))
def test_a_step_of_descent_is_that_of_the_nets_of_the_book(seed):
    rng = np.random.default_rng(seed)
    net, x, y = hinges.scattered(5, rng), rng.uniform(-1, 1, 9), rng.normal(size=9)
    theirs = net
    for _ in range(3):
        theirs = mlp.descend(theirs, mlp.gradients(theirs, x[:, None], y[:, None]), 0.1)
    ours = hinges.descend(net, x, y, 3, 0.1)
    for mine, wanted in zip(ours.layers, theirs.layers, strict=True):
        np.testing.assert_allclose(mine.weights, wanted.weights, atol=1e-12)
        np.testing.assert_allclose(mine.bias, wanted.bias, atol=1e-12)


def test_two_points_are_enough():
    np.testing.assert_allclose(drawn(hinges.through([1.0, 3.0], [0.0, 4.0]), [1.0, 2.0, 3.0]), [0, 2, 4])


def test_scattered_hinges_lie_where_they_may_and_face_both_ways():
    net = hinges.scattered(2000, np.random.default_rng(0), low=2.0, high=6.0)
    at, w = hinges.hinges(net), net.layers[0].weights[0]
    assert 2 <= at.min() < 2.1 and 5.9 < at.max() <= 6 and at.mean() == pytest.approx(4, abs=0.1)
    assert set(w) == {-1.0, 1.0} and abs(w.mean()) < 0.1
    c = net.layers[1].weights
    assert c.std() == pytest.approx(2000**-0.5, rel=0.05) and abs(c.mean()) < 0.003 and net.layers[1].bias == [0]
    assert -1 <= hinges.hinges(hinges.scattered(50, np.random.default_rng(1))).min() < -0.8
    assert 0.8 < hinges.hinges(hinges.scattered(50, np.random.default_rng(1))).max() <= 1


def test_a_unit_without_a_weight_has_no_corner():
    net = mlp.MLP((mlp.Layer(np.array([[0.0, 2.0]]), np.array([1.0, 1.0])), mlp.Layer(np.ones((2, 1)), np.zeros(1))))
    np.testing.assert_array_equal(hinges.hinges(net), [np.nan, -0.5])


def test_bad_input_is_named():
    bad = [([0.0], [1.0]), ([0.0, 0.0], [1.0, 2.0]), ([0.0, 1.0, 0.5], [1.0, 2.0, 3.0]), ([0.0, 1.0], [1.0])]
    for x, y in (*bad, ([[0.0, 1.0]], [[0.0, 1.0]])):
        with pytest.raises(ValueError, match="two points or more, x rising"):
            hinges.through(x, y)
    for low, high in ((1.0, 1.0), (1.0, -1.0), (np.nan, 1.0)):
        with pytest.raises(ValueError, match="high|low"):
            hinges.scattered(2, np.random.default_rng(0), low, high)
    with pytest.raises(ValueError, match="eta"):
        hinges.descend(hinges.scattered(2, np.random.default_rng(0)), [0.0], [0.0], 1, 0.0)
