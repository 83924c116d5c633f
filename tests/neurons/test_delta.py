"""The delta rule: central differences, least squares, and its bound seen from both sides."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers.neurons import delta


def problem(seed, m=30, n=3):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(m, n)) @ rng.normal(size=(n, n)) + 0.5
    return X, X @ rng.normal(size=n) + 0.3 * rng.normal(size=m), rng.normal(size=n)


@given(st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_a_step_is_minus_the_slope_of_half_the_squared_error(seed):
    rng = np.random.default_rng(seed)
    W, x, y, h = rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=2), 1e-6
    change = delta.delta_step(W, x, y, 1.0) - W
    for place in np.ndindex(W.shape):
        errors = []
        for sign in (1, -1):
            moved = W.copy()
            moved[place] += sign * h
            errors.append(0.5 * np.sum((y - x @ moved) ** 2))
        assert change[place] == pytest.approx(-(errors[0] - errors[1]) / (2 * h), abs=1e-6)


@given(st.integers(0, 1000), st.floats(0.001, 0.1))
@settings(max_examples=40, deadline=None)
def test_the_signs_of_the_notes(seed, eta):
    """Output too large: weights of positive inputs fall, of negative ones rise; too small: the other way round."""
    rng = np.random.default_rng(seed)
    W, x, y = rng.normal(size=(5, 1)), rng.normal(size=5), rng.normal(size=1)
    x[0] = 0
    change = (delta.delta_step(W, x, y, eta) - W)[:, 0]
    too_large = (x @ W)[0] > y[0]
    np.testing.assert_array_equal(np.sign(change), (-1 if too_large else 1) * np.sign(x))


def test_one_step_leaves_one_minus_eta_x_squared_of_the_error():
    W, x, y = np.array([[1.0], [0.5]]), np.array([2.0, -1.0]), np.array([1.0])
    after = delta.delta_step(W, x, y, 0.1)
    np.testing.assert_allclose(after, [[0.9], [0.55]])
    assert y - x @ after == pytest.approx((1 - 0.1 * 5) * (y - x @ W))


@pytest.mark.parametrize("seed", range(5))
def test_the_mean_path_ends_at_numpys_least_squares(seed):
    X, y, w = problem(seed)
    wanted = np.linalg.lstsq(X, y, rcond=None)[0]
    np.testing.assert_allclose(delta.least_squares(X, y), wanted, rtol=1e-8)
    slowest = np.linalg.eigvalsh(delta.correlation(X))[0]
    eta = 0.9 * delta.bound(X)
    end = delta.mean_path(X, y, w, eta, int(25 / (eta * slowest)) + 400)[-1]
    np.testing.assert_allclose(end, wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_just_below_the_bound_converges_and_just_above_diverges(seed):
    X, y, w = problem(seed)
    goal = np.linalg.lstsq(X, y, rcond=None)[0]
    steepest = np.linalg.svd(X)[2][0]
    for share, falls in ((0.999, True), (1.001, False)):
        path = delta.mean_path(X, y, w, share * delta.bound(X), 2000) - goal
        along = np.abs(path @ steepest)
        assert along[-1] / along[0] == pytest.approx(abs(1 - 2 * share) ** 2000, rel=1e-6)
        assert (along[-1] < along[0]) == falls


def test_bound_by_singular_values_and_factors_by_the_path():
    X, y, w = problem(7)
    assert delta.bound(X) == pytest.approx(2 * len(X) / np.linalg.svd(X, compute_uv=False)[0] ** 2)
    goal, axes = np.linalg.lstsq(X, y, rcond=None)[0], np.linalg.svd(X)[2]
    path = (delta.mean_path(X, y, w, 0.05, 5) - goal) @ axes.T
    np.testing.assert_allclose(path[1:] / path[:-1], np.tile(delta.factors(X, 0.05), (5, 1)), rtol=1e-8)


def test_one_by_one_with_a_small_rate_stays_near_least_squares():
    X, y, w = problem(3)
    order = np.random.default_rng(0).integers(len(X), size=20_000)
    goal = np.linalg.lstsq(X, y, rcond=None)[0]
    ends = [delta.sample_path(X, y, w, eta, order)[-5000:] - goal for eta in (0.02, 0.002)]
    far = [np.sqrt(np.mean(np.sum(end**2, axis=1))) for end in ends]
    assert far[1] < 0.6 * far[0] < 0.5
    assert np.abs(ends[1].mean(axis=0)).max() < 0.1


def test_a_sample_path_is_made_of_delta_steps():
    X, y, w = problem(2, m=4)
    path = delta.sample_path(X, y, w, 0.1, [2, 0, 3])
    for before, after, k in zip(path[:-1], path[1:], [2, 0, 3], strict=True):
        np.testing.assert_allclose(after, delta.delta_step(before[:, None], X[k], y[k : k + 1], 0.1)[:, 0])


def test_loss_and_constant_input():
    X = delta.with_constant([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(X, [[1, 1], [2, 1], [3, 1]])
    y = np.array([1.0, 0.0, 0.0])
    assert delta.half_mean_square(X, y, [0.0, 0.0]) == pytest.approx(1 / 6)
    assert delta.half_mean_square(X, y, [1.0, 0.0]) == pytest.approx((0 + 4 + 9) / 6)
    assert delta.half_mean_square(X, y, np.zeros((4, 5, 2))).shape == (4, 5)


def test_a_path_stops_when_it_is_far_out():
    X, y, w = problem(0)
    path = delta.mean_path(X, y, w, 3 * delta.bound(X), 500, far=1e6)
    assert len(path) < 500 and abs(path[-1]).max() > 1e6 >= abs(path[-2]).max()
    doubled = [[1.0]], [0.0], [1.0], 3.0  # w <- -2 w
    assert delta.mean_path(*doubled, 10, far=4).ravel().tolist() == [1, -2, 4, -8]
    assert len(delta.mean_path(*doubled, 500)) == 1 + np.ceil(100 * np.log2(10))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: delta.delta_step(np.ones((2, 3)), np.ones(3), np.ones(3), 0.1), r"shapes \(2, 3\), \(3,\), \(3,\)"),
        (lambda: delta.mean_path(np.ones((4, 2)), np.ones(3), np.ones(2), 0.1, 1), r"\(4, 2\), \(3,\), \(2,\); allow"),
        (lambda: delta.least_squares(np.ones(3), np.ones(3)), r"\(3,\), \(3,\), \(3,\); allowed"),
        (lambda: delta.correlation(np.ones(3)), r"X has shape \(3,\)"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
