"""Patterns of -1 and +1 drawn as square cells of one vector path: small to record, sharp at any size."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path


def cells(axes, colour, **style):
    """An empty field of cells on `axes`, whose data units must be pixels of the page; fill it with `show`."""
    style = {"facecolor": "none", "edgecolor": colour, "capstyle": "butt", "joinstyle": "miter", **style}
    return axes.add_patch(PathPatch(_path([], [], []), clip_on=False, **style))


def show(artist, mask, size, left=0.0, top=0.0, gap=1.0):
    """Ink the cells of `mask`, `size` pixels wide in all, its upper left corner at (left, top).

    Each run of neighbours in a row is one dashed stroke, as thick as a cell is wide.
    """
    side = size / len(mask[0])
    artist.set_linewidth(side - gap)
    artist.set_linestyle("-" if gap == 0 else (0, (1, gap / (side - gap))))
    row, start, end = _runs(mask)
    artist.set_path(_path(left + start * side + gap / 2, left + end * side - gap / 2, top - (row + 0.5) * side))


def outline(artist, mask, size, left=0.0, top=0.0):
    """Frame every cell of `mask` by itself."""
    side = size / len(mask[0])
    corners = np.array([(0, 0), (1, 0), (1, -1), (0, -1), (0, 0)]) * side
    starts = [(left + column * side, top - row * side) for row, column in np.argwhere(mask)]
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    vertices = [corner + start for start in starts for corner in corners] or np.empty((0, 2))
    artist.set_path(Path(np.array(vertices), codes * len(starts)))


def dots(artist, x, y):
    """A stroke of no length at every point: with round ends a dot, in fewer bytes than a marker."""
    artist.set_path(_path(x, x, y))


def _runs(mask):
    """(row, start, end) of every run of True in a row of `mask`, as three arrays."""
    padded = np.zeros((len(mask), len(mask[0]) + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    rows, edges = np.nonzero(np.diff(padded))
    return rows[::2], edges[::2], edges[1::2]


def _path(start, end, y):
    """Level strokes from `start` to `end` at height `y`, none of them to be simplified away."""
    vertices = np.column_stack([start, y, end, y]).reshape(-1, 2)
    path = Path(vertices, [Path.MOVETO, Path.LINETO] * (len(vertices) // 2))
    path.should_simplify = False
    return path
