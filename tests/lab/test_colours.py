"""The roles' colours: legible in both modes, and what is known of how far apart they are for whom."""

import numpy as np
import pytest
from coloraide import Color
from matplotlib.figure import Figure

from nbhelpers.lab.style import COLOUR
from tests.sight import EYES, by_colour_alone, contrast, distance, seen, things

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB
PUBLISHED = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


@pytest.mark.parametrize("role", [role for role in COLOUR if role not in ("paper", "grid")])
def test_roles_are_legible_in_light_and_dark(role):
    """WCAG 2.2 AA for text, since any role may colour a label. `grid` draws guides that nobody has to see."""
    assert contrast(role) >= 4.5


def test_contrast_is_that_of_the_guidelines():
    assert contrast("ink", 0.0) == pytest.approx(1)
    assert Color("#767676").contrast("#ffffff", method="wcag21") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("role", ["weight", "target"])
def test_eyes_are_simulated_as_published(eyes, role):
    linear = np.clip(PUBLISHED[eyes] @ np.array(Color(COLOUR[role]).convert("srgb-linear")[:3]), 0, 1)
    assert np.allclose(seen(COLOUR[role], eyes).convert("srgb-linear")[:3], linear, atol=1e-4)


def test_distances_are_those_of_ciede2000():
    """The first pair of the test data of Sharma, Wu and Dalal (2005)."""
    one, other = Color("lab-d65", [50, 2.6772, -79.7751]), Color("lab-d65", [50, 0, -82.7485])
    assert one.delta_e(other, method="2000") == pytest.approx(2.0425, abs=1e-4)
    assert distance("target", "error") < 3 < 10 < distance("activation", "error")


class Stage:
    """What `by_colour_alone` asks of a drawing, around one figure."""

    def __init__(self):
        self.figure = Figure(figsize=(4, 3), dpi=72)
        self.axes = self.figure.add_subplot(xlim=(0, 10), ylim=(0, 10))
        self.figures, self.lab = [self.figure], self
        self.panels, self.name = [self], "panel"

    def line(self, height, role, **style):
        return self.axes.plot([1, 5, 9], [height] * 3, **{"color": COLOUR[role], "lw": 2, **style})[0]


@pytest.mark.parametrize(
    ("style", "alone"),
    [({}, True), ({"ls": "--"}, False), ({"marker": "s"}, False), ({"lw": 4}, False), ({"lw": 2.5}, True)],
)
def test_lines_of_confusable_colours_want_another_difference(style, alone):
    stage = Stage()
    stage.line(2, "target")
    stage.line(8, "error", **style)
    stage.line(5, "ink")
    assert by_colour_alone(stage) == ({("panel", "error", "target")} if alone else set())


@pytest.mark.parametrize(("height", "role", "alone"), [(8, "error", False), (5, "error", True), (8, "target", True)])
def test_a_label_at_its_line_is_one(height, role, alone):
    stage = Stage()
    stage.line(2, "target")
    stage.line(8, "error")
    stage.axes.text(5, height, "this", color=COLOUR[role])
    assert bool(by_colour_alone(stage)) is alone


def test_a_line_and_the_dots_on_it_are_one_thing():
    stage = Stage()
    stage.line(2, "target")
    stage.axes.plot([5], [2], "o", color=COLOUR["target"])
    stage.line(8, "target", ls="none", marker="s")
    assert [sorted(kind for kind, *_ in thing.cues) for thing in things(stage.axes)] == [
        ["filled", "line", "marker"],
        ["filled", "marker"],
    ]
