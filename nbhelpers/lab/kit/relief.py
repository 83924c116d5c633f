"""A landscape of 4 x 4 blocks on a sheet of pixels, each with its height as a number and 2 x 2 pixels on top.

No block hides another. Where a step leads over an edge of the map, it is drawn as leaving there and coming in on the
other side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbhelpers.lab.kit.axes import sheet
from nbhelpers.lab.kit.marks import note
from nbhelpers.lab.style import COLOUR

SIDE = 4
LEFT, TOP = 14, 30  # pixels of the panel beside the blocks and above them
WIDE, HIGH = 343, 376  # pixels of a panel with a map; below the blocks there is room to spare if it is higher
ACROSS, DOWN = 80, 86  # pixels from block to block
BLOCK, SLANT, DEPTH, LOWEST, HIGHEST = 60, 14, 36, 3, 37
PIXEL = np.array([0.21, 0.38])  # of a picture, as shares of the lid
ABOVE, BELOW = (0.8, 0.74), (0.8, 0.27)  # where marks stand on a lid, beside its picture
SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
UP = np.array([(-0.5, -0.45), (0.5, -0.45), (0, 0.55)])  # a triangle of area 1/2


def relief(figure: Figure, title: str, role: str = "energy", name: str = "") -> tuple[Axes, dict]:
    """The sheet and its artists, empty yet; `rise` gives the blocks their heights. `name` tells two maps apart."""
    axes = sheet(figure, LEFT, TOP)
    note(axes, -6, 15, title, role, 12, va="center")
    line = {"edgecolor": COLOUR[role], "lw": 0.9}
    middles = [np.add(_corner(cell, -8), (BLOCK / 2, 0)) for cell in range(16)]
    artists = {
        "fronts": polygons(axes, role, 0.72, **line),
        "sides": polygons(axes, role, 0.42, **line),
        "lids": polygons(axes, role, 0.12, **line),
        "ink": polygons(axes, "ink", 1),
        "frames": polygons(axes, "ink", 0, edgecolor=COLOUR["ink"], lw=0.8),
        "heights": [note(axes, *middle, ha="center", va="center") for middle in middles],
    }
    return axes, {name + part: artist for part, artist in artists.items()}


def rise(artists, pictures: np.ndarray, levels: np.ndarray, texts: Iterable[str], name="") -> None:
    """Every block at its level (16,), from 0 to 1, with its picture (16, 4) of on and off, and its number below."""
    blocks = list(enumerate(levels))
    pixels = np.array([[_pixel(cell, at, k) for k in range(4)] for cell, at in blocks])
    show(artists[name + "fronts"], [front(cell, at) for cell, at in blocks])
    show(artists[name + "sides"], [_side(cell, at) for cell, at in blocks])
    show(artists[name + "lids"], [on_lid(cell, at, SQUARE) for cell, at in blocks])
    show(artists[name + "ink"], pixels[pictures > 0])
    show(artists[name + "frames"], pixels.reshape(-1, 4, 2))
    for mark, text in zip(artists[name + "heights"], texts, strict=True):
        mark.set_text(text)


def polygons(axes: Axes, role: str, alpha: float, **style) -> PathPatch:
    """An artist for many polygons in one path, empty; fill it with `show`."""
    face = COLOUR[role] if alpha else "none"
    style = {"edgecolor": "none", "lw": 0, "joinstyle": "round", "clip_on": False, **style}
    patch = PathPatch(_path([]), facecolor=face, **style)
    if alpha not in (0, 1):
        patch.set_facecolor((*patch.get_facecolor()[:3], alpha))
    return axes.add_patch(patch)


def show(artist: PathPatch, shapes: Iterable[np.ndarray]) -> None:
    """The polygons, each (corners, 2) in pixels of the sheet."""
    artist.set_path(_path([np.round(shape, 1) for shape in shapes]))


def level(heights, low: float, high: float) -> np.ndarray:
    """Heights as shares of the way from `low` to `high`; what lies outside stops there."""
    return np.clip((np.asarray(heights, dtype=float) - low) / (high - low), 0, 1)


def on_lid(cell: int, at: float, shares) -> np.ndarray:
    """Points on top of a block whose level is `at`: shares of its width and depth, (..., 2)."""
    right, back = np.moveaxis(np.asarray(shares, dtype=float), -1, 0)
    return _corner(cell, rise_of(at)) + np.stack([right * BLOCK + back * SLANT, back * DEPTH], axis=-1)


def front(cell: int, at: float, foot: float | None = None) -> np.ndarray:
    """The front of a block up to level `at`, from the ground or from level `foot`: (4, 2)."""
    low = 0 if foot is None else rise_of(foot)
    return _corner(cell, low) + SQUARE * (BLOCK, rise_of(at) - low)


def strokes(levels: np.ndarray, over: float = 5) -> tuple[np.ndarray, np.ndarray]:
    """x and y of a level stroke before every block, a little wider than it, as one line with gaps."""
    ends = np.array([_corner(cell, rise_of(at)) for cell, at in enumerate(levels)])[:, None] + np.zeros((16, 3, 2))
    ends[:, :, 0] += (-over, BLOCK + over, np.nan)
    return ends[..., 0].ravel(), ends[..., 1].ravel()


def triangles(shares: np.ndarray, levels: np.ndarray, spot=BELOW, down: bool = False) -> list[np.ndarray]:
    """A triangle on every lid, its area as the share, from 0 to 1; none where it could not be seen."""
    sides = 25 * np.sqrt(np.clip(shares, 0, 1))
    return [on_lid(cell, levels[cell], spot) + UP * side * (1, -1 if down else 1)
            for cell, side in enumerate(sides) if side > 2]  # fmt: skip


def spots(levels: np.ndarray, spot=ABOVE, cells=range(16)) -> np.ndarray:
    """The same place on the lids of all blocks, or of some cells: (16, 2), in pixels of the sheet."""
    return np.array([on_lid(cell, levels[cell], spot) for cell in cells]).reshape(-1, 2)


def path(cells, levels: np.ndarray, way: Callable[[int, int], tuple[int, int]], spot=BELOW):
    """x and y of a walk from lid to lid; `way(cell, next)` is a step as (down, right). Over an edge the line breaks."""
    places = spots(levels, spot, cells)
    points = [places[0]]
    for here, there, start, end in zip(cells[:-1], cells[1:], places[:-1], places[1:], strict=True):
        down, right = way(here, there)
        if tuple(np.add(divmod(here, SIDE), (down, right))) != divmod(there, SIDE):
            out, back = _edges(start, end, down, right)
            points += [out, np.full(2, np.nan), back]
        points.append(end)
    return np.array(points).T


def _edges(start, end, down, right):
    """Where a line leaves the map, and where it comes in again."""
    if right:
        left_to_right = np.array([-LEFT + 2, WIDE - LEFT - 2.0])
        out, back = left_to_right[:: -right]
        return np.array([out, start[1]]), np.array([back, end[1]])
    out, back = np.array([5, -SIDE * DOWN + 2.0])[:: 1 if down < 0 else -1]
    return np.array([start[0], out]), np.array([end[0], back])


def rise_of(at: float) -> float:
    """Pixels above the ground of a level from 0 to 1."""
    return LOWEST + at * (HIGHEST - LOWEST)


def _corner(cell, up):
    row, column = divmod(cell, SIDE)
    return np.array([ACROSS * column, up - DOWN * row - HIGHEST - DEPTH])


def _side(cell, at):
    back = (SLANT, DEPTH)
    low, high = (np.add(_corner(cell, up), (BLOCK, 0)) for up in (0, rise_of(at)))
    return np.array([low, np.add(low, back), np.add(high, back), high])


def _pixel(cell, at, k):
    row, column = divmod(k, 2)
    return on_lid(cell, at, (0.08, 0.88) + PIXEL * np.add(SQUARE, (column, -1 - row)))


def _path(shapes):
    codes = [code for shape in shapes for code in (Path.MOVETO, *[Path.LINETO] * (len(shape) - 1), Path.CLOSEPOLY)]
    corners = [corner for shape in shapes for corner in (*shape, shape[0])]
    made = Path(np.array(corners, dtype=float).reshape(-1, 2), codes)
    made.should_simplify = False
    return made
