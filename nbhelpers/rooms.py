"""The rooms of the book: the packages of nbhelpers that hold a chapter, and what each shows."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import nbhelpers


@cache
def chapters() -> tuple[str, ...]:
    """The names of all packages that have labs or exercises, in the order of the alphabet."""
    packages = sorted(info.name for info in pkgutil.iter_modules(nbhelpers.__path__) if info.ispkg)
    return tuple(name for name in packages if has(name, "labs") or has(name, "exercises"))


def has(chapter: str, what: str) -> bool:
    folders = [f"{path}/{chapter}" for path in nbhelpers.__path__]  # looked into, not imported: readers have no Sphinx
    return any(info.name == what for info in pkgutil.iter_modules(folders))


def each(what: str) -> Iterator[ModuleType]:
    """The `labs` or the `exercises` of every chapter that has any."""
    return (import_module(f"nbhelpers.{name}.{what}") for name in chapters() if has(name, what))


@cache
def registry(what: str) -> dict[str, Any]:
    """Every entry of the tuples LABS (`what` is "labs") or EXERCISES ("exercises") by its name, chapter by chapter."""
    entries = [entry for module in each(what) for entry in getattr(module, what.upper())]
    found = {entry.name: entry for entry in entries}
    if len(found) < len(entries):
        twice = next(entry.name for entry in entries if found[entry.name] is not entry)
        raise ValueError(f"two {what} are called {twice!r}")
    return found


def get(what: str, name: str) -> Any:
    """The entry of that name; `ValueError` with all names if there is none."""
    known = registry(what)
    if name not in known:
        raise ValueError(f"{name!r} is not among the {what}: {', '.join(known)}")
    return known[name]
