"""How many patterns a dense net holds: theory against the classic one, measured crosstalk and nets."""

import math

import numpy as np
import pytest

from nbhelpers.hopfield import capacity, dense
from nbhelpers.hopfield import dense_capacity as theory
from tests.hopfield.test_dense import drawn


@pytest.mark.parametrize("power", [2, 3, 4])
def test_stable_for_all_at_once_is_stable_one_by_one(power):
    stored, *_ = drawn(20, round(4 * theory.predicted_count(20, power)), 7)
    one_by_one = [dense.is_stable(stored, x, power) for x in stored]
    assert theory.stable(stored, power).tolist() == one_by_one
    assert theory.stable(stored, power, 5).tolist() == one_by_one[:5] and not all(one_by_one)


def test_theory_of_the_square_is_the_classic_theory():
    assert theory.wrong_bit_probability(500, 70, 2) == pytest.approx(capacity.wrong_bit_probability(69 / 500))
    assert theory.error_free_count(500, 2) == pytest.approx(500 / (2 * math.log(500)))
    assert [theory.odd_factorial(n) for n in (2, 3, 4, 5)] == [1, 3, 15, 105]


@pytest.mark.parametrize(("power", "units"), [(2, 200), (3, 60), (4, 40)])
def test_odd_factorial_is_the_spread_of_the_crosstalk(power, units):
    """sum_s x_k^s h_s^(n-1) over random patterns has the variance (2n-3)!! P N^(n-1), up to 1/N."""
    count, found = 400, []
    for seed in range(10):
        stored, x, _ = drawn(units, count, seed)
        h = (stored @ x)[:, None] - stored * x
        found.append(np.mean(np.sum(stored * h ** (power - 1), axis=0) ** 2) / count)
    expected = theory.odd_factorial(power) * units ** (power - 1)
    assert np.mean(found) == pytest.approx(expected, rel=0.25)


@pytest.mark.parametrize(("power", "units"), [(2, 100), (3, 50), (4, 30)])
def test_predicted_count_solves_its_equation_and_parts_kept_from_lost(power, units):
    P = theory.predicted_count(units, power)
    assert (1 - theory.wrong_bit_probability(units, P, power)) ** units == pytest.approx(0.99)
    rng = np.random.default_rng(0)
    assert theory.stable_share(units, max(1, round(P / 3)), power, rng) > 0.99
    assert theory.stable_share(units, round(3 * P), power, rng) < 0.9


def test_a_share_is_measured_on_a_thousand_patterns_unless_told():
    found, told = (theory.stable_share(12, 5, 2, np.random.default_rng(0), **how) for how in ({}, {"tested": 1000}))
    assert found == told and found * 1000 == pytest.approx(round(found * 1000)) and 0 < found < 1


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: theory.odd_factorial(dense.EXP), "power is 'exp'; .* whole numbers"),
        (lambda: theory.error_free_count(100, dense.EXP), "power is 'exp'; .* whole numbers"),
        (lambda: theory.predicted_count(100, 3, 1.0), "share is 1.0; .* between 0 and 1"),
        (lambda: theory.predicted_count(100, 3, 0), "share is 0; .* between 0 and 1"),
        (lambda: theory.wrong_bit_probability(100, 1, 3), "count = 1: allowed are finite numbers above 1"),
        (lambda: theory.stable(np.ones((2, 3)), 9), "power is 9"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
