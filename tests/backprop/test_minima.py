"""Ways out of a local minimum, against minima found by enumeration and a chain's exact distribution."""
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.backprop import minima

GRID = np.linspace(minima.LOW, minima.HIGH, 80_001)
E = minima.bumpy_loss(GRID)
DIPS = GRID[1:-1][(E[1:-1] < E[:-2]) & (E[1:-1] < E[2:])]
BEST = GRID[E.argmin()]


def run(visits, steps):
    return list(itertools.islice(visits, steps + 1))


def test_four_minima_one_of_them_lowest():
    np.testing.assert_allclose(DIPS, [-2.882, -0.845, 1.193, 3.229], atol=1e-3)
    assert BEST == pytest.approx(DIPS[1], abs=1e-3)


@given(st.floats(minima.LOW, minima.HIGH))
def test_slope(w):
    h = 1e-6
    difference = (minima.bumpy_loss(w + h) - minima.bumpy_loss(w - h)) / (2 * h)
    assert minima.bumpy_slope(w) == pytest.approx(difference, abs=1e-7)


@given(st.floats(minima.LOW, minima.HIGH))
def test_descent_ends_in_the_dip_of_its_own_basin(w):
    """Between two neighbouring tops of the grid lies one dip; small steps from anywhere there end in it."""
    visits = run(minima.descent(minima.bumpy_slope, minima.bumpy_loss, w, 0.02), 1500)
    tops = GRID[1:-1][(E[1:-1] > E[:-2]) & (E[1:-1] > E[2:])]
    if np.abs(tops - w).min() < 1e-3:
        return  # on a top it may take for ever
    assert visits[-1].w == pytest.approx(DIPS[np.searchsorted(tops, w)], abs=1e-3)


METHODS = {
    "restarts": lambda rng: minima.restarts(minima.bumpy_slope, minima.bumpy_loss, 3.5, 0.05, 20, rng),
    "annealing": lambda rng: minima.annealing(minima.bumpy_loss, 3.5, 3.0, 0.99, rng),
    "noisy": lambda rng: minima.noisy_descent(minima.bumpy_slope, minima.bumpy_loss, 3.5, 0.1, 10, 0.99, rng),
}


@pytest.mark.parametrize("method", METHODS)
def test_best_is_the_lowest_place_seen(method):
    visits = run(METHODS[method](np.random.default_rng(0)), 100)
    losses = [minima.bumpy_loss(visit.w) for visit in visits]
    for step, visit in enumerate(visits):
        assert minima.bumpy_loss(visit.best) <= min(losses[: step + 1])
        assert minima.LOW <= visit.w <= minima.HIGH


@pytest.mark.parametrize("method", METHODS)
def test_each_way_out_finds_the_deepest_dip_more_often_than_plain_descent(method):
    """Plain descent from 3.5 never does. 40 seeds each; every method must succeed in half of them."""
    plain = run(minima.descent(minima.bumpy_slope, minima.bumpy_loss, 3.5, 0.05), 300)[-1]
    assert abs(plain.best - BEST) > 1
    best = [run(METHODS[method](np.random.default_rng(seed)), 300)[-1].best for seed in range(40)]
    assert np.mean(np.abs(np.array(best) - BEST) < 0.5) >= 0.5


def test_annealing_at_constant_temperature_visits_places_as_boltzmann_says():
    """Metropolis: the long-run frequency of w is proportional to exp(-E / T). Shares of the four basins."""
    T = 0.5
    tops = GRID[1:-1][(E[1:-1] > E[:-2]) & (E[1:-1] > E[2:])]
    weights = np.exp(-E / T)
    exact = np.bincount(np.searchsorted(tops, GRID), weights) / weights.sum()
    shares = []
    for seed in range(5):
        visits = minima.annealing(minima.bumpy_loss, 0.0, T, 1.0, np.random.default_rng(seed), reach=2.0)
        places = np.array([visit.w for visit in run(visits, 10_000)])
        shares.append(np.bincount(np.searchsorted(tops, places), minlength=4) / len(places))
    np.testing.assert_allclose(np.mean(shares, axis=0), exact, atol=0.03)


@pytest.mark.parametrize("reach", [None, 1.5])
def test_a_move_of_annealing_is_normal_with_the_spread_of_its_reach(reach):
    """On flat ground every move is taken that stays between LOW and HIGH."""
    named = {} if reach is None else {"reach": reach}
    moves = [run(minima.annealing(lambda w: 0.0, 0.5, 1.0, 0.9, np.random.default_rng(s), **named), 1)
             for s in range(400)]
    assert np.std([after.w - before.w for before, after in moves]) == pytest.approx(reach or 0.4, rel=0.1)


def test_restarts_name_a_bad_count():
    with pytest.raises(ValueError, match="every = 0"):
        next(minima.restarts(minima.bumpy_slope, minima.bumpy_loss, 0.0, 0.1, 0, np.random.default_rng(0)))
