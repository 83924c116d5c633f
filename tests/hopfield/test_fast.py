"""Fast recall against the clear one: the same draws give the same states at rest, and the same draws are left."""

import numpy as np
import pytest

from nbhelpers import hopfield
from nbhelpers.hopfield import patterns
from nbhelpers.hopfield.fast import settler
from tests.hopfield.test_hopfield import random_net


def one_by_one(weights, starts, rng, thresholds=None):
    return np.array([hopfield.settle(weights, x, rng, thresholds) for x in starts])


@pytest.mark.parametrize("thresholds", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_both_come_to_the_same_rest_whatever_the_net(seed, thresholds):
    weights, b = random_net(60, seed, thresholds)
    starts = np.random.default_rng(seed).choice([-1.0, 1.0], (30, 60))
    one, other = (np.random.default_rng(9) for _ in range(2))
    assert np.array_equal(settler(weights, b)(starts, one), one_by_one(weights, starts, other, b))
    assert one.random() == other.random()


@pytest.mark.parametrize("noise", [0.0, 0.1, 0.3])
def test_both_recall_the_same_patterns(noise):
    """Inputs of a net of 8 patterns are often exactly 0: the unit then stays in both."""
    rng = np.random.default_rng(4)
    stored = patterns.random_patterns(8, 64, rng)
    cues = np.array([patterns.add_noise(x, noise, rng) for x in stored])
    weights = hopfield.store(stored)
    fast = settler(weights)(cues, np.random.default_rng(1))
    assert np.array_equal(fast, one_by_one(weights, cues, np.random.default_rng(1)))


def test_a_net_without_links_leaves_every_state():
    states = hopfield.all_states(3)
    assert np.array_equal(settler(np.zeros((3, 3)))(states, np.random.default_rng(0)), states)


def test_starts_and_net_stay_as_they_are():
    weights, b = random_net(12, 3)
    starts = np.random.default_rng(0).choice([-1.0, 1.0], (6, 12))
    kept, settle = starts.copy(), settler(weights, b)
    first = settle(starts, np.random.default_rng(1))
    assert np.array_equal(starts, kept) and not np.array_equal(first, kept)
    weights[:] = b[:] = 0
    assert np.array_equal(settle(starts, np.random.default_rng(1)), first)


@pytest.mark.parametrize("states, named", [
    (np.ones(4), r"states has shape \(4,\)"),
    (np.ones((2, 5)), r"states has shape \(2, 5\); this net of 4 units allows \(S, 4\) only"),
    (np.zeros((2, 4)), "states holds 0; only -1 and"),
])  # fmt: skip
def test_wrong_starts_are_named(states, named):
    with pytest.raises(ValueError, match=named):
        settler(np.zeros((4, 4)))(states, np.random.default_rng(0))
