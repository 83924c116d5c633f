"""Ways out of a local minimum, against minima found by enumeration and a chain's exact distribution."""
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.generalising import minima

GRID = np.linspace(minima.LOW, minima.HIGH, 80_001)
E = minima.bumpy_loss(GRID)
DIPS = GRID[1:-1][(E[1:-1] < E[:-2]) & (E[1:-1] < E[2:])]
BEST = GRID[E.argmin()]


def run(visits, steps):
    return list(itertools.islice(visits, steps + 1))


def test_four_minima_one_of_them_lowest():
    np.testing.assert_allclose(DIPS, [-2.882, -0.845, 1.193, 3.229], atol=1e-3)
    assert BEST == pytest.approx(DIPS[1], abs=1e-3)


def test_loss_and_slope_where_the_ripple_is_at_its_top_and_halfway():
    """3 w + 1 = pi / 2 and 0: the sine is 1 and 0, the cosine 0 and 1."""
    top, half = np.pi / 6 - 1 / 3, -1 / 3
    assert minima.bumpy_loss([top, half]) == pytest.approx([1.5 + top**2 / 16 + top / 20, 1 + 1 / 144 - 1 / 60])
    assert minima.bumpy_slope([top, half]) == pytest.approx([top / 8 + 0.05, 1.55 - 1 / 24])


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


def square(w):
    return w**2 / 2


def test_descent_by_hand_keeps_the_best_place_and_the_first_of_equals():
    """E = w^2 / 2: a step leaves 1 - eta of w."""
    for eta, places, best in ((0.5, [1, 0.5, 0.25], [1, 0.5, 0.25]), (3, [1, -2, 4], [1, 1, 1]), (2, [1, -1], [1, 1])):
        visits = run(minima.descent(lambda w: w, square, 1.0, eta), len(places) - 1)
        assert visits == list(zip(places, best, [0.0] * len(places), strict=True))


def test_restarts_by_hand():
    rng, draws = np.random.default_rng(3), np.random.default_rng(3).uniform(minima.LOW, minima.HIGH, 2)
    visits = run(minima.restarts(lambda w: w, square, 1.0, 0.5, 2, rng), 4)
    assert [visit.w for visit in visits] == pytest.approx([1, 0.5, draws[0], draws[0] / 2, draws[1]])
    assert [visit.best for visit in visits[:2]] == [1, 0.5]


def test_noise_and_temperature_fade_with_every_step():
    rng = np.random.default_rng(0)
    noisy = run(minima.noisy_descent(lambda w: 0.0, square, 1.0, 0.1, 8, 0.5, rng), 3)
    warm = run(minima.annealing(square, 1.0, 8, 0.5, rng), 3)
    assert [[visit.temperature for visit in visits] for visits in (noisy, warm)] == [[8, 4, 2, 1]] * 2


def test_without_noise_noisy_descent_is_descent_up_to_the_edge():
    for slope, places in ((lambda w: w, [1, 0.5, 0.25]), (lambda w: 6, [1, -2, -4])):
        visits = run(minima.noisy_descent(slope, square, 1.0, 0.5, 0, 1, np.random.default_rng(0)), 2)
        assert [visit.w for visit in visits] == places


def test_noise_is_spread_as_eta_times_its_size():
    ends = [run(minima.noisy_descent(lambda w: 0.0, square, 0.5, 0.1, 4, 1, np.random.default_rng(seed)), 1)[1].w
            for seed in range(400)]
    assert np.mean(ends) == pytest.approx(0.5, abs=0.1) and np.std(ends) == pytest.approx(0.4, rel=0.15)


def test_at_temperature_zero_no_rise_is_taken_but_level_ground_is():
    for seed in range(5):
        visits = run(minima.annealing(lambda w: 9 + w / 9, 2, 0, 1, np.random.default_rng(seed)), 40)
        way = [visit.w for visit in visits]
        assert way == sorted(way, reverse=True) and way[-1] < 1
        level = run(minima.annealing(lambda w: 9.0, 0.0, 0, 1, np.random.default_rng(seed)), 1)
        assert level[1].w != 0


@pytest.mark.parametrize("T", [0.5, 2.0])
def test_a_rise_of_one_is_taken_with_its_chance(T):
    """Out of a hole of depth 1; four standard errors."""
    ways = [run(minima.annealing(lambda w: float(w != 0), 0.0, T, 1, np.random.default_rng(seed)), 1)
            for seed in range(400)]
    assert np.mean([after.w != 0 for _, after in ways]) == pytest.approx(np.exp(-1 / T), abs=0.1)


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
