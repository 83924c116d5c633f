"""Code cells of a chapter as a page runs them: one after the other, in one namespace, with what they print."""

from __future__ import annotations

import ast
import linecache
from typing import Any

from nbhelpers.exercise.runner import FILE, Failed, Pad, Unusable, guarded, quiet, unreadable

ROOM = 20_000  # characters kept of what a cell prints


class Cells:
    """The namespace of a chapter."""

    def __init__(self):
        self._names: dict[str, Any] = {"__name__": "__main__"}

    def run(self, code: str) -> dict:
        """{"text": what the cell prints and, as in a notebook, its last value, "problem": what went wrong, or ""}."""
        pad = Pad(ROOM)
        try:
            with quiet(pad):
                value = self._value(code)
                if value is not None:
                    pad.write(repr(value))
        except (Unusable, Failed) as problem:
            return {"text": pad.shown, "problem": str(problem)}
        return {"text": pad.shown, "problem": ""}

    def _value(self, code: str) -> Any:
        """Run it; the value of its last line, None if that is no expression."""
        try:
            body = ast.parse(code, FILE)
            last = ast.Expression(body.body.pop().value) if body.body and isinstance(body.body[-1], ast.Expr) else None
            parts = compile(body, FILE, "exec", dont_inherit=True), last and compile(last, FILE, "eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Unusable(unreadable(error, code)) from None
        linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)  # for tracebacks
        guarded(exec, (parts[0], self._names), FILE)
        return guarded(eval, (parts[1], self._names), FILE) if last else None
