"""The census of a small net against walks, statistics and cases that are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import hopfield
from nbhelpers.hopfield import patterns, spurious


def drawn(count, units, seed):
    return patterns.random_patterns(count, units, np.random.default_rng(seed))


@given(st.integers(1, 6), st.integers(3, 10), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_every_minimum_has_a_share_and_every_start_an_end(count, units, seed):
    stored = drawn(count, units, seed)
    found = spurious.census(stored)
    expected = {tuple(x) for x in hopfield.all_minima(hopfield.store(stored))}
    assert {tuple(x) for x in found.minima} == expected and len(found.minima) == len(expected)
    assert found.shares.sum() == pytest.approx(1) and found.shares.min() >= 2.0**-units * (1 - 1e-12)
    share = {tuple(x): part for x, part in zip(found.minima, found.shares, strict=True)}
    assert all(share[tuple(-x)] == pytest.approx(part) for x, part in zip(found.minima, found.shares, strict=True))


def test_basins_are_those_of_walks_within_their_statistical_error():
    """20,000 walks from random starts, one wanting unit at a time turned over by lot."""
    weights, rng = hopfield.store(drawn(4, 10, 1)), np.random.default_rng(0)
    minima, shares = spurious.basins(weights)
    number, walks = {tuple(x): k for k, x in enumerate(minima)}, 20_000
    ends = np.zeros(len(minima))
    x = rng.choice([-1.0, 1.0], size=(walks, 10))
    while True:
        wanting = x * (x @ weights) < -1e-9
        moving = np.flatnonzero(wanting.any(axis=1))
        if not moving.size:
            break
        lots = rng.random((len(moving), 10)) * wanting[moving]
        x[moving, lots.argmax(axis=1)] *= -1
    for state in x:
        ends[number[tuple(state)]] += 1
    error = np.sqrt(shares * (1 - shares) / walks)
    assert (np.abs(ends / walks - shares) < 4.5 * error).all()


def test_recall_of_the_chapter_ends_there_as_often_within_a_few_percent():
    """`recall` asks every unit once a sweep, not by lot each time: nearly the same basins."""
    stored = drawn(3, 12, 5)
    found, rng = spurious.census(stored), np.random.default_rng(0)
    named = np.array(found.kinds)
    home = found.shares[np.isin(named, ("memory", "negative"))].sum()
    weights = hopfield.store(stored)
    ends = [hopfield.settle(weights, rng.choice([-1.0, 1.0], size=12), rng) for _ in range(2000)]
    kinds = np.array(spurious.kinds_of(np.array(ends), stored))
    assert 0.5 < home and np.isin(kinds, ("memory", "negative")).mean() == pytest.approx(home, abs=0.05)


@pytest.mark.parametrize("seed", range(5))
def test_one_pattern_shares_all_starts_with_its_negative(seed):
    found = spurious.census(drawn(1, 9, seed))
    assert sorted(found.kinds) == ["memory", "negative"] and found.shares.tolist() == pytest.approx([0.5, 0.5])


def test_mixtures_are_the_majorities_of_three_with_all_signs():
    stored = drawn(4, 11, 2)
    mixed = spurious.mixtures_of_three(stored)
    assert mixed.shape == (32, 11) and (np.abs(mixed) == 1).all()
    vote = np.where(stored[0] - stored[1] + stored[3] > 0, 1.0, -1.0)
    assert (mixed == vote).all(axis=1).any()
    assert spurious.mixtures_of_three(stored[:2]).shape == (0, 11)
    kinds = spurious.kinds_of([stored[0], -stored[2], vote], stored)
    assert kinds == ["memory", "negative", "mixture"]


def test_a_state_unlike_all_is_other_and_a_memory_goes_before_a_mixture():
    stored = np.array([[1, 1, 1, 1, 1.0], [1, 1, 1, 1, -1], [1, 1, 1, -1, 1]])
    assert (spurious.mixtures_of_three(stored) == stored[0]).all(axis=1).any()
    assert spurious.kinds_of([stored[0], [1, -1, 1, -1, 1]], stored) == ["memory", "other"]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: spurious.census(np.ones((1, 17))), "units is 17; .* 1 to 16"),
        (lambda: spurious.census([[0, 1, 1]]), "patterns holds 0"),
        (lambda: spurious.basins([[0, 1], [2, 0]]), "not symmetric"),
        (lambda: spurious.kinds_of([[1, 1]], []), r"patterns has shape \(0,\)"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
