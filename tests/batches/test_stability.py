"""Bounds and floors against every batch there is, closed forms, and runs."""

import itertools

import numpy as np
import pytest

from nbhelpers.batches import curvature, deal, descend, loss, minimum, noise_factor, stability, tide


def uneven(samples=5, width=2, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(samples, width)) * rng.uniform(0.5, 2, (samples, 1)), rng.normal(size=samples)


def one_step(X, y, C, eta, batch):
    """E[d d^T] after one step from E[d] = 0, E[d d^T] = C: the mean over every batch without replacement."""
    w, found = minimum(X, y), []
    for chosen in map(list, itertools.combinations(range(len(X)), batch)):
        x, r = X[chosen], X[chosen] @ w - y[chosen]
        A, kick = np.eye(X.shape[1]) - eta * x.T @ x / batch, eta * r @ x / batch
        found.append(A @ C @ A.T + np.outer(kick, kick))
    return np.mean(found, axis=0)


@pytest.mark.parametrize("batch", [1, 2, 4, 5])
def test_the_floor_is_where_a_step_changes_nothing(batch):
    X, y = uneven()
    eta = 0.6 * stability.largest_eta(X, batch)
    C = stability.stationary_covariance(X, y, eta, batch)
    assert one_step(X, y, C, eta, batch) == pytest.approx(C, rel=1e-9, abs=1e-14)
    assert stability.excess_loss(X, y, eta, batch) == pytest.approx(np.trace(curvature(X) @ C) / 2)


@pytest.mark.parametrize("batch", [1, 2, 4, 5])
@pytest.mark.parametrize("seed", range(5))
def test_the_bound_parts_shrinking_from_growing_over_all_batches(batch, seed):
    X, _ = uneven(seed=seed)
    bound, still = stability.largest_eta(X, batch), np.zeros(5)
    for factor in (0.99, 1.01):
        units = np.eye(4).reshape(4, 2, 2)
        step = np.array([one_step(X, still, C, factor * bound, batch).ravel() for C in units]).T
        assert (abs(np.linalg.eigvals(step)).max() < 1) == (factor < 1)


def test_one_parameter_by_hand():
    """2 mean x^2 / ((1 - nu) (mean x^2)^2 + nu mean x^4)."""
    X = np.array([[1.0], [1.0], [3.0]])
    assert stability.largest_eta(X, 1) == pytest.approx(2 * (11 / 3) / (83 / 3))
    assert stability.largest_eta(X, 3) == pytest.approx(2 / (11 / 3))
    nu = noise_factor(3, 2)
    assert stability.largest_eta(X, 2) == pytest.approx(2 * (11 / 3) / ((1 - nu) * (11 / 3) ** 2 + nu * 83 / 3))


def test_the_safe_rate_of_one_parameter_by_hand():
    """2 / ((1 - nu) mean x^2 + nu largest x^2), nu = 1, 1/4 and 0 without replacement, 1/2 with it."""
    X = np.array([[1.0], [1.0], [3.0]])
    assert [stability.safe_eta(X, batch) for batch in (1, 2, 3)] == pytest.approx([2 / 9, 2 / 5, 6 / 11])
    assert stability.safe_eta(X, 2, replace=True) == pytest.approx(2 / (11 / 6 + 9 / 2))


def test_full_batch_and_rows_of_one_length():
    for harmonics in (1, 2, 4):
        X, _ = tide(harmonics=harmonics, span=2 * np.pi)
        assert stability.largest_eta(X, 32) == pytest.approx(2 / np.linalg.eigvalsh(curvature(X)).max())
        assert stability.largest_eta(X, 1) == pytest.approx(2 / harmonics)


@pytest.mark.parametrize("seed", range(5))
def test_the_safe_rate_is_safe(seed):
    X, _ = uneven(samples=8, width=3, seed=seed)
    for batch in (1, 2, 4, 8):
        assert 0 < stability.safe_eta(X, batch) <= stability.largest_eta(X, batch) * (1 + 1e-12)


def test_with_replacement_even_all_samples_are_noisy():
    X, _ = tide()
    assert stability.largest_eta(X, 32, replace=True) < stability.largest_eta(X, 32)


