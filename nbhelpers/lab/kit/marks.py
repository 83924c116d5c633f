"""Lines, dots, bands and labels: made empty by `setup`, given their numbers by `update`."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text

from nbhelpers.lab.style import COLOUR

DASHED, DOTTED = (0, (4, 3)), (0, (1.2, 1.5))
SMALL = 11  # pixels: the type of a label beside a mark


def line(axes: Axes, role: str, x=(), y=(), **style) -> Line2D:
    """A line in the colour of its role, through the points if there are any yet."""
    return axes.plot(x, y, color=COLOUR[role], **style)[0]


def dots(axes: Axes, role: str, size: float = 8, marker: str = "o", **style) -> Line2D:
    """Marks without a line, `size` pixels wide."""
    return axes.plot([], [], marker, color=COLOUR[role], ms=size, **style)[0]


def ring(axes: Axes, role: str, size: float = 13, width: float = 1.8, **style) -> Line2D:
    """A ring about a point, `size` pixels wide."""
    return axes.plot([], [], "o", mfc="none", mec=COLOUR[role], mew=width, ms=size, **style)[0]


def band(axes: Axes, role: str, alpha: float = 0.18, **style) -> Polygon:
    """A surface in a pale shade of its role; `around` and `outline` give it its edge."""
    return axes.fill([0], [0], color=COLOUR[role], alpha=alpha, lw=0, **style)[0]


def rectangle(axes: Axes, role: str, x: float = 0, y: float = 0, width: float = 1, height=None, **style) -> Rectangle:
    """The outline of a rectangle from (x, y) on, a square if it has no height; `set_bounds` moves it."""
    style = {"lw": 1, **style}
    high = width if height is None else height
    return axes.add_patch(Rectangle((x, y), width, high, fill=False, edgecolor=COLOUR[role], **style))


def note(axes, x: float, y: float, text: str = "", role: str = "ink", size: float = SMALL, **style) -> Text:
    """A label at (x, y) of an axes, or of a figure in shares of the panel."""
    return axes.text(x, y, text, color=COLOUR[role], fontsize=size, **style)


def level(axes: Axes, y: float, role: str = "muted", ls=DASHED, lw: float = 1.2, **style) -> Line2D:
    """A line across at a height that means something, as chance or a bound; its name is a `note`."""
    return axes.axhline(y, color=COLOUR[role], ls=ls, lw=lw, **style)


def put(mark: Line2D | Text, x: float, y: float) -> None:
    """The mark at one point."""
    mark.set_data([x], [y]) if hasattr(type(mark), "set_data") else mark.set_position((x, y))


def upright(mark: Line2D, x: float, low: float = 0, high: float = 1) -> None:
    """The line from (x, low) to (x, high)."""
    mark.set_data([x, x], [low, high])


def around(surface: Polygon, x, low, high) -> None:
    """The surface between two curves over x."""
    surface.set_xy(np.column_stack([np.r_[x, x[::-1]], np.r_[low, high[::-1]]]))


def outline(surface: Polygon, edges, heights) -> None:
    """The surface under a histogram: `heights` between neighbours of `edges`, from 0."""
    surface.set_xy(np.column_stack([np.repeat(edges, 2), np.r_[0, np.repeat(heights, 2), 0]]))


def spread_labels(heights, gap: float, low: float = -np.inf, high: float = np.inf) -> np.ndarray:
    """Heights of labels moved apart until each has `gap` of room, from below, and then down from `high`."""
    order = np.argsort(heights, kind="stable")
    placed = np.clip(np.asarray(heights, dtype=float)[order], low, high)
    for i in range(1, len(placed)):
        placed[i] = max(placed[i], placed[i - 1] + gap)
    placed[-1:] = np.minimum(placed[-1:], high)
    for i in range(len(placed) - 2, -1, -1):
        placed[i] = min(placed[i], placed[i + 1] - gap)
    result = np.empty_like(placed)
    result[order] = placed
    return result
