"""A tiny book with tiny labs, to see the hosts at work and at their errors without the real chapters."""

from pathlib import Path

from nbhelpers import labs as book_labs

FOLDER = Path(__file__).parent


def add_labs() -> None:
    """Make `nbhelpers.labs.tiny` one of the registered modules."""
    if str(FOLDER / "labs") not in book_labs.__path__:
        book_labs.__path__.append(str(FOLDER / "labs"))
        book_labs.registry.cache_clear()
