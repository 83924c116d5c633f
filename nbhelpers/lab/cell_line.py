"""How far a cell is that runs long: a line under it while somebody waits, and nothing once it has ended."""

from __future__ import annotations

from time import monotonic
from typing import Any
from uuid import uuid4

from IPython.display import display, update_display

from nbhelpers.lab.progress import tell_unasked

BEFORE, BETWEEN = 2.0, 0.5  # seconds to the first line of a cell, and from then on between two


class Line:
    """The line of the cell that runs in this shell.

    Programs that run a notebook and keep its outputs say that nobody can be asked for input: they get no line.
    """

    def __init__(self, shell: Any):
        self._shell = shell
        self._place, self._due = "", 0.0
        shell.events.register("pre_run_cell", self.begin)
        shell.events.register("post_run_cell", self.end)

    def begin(self, info: Any = None) -> None:
        request = getattr(self._shell, "get_parent", dict)()  # a browser's kernel knows no request
        waits = request.get("content", {}).get("allow_stdin", False)
        self._place, self._due = "", monotonic() + BEFORE
        tell_unasked(self.tell if waits else None)

    def tell(self, share: float) -> None:
        now = monotonic()
        if now < self._due:
            return
        self._due = now + BETWEEN
        show = update_display if self._place else display
        self._place = self._place or uuid4().hex
        show({"text/plain": f"{share:.0%} done"}, raw=True, display_id=self._place)

    def end(self, result: Any = None) -> None:
        """Nothing is left to see, also where the cell failed or was interrupted."""
        tell_unasked(None)
        if self._place:
            update_display({}, raw=True, display_id=self._place)
