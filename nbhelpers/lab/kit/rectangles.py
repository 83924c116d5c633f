"""The outline of a rectangle: the rim of a picture, a window that moves over it, a cell of a table."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from nbhelpers.lab.style import COLOUR


def rectangle(axes: Axes, role: str, x=0.0, y=0.0, width=1.0, height=None, **style) -> Rectangle:
    """From (x, y) on, a square if it has no height; `set_bounds` moves it."""
    style = {"lw": 1, **style}
    high = width if height is None else height
    return axes.add_patch(Rectangle((x, y), width, high, fill=False, edgecolor=COLOUR[role], **style))
