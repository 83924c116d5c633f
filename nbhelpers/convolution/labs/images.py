"""Digits and signed maps as small pictures: ink for what is there, transparent for nothing."""

from functools import lru_cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.lab.style import rgba

LEVELS = 15
DIGITS = {str(digit): f"an {digit}" if digit == 8 else f"a {digit}" for digit in range(10)}


@lru_cache(maxsize=10)
def digit(name):
    """A clear test digit of that name, (28, 28) from 0 to 1; a pixel is a whole number of 255ths."""
    digits = datasets.mnist()
    ink = digits.test_images.sum(axis=1) * (digits.test_labels == int(name))
    return digits.test_images[int(ink.argsort()[-12])].reshape(28, 28)


def shade(values, top=1.0, positive="activation", negative="noise"):
    """RGBA of a map: `positive` ink above 0, `negative` below, the more the larger, full at `top`."""
    values = np.clip(np.asarray(values, dtype=float) / top, -1, 1)
    picture = np.zeros((*values.shape, 4))
    picture[values > 0, :3] = rgba(positive)[:3]
    picture[values < 0, :3] = rgba(negative)[:3]
    picture[..., 3] = np.round(np.abs(values) * LEVELS) / LEVELS
    picture[picture[..., 3] == 0] = 0
    return picture


def stage(figure, rect=(0.02, 0.02, 0.96, 0.86), side=28.0, title=""):
    """Axes in pixels of the image: row 0 on top, pixel (i, j) between j and j + 1."""
    axes = figure.add_axes(rect)
    axes.set(xlim=(0, side), ylim=(side, 0))
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    if title:
        axes.set_title(title, pad=5)
    return axes


def picture(axes, side=28):
    """An empty image on it; fill it with `fill`."""
    return axes.imshow(np.zeros((2, 2, 4)), extent=(0, side, side, 0), aspect="auto", zorder=1)


def fill(image, rgba_map, left=0.0, top=0.0, cell=1.0):
    """Put the map there, each of its numbers `cell` wide."""
    rows, columns = rgba_map.shape[:2]
    image.set_data(rgba_map)
    image.set_extent((left, left + columns * cell, top + rows * cell, top))
