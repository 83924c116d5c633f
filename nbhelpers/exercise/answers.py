"""What a function answered: numbers to compare, or the reason why there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

RELATIVE, ABSOLUTE = 1e-5, 1e-8  # truths found by finite differences are good to nine digits


@dataclass(frozen=True)
class Answer:
    """One answer: `parts` are arrays (several if a tuple came back), or `problem` says why there are none.

    `kind` is the name of the error that was raised, empty if none was.
    """

    parts: tuple[np.ndarray, ...] = ()
    problem: str = ""
    kind: str = ""

    def same(self, other: Answer) -> bool:
        """Equal numbers in equal shapes; or errors of one kind."""
        if self.kind or other.kind:
            return self.kind == other.kind
        if self.shapes != other.shapes or self.problem or other.problem:
            return False
        return all(close(one, two) for one, two in zip(self.parts, other.parts, strict=True))

    @property
    def shapes(self) -> list[tuple]:
        return [part.shape for part in self.parts]

    @property
    def flat(self) -> np.ndarray:
        """All numbers in one row."""
        return np.concatenate([part.ravel() for part in self.parts]) if self.parts else np.empty(0)


def close(one: np.ndarray, two: np.ndarray) -> bool:
    return bool(np.allclose(one, two, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True))


def answer_of(function: Callable, arguments: tuple) -> Answer:
    """What one of our own functions answers; numpy's warnings are none of the reader's business."""
    with np.errstate(all="ignore"):
        try:
            return read_value(function(*arguments))
        except Exception as error:
            return Answer(problem=str(error), kind=type(error).__name__)


def read_value(value) -> Answer:
    """A returned value as numbers; an `Answer` with a problem if it is not made of them."""
    if value is None:
        return Answer(problem="It returned nothing (None). Does the function end with return?")
    if value is ...:
        return Answer(problem="The three dots are still there: put your own code in their place.")
    parts = []
    for part in value if isinstance(value, tuple) else (value,):
        array = _numbers(part)
        if array is None:
            return Answer(problem=f"It returned a {type(part).__name__[:60]}, not numbers.")
        parts.append(array)
    return Answer(tuple(parts))


def _numbers(value) -> np.ndarray | None:
    try:
        array = np.array(value, subok=False)
    except (ValueError, TypeError):  # a ragged list, an object that is no array
        return None
    return array.astype(float) if array.dtype.kind in "biuf" else None
