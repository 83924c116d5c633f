"""What a reader's code changes around itself is put back: modules, the classes of the book, settings, random states.

The builtins are mended first, by statements that need none of them.
"""

from __future__ import annotations

import builtins
import os
import random
import sys
from operator import is_
from types import ModuleType

import numpy as np

PACKAGES = {"numpy", "matplotlib", "nbhelpers"} | sys.stdlib_module_names


class Kept:
    """A context whose end puts back what its beginning found. A module that was imported meanwhile stays."""

    def __enter__(self) -> Kept:
        self.builtins = vars(builtins), vars(builtins).copy()
        found = [module for name, module in sys.modules.copy().items() if name.partition(".")[0] in PACKAGES]
        loaded = [vars(module) for module in found if isinstance(module, ModuleType)]
        book = [space for space in loaded if space.get("__name__", "").startswith("nbhelpers")]
        tables = {id(value): value for space in book for value in space.values() if type(value) is dict}
        self.spaces = [(space, space.copy()) for space in (*loaded, *tables.values(), sys.modules)]
        self.classes = [(kind, vars(kind).copy()) for kind in _classes(book)]
        self.settings = [(put, get()) for get, put in SETTINGS]
        return self

    def __exit__(self, *error) -> None:
        space, before = self.builtins
        for name, value in before.items():
            space[name] = value
        for space, before in self.spaces:
            if not _same(space, before):
                _mend(space, before)
        for kind, before in self.classes:
            if not _same(vars(kind), before):
                _mend_class(kind, before)
        for put, before in self.settings:
            put(before)


def _same(space, before) -> bool:
    """By identity alone: to compare is to run what a reader may have written."""
    return len(space) == len(before) and all(map(is_, space.values(), before.values()))


def _mend_class(kind: type, before: dict) -> None:
    for name, value in before.items():
        if vars(kind).get(name) is not value:
            setattr(kind, name, value)
    for name in [*vars(kind)]:
        if name not in before:
            delattr(kind, name)


def _mend(space, before) -> None:
    """Names back to their values; new ones go, but not modules that were imported."""
    for name, value in before.items():
        if space.get(name, _mend) is not value:
            space[name] = value
    for name in [*space]:
        imported = issubclass(type(space[name]), ModuleType) and space[name].__spec__ is not None
        if name not in before and not imported:
            del space[name]


def _classes(spaces: list[dict]) -> set[type]:
    everything = (value for space in spaces for value in space.values())
    return {kind for kind in everything if isinstance(kind, type) and kind.__module__.startswith("nbhelpers")}


def _search(path: list[str]) -> None:
    sys.path[:] = path


def _environment(before: dict[str, str]) -> None:
    if dict(os.environ) != before:
        os.environ.clear()
        os.environ.update(before)


def _drawing() -> dict:
    """Matplotlib's settings, where it itself is loaded; read as they lie, for asking for some has effects."""
    settings = getattr(sys.modules.get("matplotlib"), "rcParams", None)
    return dict.copy(settings) if isinstance(settings, dict) else {}


def _draw(before: dict) -> None:
    if before:
        dict.update(sys.modules["matplotlib"].rcParams, before)


SETTINGS = (
    (lambda: [*sys.path], _search),
    (lambda: dict(os.environ), _environment),
    (_drawing, _draw),
    (os.getcwd, os.chdir),
    (sys.getrecursionlimit, sys.setrecursionlimit),
    (random.getstate, random.setstate),
    (np.random.get_state, np.random.set_state),
    (np.get_printoptions, lambda options: np.set_printoptions(**options)),
)
