"""What readers' eyes make of a figure: contrast on its paper, and lines that only colour would tell apart.

Colour blindness is simulated at full severity with the matrices of G. M. Machado, M. M. Oliveira and
L. A. F. Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE Transactions on
Visualization and Computer Graphics 15(6), 1291-1298 (2009); distances are CIEDE2000. Both are ColorAide's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

import numpy as np
from coloraide import Color
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D

from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.style import COLOUR, DARK

MODES = {"light": COLOUR, "dark": DARK}
EYES = ("protan", "deutan", "tritan")
APART = 10  # CIEDE2000; a just noticeable difference between touching fields is about 1, thin lines need far more
WIDER = 1.5  # times as wide is seen without colour
NEAR = 16  # px from a line to the label that belongs to it
TOUCH = 3  # px within which marks of one colour are one thing: a line and the dots on it
ROLE = {value: role for role, value in COLOUR.items()}


def contrast(role: str, alpha: float = 1.0) -> float:
    """WCAG 2 contrast of a role against the paper, in the mode where it is lower."""
    return min(_on_paper(mode, role, alpha).contrast(mode["paper"], method="wcag21") for mode in MODES.values())


def _on_paper(mode: dict, role: str, alpha: float) -> Color:
    return Color(mode["paper"]).mix(mode[role], alpha, space="srgb")


def seen(colour: str, eyes: str | None) -> Color:
    """A colour as these eyes see it; None for eyes that see all colours."""
    return Color(colour) if eyes is None else Color(colour).filter(eyes, method="machado").clip()


@cache
def distance(one: str, other: str) -> float:
    """How far two roles lie apart for the eyes, and in the mode, where they are closest."""
    return min(
        seen(mode[one], eyes).delta_e(seen(mode[other], eyes), method="2000")
        for mode in MODES.values()
        for eyes in (None, *EYES)
    )


@dataclass(eq=False)
class Mark:
    """A line, or marks of one kind, or both where they lie on each other: role, form, width, points in pixels."""

    role: str
    cues: frozenset
    width: float
    corners: np.ndarray
    trace: np.ndarray
    alpha: float = 1.0

    def touches(self, other: "Mark") -> bool:
        """Whether the two are one thing: all corners of one lie on the other, in the same colour."""
        if self.role != other.role:
            return False
        return any(_gaps(one.corners, two.trace).max() <= TOUCH for one, two in ((self, other), (other, self)))

    def joined(self, other: "Mark") -> "Mark":
        corners, trace = (np.vstack([getattr(m, name) for m in (self, other)]) for name in ("corners", "trace"))
        return Mark(self.role, self.cues | other.cues, max(self.width, other.width), corners, trace)

    def differs(self, other: "Mark") -> bool:
        """Whether form or width tells them apart."""
        widths = sorted((self.width, other.width))
        return self.cues != other.cues or widths[1] >= WIDER * widths[0]


def _gaps(points: np.ndarray, trace: np.ndarray) -> np.ndarray:
    """The distance of each point from the nearest of a trace."""
    return np.hypot(*(points[:, None] - trace[None]).transpose(2, 0, 1)).min(axis=1)


def marks(axes) -> Iterator[Mark]:
    """Every line of an axes that can be seen, and every set of marks."""
    for line in axes.lines:
        corners = line.get_transform().transform_path(line.get_path()).vertices
        corners = corners[np.isfinite(corners).all(axis=1)]
        trace = _within(_trace(line, corners), axes.bbox)
        if line.get_visible() and len(trace):
            yield _mark(line, _within(corners, axes.bbox) if len(corners) > 1 else corners, trace)


def _mark(line: Line2D, corners, trace) -> Mark:
    marker = str(line.get_marker()) if line.get_marker() not in ("None", "", " ", None) else ""
    if line.get_linestyle() != "None" and len(trace) > 1:
        cues, width, colour = {("line", str(line._dash_pattern))}, line.get_linewidth(), line.get_color()
    else:
        filled = to_rgba(line.get_markerfacecolor())[3] > 0 and to_hex(line.get_markerfacecolor()) != COLOUR["paper"]
        colour = line.get_markerfacecolor() if filled else line.get_markeredgecolor()
        cues, width = {("filled" if filled else "open",)}, line.get_markersize()
    cues |= {("marker", marker)} if marker else set()
    red, green, blue, alpha = to_rgba(colour, line.get_alpha())
    return Mark(ROLE[to_hex((red, green, blue))], frozenset(cues), width, corners, trace, alpha)


def _trace(line: Line2D, corners: np.ndarray) -> np.ndarray:
    """Points along a line, not further apart than a label is high; of mere marks, their places."""
    if len(corners) < 2 or line.get_linestyle() == "None":
        return corners
    return np.vstack([np.linspace(a, b, int(np.hypot(*(b - a))) // TOUCH + 2) for a, b in pairwise(corners)])


def _within(points: np.ndarray, box) -> np.ndarray:
    inside = (points >= np.array(box.min) - TOUCH) & (points <= np.array(box.max) + TOUCH)
    return points[inside.all(axis=1)]


def things(axes) -> list[Mark]:
    """The marks of an axes, those that belong together as one."""
    found: list[Mark] = []
    for mark in marks(axes):
        for other in [other for other in found if len(mark.corners) and len(other.corners) and mark.touches(other)]:
            found.remove(other)
            mark = mark.joined(other)
        found.append(mark)
    return found


def by_colour_alone(drawing: Drawing) -> set[tuple[str, str, str]]:
    """(panel, role, role) of lines or marks that some eyes can't tell apart in the figures as they are."""
    found = set()
    for figure, panel in zip(drawing.figures, drawing.lab.panels, strict=True):
        for axes in figure.axes:
            labels = [text for text in (*axes.texts, *figure.texts) if text.get_visible() and text.get_text().strip()]
            boxes = [(ROLE.get(to_hex(text.get_color())), text.get_window_extent()) for text in labels]
            for one, other in combinations(things(axes), 2):
                if one.role != other.role and distance(one.role, other.role) < APART and not one.differs(other):
                    if not (_named(one, other, boxes) or _named(other, one, boxes)):
                        found.add((panel.name, *sorted((one.role, other.role))))
    return found


def _named(one: Mark, other: Mark, boxes) -> bool:
    """Whether a label in the colour of `one` stands at it, nearer than at `other`."""
    return any(_away(one.trace, box) < min(NEAR, _away(other.trace, box)) for role, box in boxes if role == one.role)


def _away(trace: np.ndarray, box) -> float:
    beyond = np.maximum(np.maximum(np.array(box.min) - trace, trace - np.array(box.max)), 0)
    return float(np.hypot(*beyond.T).min())
