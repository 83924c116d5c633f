"""Run a reader's code: what it defines, prints and raises is caught; what it leaves behind is nothing."""

from __future__ import annotations

import linecache
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout

import numpy as np

FILE = "<your code>"
PRINTED = 1000  # characters kept of what the code prints
SAID = 300  # characters kept of an error's message


class TooLong(BaseException):
    """The reader's code ran longer than it may. Not an Exception, so that `except Exception` lets it through."""


class Failed(Exception):
    """The reader's code did not come to an answer; the message is for the reader. `kind` names the error."""

    def __init__(self, message: str, kind: str):
        super().__init__(message)
        self.kind = kind


class Pad:
    """Takes what is printed and keeps the beginning."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += str(text)[: PRINTED - len(self.text)] if len(self.text) < PRINTED else ""
        return len(text)

    def flush(self):
        pass

    @property
    def shown(self) -> str:
        return self.text.rstrip() + (" …" if len(self.text) >= PRINTED else "")


@contextmanager
def quiet(pad: Pad) -> Iterator[None]:
    """Prints go to the pad, warnings nowhere."""
    with redirect_stdout(pad), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Raise `TooLong` in the reader's code once `seconds` have passed; a long step in C is waited for."""
    if seconds is None:
        yield
        return
    end, before = time.monotonic() + seconds, sys.gettrace()

    def look(frame, event, argument):
        if frame.f_code.co_filename != FILE:
            return None
        frame.f_trace_opcodes = True  # a loop on one line has no lines to stop at
        if time.monotonic() > end:
            raise TooLong
        return look

    sys.settrace(look)
    try:
        yield
    finally:
        sys.settrace(before)


def load(code: str, name: str) -> Callable:
    """The function `name` that the code defines; `Failed` with the line where the code can't be read or run."""
    try:
        program = compile(code, FILE, "exec")
        linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)  # for tracebacks
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Failed(_unreadable(error, code), type(error).__name__) from None
    space = {"np": np, "__name__": "exercise"}
    guarded(exec, (program, space), FILE)
    function = space.get(name)
    if callable(function):
        return function
    others = [key for key, value in space.items() if callable(value) and key != "__builtins__"]
    found = f" It defines {', '.join(others[:5])}." if others else ""
    raise Failed(f"The code defines no function {name}: keep its name.{found}", "NameError")


def guarded(function: Callable, arguments: tuple, file: str):
    """Call a reader's function; `Failed` if it raises anything but a stop by the reader (KeyboardInterrupt).

    `file` is where the reader's code stands; the message quotes the last line of it that the error passed.
    """
    try:
        return function(*arguments)
    except (KeyboardInterrupt, TooLong):
        raise
    except BaseException as error:  # SystemExit too: a reader's code must not end the kernel
        raise Failed(_raised(error, file), type(error).__name__) from None


def file_of(function: Callable) -> str:
    """The file that a function was written in; empty for one that has none, such as a numpy function."""
    return getattr(getattr(function, "__code__", None), "co_filename", "")


def _unreadable(error: Exception, code: str) -> str:
    line = getattr(error, "lineno", None)
    where = f"Line {line}" if line else "The code"
    lines = code.splitlines()
    quoted = _quoted(lines[line - 1]) if line and line <= len(lines) else ""
    return f"{where} can't be read as Python: {getattr(error, 'msg', error)}.{quoted}"


def _raised(error: BaseException, file: str) -> str:
    """The error in one sentence, with the last line of the reader's own code that it passed through."""
    said = "".join(traceback.format_exception_only(error)).strip()[:SAID]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f"Line {frames[-1].lineno}: {said}{_quoted(frames[-1].line)}" if frames else said


def _quoted(line: str | None) -> str:
    return f"\n    {line.strip()[:120]}" if line else ""
