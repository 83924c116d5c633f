"""The page's Python draws every lab as Matplotlib does: each moving part looks the same, to 0.15 of a pixel."""

import json

import numpy as np
import pytest

from nbhelpers import labs
from nbhelpers.build import stages
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.light.drawing import LightDrawing
from tests.labs.conftest import LABS
from tests.svg_shapes import unlike
from tests.whole import WHOLE

SETTINGS = 20 if WHOLE else 1
ROUNDED = 0.15  # px: both round to a tenth, and a line of many points is thinned


def settings(lab, many):
    """The defaults, each control at both of its recorded ends, and values at random out of all that a page offers."""
    rng = np.random.default_rng(5)
    yield {}
    yield from ({control.name: control.recorded[end]} for control in lab.controls for end in (0, -1))
    for _ in range(many):
        yield {control.name: control.offered[rng.integers(len(control.offered))] for control in lab.controls}


@pytest.mark.parametrize("name", [lab.name for lab in LABS])
def test_a_lab_looks_the_same_without_matplotlib(name, monkeypatch):
    lab = labs.get(name)
    monkeypatch.setitem(stages.RC, "path.simplify", False)  # Matplotlib would leave out points of its own choice
    drawing = Drawing(lab)
    light = LightDrawing(lab, json.loads(json.dumps(stages.stage(drawing))))
    for values in settings(lab, SETTINGS):
        state = lab.state(**values)
        ours, theirs = light.parts(state), drawing.parts(state)
        assert {part: why for part in theirs if (why := unlike(ours[part], theirs[part], ROUNDED))} == {}, values
        for ours, theirs in zip(light.points(state), drawing.points(state), strict=True):
            assert ours["at"] == pytest.approx(theirs["at"]) and ours["unit"] == pytest.approx(theirs["unit"])
    assert light.stages == drawing.stages
    for ours, theirs in zip(light.grids(), drawing.grids(), strict=True):
        assert ours["box"] == pytest.approx(theirs["box"])
