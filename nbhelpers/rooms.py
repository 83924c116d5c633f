"""The rooms of the book: the packages of nbhelpers that hold a chapter, and what each shows."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

import nbhelpers


@cache
def chapters() -> tuple[str, ...]:
    """The names of all packages that have labs or exercises, in the order of the alphabet."""
    packages = sorted(info.name for info in pkgutil.iter_modules(nbhelpers.__path__) if info.ispkg)
    return tuple(name for name in packages if has(name, "labs") or has(name, "exercises"))


def has(chapter: str, what: str) -> bool:
    return find_spec(f"nbhelpers.{chapter}.{what}") is not None


def each(what: str) -> Iterator[ModuleType]:
    """The `labs` or the `exercises` of every chapter that has any."""
    return (import_module(f"nbhelpers.{name}.{what}") for name in chapters() if has(name, what))
