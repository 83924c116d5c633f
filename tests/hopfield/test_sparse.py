"""Patterns in which few units are on: the corrected rule against Hebb's, sums written out, and theory."""

import numpy as np
import pytest

from nbhelpers import hopfield
from nbhelpers.hopfield import sparse
from nbhelpers.hopfield.patterns import typical_digits


def drawn(count=5, units=12, activity=0.25, seed=0):
    return sparse.sparse_patterns(count, units, activity, np.random.default_rng(seed))


@pytest.mark.parametrize(("units", "activity", "on"), [(12, 0.25, 3), (10, 0.14, 1), (7, 0.9, 6), (2, 0.5, 1)])
def test_every_pattern_has_that_share_of_its_units_on(units, activity, on):
    stored = drawn(200, units, activity)
    assert stored.shape == (200, units) and set(np.unique(stored)) == {-1, 1}
    assert ((stored == 1).sum(axis=1) == on).all()
    np.testing.assert_allclose((stored == 1).mean(axis=0), on / units, atol=0.15)
    assert len(np.unique(stored, axis=0)) > 1


@pytest.mark.parametrize("activity", [0, 0.01, 0.99, 1, -1, np.nan])
def test_one_unit_at_least_is_on_and_one_off(activity):
    with pytest.raises(ValueError, match="activity is"):
        drawn(activity=activity)


def test_half_of_the_bits_on_is_the_rule_of_hebb():
    stored = drawn(activity=0.5)
    weights, thresholds = sparse.store(stored)
    np.testing.assert_allclose(weights, hopfield.store(stored), atol=1e-15)
    np.testing.assert_allclose(thresholds, 0, atol=1e-15)


def test_the_input_is_what_departs_from_the_mean():
    """u_i = sum_j w_ij (x_j - mu) + mu, with w_ij summed term by term."""
    stored, x = drawn(), drawn(1, seed=3)[0]
    mu, N = np.mean(stored), 12
    inputs = [
        sum((p[i] - mu) * (p[j] - mu) / (N * (1 - mu**2)) * (x[j] - mu) for p in stored for j in range(N) if j != i)
        for i in range(N)
    ]
    weights, thresholds = sparse.store(stored)
    np.testing.assert_allclose(hopfield.net_input(weights, x, thresholds), np.array(inputs) + mu)


@pytest.mark.parametrize("activity", [0.5, 0.2, 0.05])
def test_a_stored_bit_receives_itself_and_crosstalk_of_the_variance_of_theory(activity):
    stored = drawn(120, 800, activity)
    weights, thresholds = sparse.store(stored)
    inputs = stored @ weights - thresholds
    for value in (-1, 1):
        assert inputs[stored == value].mean() == pytest.approx(value, abs=0.06)  # a bit is missing from its own sum
    C = 1 - stored * inputs
    assert C.var() == pytest.approx(4 * activity * (1 - activity) * 120 / 800, rel=0.05)


def test_likeness_is_one_for_equal_and_about_zero_for_unrelated_patterns():
    stored, others = drawn(400, 200, 0.1), drawn(400, 200, 0.1, seed=1)
    np.testing.assert_allclose(sparse.likeness(stored, stored), 1)
    assert abs(sparse.likeness(others, stored).mean()) < 0.02
    half = np.where(np.arange(4) < 2, 1.0, -1.0)[None]
    np.testing.assert_allclose(sparse.likeness([[1, -1, -1, -1.0]], half), 0.5)  # the plain overlap, for mu = 0
    np.testing.assert_allclose(sparse.likeness([[1, 1, -1, -1.0]], [[1, -1, -1, -1.0]]), 0.5 / 0.75)
    uneven, states = np.array([[1, 1, 1, -1.0], [1, -1, -1, -1]]), np.array([[1, 1, 1, -1.0], [-1, -1, -1, -1]])
    np.testing.assert_allclose(sparse.likeness(states, uneven), [1, 0.5])  # mu = 0, row by row
    np.testing.assert_allclose(sparse.likeness([[1, 1.0], [-1, -1]], [[1, 1.0], [1, -1]]), [1 / 3, 1])  # mu = 1/2


def test_typical_digits_are_kept_that_hebb_forgets():
    five = typical_digits()[:5]
    weights, thresholds = sparse.store(five)
    assert [hopfield.is_stable(weights, x, thresholds) for x in five] == [True] * 5
    assert not any(hopfield.is_stable(hopfield.store(five), x) for x in five)


def test_patterns_all_alike_and_other_shapes_are_refused():
    for given in (np.ones((2, 3)), -np.ones((1, 3))):
        with pytest.raises(ValueError, match="patterns holds -?1 only"):
            sparse.store(given)
    with pytest.raises(ValueError, match=r"states has shape \(1, 12\); these patterns allow \(5, 12\) only"):
        sparse.likeness(drawn(1), drawn())
