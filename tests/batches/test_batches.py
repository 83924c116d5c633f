"""Batch gradients against central differences and against every batch there is."""

import itertools

import numpy as np
import pytest

from nbhelpers import batches
from nbhelpers.batches import batch_gradients, descend, loss, minimum, noise_factor, sample_gradients, scatter, tide


def every_batch(samples, batch, replace):
    """All batches, each as likely as the others."""
    if replace:
        return list(itertools.product(range(samples), repeat=batch))
    return list(itertools.combinations(range(samples), batch))


def some_gradients(samples=5, seed=0):
    return np.random.default_rng(seed).normal([1.0, 0.0, -2.0], size=(samples, 3))


def test_the_mean_of_the_samples_gradients_is_the_slope_of_the_loss():
    X, y = tide(harmonics=2)
    w, h = np.array([0.3, -1.0, 0.7, 2.0]), 1e-6
    slopes = [(loss(X, y, w + h * axis) - loss(X, y, w - h * axis)) / (2 * h) for axis in np.eye(4)]
    assert sample_gradients(X, y, w).mean(axis=0) == pytest.approx(slopes, rel=1e-7)


def test_loss_takes_many_places_at_once():
    X, y = tide()
    places = np.random.default_rng(0).normal(size=(2, 3, 2))
    assert loss(X, y, places)[1, 2] == pytest.approx(loss(X, y, places[1, 2]))
    assert loss(X, y, places).shape == (2, 3)


def test_at_the_minimum_the_slope_is_zero_and_the_bowl_is_that_of_the_curvature():
    X, y = tide()
    w, d = minimum(X, y), np.array([0.4, -0.7])
    assert sample_gradients(X, y, w).mean(axis=0) == pytest.approx(0, abs=1e-14)
    assert loss(X, y, w + d) - loss(X, y, w) == pytest.approx(0.5 * d @ batches.curvature(X) @ d)


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("batch", [1, 2, 3, 5])
def test_over_all_batches_the_mean_is_the_gradient_and_the_variance_is_the_formula(batch, replace):
    G = some_gradients()
    means = np.array([G[list(chosen)].mean(axis=0) for chosen in every_batch(5, batch, replace)])
    assert means.mean(axis=0) == pytest.approx(G.mean(axis=0))
    found = np.mean(np.sum((means - G.mean(axis=0)) ** 2, axis=1))
    assert found == pytest.approx(noise_factor(5, batch, replace) * scatter(G), abs=1e-14)


@pytest.mark.parametrize("replace", [False, True])
def test_drawn_batches_scatter_as_the_formula_says(replace):
    G = some_gradients(samples=16)
    for seed in range(5):
        drawn = batch_gradients(G, 4, 20_000, np.random.default_rng(seed), replace)
        assert scatter(drawn) == pytest.approx(noise_factor(16, 4, replace) * scatter(G), rel=0.04)
        assert drawn.mean(axis=0) == pytest.approx(G.mean(axis=0), abs=0.03)


def test_without_replacement_no_sample_comes_twice():
    drawn = batch_gradients(np.eye(6), 3, 500, np.random.default_rng(0))
    assert set(np.unique(drawn.round(12))) == {0.0, round(1 / 3, 12)}
    again = batch_gradients(np.eye(6), 3, 500, np.random.default_rng(0), replace=True)
    assert 1.0 in again.round(12)


def test_one_sample_alone_does_not_scatter():
    assert noise_factor(1, 1) == 0.0
    assert noise_factor(2, 1) == 1.0
    assert noise_factor(1, 1, replace=True) == 1.0


@pytest.mark.parametrize("order", ["shuffled", "as they come"])
def test_an_epoch_holds_every_sample_once(order):
    rows = batches.deal(10, 4, np.random.default_rng(0), order)
    epochs = [np.concatenate(list(itertools.islice(rows, 3))) for _ in range(4)]
    assert all(sorted(epoch) == list(range(10)) for epoch in epochs)
    assert (epochs[0] == epochs[1]).all() == (order == "as they come")


def test_fresh_batches_hold_different_samples_and_forget():
    rows = list(itertools.islice(batches.deal(10, 4, np.random.default_rng(0), "fresh"), 50))
    assert all(len(set(row)) == 4 for row in rows)
    assert any(set(one) & set(two) for one, two in itertools.pairwise(rows))


