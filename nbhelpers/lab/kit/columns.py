"""Shares and means at places in a row: columns, level strokes at a height, deviations, and the place that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from nbhelpers.lab.kit.marks import line
from nbhelpers.lab.style import COLOUR


def columns(axes: Axes, role: str, number: int, width: float) -> list[Line2D]:
    """Columns at 0, 1, ..., `width` pixels wide, of no height yet; `grow` gives them theirs."""
    return [line(axes, role, [k, k], [0, 0], lw=width, solid_capstyle="butt") for k in range(number)]


def grow(marks: Sequence[Line2D | Rectangle], heights: ArrayLike) -> None:
    """Each column, or bar of `Axes.bar`, from 0 to its height."""
    for mark, height in zip(marks, heights, strict=True):
        mark.set_ydata([0, height]) if hasattr(type(mark), "set_ydata") else mark.set_height(height)


def strokes(axes: Axes, role: str, number: int, half: float = 0.4, **style) -> list[Line2D]:
    """Level strokes across 0, 1, ..., each to `half` on both sides; `lift` puts them at their heights."""
    style = {"lw": 2.5, **style}
    return [line(axes, role, [k - half, k + half], [0, 0], **style) for k in range(number)]


def lift(marks: Sequence[Line2D], heights: ArrayLike) -> None:
    """Each level stroke at its height."""
    for mark, height in zip(marks, heights, strict=True):
        mark.set_ydata([height, height])


def whiskers(mark: Line2D, x: ArrayLike, low: ArrayLike, high: ArrayLike) -> None:
    """One line as upright strokes from low to high at every x."""
    mark.set_data(np.repeat(x, 3), np.column_stack([low, high, np.full(len(low), np.nan)]).ravel())


def chosen(axes: Axes, width: float = 9) -> Line2D:
    """A pale stripe behind everything, through the place that a control chose; `upright` moves it there."""
    return axes.axvline(0, color=COLOUR["grid"], lw=width, zorder=0)
