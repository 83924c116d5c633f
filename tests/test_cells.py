"""Cells as a page runs them: in one namespace, with their last value; all cells of the book say what is printed."""

import json
from pathlib import Path

import numpy as np
import pytest

from nbhelpers.cells import ROOM, Cells
from tests.whole import WHOLE

CHAPTERS = sorted(path.stem for path in (Path(__file__).parents[1] / "book").glob("*.ipynb"))
QUICK = ("neurons", "recurrent", "variational")  # of the notebooks, and nbval runs them all


def test_a_cell_says_what_it_prints_and_its_last_value_and_leaves_its_names():
    cells = Cells()
    assert cells.run("x = 2\nprint('two')\nx + 1") == {"text": "two\n3", "problem": ""}
    assert cells.run("x") == {"text": "2", "problem": ""} and cells.run("None") == {"text": "", "problem": ""}
    assert cells.run("") == {"text": "", "problem": ""} and Cells().run("x")["problem"].startswith("Line 1: NameError")


@pytest.mark.parametrize(
    "code, text, said",
    [
        ("print(1)\n1 / 0", "1", "Line 2: ZeroDivisionError: division by zero"),
        ("x = (", "", "Line 1 can't be read as Python"),
        ("import sys\nsys.exit(3)", "", "Line 2: SystemExit: 3"),
        ("def f():\n    return f()\nf()", "", "Line 2: RecursionError"),
    ],
)
def test_what_goes_wrong_is_said_with_its_line(code, text, said):
    found = Cells().run(code)
    assert found["text"] == text and found["problem"].startswith(said)


def test_of_very_much_the_beginning_is_kept():
    assert len(Cells().run(f"print('x' * {10 * ROOM})")["text"]) == ROOM + 2


def printed(cell):
    texts = ["".join(out.get("text") or out["data"]["text/plain"]).rstrip() for out in cell["outputs"]]
    return "\n".join(text for text in texts if text)


@pytest.mark.parametrize("chapter", CHAPTERS if WHOLE else QUICK)
def test_cell_after_cell_a_chapter_says_what_is_printed(chapter):
    notebook = json.loads((Path(__file__).parents[1] / "book" / f"{chapter}.ipynb").read_text("utf8"))
    cells = Cells()
    with np.printoptions():  # a cell may set them, for its own notebook
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code" and "remove-input" not in cell["metadata"].get("tags", ()):
                assert cells.run("".join(cell["source"])) == {"text": printed(cell), "problem": ""}
