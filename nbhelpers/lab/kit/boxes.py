"""Many rectangles as one vector path: bars, blocks and grey pictures that are small to record."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

CODES = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]


def boxes(axes, **style):
    """An artist for rectangles, empty; fill it with `show`."""
    style = {"edgecolor": "none", "linewidth": 0, "joinstyle": "miter", "clip_on": False, **style}
    return axes.add_patch(PathPatch(_path([]), **style))


def show(artist, rectangles):
    """rectangles: (left, bottom, right, top) each, in the axes' units."""
    artist.set_path(_path(rectangles))


def halftone(image, size, left=0.0, top=0.0):
    """A grey picture as rectangles: each pixel a square whose area is its ink. image: (n, n) from 0 to 1."""
    side = size / len(image)
    found = []
    for (row, column), ink in np.ndenumerate(np.clip(image, 0.0, 1.0)):
        half = 0.5 * side * ink**0.5
        x, y = left + (column + 0.5) * side, top - (row + 0.5) * side
        if ink > 0.01:
            found.append((x - half, y - half, x + half, y + half))
    return found


def _path(rectangles):
    vertices = [
        corner
        for left, bottom, right, top in rectangles
        for corner in ((left, bottom), (left, top), (right, top), (right, bottom), (left, bottom))
    ]
    path = Path(np.array(vertices, dtype=float).reshape(-1, 2), CODES * len(rectangles))
    path.should_simplify = False
    return path
