"""What one lab answers to a figure that asks for states: only what changed since it last asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nbhelpers.lab.csv_table import table
from nbhelpers.lab.definition import Lab, State
from nbhelpers.lab.knobs import declaration, knobs

if TYPE_CHECKING:
    from nbhelpers.lab.drawing import Drawing
    from nbhelpers.lab.light.drawing import LightDrawing


class Latest:
    """The states of a lab; the one that was wanted last is not computed again."""

    def __init__(self, drawing: Drawing | LightDrawing):
        self.lab = drawing.lab
        self.seen: tuple[dict | None, State] = (self.lab.defaults, drawing.first)

    def __call__(self, **values) -> State:
        values = self.lab.values(**values)
        known, state = self.seen
        if values != known:
            state = self.lab.state(**values)
            self.seen = (values, state)
        return state

    def forget(self) -> None:
        """What was computed last is computed again."""
        self.seen = (None, self.seen[1])


class Answers:
    """The answers of one lab to one figure, as JSON can carry them; several figures may share a drawing."""

    def __init__(self, drawing: Drawing | LightDrawing, state: Latest | None = None):
        self.drawing, self.state = drawing, state or Latest(drawing)
        self._sent: dict[str, str] = {}

    @property
    def lab(self) -> Lab:
        return self.drawing.lab

    def stage(self) -> dict:
        """The panels without what moves, and the controls over their full ranges."""
        self.forget()
        return {
            "panels": self.drawing.stages,
            "knobs": knobs(self.lab, live=True),
            "controls": declaration(self.lab, live=True),
            "points": [{"label": point.label, "x": point.x, "y": point.y} for point in self.lab.points],
            "grids": self.drawing.grids(),
        }

    def compute(self, **values) -> dict:
        """The parts of the picture that changed since the last answer, and the sentence."""
        state = self.state(**values)
        parts = self.drawing.parts(state)
        changed = {part: svg for part, svg in parts.items() if self._sent.get(part) != svg}
        answer = {"parts": changed, "reading": self.lab.read(state), "points": self.drawing.points(state)}
        self._sent.update(changed)
        return answer

    def numbers(self, **values) -> dict:
        """The state as the text of a CSV file, for the reader to keep."""
        state = self.state(**values)
        return {"csv": table(self.lab, plain(state), self.lab.values(**values), self.lab.read(state))}

    def take(self, control: str, given: dict) -> dict:
        """What a control makes of what the reader brings: its value, what was done, and pictures of the way."""
        taker = self.lab.control(control)
        if not taker.takes:
            raise ValueError(f"{control} ({taker.label}) takes nothing that is brought")
        taken = taker.take(given)
        shades = {shows: np.round(255 * ink).astype(int).tolist() for shows, ink in taken.steps.items()}
        steps = [{"shows": shows, "shades": rows} for shows, rows in shades.items()]
        return {"value": taken.value, "said": taken.said, "steps": steps}

    def forget(self) -> None:
        """An answer was lost: the next one brings every part."""
        self._sent.clear()


def plain(value):
    """A state as JSON can carry it: arrays and tuples as lists, dictionaries with text as keys."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value
