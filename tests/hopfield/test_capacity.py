"""The capacity of a Hopfield net: crosstalk by its sums, and both theories against measurement."""

import math
from statistics import NormalDist

import numpy as np
import pytest

from nbhelpers import hopfield
from nbhelpers.hopfield import capacity, patterns


def test_crosstalk_by_its_sums():
    stored = patterns.random_patterns(4, 7, np.random.default_rng(9))
    count, units = stored.shape
    for s in range(count):
        for i in range(units):
            others = sum(
                stored[t, i] * stored[t, j] * stored[s, j]
                for t in range(count) if t != s for j in range(units) if j != i
            )
            assert capacity.crosstalk(stored)[s, i] == pytest.approx(-stored[s, i] * others / units)


def test_crosstalk_has_the_predicted_spread():
    spreads = [
        capacity.crosstalk(patterns.random_patterns(40, 400, np.random.default_rng(seed))).std()
        for seed in range(5)
    ]
    assert np.mean(spreads) == pytest.approx(math.sqrt(0.1), rel=0.05)


@pytest.mark.parametrize("load", [0.1, 0.138, 0.3])
def test_share_of_wrong_bits_is_the_gaussian_tail(load):
    units, count = 500, round(load * 500)
    shares = [
        np.mean(capacity.crosstalk(patterns.random_patterns(count, units, np.random.default_rng(seed))) > 1)
        for seed in range(8)
    ]
    assert np.mean(shares) == pytest.approx(capacity.wrong_bit_probability(load), rel=0.3)


@pytest.mark.parametrize("load", [0.1, 0.25, 1, 4])
def test_the_tail_is_that_of_the_normal_distribution(load):
    assert capacity.wrong_bit_probability(load) == pytest.approx(NormalDist().cdf(-math.sqrt(1 / load)))


@pytest.mark.parametrize("count", [6, 7])
@pytest.mark.parametrize("seed", range(5))
def test_a_trial_counts_the_units_and_patterns_that_do_not_stay(count, seed):
    """Nets so full and small that many inputs are ties or next to them: all even or, of 7 patterns, all odd."""
    trial = capacity.capacity_trial(12, count, np.random.default_rng(seed))
    stored = patterns.random_patterns(count, 12, np.random.default_rng(seed))
    weights = np.rint(12 * hopfield.store(stored))  # whole numbers: a tie is exactly 0
    inputs = np.array([hopfield.net_input(weights, x) for x in stored])
    assert trial.wrong_at_once == pytest.approx(np.mean(stored * inputs < 0))
    assert trial.recalled == pytest.approx(np.mean([hopfield.is_stable(weights, x) for x in stored]))


def test_blackout_is_at_0138_and_the_overlap_solves_its_equation():
    assert capacity.blackout_load() == pytest.approx(capacity.BLACKOUT, abs=5e-4)
    for load in (0.05, 0.1, 0.137):
        m = capacity.settled_overlap(load)
        low, high = 0.0, 6.0  # y = erf^-1(m) by halving
        for _ in range(80):
            y = (low + high) / 2
            low, high = (y, high) if math.erf(y) < m else (low, y)
        right = m / y - 2 / math.sqrt(math.pi) * math.exp(-y * y)
        assert math.sqrt(2 * load) == pytest.approx(right, abs=1e-4)
    last = capacity.blackout_load()
    assert capacity.settled_overlap(last) > 0.96 and capacity.settled_overlap(np.nextafter(last, 1)) == 0


def test_below_the_blackout_few_bits_go_wrong_above_it_many():
    def wrong(load):
        count, seeds = round(load * 500), range(5)
        trials = [capacity.capacity_trial(500, count, np.random.default_rng(seed)) for seed in seeds]
        return np.mean([trial.wrong_at_rest for trial in trials])

    assert wrong(0.10) == pytest.approx((1 - capacity.settled_overlap(0.10)) / 2, abs=0.004)
    assert wrong(0.10) < 0.01 and wrong(0.20) > 0.15


def test_error_free_recall_needs_less_than_the_rule_of_thumb():
    units = 500
    safe, thumb = math.floor(units * capacity.error_free_load(units)), round(capacity.BLACKOUT * units)
    assert (safe, thumb) == (20, 69)
    for seed in range(5):
        assert capacity.capacity_trial(units, safe, np.random.default_rng(seed)).recalled == 1
        assert capacity.capacity_trial(units, thumb, np.random.default_rng(seed)).recalled < 0.5


def test_first_crossing_lies_straight_between_two_loads():
    assert capacity.first_crossing([0.1, 0.2, 0.4], [1.0, 0.9, 0.5], 0.7) == pytest.approx(0.3)
    assert capacity.first_crossing([1, 2, 3, 4], [0, 0.2, 0.1, 0.9], 0.15) == pytest.approx(1.75)
    touched_first = [1, 0.5, 0.8, 0]
    assert capacity.first_crossing([1, 2, 3, 4], touched_first, 0.5) == pytest.approx(3.375)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: capacity.wrong_bit_probability(0), "load is 0; .* greater than 0"),
        (lambda: capacity.settled_overlap(0), "load is 0; .* greater than 0"),
        (lambda: capacity.first_crossing([1, 2], [0.9, 0.8], 0.5), "from 0.9 to 0.8; .* cross the level 0.5"),
        (lambda: capacity.first_crossing([1, 2], [0.5, 0.8], 0.5), "from 0.5 to 0.8; .* cross the level 0.5"),
        (lambda: capacity.error_free_load(1), "units = 1: allowed are finite numbers from 2"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
