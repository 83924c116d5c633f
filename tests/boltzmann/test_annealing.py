"""Annealing: schedules, the quench, and the stuck net of the chapter."""

import numpy as np
import pytest

from nbhelpers import boltzmann, datasets, hopfield
from nbhelpers.boltzmann import annealing
from nbhelpers.hopfield import patterns


def test_a_cooling_falls_in_a_straight_line_to_a_step_above_zero():
    assert annealing.cooling(2.0, 4).tolist() == [2.0, 1.5, 1.0, 0.5]
    assert annealing.held(2.0, 3).tolist() == [2.0, 2.0, 2.0]


def test_a_quench_ends_in_a_minimum_of_every_net_below_its_start():
    weights, b = boltzmann.random_net(8, np.random.default_rng(2))
    starts = boltzmann.all_states(8)
    ends = annealing.quench(weights, starts, b)
    E = boltzmann.energy(weights, starts, b)
    rows = boltzmann.rows(ends)
    neighbours = rows[:, None] ^ (1 << np.arange(8))
    assert (E[neighbours] >= E[rows][:, None]).all() and (E[rows] <= E).all()


def test_annealed_units_without_links_go_where_their_thresholds_send_them():
    starts = boltzmann.all_states(2)
    ends = annealing.anneal(np.zeros((2, 2)), starts, np.random.default_rng(0), [9.0, 4.0], [-1, 1])
    assert ends.tolist() == [[1, 0]] * 4


def test_the_measured_shares_are_those_of_the_record():
    cells = datasets.record("boltzmann/annealing")["cells"]
    asked, other = annealing.measured("held", 0.5)
    assert asked.shape == other.shape == (6, 8)
    assert (asked[2, 7], other[2, 7]) == tuple(cells["held/0.5/10/7"][kind] for kind in ("asked", "other"))


def test_the_stuck_net_is_at_rest_above_its_memories_and_no_memory():
    stuck = annealing.stuck_letters()
    W = hopfield.store(patterns.letters("PLS"))
    state = 2 * stuck.state - 1
    assert hopfield.is_stable(W, state) and np.sum(stuck.cue != stuck.memories[0]) == 45
    assert annealing.outcome(stuck.state, stuck.memories).tolist() == [2]
    assert hopfield.energy(W, state) > max(hopfield.energy(W, 2 * s - 1) for s in stuck.memories)
    assert np.array_equal(annealing.quench(stuck.weights, stuck.state, stuck.thresholds), [stuck.state])


def test_outcomes_are_told_apart():
    stuck = annealing.stuck_letters()
    P, L, _ = stuck.memories
    off = P.copy()
    off[0] = 1 - off[0]
    assert annealing.outcome([P, 1 - P, L, 1 - L, off], stuck.memories).tolist() == [0, 1, 1, 1, 2]


@pytest.mark.parametrize("seed", range(5))
def test_slow_cooling_frees_the_stuck_net(seed):
    stuck = annealing.stuck_letters()
    start, rng = np.tile(stuck.state, (20, 1)), np.random.default_rng(seed)
    ends = annealing.anneal(stuck.weights, start, rng, annealing.cooling(1.2, 60), stuck.thresholds)
    assert np.mean(annealing.outcome(ends, stuck.memories) < 2) >= 0.9


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: annealing.cooling(1.0, 0), "sweeps = 0"),
        (lambda: annealing.cooling(0.0, 3), "hottest = 0.0"),
        (lambda: annealing.measured("warmed", 0.5), "way is 'warmed', hottest is 0.5; measured are"),
        (lambda: annealing.measured("cooled", 0.4), "way is 'cooled', hottest is 0.4; measured are"),
    ],
)
def test_what_is_wrong_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
