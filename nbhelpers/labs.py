"""Every lab of the book by its name; each chapter's `labs` has them as the tuple `LABS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbhelpers import rooms

if TYPE_CHECKING:
    from nbhelpers.lab import Lab


def registry() -> dict[str, Lab]:
    """Every lab by its name, chapter by chapter."""
    return rooms.registry("labs")


def get(name: str) -> Lab:
    """The lab of that name ("<chapter>.<lab>"); `ValueError` with all names if there is none."""
    return rooms.get("labs", name)
