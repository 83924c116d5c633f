"""The labs of the book, one module a chapter; each module ends with `LABS`, the tuple of its labs."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbhelpers.lab import Lab


@cache
def registry() -> dict[str, Lab]:
    """Every lab by its name, in the order of the chapters' modules."""
    found: dict[str, Lab] = {}
    for info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        for lab in getattr(module, "LABS", ()):
            if lab.name in found:
                raise ValueError(f"two labs are called {lab.name!r}")
            found[lab.name] = lab
    return found


def get(name: str) -> Lab:
    """The lab of that name ("<chapter>.<lab>"); `ValueError` with all names if there is none."""
    if name not in registry():
        raise ValueError(f"there is no lab {name!r}; the labs are {', '.join(registry())}")
    return registry()[name]
