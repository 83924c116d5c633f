"""Arguments looked over at the door, in one dialect: the name, what came, what is allowed.

Whole numbers, truths and half precision become float64, so that no sum of pixels runs over; float32 stays, because
nets of it learn faster.
"""
import functools
import inspect
import math
import sys
from numbers import Integral, Real

import numpy as np


def numbers(name: str, values, *shapes: tuple, finite: bool = True) -> np.ndarray:
    """`values` as an array of floats, looked over: ValueError unless they are real numbers of one of the `shapes`.

    An axis is given by its length, or by a letter for any from 1 on, e.g. ("m", 784). With `finite`, NaN and
    infinity are refused as well.
    """
    try:
        array = np.asarray(values)
    except ValueError:  # rows of different lengths
        raise ValueError(f"{name} has rows of different lengths; allowed are real numbers in an array") from None
    if array.dtype.kind not in "fiub":
        raise ValueError(f"{name} is of type {array.dtype}; allowed are real numbers")
    if shapes and not (array.size and any(_fits(array.shape, shape) for shape in shapes)):
        allowed = " or ".join(f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})" for shape in shapes)
        raise ValueError(f"{name} has shape {array.shape}; allowed: {allowed}{', not empty' * (not array.size)}")
    if finite and array.dtype.kind == "f" and not np.isfinite(array).all():
        raise ValueError(f"{name} holds {array[~np.isfinite(array)][0]}; only finite numbers are allowed")
    return array if array.dtype.char in "fd" else array.astype(float)


def floats(name: str, values) -> np.ndarray:
    """`values` as an array of floats of any shape, NaN or not; quick, for what stands in loops."""
    if type(values) is np.ndarray and values.dtype.char in "fd":
        return values
    return numbers(name, values, finite=False)


def doubles(name: str, values) -> np.ndarray:
    """As `floats`, but float64 always."""
    if type(values) is np.ndarray and values.dtype.char == "d":
        return values
    return numbers(name, values, finite=False).astype(float, copy=False)


def _fits(found, wanted):
    return len(found) == len(wanted) and all(
        n >= 1 if isinstance(one, str) else n == one for n, one in zip(found, wanted, strict=True)
    )


def classes_of(name: str, values, samples: int, classes: float) -> np.ndarray:
    """Labels as whole numbers (samples,), each from 0 to classes - 1; whole floats and truths are taken."""
    array = numbers(name, values, (samples,))
    if (array % 1 != 0).any():
        raise ValueError(f"{name} holds {array[array % 1 != 0][0]}; allowed are whole numbers")
    if not 0 <= array.min() <= array.max() < classes:
        raise ValueError(f"{name} run from {array.min():g} to {array.max():g}; allowed: 0 to {classes - 1}")
    return array.astype(int)


def whole(name: str, value, low: int = 1, high: int | None = None) -> int:
    """`value` as an int: ValueError unless it is a whole number from `low` on, up to `high` if there is one."""
    kind = isinstance(value, Integral) and not isinstance(value, bool | np.bool_)
    if not kind or value < low or (high is not None and value > high):
        to = "" if high is None else f" to {high}"
        raise ValueError(f"{name} = {value!r}: allowed are whole numbers from {low}{to}")
    return int(value)


def number(name: str, value, *, least=-math.inf, above=-math.inf, most=math.inf, below=math.inf) -> float:
    """`value` as it is: ValueError unless it is one finite real number within the bounds."""
    finite = isinstance(value, Real) and -sys.float_info.max <= value <= sys.float_info.max
    if not (finite and least <= value <= most and above < value < below):
        bounds = {"from": least, "above": above, "to": most, "below": below}
        words = " and ".join(f"{word} {bound:g}" for word, bound in bounds.items() if math.isfinite(bound))
        raise ValueError(f"{name} = {value!r}: allowed are finite numbers {words}".rstrip())
    return value


def generator(rng) -> np.random.Generator:
    """`rng` as it is: ValueError unless numbers can be drawn from it."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng = {rng!r}: allowed is a numpy.random.Generator, e.g. numpy.random.default_rng(0)")
    return rng


def takes(**wanted):
    """A decorator that looks over the arguments named before the function runs; arrays are handed on as floats.

    A text is the shape of an array, e.g. X="N d", y="N": a letter that comes again means the same length, so that a
    column (N, 1) cannot pass for a row (N,); "... d" leaves the axes before open, "n | m n" names two. A number is
    the least of whole numbers. Anything else is a check(name, value, lengths so far). None passes where it is the
    default.
    """

    def around(function):
        parameters = inspect.signature(function).parameters
        names = list(parameters)
        checks = [(names.index(name), name, _check(one)) for name, one in wanted.items()]
        optional = {name for name, one in parameters.items() if one.default is None}

        @functools.wraps(function)
        def looked_over(*given, **named):
            given, lengths = list(given), {}
            for place, name, check in checks:
                here, key = (given, place) if place < len(given) else (named, name)
                if (here is given or name in named) and not (here[key] is None and name in optional):
                    here[key] = check(name, here[key], lengths)
            return function(*given, **named)

        return looked_over

    return around


def _check(wanted):
    if isinstance(wanted, str):
        return array(wanted)
    return whole_number(wanted) if isinstance(wanted, int) else wanted


def array(shapes: str, finite: bool = True):
    """A check for `takes`: an array of one of the `shapes`, finite unless told otherwise."""
    wanted = [shape.split() for shape in shapes.split("|")]

    def check(name, values, lengths):
        values = numbers(name, values, finite=finite)
        for shape in wanted:
            found = values.shape
            if shape[:1] == ["..."]:
                shape, found = shape[1:], found[len(found) - len(shape) + 1 :]
            now = [lengths.get(letter) or (int(letter) if letter.isdigit() else letter) for letter in shape]
            if values.size and _fits(found, now):
                lengths.update(zip(shape, found, strict=True))
                return values
        allowed = " or ".join(f"({', '.join(shape)}{',' * (len(shape) == 1)})" for shape in wanted)
        known = ", ".join(f"{letter} = {n}" for letter, n in lengths.items() if letter in shapes.split())
        raise ValueError(f"{name} has shape {values.shape}; allowed: {allowed}, not empty{f', {known}' * bool(known)}")

    return check


def whole_number(low: int = 1, high: int | str | None = None):
    """A check for `takes`: a whole number from `low` to `high`, which may be the letter of a length."""
    return lambda name, value, lengths: whole(name, value, low, lengths.get(high, high))


def real(**bounds):
    """A check for `takes`: one finite number within the bounds of `number`."""
    return lambda name, value, lengths: number(name, value, **bounds)


def one_of(*known):
    """A check for `takes`: one of these."""

    def check(name, value, lengths):
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"{name} = {value!r}: allowed are {', '.join(map(repr, known))}")
        return value

    return check


def random(name, value, lengths):
    """A check for `takes`: something to draw from."""
    return generator(value)
