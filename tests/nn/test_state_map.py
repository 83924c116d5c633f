"""The map of the 16 states: neighbours, and its two orders, against what flipping a unit does."""

import numpy as np
import pytest

from nbhelpers import boltzmann, hopfield
from nbhelpers.nn import state_map


def test_each_state_has_one_cell():
    assert sorted(map(tuple, state_map.states())) == sorted(map(tuple, boltzmann.all_states(4)))
    np.testing.assert_array_equal(boltzmann.all_states(4)[state_map.rows()], state_map.states())
    np.testing.assert_array_equal(state_map.cells(state_map.states()), range(16))
    np.testing.assert_array_equal(state_map.cells(hopfield.all_states(4)[state_map.rows()]), range(16))


def test_down_the_map_the_upper_pixels_change_and_across_it_the_lower_ones():
    grid = state_map.states().reshape(4, 4, 2, 2)
    assert (grid[:, :, 0] == grid[:, :1, 0]).all() and (grid[:, :, 1] == grid[:1, :, 1]).all()
    assert grid[0, :, 1].tolist() == grid[:, 0, 0].tolist() == [[0, 0], [0, 1], [1, 1], [1, 0]]


@pytest.mark.parametrize("shift", [(0, 1), (0, -1), (1, 0), (-1, 0)])
def test_neighbours_differ_in_one_unit_over_the_edges_too(shift):
    numbers, states = np.arange(16).reshape(4, 4), state_map.states()
    beside = np.roll(numbers, shift, axis=(0, 1)).ravel()
    assert (np.abs(states - states[beside]).sum(axis=1) == 1).all()
    for cell, other in enumerate(beside.tolist()):
        assert state_map.step(cell, other) == tuple(-np.array(shift))


def test_the_four_flips_of_a_state_are_its_four_neighbours():
    for cell, state in enumerate(state_map.states()):
        beside = [state_map.across(cell, unit) for unit in range(4)]
        turned = np.abs(state_map.states()[beside] - state)
        np.testing.assert_array_equal(turned, np.eye(4))
        assert len({state_map.step(cell, other) for other in beside}) == 4


@pytest.mark.parametrize(("cell", "other"), [(0, 0), (0, 5), (0, 2), (0, 8), (3, 12), (6, 9)])
def test_what_is_no_neighbour_is_refused(cell, other):
    with pytest.raises(ValueError, match=f"other = {other} is no neighbour of cell {cell}"):
        state_map.step(cell, other)
