"""What a right call of a public function looks like, how it is made, and all of its numbers in one row.

`free` names arrays whose shape may be any; `tied` those whose number of rows must fit another argument's.
"""

import dataclasses
import importlib
import inspect
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np


class Call(NamedTuple):
    """One right call; an argument that is the function `rng` is made anew each time."""

    arguments: dict
    free: frozenset
    tied: frozenset


def call(free="", tied="", **arguments):
    return Call(arguments, frozenset(free.split()), frozenset(tied.split()))


def rng():
    return np.random.default_rng(0)


def made(name, arguments, /, **changed):
    """All numbers that `module.function` gives for the arguments, some of them changed: one row of floats."""
    module, function = name.rsplit(".", 1)
    arguments = {key: value() if value is rng else value for key, value in (arguments | changed).items()}
    function = getattr(importlib.import_module(f"nbhelpers.{module}"), function)
    with np.errstate(all="ignore"):
        return np.array(list(numbers_in(function(**arguments))))


def parameters(name):
    module, function = name.rsplit(".", 1)
    return inspect.signature(getattr(importlib.import_module(f"nbhelpers.{module}"), function)).parameters


def numbers_in(result):
    """Every number in arrays, tuples, dictionaries and records; of what is made one after the other, the first two."""
    if isinstance(result, Iterator):
        result = list(islice(result, 2))
    if dataclasses.is_dataclass(result):
        result = result.start
    if isinstance(result, dict):
        result = list(result.values())
    if isinstance(result, set):
        result = sorted(result)
    if isinstance(result, list | tuple):
        for part in result:
            yield from numbers_in(part)
    elif isinstance(result, np.ndarray) or (np.isscalar(result) and not isinstance(result, str)):
        yield from np.asarray(result, dtype=float).ravel()
