"""A lab's figures from their description: what `lab.drawing.Drawing` does, for `Answers`, without Matplotlib."""

from __future__ import annotations

import json
from importlib.resources import files

from nbhelpers.lab.definition import Lab, Named, State
from nbhelpers.lab.light.geometry import Frame
from nbhelpers.lab.light.marks import Fixed, Line, Mark, Text
from nbhelpers.lab.light.picture import Image
from nbhelpers.lab.light.shapes import Path, PathPatch, Polygon, Rectangle, Segments

STAGES = files(__package__) / "stages"  # in the wheel of a page alone
KINDS = {kind.__name__: kind for kind in (Fixed, Line, Text, Rectangle, Polygon, Segments, PathPatch, Image)}


def kept(lab: Lab) -> dict:
    """The stage of a lab that came with the page; `ValueError` for a lab of no page."""
    path = STAGES / f"{lab.name}.json"
    if not path.is_file():
        raise ValueError(f"{lab.name} stands on no page of this book, so its stage is not there")
    return json.loads(path.read_text(encoding="utf-8"))


class LightDrawing:
    """The figures of one lab; `stage` is what `build.stages.stage` gives."""

    def __init__(self, lab: Lab, stage: dict):
        self.lab, self.stages = lab, stage["panels"]
        self._grids, self._frames = stage["grids"], [one and Frame.of(one) for one in stage["frames"]]
        self._marks = {part: made(described, stage["fonts"]) for part, described in stage["marks"].items()}
        self._artists = _nested(self._marks, stage["lists"])
        self.first = lab.state()

    def parts(self, state: State) -> dict[str, str]:
        """Part name -> SVG of that part in this state."""
        state = State.of(state, f"{self.lab.name}: compute")
        self.lab.update(self._artists, state)
        return {part: mark.svg() for part, mark in self._marks.items()} | self.lab.formula_parts(state)

    def points(self, state: State) -> list[dict]:
        """Where the lab's points are, and how long a unit is along each axis, in pixels of their panel."""
        return [self._place(point, state) for point in self.lab.points]

    def _place(self, point, state) -> dict:
        index = [panel.name for panel in self.lab.panels].index(point.panel)
        (left, top), (right, above), at = self._frames[index]([(0, 0), (1, 1), point.at(state)])
        return {"panel": index, "at": at.tolist(), "unit": [right - left, top - above]}

    def grids(self) -> list[dict]:
        """Each grid to draw on: its name, its panel, and its box there in pixels: left, top, width, height."""
        return self._grids


def _nested(marks: dict[str, Mark], lists: list[str]) -> Named:
    """Marks as `setup` returned its artists: by name, in a list where there were several."""
    found = {name: [] for name in lists}
    for part, mark in marks.items():
        name = part.rpartition(".")[0]
        if name in found and part.rpartition(".")[2].isdigit():
            found[name].append(mark)
        else:
            found[part] = mark
    return Named(found)


def made(described: dict, fonts: dict) -> Mark:
    """The mark of a description: {"kind", "frame", and its look}; a text's font by its name."""
    look = {name: value for name, value in described.items() if name not in ("kind", "frame")}
    if "font" in look:
        look["font"] = fonts[look["font"]]
    if "path" in look:
        look["path"] = Path(*look["path"])
    return KINDS[described["kind"]](Frame.of(described["frame"]), look)
