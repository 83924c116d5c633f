"""Every lab of the book by its name; each chapter's `labs` has them as the tuple `LABS`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from nbhelpers import rooms

if TYPE_CHECKING:
    from nbhelpers.lab import Lab


@cache
def registry() -> dict[str, Lab]:
    """Every lab by its name, chapter by chapter."""
    found: dict[str, Lab] = {}
    for module in rooms.each("labs"):
        for lab in module.LABS:
            if lab.name in found:
                raise ValueError(f"two labs are called {lab.name!r}")
            found[lab.name] = lab
    return found


def get(name: str) -> Lab:
    """The lab of that name ("<chapter>.<lab>"); `ValueError` with all names if there is none."""
    if name not in registry():
        raise ValueError(f"there is no lab {name!r}; the labs are {', '.join(registry())}")
    return registry()[name]
