"""A tiny book with tiny labs, to see the hosts at work and at their errors without the real chapters."""

from pathlib import Path

import nbhelpers
from nbhelpers.rooms import chapters, registry

FOLDER = Path(__file__).parent
ROOMS = FOLDER / "rooms"


def add_labs() -> None:
    """Make `nbhelpers.tiny` one of the chapters."""
    if str(ROOMS) not in nbhelpers.__path__:
        nbhelpers.__path__.append(str(ROOMS))
        chapters.cache_clear()
        registry.cache_clear()
