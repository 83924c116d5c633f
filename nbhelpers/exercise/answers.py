"""What a function answered: numbers to compare, or the reason why there are none."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from nbhelpers.lab.words import article

RELATIVE, ABSOLUTE = 1e-5, 1e-8  # truths found by finite differences are good to nine digits
ROUNDINGS = 20  # of the type of the numbers that came back: so far off they may be for it
MOST = 100_000  # numbers taken from an iterator, which may have no end

NOTHING = "It returned nothing (None). Does the function end with return?"
DOTS = "The three dots are still there: put your own code in their place."
COROUTINE = "It returned a coroutine, not numbers: begin with def, not with async def."
UNEVEN = "It returned {} that is no array: its parts are no numbers, or not of one shape."


class NoNumbers(Exception):
    """What came back can't be compared; the message is for the reader."""


@dataclass(frozen=True)
class Answer:
    """One answer: `parts` are arrays (several if several values came back), or `problem` says why there are none.

    `kind` is the name of the error that was raised, empty if none was. `rounding` is the relative one of the coarsest
    type among the parts.
    """

    parts: tuple[np.ndarray, ...] = ()
    problem: str = ""
    kind: str = ""
    rounding: float = float(np.finfo(float).eps)

    def same(self, other: Answer) -> bool:
        """Equal numbers in equal shapes; or errors of one kind."""
        if self.kind or other.kind:
            return self.kind == other.kind
        if self.shapes != other.shapes or self.problem or other.problem:
            return False
        rounding = max(self.rounding, other.rounding)
        return all(close(one, two, rounding) for one, two in zip(self.parts, other.parts, strict=True))

    @property
    def shapes(self) -> list[tuple]:
        return [part.shape for part in self.parts]

    @property
    def flat(self) -> np.ndarray:
        """All numbers in one row."""
        return np.concatenate([part.ravel() for part in self.parts]) if self.parts else np.empty(0)


def close(one: np.ndarray, two: np.ndarray, rounding: float = 0.0) -> bool:
    """Equal but for what a formula in another order, or in numbers of a coarser type, may be off."""
    largest = np.max(np.abs(two), initial=0, where=np.isfinite(two))
    allowed = {"rtol": max(RELATIVE, ROUNDINGS * rounding), "atol": max(ABSOLUTE, ROUNDINGS * rounding * largest)}
    return bool(np.allclose(one, two, **allowed, equal_nan=True))


def answer_of(function: Callable, arguments: tuple, shapes: Sequence[tuple] = ()) -> Answer:
    """What one of our own functions answers; numpy's warnings are none of the reader's business."""
    with np.errstate(all="ignore"):
        try:
            return read_value(function(*arguments), shapes)
        except Exception as error:
            return Answer(problem=str(error), kind=type(error).__name__)


def read_value(value, shapes: Sequence[tuple] = ()) -> Answer:
    """A returned value as numbers; an `Answer` with a problem if it is not made of them.

    `shapes` are those of the values that are wanted: a list or an array of two is then a pair, a tuple may be an array,
    and an array with a single number in it is a number. Without them a tuple holds several values.
    """
    if isinstance(value, Iterator):
        value = list(islice(value, MOST))
    try:
        arrays = [_numbers(part) for part in _parts(value, shapes)]
    except NoNumbers as problem:
        return Answer(problem=str(problem))
    rounding = max([float(np.finfo(one.dtype).eps) for one in arrays if one.dtype.kind == "f"] + [Answer.rounding])
    single = [shape == () for shape in shapes] if len(shapes) == len(arrays) else [False] * len(arrays)
    arrays = [one.reshape(()) if alone and one.size == 1 else one for one, alone in zip(arrays, single, strict=True)]
    return Answer(tuple(one.astype(float) for one in arrays), rounding=rounding)


def _parts(value, shapes: Sequence[tuple]) -> Sequence:
    """The values in what came back: one, or as many as are wanted."""
    if len(shapes) > 1 and isinstance(value, (tuple, list, np.ndarray)) and np.shape(value)[:1] != ():
        return value
    if not isinstance(value, tuple) or not value:
        return (value,)
    if len(shapes) == 1:
        try:
            if _numbers(value).shape == shapes[0]:
                return (value,)
        except NoNumbers:
            pass
    return value


def _numbers(value) -> np.ndarray:
    """An array of floats or whole numbers; `NoNumbers` if it can't be had."""
    if value is None or value is ...:
        raise NoNumbers(NOTHING if value is None else DOTS)
    if inspect.isawaitable(value) or inspect.isasyncgen(value):
        raise NoNumbers(COROUTINE)
    try:
        array = np.array(value, subok=False)
    except (ValueError, TypeError):
        raise NoNumbers(UNEVEN.format(named(value))) from None
    if array.dtype.kind == "O":
        array = _of_objects(array, value)
    if array.dtype.kind == "c" and close(array.imag, np.zeros(array.shape)):
        array = array.real
    if array.dtype.kind not in "biuf":
        raise NoNumbers(f"It returned {_made_of(array, value)}.")
    return array


def _of_objects(array: np.ndarray, value) -> np.ndarray:
    """Numbers of Python's other kinds, such as fractions, as floats."""
    if array.shape and any(item is None or item is ... for item in array.ravel()):
        raise NoNumbers(DOTS if any(item is ... for item in array.ravel()) else "There is a None among its numbers.")
    try:
        return array.astype(float)
    except OverflowError:
        raise NoNumbers("It returned a whole number that is too large to be compared.") from None
    except (ValueError, TypeError):
        words = UNEVEN if array.shape else "It returned {}, not numbers."
        raise NoNumbers(words.format(named(value))) from None


def _made_of(array: np.ndarray, value) -> str:
    if array.dtype.kind == "c":
        return "complex numbers; wanted are real ones"
    kind = {"U": "text", "S": "bytes"}.get(array.dtype.kind, array.dtype.name)
    return f"{named(value)} of {kind}, not of numbers" if array.shape else f"{named(value)}, not numbers"


def named(value) -> str:
    """The type of a value with its article: "a list", "an int"; an array is called so."""
    name = "array" if isinstance(value, np.ndarray) else type(value).__name__[:60]
    return article(name)
