"""The reader's own notebooks: readable copies of the chapters in `notebooks/`, which git does not see.

    python tools/workbooks.py [FOLDER]      lay them out, or bring them up to date

What a reader has changed is never written over: when the book has a newer edition of such a chapter, that lies beside
it. Which copies are as they were laid out is known by their hashes in `.laid-out.json`.
"""

import hashlib
import json
import os
import sys
from itertools import count
from pathlib import Path

from ipykernel.ipkernel import IPythonKernel

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from nbhelpers.files import write
from tools import readable
from tools.console import ROOT, say

FOLDER = ROOT / "notebooks"
KNOWN = ".laid-out.json"
KERNEL = {  # as Jupyter writes it when the notebook is opened, which then changes nothing
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": IPythonKernel.language_info,
}
START = "index.ipynb"


def digest(text):
    """A hash of what is written in a notebook's cells: to run it, or to save it, changes nothing there."""
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(text)["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def changed(path, known):
    """Whether a file holds anything but what was laid out there."""
    try:
        return digest(path.read_text("utf8")) != known.get(path.name)
    except (ValueError, KeyError, TypeError):  # no notebook (any more)
        return True


def lay_out(folder=FOLDER, made=None):
    """Write what is new; gives {name: what was done}: "new", "as it was", "yours" or "yours, and ..." where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / KNOWN
    known = json.loads(file.read_text("utf8")) if file.is_file() else {}
    done = {name: put(folder / name, text, known) for name, text in (texts() if made is None else made).items()}
    write(json.dumps(known, indent=1), file)
    return done


def put(path, text, known):
    """Write a notebook unless the reader has made it his own; `known` are the hashes of what was written here last."""
    before, known[path.name] = known.get(path.name), digest(text)
    if path.exists() and not changed(path, known):
        return "as it was"
    if not path.exists() or not changed(path, {path.name: before}):
        write(text, path)
        return "new"
    if before in (None, known[path.name]):
        return "yours"
    numbered = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    place = next(other for other in numbered if not other.exists() or not changed(other, known))
    write(text, place)
    known[place.name] = digest(text)
    return f"yours, and the book's newer edition of it is {place.name}"


def texts(address="", package=""):
    """{name: the text of its file}: the landing page and every chapter, as `readable.notebooks` makes them."""
    made = {START: start()} | dict(readable.notebooks(address, package))
    whole = {name: {**notebook, "metadata": notebook["metadata"] | KERNEL} for name, notebook in made.items()}
    return {name: json.dumps(notebook, ensure_ascii=False, indent=1) + "\n" for name, notebook in whole.items()}


def start():
    """The page on which a session begins: what there is, and how it is used."""
    cells = [{**readable.markdown_cell(text), "id": f"start-{at}"} for at, text in enumerate((HELLO, contents()))]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


HELLO = """# Neural Networks in Motion

These notebooks are yours: change anything, add cells, answer the exercises. An update of the book never writes over
what you have changed.

Open a chapter and choose *Run → Run All Cells*. Then every figure can be turned, and every link beside it sets it.
An exercise has a cell to write in, and a cell below it that checks what you wrote."""


def contents():
    """The chapters in their order, each a link to its notebook."""
    names, texts = {path.stem for path in readable.chapters()}, readable.pages()
    return "\n".join(
        f"{readable.numbered(number) or '- '}[{title(texts[page])}]({page}.ipynb)"
        for page, number in readable.contents().items()
        if page in names
    )


def title(text):
    return next(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# "))


def main(folder=FOLDER):
    done = lay_out(Path(folder))
    for name, what in done.items():
        if what.startswith("yours, and"):
            say(f"{name} is {what}")
    say(f"{len(done)} notebooks in {os.path.relpath(folder)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
