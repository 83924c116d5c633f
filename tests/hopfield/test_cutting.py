"""Weights that are cut: how many, in both directions, and what it does to the crosstalk of random patterns."""

import numpy as np
import pytest

from nbhelpers import hopfield
from nbhelpers.hopfield import patterns
from nbhelpers.hopfield.cutting import cut


@pytest.mark.parametrize(("share", "gone"), [(0, 0), (0.3, 8), (0.5, 14), (1, 28)])
def test_that_share_of_the_pairs_is_cut_in_both_directions(share, gone):
    weights = hopfield.store(patterns.random_patterns(3, 8, np.random.default_rng(0)))  # no sum of three signs is 0
    left = cut(weights, share, np.random.default_rng(1))
    first, second = np.triu_indices(8, 1)
    assert np.sum(left[first, second] == 0) == gone
    np.testing.assert_array_equal(left, left.T)
    np.testing.assert_array_equal(left[left != 0], weights[left != 0])
    assert np.count_nonzero(weights) == 56, "the weights given stay as they are"


def test_every_pair_is_cut_about_as_often():
    weights = hopfield.store(np.ones((1, 6)))
    rng, counts = np.random.default_rng(0), np.zeros((6, 6))
    for _ in range(3000):
        counts += cut(weights, 0.4, rng) == 0
    np.testing.assert_allclose(counts[np.triu_indices(6, 1)] / 3000, 0.4, atol=0.04)


@pytest.mark.parametrize("kept", [0.5, 0.25])
def test_cut_weights_are_a_heavier_load(kept):
    spread = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        stored = patterns.random_patterns(40, 400, rng)
        weights = cut(hopfield.store(stored), 1 - kept, rng)
        spread.append(np.var(stored * (stored @ weights) / kept))
    assert np.mean(spread) == pytest.approx(40 / (kept * 400), rel=0.05)


@pytest.mark.parametrize("share", [-0.1, 1.1, np.nan])
def test_a_share_is_between_none_and_all(share):
    with pytest.raises(ValueError, match="share is .*between 0"):
        cut(np.zeros((2, 2)), share, np.random.default_rng(0))
