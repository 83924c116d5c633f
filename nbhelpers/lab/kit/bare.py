"""Axes of which nothing is seen but what is put on them."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure


def bare(figure: Figure, xlim, ylim, box=(0.0, 0.0, 1.0, 1.0), title: str = "") -> Axes:
    """Axes without frame, ticks and labels, with y upwards; all of the panel unless `box` says where."""
    made = figure.add_axes(box)
    made.set(xlim=xlim, ylim=ylim)
    made.axis("off")
    if title:
        made.set_title(title)
    return made
