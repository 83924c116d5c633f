"""The exercises of the book, one module a chapter; each module ends with `EXERCISES`, the tuple of them."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbhelpers.exercise import Exercise, Prediction


@cache
def registry() -> dict[str, Exercise | Prediction]:
    """Every exercise by its name, in the order of the chapters' modules."""
    found: dict[str, Exercise | Prediction] = {}
    for info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        for exercise in getattr(module, "EXERCISES", ()):
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
