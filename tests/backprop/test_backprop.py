"""The notes' three-layer net, against central differences, sums done by hand and the general net."""
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import backprop
from nbhelpers.nn import mlp
from tests.nn.test_mlp import central_difference

seeds = st.integers(0, 10_000)
units = st.integers(1, 5)


def random_net(d, q, outputs, rng):
    return backprop.Net(*(rng.normal(size=part.shape) for part in backprop.new_net((d, q, outputs), rng)))


@given(d=units, q=units, outputs=units, m=st.integers(1, 4), seed=seeds)
@settings(max_examples=40, deadline=None)
def test_four_changes_are_minus_eta_times_the_slope(d, q, outputs, m, seed):
    rng = np.random.default_rng(seed)
    net, x, y = random_net(d, q, outputs, rng), rng.normal(size=(m, d)), rng.random((m, outputs))
    eta = 0.7
    stepped = backprop.step(net, x, y, eta)
    slopes = central_difference(lambda: backprop.squared_error(backprop.forward(net, x).y_hat, y).mean(), net)
    for old, new, slope in zip(net, stepped, slopes, strict=True):
        np.testing.assert_allclose((new - old) / -eta, slope, atol=1e-8)


def test_one_step_by_hand():
    """1-1-1 net, all weights 1, thresholds 0, x = 0, y = 1: every number worked out on paper."""
    one, zero = np.ones((1, 1)), np.zeros(1)
    net = backprop.Net(one, zero, one, zero)
    signals = backprop.forward(net, np.array([0.0]))
    assert signals.b == pytest.approx(0.5)  # f(0)
    y_hat = 1 / (1 + np.exp(-0.5))
    assert signals.y_hat == pytest.approx(y_hat)
    g = y_hat * (1 - y_hat) * (y_hat - 1)
    delta = backprop.changes(np.array([0.0]), signals, backprop.backward(net, signals, np.array([1.0])), 2.0)
    assert delta.v == pytest.approx(0.0)  # no input, no change
    assert delta.w == pytest.approx(-2 * g * 0.5)
    assert delta.theta == pytest.approx(2 * g)
    assert delta.gamma == pytest.approx(2 * 0.5 * 0.5 * g)


@given(seed=seeds)
@settings(max_examples=30, deadline=None)
def test_errors_are_the_derivatives_in_the_pre_activations_which_the_thresholds_mirror(seed):
    """g_j = dE/d beta_j = -dE/d theta_j, since the output only sees beta_j - theta_j (so with e, gamma)."""
    rng = np.random.default_rng(seed)
    net, x, y = random_net(2, 3, 2, rng), rng.normal(size=2), rng.random(2)
    errors = backprop.backward(net, backprop.forward(net, x), y)
    slopes = central_difference(lambda: backprop.squared_error(backprop.forward(net, x).y_hat, y), net)
    np.testing.assert_allclose(errors.g, -slopes[3], atol=1e-8)
    np.testing.assert_allclose(errors.e, -slopes[1], atol=1e-8)


@given(seed=seeds)
@settings(max_examples=30, deadline=None)
def test_a_small_step_lowers_the_error(seed):
    rng = np.random.default_rng(seed)
    net, x, y = random_net(2, 2, 1, rng), rng.normal(size=2), rng.random(1)
    stepped = backprop.step(net, x, y, 0.05)
    before, after = (backprop.squared_error(backprop.forward(at, x).y_hat, y) for at in (net, stepped))
    assert after <= before


@given(m=st.integers(1, 6), seed=seeds)
@settings(max_examples=30, deadline=None)
def test_accumulated_step_is_the_mean_of_the_samples_steps(m, seed):
    rng = np.random.default_rng(seed)
    net, x, y = random_net(3, 2, 2, rng), rng.normal(size=(m, 3)), rng.random((m, 2))
    together = backprop.accumulated_epoch(net, x, y, 0.5)
    apart = [backprop.step(net, x[k], y[k], 0.5) for k in range(m)]
    for part in range(4):
        np.testing.assert_allclose(together[part], np.mean([net[part] for net in apart], axis=0), atol=1e-12)


