"""The numbered equations as the notebooks print them: label -> TeX, chapter by chapter."""

import json
import re
from pathlib import Path

BOOK = Path(__file__).parents[2] / "book"
DISPLAY = re.compile(r"\$\$(.+?)\$\$(?:[ \t]*\(([\w-]+)\))?", re.DOTALL)


def equations_of(chapter):
    """{label: TeX} of one notebook, in the order of the page."""
    cells = json.loads((BOOK / f"{chapter}.ipynb").read_text("utf8"))["cells"]
    texts = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return {label: tex.strip() for text in texts for tex, label in DISPLAY.findall(text) if label}


def all_equations():
    """{chapter: {label: TeX}} of every notebook that numbers an equation."""
    chapters = sorted(path.stem for path in BOOK.glob("*.ipynb"))
    return {chapter: found for chapter in chapters if (found := equations_of(chapter))}
