"""Run a reader's code: what it defines, prints and raises is caught, and it is stopped when it takes too long."""

from __future__ import annotations

import linecache
import re
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from time import monotonic
from types import ModuleType

import numpy as np

FILE = "<your code>"
PRINTED = 1000  # characters kept of what the code prints
SAID = 300  # characters kept of an error's message


class TooLong(BaseException):
    """The reader's code ran longer than it may. Not an Exception, so that `except Exception` lets it through."""


class Failed(Exception):
    """The reader's code did not come to an answer; `str` says why, for the reader. `kind` names the error.

    `file` is where the reader's code stands: the last line of it that the error passed is quoted. The words are found
    when they are asked for, since the code may have spoilt what it takes to find them.
    """

    def __init__(self, error: BaseException, file: str):
        self.error, self.file = error, file

    @property
    def kind(self) -> str:
        return type(self.error).__name__

    def __str__(self):
        return _raised(self.error, self.file)


class Unusable(Exception):
    """The reader's code can't be read, or defines nothing to call; the message is for the reader."""


class Pad:
    """Takes what is printed and keeps the beginning."""

    def __init__(self, room: int = PRINTED):
        self.text, self.room = "", room

    def write(self, text):
        self.text += str(text)[: self.room - len(self.text)] if len(self.text) < self.room else ""
        return len(text)

    def flush(self):
        pass

    @property
    def shown(self) -> str:
        return self.text.rstrip() + (" …" if len(self.text) >= self.room else "")


@contextmanager
def quiet(pad: Pad) -> Iterator[None]:
    """Prints go to the pad, warnings nowhere."""
    with redirect_stdout(pad), redirect_stderr(pad), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


class Deadline:
    """Raise `TooLong` in the reader's code once `seconds` have passed, and as often again if it was swallowed.

    An alarm stops a pause as well. Where there is none (another thread, Windows, a browser) the code is watched step
    by step instead, and a pause is waited for. A single long step in C is waited for in both cases.
    """

    def __init__(self, seconds: float | None):
        self.seconds, self.over = seconds, seconds is None

    def __enter__(self) -> None:
        if self.over:
            return
        self.alarm = _has_alarm()
        if self.alarm:
            self.set_handler, self.set_timer = signal.signal, signal.setitimer
            self.handler = signal.signal(signal.SIGALRM, self._ring)
            self.timer = signal.setitimer(signal.ITIMER_REAL, self.seconds, self.seconds)
        else:
            self.trace, self.set_trace = sys.gettrace(), sys.settrace
            self.set_trace(self._watch(monotonic() + self.seconds))

    def __exit__(self, *error) -> None:
        if self.over:
            return
        self.over = True
        if self.alarm:
            self.set_timer(signal.ITIMER_REAL, *self.timer)
            self.set_handler(signal.SIGALRM, self.handler)
        else:
            self.set_trace(self.trace)

    def _ring(self, number, frame) -> None:
        if not self.over:
            raise TooLong

    @staticmethod
    def _watch(end: float) -> Callable:
        now = monotonic

        def look(frame, event, argument):
            if frame.f_code.co_filename != FILE:
                return None
            frame.f_trace_opcodes = True  # a loop on one line has no lines to stop at
            if now() > end:
                raise TooLong
            return look

        return look


def _has_alarm() -> bool:
    main = threading.current_thread() is threading.main_thread()
    return main and hasattr(signal, "setitimer") and sys.platform != "emscripten"


def load(code: str, name: str) -> Callable:
    """The function `name` that the code defines; `Unusable` or `Failed` with the line where it can't be had."""
    try:
        program = compile(code, FILE, "exec", dont_inherit=True)
        linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)  # for tracebacks
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Unusable(unreadable(error, code)) from None
    module = ModuleType("exercise")
    sys.modules["exercise"] = module  # dataclasses look for it
    space = vars(module)
    space.update(np=np, input=_nobody)
    guarded(exec, (program, space), FILE)
    function = space.get(name)
    if callable(function):
        return function
    others = [key for key, value in space.items() if callable(value) and key not in ("__builtins__", "input")]
    found = f" It defines {', '.join(others[:5])}." if others else ""
    raise Unusable(f"The code defines no function {name}: keep its name.{found}")


def _nobody(prompt=""):
    """Stands for `input`."""
    raise EOFError("nobody can type while the code is checked: take the numbers from the arguments")


def guarded(function: Callable, arguments: tuple, file: str):
    """Call a reader's function; `Failed` if it raises anything but a stop by the reader (KeyboardInterrupt)."""
    try:
        return function(*arguments)
    except (KeyboardInterrupt, TooLong):
        raise
    except BaseException as error:  # SystemExit too: a reader's code must not end the kernel
        raise Failed(error, file) from None


def file_of(function: Callable) -> str:
    """The file that a function was written in; empty for one that has none, such as a numpy function."""
    return getattr(getattr(function, "__code__", None), "co_filename", "")


def unreadable(error: Exception, code: str) -> str:
    """Why code can't be read, in words for the reader, with the line."""
    line = getattr(error, "lineno", None)
    where = f"Line {line}" if line else "The code"
    lines = code.splitlines()
    quoted = _quoted(lines[line - 1]) if line and line <= len(lines) else ""
    return f"{where} can't be read as Python: {getattr(error, 'msg', error)}.{quoted}"


def _raised(error: BaseException, file: str) -> str:
    """The error in one sentence, with the last line of the reader's own code that it passed through."""
    said = "".join(traceback.format_exception_only(error)).strip()[:SAID]
    said = re.sub(r"^[\w.]+\._Array(?=\w+Error)", "", said)  # numpy's own name for lack of memory
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f"Line {frames[-1].lineno}: {said}{_quoted(frames[-1].line)}" if frames else said


def _quoted(line: str | None) -> str:
    return f"\n    {line.strip()[:120]}" if line else ""