@pytest.mark.parametrize(("eta", "batch"), [(0.3, 1), (1.2, 1), (0.5, 4), (1.8, 8)])
def test_runs_hover_at_the_floor(eta, batch):
    X, y = tide()
    expected, found = stability.excess_loss(X, y, eta, batch), []
    for seed in range(5):
        rows = itertools.islice(deal(32, batch, np.random.default_rng(seed), "fresh"), 4000)
        path = descend(X, y, [0.0, 0.0], eta, rows)[500:]
        found.append(np.mean(loss(X, y, path)) - loss(X, y, minimum(X, y)))
    assert np.mean(found) == pytest.approx(expected, rel=0.1)


def test_without_residuals_there_is_no_floor():
    X, _ = tide()
    assert stability.stationary_covariance(X, X @ [1.0, 2.0], 0.5, 1) == pytest.approx(0, abs=1e-25)


@pytest.mark.parametrize("batch", [1, 2, 8])
def test_measured_growth_of_the_mean_square_turns_at_the_bound(batch):
    X, _ = tide()
    bound = stability.largest_eta(X, batch)
    for seed in range(5):
        below, above = (stability.growth(X, f * bound, batch, seed, runs=400, steps=60) for f in (0.93, 1.07))
        assert below < 0 < above


@pytest.mark.parametrize("seed", range(5))
def test_measured_growth_is_that_of_the_largest_eigenvalue(seed):
    X, _ = uneven(samples=4)
    eta = 1.5 * stability.largest_eta(X, 1)
    step = np.array([one_step(X, np.zeros(4), C, eta, 1).ravel() for C in np.eye(4).reshape(4, 2, 2)]).T
    wanted = np.log(abs(np.linalg.eigvals(step)).max())
    assert stability.growth(X, eta, 1, seed, runs=300, steps=30) == pytest.approx(wanted, abs=0.05)


@pytest.mark.parametrize("runs", [1, 2, 3])
def test_growth_of_one_parameter_with_all_samples(runs):
    """Every step leaves 1 - eta mean x^2 of every run."""
    X = np.array([[1.0], [1.0], [3.0]])
    assert stability.growth(X, 0.9, 3, 0, runs, steps=7) == pytest.approx(2 * np.log(0.9 * 11 / 3 - 1))


@pytest.mark.parametrize("seed", [0, 2, 3, 5, 6])
def test_of_two_runs_the_one_that_has_arrived_is_not_gone_on_from(seed):
    """At eta = 1 a run ends at the sample x = 1; in both steps of these seeds one of the two does."""
    assert stability.growth([[0.0], [1.0]], 1.0, 1, seed, runs=2, steps=2) == pytest.approx(np.log(0.5))


@pytest.mark.parametrize("seed", range(5))
def test_growth_follows_one_run_for_400_steps_unless_told(seed):
    """x = 0 leaves all, x = 1 leaves 1 - eta: a binomial number of times."""
    times = 400 * stability.growth([[0.0], [1.0]], 0.5, 1, seed) / np.log(0.25)
    assert times == pytest.approx(round(times), abs=1e-9) and 150 < times < 250


def test_every_single_sample_step_at_the_bound_keeps_the_length():
    """Rows of one length R at eta = 2/R^2: every step is a reflection."""
    X, _ = tide(harmonics=2)
    assert stability.growth(X, 1.0, 1, seed=0) == pytest.approx(0, abs=1e-12)


def test_bisection_finds_a_known_edge():
    assert stability.breaking_eta(lambda eta: eta > 0.7, 0, 2, 20) == pytest.approx(0.7, abs=2e-6)
    assert stability.breaking_eta(lambda eta: eta > 0.7, 0, 1024) == 0.5  # after ten halvings between 0 and 1


def test_bad_input_is_named():
    X, y = tide()
    with pytest.raises(ValueError, match=r"eta = 2.1: allowed is above 0 and below 2, the bound for batches of 1"):
        stability.stationary_covariance(X, y, 2.1, 1)
    with pytest.raises(ValueError, match=r"eta = 0: allowed is above 0"):
        stability.stationary_covariance(X, y, 0, 1)
    with pytest.raises(ValueError, match="batch = 33"):
        stability.largest_eta(X, 33)
    with pytest.raises(ValueError, match="low = 3"):
        stability.breaking_eta(lambda eta: True, 3, 2)
    with pytest.raises(ValueError, match="low = 3: allowed is below high = 3"):
        stability.breaking_eta(lambda eta: True, 3, 3)
