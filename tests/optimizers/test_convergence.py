"""Momentum in a bowl: its bounds, its rate and its path, against roots, closed forms and the walk itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.nn.optimizers import heavy_ball, minimize, rmsprop, rmsprop_as_noted, sgd, sgdm
from nbhelpers.optimizers import convergence
from tests.nn.test_optimizers import quadratic


@pytest.mark.parametrize("factor, converges", [(0.98, True), (1.02, False)])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("curvatures", [(1, 20), (0.5, 3, 7), (4,)])
def test_bound_of_momentum(factor, converges, beta, curvatures):
    eta = factor * convergence.largest_eta(curvatures, beta)
    start = np.ones(len(curvatures))
    runs = [minimize(heavy_ball, quadratic(*curvatures), start, 3000, eta=eta, beta=beta)]
    averaged = convergence.averaged_eta(eta, beta)
    runs.append(minimize(sgdm, quadratic(*curvatures), start, 3000, eta=averaged, beta=beta))
    if beta == 0:
        runs.append(minimize(sgd, quadratic(*curvatures), start, 3000, eta=eta))
    for path in runs:
        distance = abs(path[-1]).max()
        assert distance < 1e-3 if converges else not distance < 1e3  # NaN is divergence too


@given(st.floats(1, 2000), st.floats(0.01, 100))
def test_best_momentum_is_the_closed_form_and_an_optimum(kappa, low):
    curvatures = (low, kappa * low)
    eta, beta, fastest = convergence.best_momentum(curvatures)
    root = np.sqrt(kappa)
    assert fastest == pytest.approx((root - 1) / (root + 1), abs=1e-9)
    near = convergence.rate(eta, beta, curvatures)
    assert near == pytest.approx(fastest, abs=1e-6)  # a double root
    etas = eta * np.linspace(0.2, 1.8, 41)[:, None]
    betas = np.linspace(0, 0.999, 41)
    assert convergence.rate(etas, betas, curvatures).min() >= fastest - 1e-6


@given(st.floats(0.01, 3.99), st.floats(0, 0.99), st.floats(1, 400), st.integers(0, 300))
def test_a_path_in_a_bowl_by_doubling_is_the_path_step_by_step(reach, beta, kappa, steps):
    eta, curvatures, start = reach / kappa, np.array([1, kappa]), [1.0, -0.5]
    path = convergence.bowl_path(eta, beta, curvatures, start, steps)
    walked = minimize(heavy_ball, lambda w: curvatures * w, start, steps, eta=eta, beta=beta)
    ahead = np.maximum.accumulate(abs(walked[::-1]))[::-1]  # the size of the swing, also where it crosses 0
    assert (abs(path - walked)[:-20] <= 1e-9 * ahead[:-20] + 1e-14).all()  # the start is of size 1


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 8, 64])
def test_a_path_in_a_bowl_has_a_row_for_every_step_and_the_start(steps):
    assert convergence.bowl_path(0.1, 0.5, [1, 2], [1.0, 1.0], steps).shape == (steps + 1, 2)


def test_a_path_in_a_bowl_wants_a_start_of_its_shape():
    with pytest.raises(ValueError, match=r"start must have one number a curvature, shape \(2,\), got \(3,\)"):
        convergence.bowl_path(0.1, 0.5, [1, 2], [1, 2, 3], 5)
    with pytest.raises(ValueError, match="steps must be an integer >= 0, got -1"):
        convergence.bowl_path(0.1, 0.5, [1, 2], [1, 2], -1)


@given(st.floats(1, 2000))
def test_best_sgd_is_an_optimum(kappa):
    eta, fastest = convergence.best_sgd((1, kappa))
    assert fastest == pytest.approx((kappa - 1) / (kappa + 1))
    assert convergence.rate(eta, 0, (1, kappa)) == pytest.approx(fastest)
    assert convergence.rate(np.linspace(0.5, 1.5, 101) * eta, 0, (1, kappa)).min() >= fastest - 1e-12


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.95), st.floats(1, 50))
def test_rate_is_the_spectral_radius(share, beta, kappa):
    eta = share * convergence.largest_eta(kappa, beta)
    radii = [abs(np.linalg.eigvals([[1 + beta - eta * lam, -beta], [1, 0]])).max() for lam in (1, kappa)]
    assert convergence.rate(eta, beta, (1, kappa)) == pytest.approx(max(radii), rel=1e-6)


@pytest.mark.parametrize("eta, beta", [(0.02, 0.0), (0.09, 0.0), (0.05, 0.5), (0.02, 0.8), (0.15, 0.9)])
def test_measured_rate_meets_theory(eta, beta):
    path = minimize(heavy_ball, quadratic(1, 20), [1.0, 1.0], 1500, eta=eta, beta=beta)
    assert convergence.measured_rate(path, last=1000) == pytest.approx(convergence.rate(eta, beta, (1, 20)), abs=2e-3)


def test_a_rate_is_measured_over_the_last_steps_of_the_largest_coordinate():
    path = [[64, 0], [3, -32], [8, 8], [-4, 2], [0, 1]]
    assert convergence.measured_rate(path) == pytest.approx((1 / 8) ** (1 / 2))
    assert convergence.measured_rate(path, 3) == pytest.approx((1 / 32) ** (1 / 3))
    assert convergence.measured_rate(path, 1) == 1 / 4
    assert convergence.measured_rate(path, 4) == pytest.approx((1 / 64) ** (1 / 4))
    for last in (0, 5, True, 1.5):
        with pytest.raises(ValueError, match=f"last must be between 1 and 4, the steps of the path, got {last}"):
            convergence.measured_rate(path, last)


def test_other_betas_and_curvatures_are_named():
    for beta in (-0.1, 1.0, np.nan):
        with pytest.raises(ValueError, match="beta must be a number with 0 <= beta < 1, got"):
            convergence.largest_eta(1.0, beta)
    for lam in ([], [0.0, 1.0], [1.0, np.inf], [[1.0]]):
        with pytest.raises(ValueError, match="curvatures must be finite numbers > 0"):
            convergence.best_sgd(lam)


def test_momentum_needs_the_root_of_the_steps():
    curvatures = (1, 400)
    plain, _ = convergence.best_sgd(curvatures)
    eta, beta, _ = convergence.best_momentum(curvatures)

    def steps(path):
        return int((np.linalg.norm(path, axis=1) > 1e-3).sum())

    slow = steps(minimize(sgd, quadratic(*curvatures), [1.0, 1.0], 3000, eta=plain))
    quick = steps(minimize(heavy_ball, quadratic(*curvatures), [1.0, 1.0], 3000, eta=eta, beta=beta))
    assert slow == pytest.approx(400 / 2 * np.log(1e3 * 2**0.5), rel=0.05)  # kappa / 2 ln(1 / error)
    assert quick < slow / 8


def test_the_noted_form_diverges_from_afar_where_the_right_one_arrives():
    far = minimize(rmsprop_as_noted, quadratic(1), [100.0], 200, eta=0.1)
    right = minimize(rmsprop, quadratic(1), [100.0], 4000, eta=0.1)
    assert not np.isfinite(far).all()
    assert abs(right[-1, 0]) < 0.2
