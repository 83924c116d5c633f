"""From data to pixels, and from pixels to the text of an SVG path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BELOW = -1000.0  # the logarithm of what has none, as in Matplotlib: far outside of every panel
MANY = 128  # points from which on a line is thinned
THIN = 0.03  # pixels that a point may lie off the line between its neighbours and be left out, at each of PASSES
PASSES = 4


@dataclass(frozen=True)
class Axis:
    """pixel = slope f(value) + offset, where f is linear, a logarithm, or symlog: linear between -linear and linear."""

    slope: float
    offset: float
    scale: str = "linear"
    base: float = 10.0
    linear: float = 1.0
    stretch: float = 1.0

    def __call__(self, values: np.ndarray) -> np.ndarray:
        return self.slope * getattr(self, f"_{self.scale}")(np.asarray(values, dtype=float)) + self.offset

    def _linear(self, values):
        return values

    def _log(self, values):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(values <= 0, BELOW, np.log(values) / np.log(self.base))

    def _symlog(self, values):
        near = self.stretch / (1 - 1 / self.base)
        size = np.maximum(np.abs(values) / self.linear, 1)  # nan stays
        far = self.linear * (near + np.log(size) / np.log(self.base))
        return np.where(np.abs(values) <= self.linear, values * near, np.sign(values) * far)


@dataclass(frozen=True)
class Frame:
    """Where data lie in a panel of `width` x `height` pixels, y downwards."""

    x: Axis
    y: Axis
    width: float
    height: float

    @classmethod
    def of(cls, described: list) -> Frame:
        """[x axis, y axis, width, height], each axis a list."""
        x, y, width, height = described
        return cls(Axis(*x), Axis(*y), width, height)

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """(n, 2) data -> (n, 2) pixels."""
        points = np.asarray(points, dtype=float).reshape(-1, 2)
        return np.column_stack([self.x(points[:, 0]), self.y(points[:, 1])])


def lines(points: np.ndarray, width: float, height: float) -> list[np.ndarray]:
    """The strokes of a line through `points` (pixels): broken where a number is missing, cut where the panel ends."""
    whole = np.isfinite(points).all(axis=1)
    inside = whole & (points >= -1).all(axis=1) & (points <= (width + 1, height + 1)).all(axis=1)
    if inside.all():
        return [_thinned(points)]
    strokes = []
    for run in np.split(np.arange(len(points)), np.flatnonzero(np.diff(whole)) + 1):
        if len(run) and whole[run[0]]:
            strokes += [points[run]] if inside[run].all() else _cut(points[run], width, height)
    return [_thinned(stroke) for stroke in strokes]


def _cut(points, width, height):
    """The pieces of a line that lie within the panel and a pixel around it (Liang and Barsky, all segments at once)."""
    start, step = points[:-1], np.diff(points, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ways = np.stack([(-1 - start) / step, ((width + 1, height + 1) - start) / step])
    level = step == 0
    outside = level & ((start < -1) | (start > (width + 1, height + 1)))
    enter = np.where(level, 0.0, ways.min(axis=0)).max(axis=1, initial=0.0)
    leave = np.where(level, 1.0, ways.max(axis=0)).min(axis=1, initial=1.0)
    seen = (enter < leave) & ~outside.any(axis=1)
    pieces = []
    for k in np.flatnonzero(seen):
        first, last = start[k] + enter[k] * step[k], start[k] + leave[k] * step[k]
        if pieces and enter[k] == 0 and k and seen[k - 1] and leave[k - 1] == 1:
            pieces[-1].append(last)
        else:
            pieces.append([first, last])
    return [np.array(piece) for piece in pieces]


def _thinned(points):
    """Without the points that nobody would miss, on a line of many."""
    for _ in range(PASSES):
        if len(points) < MANY:
            break
        before, middle, after = points[:-2:2], points[1:-1:2], points[2::2]
        chord, off = after - before, middle - before
        length = np.hypot(*chord.T)
        across = np.abs(chord[:, 0] * off[:, 1] - chord[:, 1] * off[:, 0])
        along = (chord * off).sum(axis=1)
        kept = np.ones(len(points), dtype=bool)
        kept[1:-1:2] = (across > THIN * length) | (along < 0) | (along > length**2)
        points = points[kept]
    return points


def tenths(value: float) -> str:
    """A number as a path has it: a tenth of a pixel is enough."""
    return f"{round(10 * value) / 10:g}"


def path(strokes: list[np.ndarray], closed: bool = False) -> str:
    """The text of a path through the points of each stroke."""
    return "".join(_stroke(points, closed) for points in strokes if len(points))


def _stroke(points, closed):
    places = np.round(10 * np.asarray(points)).astype(np.int64)
    if len(places) > 2:  # what lies in one place is said once, but for a dot: a stroke of no length
        moves = np.r_[True, (np.diff(places, axis=0) != 0).any(axis=1)]
        moves[1:2] |= not moves[1:].any()
        places = places[moves]
    return written(["M%g %g", *["L%g %g"] * (len(places) - 1)], places / 10) + ("z" if closed else "")


def written(commands: list[str], points: np.ndarray) -> str:
    """The text of a path: its commands, with the numbers of (n, 2) points in the places for them."""
    return "".join(commands) % tuple(points.ravel().tolist())