def test_the_full_batch_walks_the_closed_form():
    X, y = tide()
    rows = itertools.islice(batches.deal(32, 32, np.random.default_rng(0), "fresh"), 20)
    path = descend(X, y, [2.0, -1.0], 0.7, rows)
    shrink = np.linalg.matrix_power(np.eye(2) - 0.7 * batches.curvature(X), 20)
    w = minimum(X, y)
    assert path[20] - w == pytest.approx(shrink @ (path[0] - w))
    assert path.shape == (21, 2)


def test_the_learning_rate_may_change_with_the_step():
    """Rates 1, 1/2, 1/3 ... on the mean of numbers: after every step w is the mean of what was read."""
    y = np.array([3.0, -1.0, 4.0, 10.0])
    path = descend(np.ones((4, 1)), y, [99.0], lambda t: 1 / (t + 1), np.arange(4)[:, None])
    assert path[1:, 0] == pytest.approx([3, 1, 2, 4])


def test_steps_an_epoch():
    assert [batches.steps_an_epoch(10, batch) for batch in (1, 3, 4, 5, 10)] == [10, 4, 3, 2, 1]


def test_checkpoints_by_hand():
    assert batches.checkpoints(48, 3, halvings=3) == [6, 12, 24, 48, 96, 144]
    assert batches.checkpoints(64, 1) == [1, 2, 4, 8, 16, 32, 64]


def test_means_are_the_same_in_how_many_parts_they_are_taken(monkeypatch):
    G = np.random.default_rng(0).normal(size=(9, 4))
    whole = [batch_gradients(G, 5, 7, np.random.default_rng(1), replace) for replace in (False, True)]
    monkeypatch.setattr(batches, "HELD", 33)
    parted = [batch_gradients(G, 5, 7, np.random.default_rng(1), replace) for replace in (False, True)]
    assert np.array_equal(whole, parted) and np.shape(whole) == (2, 7, 4)


def test_a_path_is_of_floats():
    assert descend([[1.0]], [1.0], [2], 0.1, []).dtype == float


def test_tide_rows_all_have_one_length():
    for harmonics in (1, 4):
        X, y = tide(samples=20, harmonics=harmonics)
        assert X.shape == (20, 2 * harmonics) and y.shape == (20,)
        assert np.sum(X**2, axis=1) == pytest.approx(harmonics)


def test_the_levels_of_a_tide_are_the_waves_in_their_shares_and_noise():
    """Waves by double and triple angles, shares (1.2, 0.8) / harmonic, hours evenly over the span."""
    X, y = tide(4000, 3, span=2.0, noise=0.0, seed=1)
    z = X[:, 0] + 1j * X[:, 1]
    assert X[:, 2] + 1j * X[:, 3] == pytest.approx(z**2) and X[:, 4] + 1j * X[:, 5] == pytest.approx(z**3)
    assert minimum(X, y) == pytest.approx([1.2, 0.8, 0.6, 0.4, 0.4, 0.8 / 3])
    assert np.quantile(np.angle(z), [0, 0.25, 0.5, 1]) == pytest.approx([0, 0.5, 1, 2], abs=0.05)
    noisy = tide(4000, 3, span=2.0, noise=0.5, seed=1)[1]
    assert np.std(noisy - y) == pytest.approx(0.5, rel=0.05) and abs(np.mean(noisy - y)) < 0.04


def test_the_tide_of_the_book():
    for found, named in zip(tide(), tide(samples=32, harmonics=1, span=1.8, noise=0.3, seed=4), strict=True):
        assert np.array_equal(found, named)


def test_bad_input_is_named():
    G = some_gradients()
    rng = np.random.default_rng(0)
    for call in (
        lambda: noise_factor(5, 6),
        lambda: batch_gradients(G, 0, 3, rng),
        lambda: next(batches.deal(5, 9, rng)),
        lambda: batches.steps_an_epoch(5, 0),
    ):
        with pytest.raises(ValueError, match=r"batch = \d: allowed are whole numbers from 1 to 5"):
            call()
    with pytest.raises(ValueError, match=r"order = 'sorted': allowed are 'shuffled'"):
        next(batches.deal(5, 2, rng, "sorted"))
    with pytest.raises(ValueError, match="harmonics = 0"):
        tide(harmonics=0)
