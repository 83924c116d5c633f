"""Pages of the book: their text, and their sections by the names that links use."""

import re
from functools import cache
from pathlib import Path

import nbformat


def markdown(path: Path) -> str:
    """The text of a page: a Markdown file as it is, of a notebook its Markdown cells."""
    if path.suffix != ".ipynb":
        return path.read_text("utf8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


@cache
def sections(path: Path) -> list[str]:
    """The anchors of a page's headings, as MyST makes them; [] for a page that is not there."""
    if not path.is_file():
        return []
    text = re.sub(r"^```.*?^```", "", markdown(path), flags=re.S | re.M)
    return [anchor(title) for title in re.findall(r"^#{1,3} (.+)$", text, re.M)]


def anchor(title: str) -> str:
    """`Divide by the root, or multiply?` -> `divide-by-the-root-or-multiply`."""
    return re.sub(r"[^\w\u4e00-\u9fff\- ]", "", title.strip().lower()).replace(" ", "-")
