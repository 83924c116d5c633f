"""A slip in a solution fails some case: a sample of the slips. For all: `python -m tests.exercises.mutants`."""

import pytest

from nbhelpers.exercise import Exercise
from nbhelpers.exercises import registry
from tests.exercises.mutants import misjudged, mutants

EXERCISES = [one for one in registry().values() if isinstance(one, Exercise)]
STEP = 15  # a sample of the mutants: seconds for all exercises together


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_a_slip_in_the_solution_fails_some_case(exercise):
    tried, wrong = misjudged(exercise, STEP)
    assert tried and not wrong


def test_a_mutant_has_one_thing_changed():
    changes = mutants("def double(x, c):\n    return np.sum(c * x.T, axis=1)\n")
    wanted = ["c / x.T, axis=1", "c * x, axis=1", "c * x.T", "c * x.T, axis=0", "c, axis=1", "x * x.T, axis=1"]
    assert {f"return np.sum({one})" for one in wanted} | {"return np.mean(c * x.T, axis=1)"} <= set(changes)
