"""Arguments looked over at the door, in one dialect: the name, what came, what is allowed. And lengths of any size.

Whole numbers, truths and half precision become float64, so that no sum of pixels runs over; float32 stays, because
nets of it learn faster.
"""
import math
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
    if shapes and not any(_fits(array.shape, shape) for shape in shapes):
        allowed = " or ".join(f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})" for shape in shapes)
        raise ValueError(f"{name} has shape {array.shape}; allowed: {allowed}{', not empty' * (not array.size)}")
    if finite and array.dtype.kind == "f" and not np.isfinite(array).all():
        raise ValueError(f"{name} holds {array[~np.isfinite(array)][0]}; only finite numbers are allowed")
    return floats(array)


def floats(values) -> np.ndarray:
    """`values` as an array of float64, or of float32 as they are; not looked over further."""
    array = np.asarray(values)
    return array if array.dtype.char in "fd" else array.astype(float)


def _fits(found, wanted):
    return len(found) == len(wanted) and all(
        n >= 1 if isinstance(one, str) else n == one for n, one in zip(found, wanted, strict=True)
    )


def classes_of(name: str, values, samples: int, classes: int) -> np.ndarray:
    """Labels as whole numbers (samples,), each from 0 to classes - 1; whole floats are taken."""
    array = np.asarray(values)
    if array.shape != (samples,) or array.dtype.kind not in "fiu" or (array % 1 != 0).any():
        found = f"{name} are {array.dtype} of shape {array.shape}"
        raise ValueError(f"{found}; allowed here: whole numbers, shape ({samples},)")
    if array.size and not 0 <= array.min() <= array.max() < classes:
        raise ValueError(f"{name} run from {array.min()} to {array.max()}; allowed: 0 to {classes - 1}")
    return array.astype(int)


def whole(name: str, value, low: int = 1, high: int | None = None) -> int:
    """`value` as an int: ValueError unless it is a whole number from `low` on, up to `high` if there is one."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Integral) or value < low or value > (high or value):
        to = "" if high is None else f" to {high}"
        raise ValueError(f"{name} = {value!r}: allowed are whole numbers from {low}{to}")
    return int(value)


def number(name: str, value, *, least=-math.inf, above=-math.inf, most=math.inf, below=math.inf) -> float:
    """`value` as it is: ValueError unless it is one finite real number within the bounds."""
    inside = isinstance(value, Real) and math.isfinite(value)
    if not (inside and least <= value <= most and above < value < below):
        bounds = {"from": least, "above": above, "to": most, "below": below}
        words = " and ".join(f"{word} {bound:g}" for word, bound in bounds.items() if math.isfinite(bound))
        raise ValueError(f"{name} = {value!r}: allowed are finite numbers {words}".rstrip())
    return value


def generator(rng) -> np.random.Generator:
    """`rng` as it is: ValueError unless numbers can be drawn from it."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng = {rng!r}: allowed is a numpy.random.Generator, e.g. numpy.random.default_rng(0)")
    return rng


def length(x, axis=None, keepdims=False) -> np.ndarray:
    """|x| = sqrt(sum x_i^2) along `axis` (of all, if None), whose squares neither overflow nor vanish.

    Everything is divided by a power of 2 near the largest number first, which changes no digit.
    """
    largest = np.max(np.abs(x), axis=axis, keepdims=True, initial=0)
    power = np.frexp(largest)[1]
    short = np.linalg.norm(np.ldexp(x, -power), axis=axis, keepdims=keepdims)
    return np.ldexp(short, power if keepdims else np.reshape(power, np.shape(short)))
