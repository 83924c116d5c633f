"""The reader's own notebooks: readable copies of the chapters in `notebooks/`, which git does not see.

    python tools/workbooks.py [FOLDER]      lay them out, or bring them up to date

What a reader has changed is never written over: when the book has a newer edition of such a chapter, that lies beside
it. Which copies are as they were laid out is known by their hashes in `.laid-out.json`.
"""

import hashlib
import json
import os
import re
import sys
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
VERSION = re.compile(r'"version": "[0-9][^"]*"')
START = "index.ipynb"


def digest(text):
    """A hash of a notebook, whichever Python it was laid out for."""
    return hashlib.sha256(VERSION.sub("", text).encode()).hexdigest()


def beside(path, number=2):
    """Where a newer edition lies: `hopfield (2).ipynb`, beside what the reader has."""
    return path.with_name(f"{path.stem} ({number}){path.suffix}")


def lay_out(folder=FOLDER, made=None):
    """Write what is new; gives {name: what was done}: "new", "as it was", "yours" or "newer edition beside yours"."""
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / KNOWN
    before = json.loads(known.read_text("utf8")) if known.is_file() else {}
    now, done = {}, {}
    for name, text in (texts() if made is None else made).items():
        now[name] = digest(text)
        done[name] = put(folder / name, text, before.get(name))
    write(json.dumps(now, indent=1), known)
    return done


def put(path, text, laid_out):
    """Write a notebook unless the reader has made it his own; `laid_out` is the hash of what was written here last."""
    if not path.exists():
        write(text, path)
        return "new"
    mine = digest(path.read_text("utf8"))
    if mine == digest(text):
        return "as it was"
    if mine == laid_out:
        write(text, path)
        return "new"
    if laid_out in (None, digest(text)):
        return "yours"
    write(text, beside(path))
    return "newer edition beside yours"


def texts():
    """{name: the text of its file}: the landing page and every chapter."""
    made = {START: start()} | dict(readable.notebooks())
    own = {name: {**notebook, "metadata": notebook["metadata"] | KERNEL} for name, notebook in made.items()}
    return {name: json.dumps(notebook, ensure_ascii=False, indent=1) + "\n" for name, notebook in own.items()}


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
    names = {path.stem for path in readable.chapters()}
    lines = [f"- [{title(text)}]({page}.ipynb)" for page, text in readable.pages().items() if page in names]
    return "\n".join(lines)


def title(text):
    return next(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# "))


def main(folder=FOLDER):
    done = lay_out(Path(folder))
    for name, what in done.items():
        if what == "newer edition beside yours":
            say(f"{name} is as you left it; the book's newer edition of it is {beside(Path(name)).name}")
    say(f"{len(done)} notebooks in {os.path.relpath(folder)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
