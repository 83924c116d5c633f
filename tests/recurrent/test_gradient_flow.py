"""Gradients through time against central differences, bounds that no state may break, and closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers import recurrent
from nbhelpers.recurrent import gradient_flow


@pytest.mark.parametrize("activation", gradient_flow.ACTIVATIONS)
def test_jacobians_are_the_slopes_of_a_step(activation):
    rng = np.random.default_rng(0)
    W, inputs = rng.normal(size=(4, 4)), rng.normal(size=(3, 4))
    h = gradient_flow.drive(W, inputs, activation)
    f, _ = gradient_flow.ACTIVATIONS[activation]
    for t, J in enumerate(gradient_flow.jacobians(W, h, activation)):
        for row, nudge in enumerate(1e-6 * np.eye(4)):
            ends = [f((h[t] + s * nudge) @ W + inputs[t]) for s in (1, -1)]
            assert J[row] == pytest.approx((ends[0] - ends[1]) / 2e-6, rel=1e-6, abs=1e-8)


def test_the_product_carries_the_gradient_that_backward_finds():
    rng = np.random.default_rng(1)
    net, x, g_y = recurrent.new_rnn((2, 5, 5), rng), rng.normal(size=(8, 2)), np.zeros((8, 5))
    states, g_y[-1] = recurrent.forward(net, x), rng.normal(size=5)
    g_h = recurrent.backward(net, x, states, g_y).g_h
    product = np.linalg.multi_dot(gradient_flow.jacobians(net.W_hh, states.h))
    assert g_h[0] == pytest.approx(product @ g_h[8])
    assert np.linalg.norm(g_h[0]) <= gradient_flow.gradient_norms(gradient_flow.jacobians(net.W_hh, states.h))[
        -1
    ] * np.linalg.norm(g_h[8])


@given(
    seed=st.integers(0, 10_000), scale=st.floats(0.1, 3), activation=st.sampled_from(sorted(gradient_flow.ACTIVATIONS))
)
def test_no_gradient_passes_the_bound(seed, scale, activation):
    rng = np.random.default_rng(seed)
    W = scale * rng.normal(size=(5, 5)) / np.sqrt(5)
    h = gradient_flow.drive(W, rng.normal(size=(12, 5)), activation)
    norms = gradient_flow.gradient_norms(gradient_flow.jacobians(W, h, activation))
    assert (norms <= gradient_flow.largest_singular_value(W) ** np.arange(13) * (1 + 1e-9)).all()


def test_norms_are_those_of_the_products_from_the_last_step_back():
    J = np.random.default_rng(6).normal(size=(4, 3, 3))
    products = [np.eye(3), J[3], J[2] @ J[3], J[1] @ J[2] @ J[3], J[0] @ J[1] @ J[2] @ J[3]]
    expected = [np.linalg.norm(product, 2) for product in products]
    assert gradient_flow.gradient_norms(J) == pytest.approx(expected)
    assert gradient_flow.gradient_norms(J, 0) == pytest.approx([1])


def test_what_is_too_large_for_a_number_is_infinite():
    with np.errstate(over="ignore"):
        assert gradient_flow.power_norms(np.diag([1e200, 1]), 2).tolist() == [1, 1e200, np.inf]


def test_powers_of_a_matrix():
    W = np.random.default_rng(2).normal(size=(6, 6))
    norms = gradient_flow.power_norms(W, 10)
    for k in range(11):
        assert norms[k] == pytest.approx(np.linalg.norm(np.linalg.matrix_power(W, k), 2))
    assert norms[1] == pytest.approx(gradient_flow.largest_singular_value(W))
    assert (norms >= gradient_flow.spectral_radius(W) ** np.arange(11) * (1 - 1e-9)).all()


def test_in_the_long_run_the_radius_rules():
    W = np.random.default_rng(3).normal(size=(6, 6))
    assert gradient_flow.power_norms(W, 400)[-1] ** (1 / 400) == pytest.approx(
        gradient_flow.spectral_radius(W), rel=0.01
    )


def test_a_shear_grows_first():
    """[[r, s], [0, r]]^k = [[r^k, k s r^(k-1)], [0, r^k]]."""
    W = gradient_flow.shear(0.9, 2.0)
    assert gradient_flow.spectral_radius(W) == pytest.approx(0.9) and gradient_flow.largest_singular_value(W) > 2
    for k in (1, 5, 30):
        power = np.array([[0.9**k, k * 2.0 * 0.9 ** (k - 1)], [0, 0.9**k]])
        assert gradient_flow.power_norms(W, 30)[k] == pytest.approx(np.linalg.norm(power, 2))


def test_orthogonal_weights_stretch_nothing():
    W = recurrent.recurrent_weights(8, np.random.default_rng(4), 1.1)
    assert (
        gradient_flow.largest_singular_value(W) == pytest.approx(1.1) == pytest.approx(gradient_flow.spectral_radius(W))
    )
    assert gradient_flow.power_norms(W, 30) == pytest.approx(1.1 ** np.arange(31))


def test_drive_is_the_recurrent_net():
    rng = np.random.default_rng(5)
    net, x = recurrent.new_rnn((3, 4, 1), rng), rng.normal(size=(6, 3))
    assert gradient_flow.drive(net.W_hh, x @ net.W_xh) == pytest.approx(recurrent.forward(net, x).h)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: gradient_flow.spectral_radius(np.zeros((2, 3))), r"W must be a square matrix.* got shape \(2, 3\)"),
        (lambda: gradient_flow.spectral_radius([[1, np.nan], [0, 1]]), "W must be a square matrix of finite numbers"),
        (lambda: gradient_flow.drive(np.eye(2), np.zeros((3, 3))), r"inputs must have the shape \(T, 2\)"),
        (lambda: gradient_flow.drive(np.eye(2), np.zeros((3, 2)), "step"), "activation = 'step': allowed are 'tanh'"),
        (lambda: gradient_flow.gradient_norms(np.ones((3, 2, 2)), 4), "back must be from 0 to .* 3, got 4"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
