"""The activation functions: slopes against central differences, identities, largest slopes, counts by hand."""
import math

import numpy as np
import pytest

from nbhelpers.nn import activations, mlp
from nbhelpers.nn.activations import ACTIVATIONS, activation

AWAY = np.array([-6.0, -2.5, -0.7, -0.05, 0.05, 0.7, 2.5, 6.0])  # no kink among them


@pytest.mark.parametrize("leak", [0.0, 0.01, 0.3])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_both_slopes_are_central_differences(name, leak):
    one = activation(name, leak)
    steps = (one.f(AWAY + 1e-5) - one.f(AWAY - 1e-5)) / 2e-5
    np.testing.assert_allclose(one.slope(AWAY), steps, rtol=1e-6, atol=1e-10)
    np.testing.assert_allclose(one.slope_of_value(one.f(AWAY)), steps, rtol=1e-6, atol=1e-10)


def test_values_by_hand():
    np.testing.assert_allclose(activations.sigmoid(np.array([-1e4, 0, math.log(3), 1e4])), [0, 0.5, 0.75, 1])
    np.testing.assert_allclose(activations.tanh(np.array([-1e4, 0, math.log(2), 1e4])), [-1, 0, 0.6, 1])
    np.testing.assert_array_equal(activations.relu(np.array([-2.0, 0, 3])), [0, 0, 3])
    np.testing.assert_allclose(activations.leaky_relu(np.array([-2.0, 0, 3]), 0.1), [-0.2, 0, 3])


def test_identities():
    x = np.linspace(-8, 8, 33)
    sigmoid, tanh, relu, leaky = (ACTIVATIONS[name].f for name in ("sigmoid", "tanh", "relu", "leaky"))
    np.testing.assert_allclose(tanh(x), 2 * sigmoid(2 * x) - 1, atol=1e-15)
    np.testing.assert_allclose(sigmoid(-x), 1 - sigmoid(x), atol=1e-15)
    np.testing.assert_allclose(relu(x) - relu(-x), x)
    np.testing.assert_allclose(leaky(x), relu(x) - 0.01 * relu(-x))
    np.testing.assert_allclose(leaky(x), np.maximum(x, 0.01 * x))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_greatest_slope_is_reached_and_never_passed(name):
    x = np.linspace(-5, 5, 1001)
    assert ACTIVATIONS[name].slope(x).max() == pytest.approx(activations.GREATEST_SLOPE[name])


@pytest.mark.parametrize("hidden", mlp.HIDDEN)
def test_a_net_of_each_kind_has_the_slopes_of_its_loss(hidden):
    rng = np.random.default_rng(3)
    net = mlp.new_mlp((4, 6, 5, 3), rng, hidden)
    X, Y = rng.normal(size=(7, 4)), mlp.one_hot(rng.integers(0, 3, 7), 3)
    for n, (layer, slopes) in enumerate(zip(net.layers, mlp.gradients(net, X, Y), strict=True)):
        moved = []
        for h in (1e-6, -1e-6):
            weights = layer.weights.copy()
            weights[1, 2] += h
            layers = (*net.layers[:n], layer._replace(weights=weights), *net.layers[n + 1 :])
            moved.append(mlp.loss(net._replace(layers=layers), X, Y))
        assert slopes.weights[1, 2] == pytest.approx((moved[0] - moved[1]) / 2e-6, abs=1e-8)


def test_linear_layers_are_one_layer_and_a_bend_is_not():
    rng = np.random.default_rng(0)
    first, second, X = rng.normal(size=(3, 5)), rng.normal(size=(5, 2)), rng.normal(size=(9, 3))
    np.testing.assert_allclose((X @ first) @ second, X @ (first @ second))
    bent = activations.relu(X @ first) @ second
    best, *_ = np.linalg.lstsq(X, bent, rcond=None)
    assert abs(X @ best - bent).max() > 0.1


def test_dead_units_are_counted_one_by_one():
    B = np.array([[0.0, 1.0, 0.0, -2.0], [0.0, 0.0, 3.0, 0.0]])
    np.testing.assert_array_equal(activations.dead_units(B), [True, False, False, True])


def test_saturation_has_the_edges_of_the_inverse_slope():
    """sigmoid' = part / 4 where |z| = 2 artanh(sqrt(1 - part)); tanh' = part at half of that."""
    edge = 2 * math.atanh(math.sqrt(0.95))
    z = np.array([-edge - 0.01, -edge + 0.01, 0, edge - 0.01, edge + 0.01])
    assert activations.saturated("sigmoid", z) == pytest.approx(0.4)
    assert activations.saturated("tanh", z / 2) == pytest.approx(0.4)
    assert activations.saturated("relu", np.array([-1.0, 2.0])) == 0.5
    assert activations.saturated("leaky", np.array([-1.0, 2.0])) == 0.5


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="activation = 'step': allowed are 'sigmoid', 'tanh', 'relu', 'leaky'"):
        activation("step")
    for leak in (-0.1, 1, math.nan):
        with pytest.raises(ValueError, match="leak = .*: allowed are finite numbers from 0 and below 1"):
            activation("leaky", leak)
        with pytest.raises(ValueError, match="leak = .*: allowed are finite numbers from 0 and below 1"):
            activations.leaky_relu(np.ones(2), leak)
    with pytest.raises(ValueError, match=r"B has shape \(3,\); allowed: \(samples, units\)"):
        activations.dead_units(np.zeros(3))
    with pytest.raises(ValueError, match="part = 1: allowed are finite numbers above 0 and below 1"):
        activations.saturated("tanh", np.zeros(3), 1)
