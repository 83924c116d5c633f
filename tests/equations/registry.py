"""Label of an equation -> the functions of nbhelpers behind it, and the values at which its printed form is checked.

    @equation("hop-input", "hopfield.net_input")
    def _(rng):
        ...
        return {"w": w, "x": x, "b": b, "N": N, "free": {"i": range(1, N + 1)}, "u": hopfield.net_input(w, x, b)}

The function gives one case or a list of them: names as printed with their values. The left side of the equation comes
from the code, so that all sides agree only if text and code say the same.
"""

import importlib
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from tests import rooms
from tests.equations.check import Outcome, check

SEED, ROUNDS = 1, 3
# chapters whose equations nobody has tied to the code so far: no entry at all
NOT_YET = ()
AS_PRINTED = "evaluated as printed, at random values"


class Entry(NamedTuple):
    """What is known of one equation."""

    label: str
    chapter: str
    code: tuple[str, ...]  # "module.function" below nbhelpers
    how: str  # what the code is compared with, in a few words for the reader
    reading: tuple[tuple[str, str], ...]
    make: Callable

    def cases(self, seed=SEED):
        """ROUNDS times fresh random values."""
        rng = np.random.default_rng(seed)
        rounds = [self.make(rng) for _ in range(ROUNDS)]
        return [case for made in rounds for case in (made if isinstance(made, list) else [made])]

    def outcome(self, tex, cases=None) -> Outcome:
        """Check the equation, as printed in `tex`."""
        return check(tex, self.cases() if cases is None else cases, self.reading)


EQUATIONS: dict[str, Entry] = {}


def equation(label, *code, how=AS_PRINTED, reading=()):
    """Enter the function below as the check of `label`."""

    def enter(make):
        chapter = make.__module__.split(".")[1]
        if label in EQUATIONS:
            raise ValueError(f"{label} is entered twice: in {EQUATIONS[label].chapter} and {chapter}")
        EQUATIONS[label] = Entry(label, chapter, code, how, tuple(reading), make)
        return make

    return enter


def registered() -> dict[str, Entry]:
    """All entries, from the `equations` of every chapter, in one file or several (`equations_hebb`)."""
    assert list(rooms.each("equations*"))
    return EQUATIONS


def function_of(name):
    """ "hopfield.net_input" -> the function; AttributeError or ImportError if there is none."""
    found = importlib.import_module("nbhelpers")
    for part in name.split("."):
        found = getattr(found, part, None) or importlib.import_module(f"{found.__name__}.{part}")
    return found
