"""The numbered equations as the notebooks print them: label -> TeX, chapter by chapter."""

import json
from pathlib import Path

from nbhelpers.equations import printed_in

BOOK = Path(__file__).parents[2] / "book"


def equations_of(chapter):
    """{label: TeX} of one notebook, in the order of the page."""
    return printed_in(json.loads((BOOK / f"{chapter}.ipynb").read_text("utf8")))


def all_equations():
    """{chapter: {label: TeX}} of every notebook that numbers an equation."""
    chapters = sorted(path.stem for path in BOOK.glob("*.ipynb"))
    return {chapter: found for chapter in chapters if (found := equations_of(chapter))}
