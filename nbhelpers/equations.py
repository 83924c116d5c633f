"""The book's checks of its printed equations, run by a reader: `check("hopfield", "hop-energy", seed=7)`.

The checks themselves are not part of the package: they stand in `tests` of the book's sources, and a page fetches them
when they are first asked for.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from nbhelpers.exercise.runner import FILE, Failed, guarded

DISPLAY = re.compile(r"\$\$(.+?)\$\$(?:[ \t]*\(([\w-]+)\))?", re.DOTALL)


def printed_in(notebook: dict) -> dict[str, str]:
    """{label: TeX} of the numbered equations of a notebook, in the order of the page."""
    texts = ("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return {label: tex.strip() for text in texts for tex, label in DISPLAY.findall(text) if label}


def check(chapter: str, label: str, seed: int) -> dict:
    """Whether an equation, as its chapter prints it, agrees with the code at random values drawn with the seed.

    {"holds": ..., "words": ..., "compared": ...}; ValueError for an equation that no check knows, or a wrong seed.
    """
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ValueError(f"seed = {seed!r}: allowed are whole numbers from 0 on")
    registry, printed = _registry(chapter), _printed(chapter)
    if label not in registry.EQUATIONS or label not in printed:
        raise ValueError(f"label = {label!r}: {chapter} has no check of such an equation")
    entry = registry.EQUATIONS[label]
    try:
        found = guarded(lambda: entry.outcome(printed[label], entry.cases(seed)), (), FILE)
    except Failed as failed:
        return {"holds": False, "words": f"can’t be evaluated: {failed}", "compared": 0}
    words = f"{found.compared} comparisons agree" if not found.wrong else f"does not hold: {found.wrong}"
    return {"holds": not found.wrong, "words": words.replace("-", "−"), "compared": found.compared}


@cache
def _registry(chapter: str) -> ModuleType:
    """All that is known of the equations, those of the chapter entered."""
    registry, rooms = import_module("tests.equations.registry"), import_module("tests.rooms")
    for path in sorted(Path(rooms.HERE).glob(f"{chapter}/equations*.py")):
        import_module(f"tests.{chapter}.{path.stem}")
    return registry


@cache
def _printed(chapter: str) -> dict[str, str]:
    """{label: TeX} of the chapter."""
    return import_module("tests.equations.notebook").equations_of(chapter)
