"""Grid and random search: what they cover, counted; luck of the winner against its closed form for two."""

import math

import numpy as np
import pytest

from nbhelpers.tuning.random_search import grid_points, random_points, trials_needed, winners_luck


@pytest.mark.parametrize("per_axis, axes", [(3, 2), (2, 4), (5, 1)])
def test_a_grid_has_few_values_on_an_axis_and_random_draws_have_many(per_axis, axes):
    grid = grid_points(per_axis, axes)
    drawn = random_points(len(grid), axes, np.random.default_rng(0))
    assert grid.shape == drawn.shape == (per_axis**axes, axes)
    for axis in range(axes):
        assert len(np.unique(grid[:, axis])) == per_axis and len(np.unique(drawn[:, axis])) == len(grid)


def test_the_points_of_a_grid_are_middles():
    assert grid_points(2, 2).tolist() == [[0.25, 0.25], [0.25, 0.75], [0.75, 0.25], [0.75, 0.75]]


@pytest.mark.parametrize("share, sure", [(0.05, 0.95), (0.1, 0.9), (0.5, 0.75)])
def test_trials_needed_is_the_first_that_is_enough(share, sure):
    n = trials_needed(share, sure)
    assert 1 - (1 - share) ** n >= sure - 1e-12 > 1 - (1 - share) ** (n - 1)


def test_rounding_costs_no_trial():
    assert [trials_needed(0.05, 1 - 0.95**n) for n in range(1, 7)] == [1, 2, 3, 4, 5, 6]
    assert trials_needed(0.5, 1e-13) == 1


def test_trials_needed_by_drawing():
    hit = np.random.default_rng(1).random((20_000, trials_needed(0.05, 0.95))).min(axis=1) < 0.05
    assert hit.mean() == pytest.approx(0.95, abs=0.01)


def test_the_better_of_two_reads_sigma_over_root_pi_too_high():
    luck = winners_luck(2, 1000, 0.9, np.random.default_rng(0), times=20_000)
    assert luck == pytest.approx(100 * math.sqrt(0.9 * 0.1 / 1000 / math.pi), rel=0.05)


def test_the_best_of_many_coins_reads_half_too_high():
    assert winners_luck(60, 1, 0.5, np.random.default_rng(0)) == 50
    assert winners_luck(3, 1, 0, np.random.default_rng(0)) == 0


def test_the_luck_is_a_mean_over_2000_times_unless_told_otherwise():
    luck = winners_luck(3, 10, 0.5, np.random.default_rng(0))
    assert luck == winners_luck(3, 10, 0.5, np.random.default_rng(0), times=2000)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="per_axis = 0"):
        grid_points(0, 2)
    with pytest.raises(ValueError, match="trials = True"):
        random_points(True, 2, None)
    with pytest.raises(ValueError, match="share = 0"):
        trials_needed(0, 0.5)
    with pytest.raises(ValueError, match="sure = 1"):
        trials_needed(0.5, 1)
    for accuracy in (-0.1, 1.1):
        with pytest.raises(ValueError, match=f"accuracy = {accuracy}"):
            winners_luck(2, 10, accuracy, np.random.default_rng(0))
    with pytest.raises(ValueError, match="settings = 1.5"):
        winners_luck(1.5, 10, 0.5, None)
