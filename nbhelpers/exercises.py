"""Every exercise of the book by its name; each chapter's `exercises` has them as the tuple `EXERCISES`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbhelpers import rooms

if TYPE_CHECKING:
    from nbhelpers.exercise import Exercise, Prediction


def registry() -> dict[str, Exercise | Prediction]:
    """Every exercise by its name, chapter by chapter."""
    return rooms.registry("exercises")


def get(name: str) -> Exercise | Prediction:
    """The exercise of that name ("<chapter>.<exercise>"); `ValueError` with all names if there is none."""
    return rooms.get("exercises", name)


def check(name: str, code: str, seconds: float = 10) -> dict:
    """The report on a reader's code as plain data: what a page asks its Python for."""
    return get(name).check(code, seconds).as_dict()