def test_standard_and_accumulated_agree_as_eta_shrinks_but_not_at_eta_one():
    """m steps of rate eta / m follow one step of rate eta but for a term in eta^2."""
    rng = np.random.default_rng(3)
    net, x, y = random_net(2, 3, 1, rng), rng.normal(size=(8, 2)), rng.random((8, 1))
    gaps = []
    for eta in (1.0, 0.1, 0.01):
        standard = backprop.standard_epoch(net, x, y, eta / 8, np.random.default_rng(0))
        accumulated = backprop.accumulated_epoch(net, x, y, eta)
        gaps.append(max(np.abs(a - b).max() for a, b in zip(standard, accumulated, strict=True)))
    assert gaps[0] > 1e-4
    assert gaps[0] / gaps[1] == pytest.approx(100, rel=0.5)
    assert gaps[1] / gaps[2] == pytest.approx(100, rel=0.1)


def test_new_net_draws_with_variance_one_over_n_in():
    net = backprop.new_net((400, 100, 50), np.random.default_rng(0))
    assert net.v.var() * 400 == pytest.approx(1, rel=0.03)
    assert net.w.var() * 100 == pytest.approx(1, rel=0.06)
    assert abs(net.v.mean()) < 0.01 and abs(net.w.mean()) < 0.01
    assert not net.gamma.any()
    assert not net.theta.any()


def test_squared_error_by_hand():
    assert backprop.squared_error([[1, 2], [3, 4]], [[0, 0], [3, 2]]).tolist() == [2.5, 2]


def test_sigmoid_holds_far_out_and_has_the_known_values():
    with np.errstate(all="raise"):
        found = backprop.sigmoid(np.array([-1e4, -40, 0.0, np.log(3), 1e4]))
    np.testing.assert_allclose(found, [0, np.exp(-40), 0.5, 0.75, 1], rtol=1e-14)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda net: backprop.forward(net, np.zeros(3)), r"x has shape \(3,\); allowed: \(2,\) or \(m, 2\)"),
        (lambda net: backprop.forward(net, np.zeros((1, 1, 2))), "x has shape"),
        (lambda net: backprop.step(net, np.zeros(2), np.zeros(2), 0.1), r"y has shape \(2,\)"),
        (
            lambda net: backprop.changes(np.zeros((3, 2)), backprop.forward(net, np.ones((2, 2))), net[:2], 0.1),
            r"x has shape \(3, 2\); allowed: \(2, d\)",
        ),
        (lambda net: backprop.step(net, np.zeros(2), np.zeros(1), 0.0), "eta = 0.0"),
        (lambda net: backprop.step(net, np.zeros(2), np.zeros(1), float("nan")), "eta = nan"),
        (lambda net: backprop.new_net((2, 0, 1), np.random.default_rng(0)), r"sizes = \(2, 0, 1\)"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call(backprop.new_net((2, 3, 1), np.random.default_rng(0)))


def test_the_general_net_contains_the_notes_net():
    """One hidden layer, sigmoid output, biases = minus thresholds: the same outputs and the same step."""
    rng = np.random.default_rng(5)
    net, x, y = random_net(3, 4, 2, rng), rng.normal(size=(6, 3)), rng.random((6, 2))
    same = mlp.MLP((mlp.Layer(net.v, -net.gamma), mlp.Layer(net.w, -net.theta)), "sigmoid", "sigmoid")
    np.testing.assert_allclose(mlp.predict(same, x), backprop.forward(net, x).y_hat)
    stepped, stepped_same = backprop.step(net, x, y, 0.4), mlp.descend(same, mlp.gradients(same, x, y), 0.4)
    np.testing.assert_allclose(stepped_same.layers[0].weights, stepped.v)
    np.testing.assert_allclose(stepped_same.layers[0].bias, -stepped.gamma)
    np.testing.assert_allclose(stepped_same.layers[1].weights, stepped.w)
    np.testing.assert_allclose(stepped_same.layers[1].bias, -stepped.theta)
