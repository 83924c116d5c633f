"""Closed forms against recursions, enumeration and brute force."""

import itertools

import numpy as np
import pytest

from nbhelpers.batches import noise_floor


def test_the_floor_is_where_the_recursion_comes_to_rest():
    V = noise_floor.variances([0.3] * 400, 2.0, 5.0, start=100.0)
    assert V[-1] == pytest.approx(noise_floor.stationary_variance(0.3, 2.0, 5.0))
    assert len(V) == 401 and V[1] == pytest.approx(0.16 * 100 + 0.09 * 5)


@pytest.mark.parametrize("eta", [0.05, 0.4, 1.0, 1.7])
def test_shuffled_variance_over_all_orders(eta):
    """Every order of 5 numbers, epoch after epoch, until the variance repeats itself."""
    y, V = np.array([2.0, -1.0, 0.5, 3.0, -4.5]), 0.0
    ends = []
    for order in itertools.permutations(y):
        w = 0.0
        for number in order:
            w -= eta * (w - number)
        ends.append(w)
    q = (1 - eta) ** 5
    for _ in range(400):
        V = q**2 * V + np.var(ends)
    assert y.sum() == 0 and np.mean(ends) == pytest.approx(0, abs=1e-12)
    assert noise_floor.shuffled_variance(eta, 5, np.var(y)) == pytest.approx(V)


def test_shuffling_helps_most_at_small_rates():
    fresh, shuffled = noise_floor.stationary_variance, noise_floor.shuffled_variance
    gains = [fresh(eta, 1, 1) / shuffled(eta, 32, 1) for eta in (0.001, 0.01, 0.1, 1)]
    assert gains[0] > 1000 and gains == sorted(gains, reverse=True) and gains[-1] == pytest.approx(1, abs=0.06)


def test_weights_of_samples_are_what_each_sample_moves():
    etas, y = np.array([0.5, 0.1, 0.7, 0.3]), np.eye(4)
    w = np.zeros(4)
    for eta, number in zip(etas, y, strict=True):
        w = w - eta * (w - number)
    assert noise_floor.weights_of_samples(etas) == pytest.approx(w)
    assert noise_floor.weights_of_samples(1 / np.arange(1, 8)) == pytest.approx(1 / 7)
    assert noise_floor.weights_of_samples([0.2]) == pytest.approx(0.2)


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_best_step_against_brute_force_over_all_batches(batch):
    """Samples drawn with replacement; the expected loss after one step, by enumeration, on a fine grid of rates."""
    rng = np.random.default_rng(1)
    G, H = rng.normal(size=(4, 2)) + 0.7, np.array([[2.0, 0.5], [0.5, 1.0]])
    g = G.mean(axis=0)
    Sigma = (G - g).T @ (G - g) / 4
    steps = np.array([G[list(chosen)].mean(axis=0) for chosen in itertools.product(range(4), repeat=batch)])
    etas = np.linspace(0, 1, 20_001)
    linear, square = np.mean(steps @ g), np.mean(np.einsum("si,ij,sj->s", steps, H, steps))
    falls = etas * linear - etas**2 * square / 2
    eta, fall = noise_floor.best_step(g, H, Sigma, batch)
    assert eta == pytest.approx(etas[falls.argmax()], abs=1e-4)
    assert fall == pytest.approx(falls.max(), rel=1e-6)


def test_at_the_noise_scale_half_of_the_best_fall_is_left():
    g, H, Sigma = np.array([1.0, -2.0]), np.diag([3.0, 1.0]), np.diag([10.0, 4.0])
    critical = noise_floor.noise_scale(g, H, Sigma)
    assert critical == pytest.approx((3 * 10 + 4) / (3 + 4))
    whole, half = (noise_floor.best_step(g, H, Sigma, batch)[1] for batch in (np.inf, critical))
    assert half == pytest.approx(whole / 2)


def test_a_slope_of_length_one_is_a_slope():
    assert noise_floor.best_step([0.6, -0.8], np.eye(2), np.zeros((2, 2)), 1) == pytest.approx((1, 0.5))


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="eta = 0: allowed is above 0 and below 2 / lam"):
        noise_floor.stationary_variance(0, 2.0, 1.0)
    with pytest.raises(ValueError, match="eta = 0: allowed is above 0 and below 2"):
        noise_floor.shuffled_variance(0, 10, 1.0)
    with pytest.raises(ValueError, match="g is zero everywhere"):
        noise_floor.noise_scale([0, 0], np.eye(2), np.eye(2))
    with pytest.raises(ValueError, match=r"eta = 1.1: allowed is above 0 and below 2 / lam = 1"):
        noise_floor.stationary_variance(1.1, 2.0, 1.0)
    with pytest.raises(ValueError, match="eta = 2"):
        noise_floor.shuffled_variance(2, 10, 1.0)
    with pytest.raises(ValueError, match="samples = 1"):
        noise_floor.shuffled_variance(0.5, 1, 1.0)
