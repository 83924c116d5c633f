"""The page's Python draws every lab as Matplotlib does: each moving part looks the same, to 0.15 of a pixel."""

import json
from itertools import islice

import pytest

from nbhelpers.build import stages
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.light.drawing import LightDrawing
from tests.labs.conftest import ends, few, settings
from tests.svg_shapes import unlike
from tests.whole import WHOLE, some

ROUNDED = 0.15  # px: both round to a tenth, and a line of many points is thinned


def tried(lab):
    """How it opens, two controls at their upper ends (in the whole run all at both), and values at random."""
    recorded = [{control.name: control.recorded[end]} for control in lab.controls for end in (0, -1)] if WHOLE else []
    at_random = islice(settings(lab), 20) if WHOLE else few(lab)[:1]
    at_ends = [values for _, values in ends(lab)]
    return [{}, *recorded, *(at_ends if WHOLE else some(at_ends[1::2], 2)), *at_random]


def test_a_lab_looks_the_same_without_matplotlib(shown, monkeypatch):
    lab = shown.lab
    monkeypatch.setitem(stages.RC, "path.simplify", False)  # Matplotlib would leave out points of its own choice
    drawing = Drawing(lab)
    light = LightDrawing(lab, json.loads(json.dumps(stages.stage(drawing))))
    for values in tried(lab):
        state = shown.state(**values)
        ours, theirs = light.parts(state), drawing.parts(state)
        assert {part: why for part in theirs if (why := unlike(ours[part], theirs[part], ROUNDED))} == {}, values
        for ours, theirs in zip(light.points(state), drawing.points(state), strict=True):
            assert ours["at"] == pytest.approx(theirs["at"]) and ours["unit"] == pytest.approx(theirs["unit"])
    assert light.stages == drawing.stages
    for ours, theirs in zip(light.grids(), drawing.grids(), strict=True):
        assert ours["box"] == pytest.approx(theirs["box"])
