"""Surfaces and strokes with the setters of Matplotlib's patches and collections."""

from __future__ import annotations

import numpy as np

from nbhelpers.lab.light.geometry import lines, path, written
from nbhelpers.lab.light.look import colour, paint, styled, unless
from nbhelpers.lab.light.marks import Mark, Placed

MOVE, LINE, CLOSE = 1, 2, 79  # the codes of a path
COMMANDS = {MOVE: "M%g %g", LINE: "L%g %g", CLOSE: "z"}


class Patch(Mark):
    """A surface with an edge."""

    def _style(self) -> str:
        look = self.look
        (face, inside), (edge, around) = colour(look["facecolor"]), colour(look["edgecolor"])
        whole = look["alpha"] is not None
        stroke = {
            "stroke": paint(edge), "stroke_opacity": None if whole else unless(1, around),
            "stroke_width": unless(1, look["linewidth"]), "stroke_linejoin": unless("round", look["join"]),
            "stroke_linecap": unless("butt", look["cap"]),
        } if look["linewidth"] and edge != "none" else {}  # fmt: skip
        fill = {"fill": paint(face), "fill_opacity": None if whole or face == "none" else unless(1, inside)}
        return styled(**fill, opacity=unless(1, look["alpha"]) if whole else None, **self._dashes(), **stroke)


class Rectangle(Patch, Placed):
    """Matplotlib's Rectangle: a corner, a width and a height."""

    def set_bounds(self, *bounds) -> None:
        for name, value in zip(("x", "y", "width", "height"), bounds if len(bounds) > 1 else bounds[0], strict=True):
            self._put(name, value)

    def set_xy(self, corner) -> None:
        self._put("x", corner[0]), self._put("y", corner[1])

    def draw(self) -> str:
        x, y, width, height = (self.look[name] for name in ("x", "y", "width", "height"))
        corners = self.frame([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
        return self._path(path([corners], closed=True), self._style())


class Polygon(Patch):
    """Matplotlib's Polygon, and each of its collections of polygons: corners, (n, 2), of one or of several."""

    def set_xy(self, corners) -> None:
        self._put("several", [corners])

    def set_verts(self, several) -> None:
        self._put("several", several)

    def draw(self) -> str:
        style, several = self._style(), (self.frame(corners) for corners in self.look["several"] if len(corners))
        return "".join(self._path(path([outline], closed=True), style) for outline in several)


class Segments(Patch):
    """Matplotlib's LineCollection: strokes, each through (n, 2) points."""

    def set_segments(self, segments) -> None:
        self._put("several", segments)

    def draw(self) -> str:
        style, points = self._style(), (self.frame(segment) for segment in self.look["several"])
        strokes = (stroke for one in points for stroke in lines(one, self.frame.width, self.frame.height))
        return "".join(self._path(path([stroke]), style) for stroke in strokes)


class Path:
    """Matplotlib's Path of straight strokes: vertices (n, 2), and the code of each."""

    MOVETO, LINETO, CLOSEPOLY = MOVE, LINE, CLOSE
    should_simplify = False

    def __init__(self, vertices, codes=None):
        self.vertices = np.asarray(vertices, dtype=float).reshape(-1, 2)
        self.codes = None if codes is None else np.asarray(codes, dtype=int)
        if codes is not None and len(self.codes) != len(self.vertices):
            raise ValueError(f"a path of {len(self.vertices)} vertices has as many codes, not {len(self.codes)}")

    @classmethod
    def make_compound_path(cls, *paths: Path) -> Path:
        return cls(np.concatenate([one.vertices for one in paths]), np.concatenate([one.codes for one in paths]))


class PathPatch(Patch):
    """Matplotlib's PathPatch."""

    def set_path(self, shape: Path) -> None:
        self._put("path", shape)

    def draw(self) -> str:
        shape = self.look["path"]
        points = np.round(10 * self.frame(shape.vertices)) / 10 + 0.0  # no -0
        codes = [MOVE] + [LINE] * (len(points) - 1) if shape.codes is None else np.asarray(shape.codes).tolist()
        codes = codes[: len(points)]  # no point, and yet a code
        drawn = written([COMMANDS[code] for code in codes], points[np.not_equal(codes, CLOSE)])
        return self._path(drawn, self._style())
