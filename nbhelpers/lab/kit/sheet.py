"""A whole panel measured in its pixels, for cells, rectangles and words that stand side by side."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from nbhelpers.lab.style import COLOUR


def sheet(figure: Figure, left: float, top: float) -> Axes:
    """Axes over the whole panel, a pixel a unit, y upwards; (0, 0) is `left` and `top` pixels from its corner."""
    width, height = figure.get_size_inches() * 72
    made = figure.add_axes((0, 0, 1, 1))
    made.set(xlim=(-left, width - left), ylim=(top - height, top))
    made.axis("off")
    return made


def border(axes: Axes, left: float, bottom: float, width: float, height: float) -> Rectangle:
    """A pale line around what is inside."""
    rectangle = Rectangle((left, bottom), width, height, fill=False, edgecolor=COLOUR["grid"], lw=1)
    return axes.add_patch(rectangle)
