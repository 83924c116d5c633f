"""What a figure says where its lab fails: the error in one line, with the place in the lab's own code."""

from __future__ import annotations

import inspect
import re
import traceback
from pathlib import Path

from nbhelpers.lab.definition import Lab

CELL = re.compile(r"ipykernel_\d+|<ipython-input")  # in the names that Jupyter gives to the code of a cell


def failure(error: Exception, lab: Lab | None = None) -> str:
    """`error` in one line, and where it arose: in the innermost line of the folder in which the lab is written."""
    return f"{type(error).__name__}: {error}{_place(error, lab) if lab else ''}"


def _place(error: Exception, lab: Lab) -> str:
    own = {_folder(code.co_filename) for code in map(_code, (lab.compute, lab.setup, lab.update, lab.read)) if code}
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _folder(frame.filename) in own]
    if not frames:
        return ""
    last = frames[-1]
    name = "" if last.name.startswith("<") else f"{last.name}, "
    file = "cell" if CELL.search(last.filename) else Path(last.filename).name
    return f" (in {name}{file} line {last.lineno}{f': `{last.line}`' if last.line else ''})"


def _code(function):
    return getattr(inspect.unwrap(function), "__code__", None)


def _folder(file: str) -> str:
    """Where code stands; all cells of a notebook stand in one place."""
    return file.partition("-")[0] if file.startswith("<") else str(Path(file).parent)
