"""Patterns of -1 and +1 drawn as square cells of one vector path: small to record, sharp at any size."""

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path


def cells(axes, colour, **style):
    """An empty field of cells on `axes`, whose data units must be pixels of the page; fill it with `show`."""
    style = {"facecolor": "none", "edgecolor": colour, "capstyle": "butt", "joinstyle": "miter", **style}
    return axes.add_patch(PathPatch(_path([]), clip_on=False, **style))


def show(artist, mask, size, left=0.0, top=0.0, gap=1.0):
    """Ink the cells of `mask`, `size` pixels wide in all, its upper left corner at (left, top).

    Each run of neighbours in a row is one dashed stroke, as thick as a cell is wide.
    """
    side = size / len(mask[0])
    artist.set_linewidth(side - gap)
    artist.set_linestyle("-" if gap == 0 else (0, (1, gap / (side - gap))))
    artist.set_path(_path([
        (left + start * side + gap / 2, left + end * side - gap / 2, top - (row + 0.5) * side)
        for row, line in enumerate(mask)
        for start, end in _runs(line)
    ]))


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
    x, y = np.atleast_1d(x), np.atleast_1d(y)
    artist.set_path(_path(zip(x, x, y, strict=True)))


def _runs(line):
    """(start, end) of every run of True."""
    edges = np.flatnonzero(np.diff(np.r_[0, np.asarray(line, dtype=int), 0]))
    return edges.reshape(-1, 2)


def _path(strokes):
    """Level strokes (x from, x to, y), none of them to be simplified away."""
    vertices = np.array([[(start, y), (end, y)] for start, end, y in strokes]).reshape(-1, 2)
    path = Path(vertices, [Path.MOVETO, Path.LINETO] * (len(vertices) // 2))
    path.should_simplify = False
    return path
