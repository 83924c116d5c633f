"""Every exercise of the book by its name; each chapter's `exercises` has them as the tuple `EXERCISES`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nbhelpers import rooms

if TYPE_CHECKING:
    from nbhelpers.exercise import Exercise, Prediction


@cache
def registry() -> dict[str, Exercise | Prediction]:
    """Every exercise by its name, chapter by chapter."""
    found: dict[str, Exercise | Prediction] = {}
    for module in rooms.each("exercises"):
        for exercise in module.EXERCISES:
            if exercise.name in found:
                raise ValueError(f"two exercises are called {exercise.name!r}")
            found[exercise.name] = exercise
    return found


def get(name: str) -> Exercise | Prediction:
    """The exercise of that name ("<chapter>.<exercise>"); `ValueError` with all names if there is none."""
    if name not in registry():
        raise ValueError(f"there is no exercise {name!r}; the exercises are {', '.join(registry())}")
    return registry()[name]


def check(name: str, code: str, seconds: float = 10) -> dict:
    """The report on a reader's code as plain data: what a page asks its Python for."""
    return get(name).check(code, seconds).as_dict()
