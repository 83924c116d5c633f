"""Digits and filters in frames, for the labs of the chapter on restricted Boltzmann machines."""

import numpy as np

from nbhelpers.lab.kit import picture, shade
from nbhelpers.lab.style import COLOUR

TOP = 30  # pixels above a frame, for its title
GAP = 2  # pixels of a picture between neighbours in a mosaic


def frame(figure, title, side, extent=28):
    """An empty picture, `side` pixels wide, in a frame below its title; `extent`: its width in data units."""
    width, height = figure.get_size_inches() * 72
    axes = figure.add_axes(((width - side) / 2 / width, 1 - (TOP + side) / height, side / width, side / height))
    axes.set(xlim=(0, extent), ylim=(extent, 0), xticks=(), yticks=())
    axes.set_title(title)
    for spine in axes.spines.values():
        spine.set(visible=True, color=COLOUR["grid"])
    return picture(axes, extent)


def mosaic(pictures, columns):
    """(n, rows, columns of pixels) side by side, `columns` in a row, with a gap between them."""
    count, high, wide = pictures.shape
    lines = -(-count // columns)
    whole = np.zeros((lines * (high + GAP) - GAP, columns * (wide + GAP) - GAP))
    for number, one in enumerate(pictures):
        top, left = (place * (size + GAP) for place, size in zip(divmod(number, columns), (high, wide), strict=True))
        whole[top : top + high, left : left + wide] = one
    return whole


def grey(values):
    """A picture of 0 (paper) to 1 (ink)."""
    return shade(values, 1.0, positive="ink")


def signed(weights, top):
    """A filter: blue where ink switches the unit on, grey where ink switches it off, full at `top`."""
    return shade(weights, top, positive="weight", negative="noise")
