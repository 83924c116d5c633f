"""Pictures of pixels: ink for what is there, transparent for nothing."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.image import AxesImage

from nbhelpers.lab.style import rgba

LEVELS = 15  # shades of a picture: the fewer, the smaller is its record


def shade(values, top: float = 1.0, positive: str = "activation", negative: str = "noise", levels=LEVELS) -> np.ndarray:
    """RGBA of a map, (..., 4): ink of one role above 0, of another below, the more the larger, full at `top`."""
    values = np.clip(np.asarray(values, dtype=float) / top, -1, 1)
    shades = np.zeros((*values.shape, 4))
    shades[values > 0, :3] = rgba(positive)[:3]
    shades[values < 0, :3] = rgba(negative)[:3]
    shades[..., 3] = np.round(np.abs(values) * levels) / levels
    shades[shades[..., 3] == 0] = 0
    return shades


def picture(axes: Axes, side: float = 28) -> AxesImage:
    """An empty picture, `side` units wide; `fill` fills it."""
    return axes.imshow(np.zeros((2, 2, 4)), extent=(0, side, side, 0), aspect="auto", zorder=1)


def fill(image: AxesImage, shades: np.ndarray, left: float = 0.0, top: float = 0.0, cell: float = 1.0) -> None:
    """Put the RGBA map there, each of its pixels `cell` wide."""
    rows, columns = shades.shape[:2]
    image.set_data(shades)
    image.set_extent((left, left + columns * cell, top + rows * cell, top))


def mosaic(pictures: np.ndarray, columns: int, gap: int = 1) -> np.ndarray:
    """(n, rows, width) side by side, `columns` of them in a row, `gap` empty pixels between neighbours."""
    n, rows, width = pictures.shape
    whole = np.zeros((-(-n // columns) * (rows + gap) - gap, columns * (width + gap) - gap))
    for number, one in enumerate(pictures):
        top, left = (place * (size + gap) for place, size in zip(divmod(number, columns), (rows, width), strict=True))
        whole[top : top + rows, left : left + width] = one
    return whole
