"""Right answers pass however they are written: other formulas, other containers, other types, arguments changed."""

import copy
import functools

import numpy as np
import pytest

from nbhelpers.exercise import Exercise
from nbhelpers.exercise.runner import load
from nbhelpers.exercises import get, registry
from tests.exercises import right_energy, right_images, right_learning, right_units

RIGHT = {**right_units.RIGHT, **right_images.RIGHT, **right_energy.RIGHT, **right_learning.RIGHT}
EXERCISES = [one for one in registry().values() if isinstance(one, Exercise)]


@pytest.mark.parametrize("name", RIGHT)
def test_another_way_to_write_it_passes(name):
    for code in RIGHT[name]:
        report = get(name).check(code)
        assert report.passed, f"{code}\n\n{report}"


def as_list(value):
    return [as_list(part) for part in value] if isinstance(value, tuple) else np.asarray(value).tolist()


def as_tuple(value):
    found = as_list(value)
    return tuple(found) if isinstance(found, list) else found


def as_type(kind):
    def cast(value):
        return tuple(map(cast, value)) if isinstance(value, tuple) else np.asarray(value).astype(kind)

    return cast


def spoiling(function, keeps):
    """The function, and every argument that may be changed is."""

    @functools.wraps(function)
    def spoil(*arguments):
        value = copy.deepcopy(function(*arguments))
        for argument in arguments:
            if isinstance(argument, np.ndarray) and not any(argument is kept for kept in keeps(arguments)):
                argument[...] = 0
        return value

    return spoil


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
def test_the_solution_passes_in_other_containers_types_and_wrappings(exercise):
    function = load(exercise.solution, exercise.function)
    for form in (as_list, as_tuple, iter_of, as_type(np.float32), as_type(object), as_type(complex), np.asanyarray):
        assert exercise.check(lambda *given, form=form: form(function(*given))).passed, form
    single = as_type(np.float32)
    kept = [exercise.parameters.index(name) for name in exercise.keeps]
    for other in (
        functools.partial(function),
        type("Callable", (), {"__call__": lambda self, *given: function(*given)})(),
        lambda *given: single(function(*[single(one) if fits_single(one) else one for one in given])),
        spoiling(function, lambda given: [given[at] for at in kept]),
    ):
        assert exercise.check(other).passed, other


def iter_of(value):
    return iter(value) if isinstance(value, tuple) or np.ndim(value) else value


def fits_single(value):
    """Whether float32 holds these numbers; 10^-200 is 0 to it."""
    return isinstance(value, np.ndarray) and value.dtype.kind == "f" and np.allclose(value, value.astype("f"), atol=0)
