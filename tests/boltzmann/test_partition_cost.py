"""The price of Z: counted, in closed form, and turned into years."""

import math

import numpy as np
import pytest

from nbhelpers import boltzmann
from nbhelpers.boltzmann import partition_cost as cost


@pytest.mark.parametrize("units", range(1, 8))
def test_the_formula_is_what_is_counted_and_what_is_counted_is_Z(units):
    weights, b = boltzmann.random_net(units, np.random.default_rng(units))
    Z, counted = cost.counted_partition(weights, b, T=0.7)
    assert counted == cost.operations(units)
    powers = -boltzmann.energy(weights, boltzmann.all_states(units), b) / 0.7
    assert Z == pytest.approx(math.fsum(math.exp(power) for power in powers))


def test_small_counts_by_hand():
    assert cost.counted_partition([[0]], [math.log(3)])[0] == pytest.approx(1 + 1 / 3)
    assert [cost.frugal_operations(units) for units in (1, 3)] == [4, 32]
    assert cost.sampled_operations(5, samples=2, sweeps=3) == 2 * 3 * 5 * 6
    assert cost.sampled_operations(1) == 1000 * 20 * 2


def test_one_unit_more_doubles_the_work_and_a_little():
    ratios = [cost.operations(N + 1) / cost.operations(N) for N in (10, 50, 100)]
    assert all(2 < ratio < 2.4 for ratio in ratios) and ratios == sorted(ratios, reverse=True)
    assert cost.frugal_operations(50) < cost.operations(50) < 50 * cost.frugal_operations(50)


def test_years_by_hand_and_for_numbers_that_no_float_holds():
    assert 10 ** cost.log10_years(int(cost.YEAR * 1e9), 1e9) == pytest.approx(1)
    assert 10 ** cost.log10_years(3, 0.5) == pytest.approx(6 / cost.YEAR)
    assert cost.log10_years(cost.operations(2000), 1e9) == pytest.approx(
        2000 * math.log10(2) + math.log10(2000 * 2001 / 2 + 1) - 9 - math.log10(cost.YEAR)
    )


@pytest.mark.parametrize("rate", [1e6, 1e9, 1e18])
@pytest.mark.parametrize("years", [1 / cost.YEAR, 1.0, cost.UNIVERSE])
def test_the_largest_net_fits_and_the_next_does_not(rate, years):
    N = cost.largest_net(years, rate)
    assert cost.operations(N) <= years * cost.YEAR * rate < cost.operations(N + 1)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: cost.operations(0), "units = 0"),
        (lambda: cost.log10_years(1, 0), "rate is 0"),
        (lambda: cost.largest_net(0, 1e9), "years is 0"),
        (lambda: cost.counted_partition([[0, 1], [2, 0]]), "not symmetric"),
    ],
)
def test_what_is_wrong_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_too_little_time_for_a_single_unit():
    assert cost.largest_net(1e-12 / cost.YEAR, 1e6) == 0
    assert cost.largest_net(5 / cost.YEAR, 1) == 1
