"""What moves in a lab's figure: lines, texts, shapes and pictures, with the setters of Matplotlib's artists.

A mark is made from its description (`build/stages.py`), and `svg` is its part of the picture, "" for nothing to see.
"""

from __future__ import annotations

import base64
import hashlib
import html
import struct
import zlib
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from nbhelpers.lab.light.geometry import Axis, Frame, lines, path, tenths
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import printed

FAR = 1000  # pixels, beyond which no marker reaches into a panel
MOVE, LINE, CLOSE = 1, 2, 79  # the codes of a path
ROLES = {value: role for role, value in COLOUR.items()}
DASHES = {"-": None, "solid": None, "--": (0, (3.7, 1.6)), ":": (0, (1, 1.65)), "-.": (0, (6.4, 1.6, 1, 1.6))}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
LONG = {"lw": "linewidth", "ls": "linestyle", "ms": "markersize", "mfc": "markerfacecolor", "ha": "horizontalalignment"}


def colour(value: Any) -> tuple[str, float]:
    """("#1f2937", its alpha) of "#1f2937", of (r, g, b, a), and of "none", which is ("none", 0)."""
    if isinstance(value, str):
        return (value.lower(), float(value != "none"))
    red, green, blue, alpha = (*value, 1.0)[:4]
    return ("#" + "".join(f"{round(255 * part):02x}" for part in (red, green, blue)), float(alpha))


def variable(shade: str) -> str:
    """The page's variable of a colour, which has a role: `ValueError` for one without."""
    if shade == "none":
        return shade
    if shade not in ROLES:
        raise ValueError(f"a figure uses the colour {shade}, which has no role: allowed are {', '.join(ROLES)}")
    return f"var(--lab-{ROLES[shade]},{shade})"


def styled(**properties: Any) -> str:
    """A style attribute, without the properties that are None."""
    told = (f"{name.replace('_', '-')}:{value}" for name, value in properties.items() if value is not None)
    return f'style="{";".join(told)}"'


def fine(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def unless(usual: Any, value: Any) -> str | None:
    """The value for a style, None if it is the usual one."""
    return None if value == usual else value if isinstance(value, str) else fine(value)


class Mark:
    """The beginning of every mark: what it looks like is what its description says, until it is set otherwise."""

    def __init__(self, frame: Frame, look: dict):
        self.frame, self.look = frame, dict(look)
        self._drawn: str | None = None

    def __getattr__(self, name: str) -> Callable:
        if not name.startswith("set_"):
            raise AttributeError(f"{type(self).__name__} has no {name!r}")
        key = name.removeprefix("set_")
        if LONG.get(key, key) not in self.look:
            has = ", ".join(f"set_{one}" for one in self.look)
            raise AttributeError(f"a {type(self).__name__} has no {name} where Python is live; it has {has}")
        return lambda value: self.set(**{key: value})

    def set(self, **given: Any) -> None:
        """Several properties by their names, as `set(color=..., linewidth=...)`."""
        for name, value in given.items():
            own = getattr(type(self), f"set_{name}", None)
            if own:
                own(self, value)
            else:
                self._put(LONG.get(name, name), value)

    def _put(self, name: str, value: Any) -> None:
        if name not in self.look:
            raise AttributeError(f"a {type(self).__name__} has no {name!r}; it has {', '.join(self.look)}")
        self.look[name] = value
        self._drawn = None

    def svg(self) -> str:
        """This part of the picture; drawn anew only after something was set."""
        if self._drawn is None:
            drawn = self.draw() if self.look["visible"] else ""
            self._drawn = drawn and f"<g>{drawn}{self.look['defs']}</g>"
        return self._drawn

    def draw(self) -> str:
        raise NotImplementedError

    def _clip(self) -> str:
        return f' clip-path="url(#{self.look["clip"]})"' if self.look["clip"] else ""

    def _path(self, d: str, style: str) -> str:
        return f'<path d="{d}"{self._clip()} {style}/>' if d else ""

    def _dashes(self) -> dict:
        """The style of a dashed stroke, whose lengths grow with its width."""
        dashes, width = self.look["linestyle"], self.look["linewidth"]
        dashes = DASHES[dashes] if isinstance(dashes, str) else dashes
        if not width or dashes is None or dashes[1] is None:
            return {}
        offset, lengths = dashes
        told = ",".join(fine(length * width) for length in lengths)
        return {"stroke_dasharray": told, "stroke_dashoffset": fine(offset * width)}


class Fixed(Mark):
    """Anything else: it can be seen or not."""

    def draw(self) -> str:
        return self.look["svg"]


class Line(Mark):
    """Matplotlib's Line2D: a stroke through points, a marker at each, or both."""

    def set_data(self, x, y=None) -> None:
        x, y = (x, y) if y is not None else x
        self._put("x", x), self._put("y", y)

    def set_xdata(self, x) -> None:
        self._put("x", x)

    def set_ydata(self, y) -> None:
        self._put("y", y)

    def draw(self) -> str:
        look = self.look
        x, y = np.broadcast_arrays(*(np.asarray(look[name], dtype=float).ravel() for name in "xy"))
        if not len(x):
            return ""
        points = self.frame(np.column_stack([x, y]))
        steps = np.column_stack([np.repeat(points[:, 0], 2)[1:], np.repeat(points[:, 1], 2)[:-1]])
        stroke = self._stroke(steps if look["steps"] else points) if look["linestyle"] is not None else ""
        return stroke + (self._markers(points) if look["marker"] and look["markersize"] > 0 else "")

    def _rgba(self, value):
        shade, alpha = colour(value)
        return shade, (alpha if self.look["alpha"] is None or shade == "none" else self.look["alpha"])

    def _stroke(self, points):
        look, (shade, alpha) = self.look, self._rgba(self.look["color"])
        dashes = self._dashes()
        ends = look["dashed" if dashes else "solid"]
        width = {
            "stroke": variable(shade), "stroke_opacity": unless(1, alpha), "stroke_width": unless(1, look["linewidth"]),
            "stroke_linejoin": unless("round", ends[0]), "stroke_linecap": unless("butt", ends[1]),
        } if look["linewidth"] else {}  # fmt: skip
        strokes = lines(points, self.frame.width, self.frame.height)
        return self._path(path(strokes), styled(fill="none", **dashes, **width))

    def _markers(self, points):
        look, size = self.look, self.look["markersize"]
        faces = look["color"] if look["markerfacecolor"] == "auto" else look["markerfacecolor"]
        edges = look["color"] if look["markeredgecolor"] == "auto" else look["markeredgecolor"]
        face, edge, shape = self._rgba(faces), self._rgba(edges), look["marker"]
        if look["markeredgecolor"] == "auto" and face[0] != "none":
            edge = (edge[0], face[1])
        stroke = {
            "stroke": variable(edge[0]), "stroke_opacity": unless(1, edge[1]),
            "stroke_width": unless(1, look["markeredgewidth"]), "stroke_linejoin": unless("round", shape["join"]),
            "stroke_linecap": unless("butt", shape["cap"]),
        } if look["markeredgewidth"] and edge[1] else {}  # fmt: skip
        fill = {"fill": variable(face[0]), "fill_opacity": unless(1, face[1]) if face[0] != "none" else None}
        d, style = _scaled(shape["path"], size), styled(**fill, **stroke)
        name = f"m{hashlib.sha256((look['salt'] + d + style).encode()).hexdigest()[:10]}"
        there = points[(np.abs(points) < FAR).all(axis=1)]  # nan is nowhere
        uses = "".join(f'<use xlink:href="#{name}" x="{tenths(x)}" y="{tenths(y)}"/>' for x, y in there.tolist())
        return f'<defs><path id="{name}" d="{d}" {style}/></defs><g{self._clip()}>{uses}</g>' if uses else ""


def _scaled(shape: list, size: float) -> str:
    """The text of a marker's path: [command, its numbers] each, of size 1, y upwards."""
    told = []
    for command, numbers in shape:
        flipped = [size * (-value if k % 2 else value) for k, value in enumerate(numbers)]
        told.append(command + " ".join(map(tenths, flipped)))
    return "".join(told)


class Text(Mark):
    """Matplotlib's Text, one line, not turned."""

    def set_position(self, place) -> None:
        self._put("x", place[0]), self._put("y", place[1])

    def set_text(self, text) -> None:
        self._put("text", str(text))

    def draw(self) -> str:
        look = self.look
        if not look["text"].strip():
            return ""
        ((x, y),) = self.frame([(look["x"], look["y"])])
        up, (shade, alpha) = self._raised(), colour(look["color"])
        style = styled(
            font_weight=unless("400", look["weight"]), font_size=f"{fine(look['size'])}px",
            text_anchor=ANCHORS[look["horizontalalignment"]], fill=variable(shade),
            opacity=unless(1, alpha if look["alpha"] is None else look["alpha"]),
        )  # fmt: skip
        words = html.escape(printed(look["text"]), quote=False)
        return f'<text {style} x="{tenths(x)}" y="{tenths(y + up)}"{self._clip()}>{words}</text>'

    def _raised(self) -> float:
        """Pixels from the place down to the baseline: by the height of this text's letters above and below it."""
        words, font = self.look["text"], self.look["font"]
        if not font:
            return 0.0
        above = max(font["above"], *(font["high"].get(letter, 0) for letter in words))
        below = max(font["below"], *(font["deep"].get(letter, 0) for letter in words))
        match self.look["va"]:
            case "top":
                return above
            case "bottom":
                return -below
            case "center":
                return (above - below) / 2
            case "center_baseline":
                return above / 2
        return 0.0


class Patch(Mark):
    """A surface with an edge."""

    def _style(self) -> str:
        look = self.look
        (face, inside), (edge, around) = colour(look["facecolor"]), colour(look["edgecolor"])
        whole = look["alpha"] is not None
        stroke = {
            "stroke": variable(edge), "stroke_opacity": None if whole else unless(1, around),
            "stroke_width": unless(1, look["linewidth"]), "stroke_linejoin": unless("round", look["join"]),
            "stroke_linecap": unless("butt", look["cap"]),
        } if look["linewidth"] and edge != "none" else {}  # fmt: skip
        fill = {"fill": variable(face), "fill_opacity": None if whole or face == "none" else unless(1, inside)}
        return styled(**fill, opacity=unless(1, look["alpha"]) if whole else None, **self._dashes(), **stroke)


class Rectangle(Patch):
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
        outlines = [self.frame(corners) for corners in self.look["several"] if len(corners)]
        return "".join(self._path(path([outline], closed=True), self._style()) for outline in outlines)


class Segments(Patch):
    """Matplotlib's LineCollection: strokes, each through (n, 2) points."""

    def set_segments(self, segments) -> None:
        self._put("several", segments)

    def draw(self) -> str:
        points = [self.frame(segment) for segment in self.look["several"]]
        strokes = [stroke for one in points for stroke in lines(one, self.frame.width, self.frame.height)]
        return "".join(self._path(path([stroke]), self._style()) for stroke in strokes)


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
        shape, told = self.look["path"], ""
        points, codes = self.frame(shape.vertices), shape.codes
        if codes is None:
            codes = np.r_[MOVE, np.full(max(len(points) - 1, 0), LINE)]
        for start, end in _strokes(codes):
            closed = codes[end - 1] == CLOSE
            told += path([points[start : end - closed]], closed)
        return self._path(told, self._style())


def _strokes(codes) -> list[tuple[int, int]]:
    """(from, to) of every stroke of a path."""
    starts = [*np.flatnonzero(np.asarray(codes) == MOVE).tolist(), len(codes)]
    return list(pairwise(starts))


class Image(Mark):
    """Matplotlib's AxesImage without interpolation: RGBA, (rows, columns, 4), or numbers with a map of colours."""

    def set_data(self, pixels) -> None:
        self._put("pixels", np.asarray(pixels))

    def draw(self) -> str:
        if not len(self.look["pixels"]):
            raise ValueError("a picture has no pixels; an update must set_data of every picture that can be seen")
        pixels = self._rgba(np.asarray(self.look["pixels"]))
        left, right, bottom, top = self.look["extent"]
        (x0, y0), (x1, y1) = self.frame([(left, bottom), (right, top)]).tolist()
        if self.look["upper"]:
            y0, y1 = y1, y0  # the first row is at y0
        if x1 < x0:
            pixels, x0, x1 = pixels[:, ::-1], x1, x0
        if y1 < y0:
            pixels, y0, y1 = pixels[::-1], y1, y0
        rows, columns = pixels.shape[:2]
        url = "data:image/png;base64," + base64.b64encode(png(pixels)).decode("ascii")
        matrix = " ".join(map(fine, ((x1 - x0) / columns, 0, 0, (y1 - y0) / rows, x0, y0)))
        crisp = 'style="image-rendering:crisp-edges;image-rendering:pixelated"'
        image = f'<image xlink:href="{url}" width="{columns}" height="{rows}" transform="matrix({matrix})" {crisp}/>'
        return f"<g{self._clip()}>{image}</g>" if self.look["clip"] else image

    def _rgba(self, values) -> np.ndarray:
        """(rows, columns, 4) of whole numbers to 255."""
        if values.ndim == 2:
            low, high, shades = self.look["map"]
            places = np.nan_to_num((values - low) / (high - low)) * len(shades)
            missing = np.isnan(values)
            values = np.asarray(shades, dtype=np.uint8)[np.clip(places.astype(int), 0, len(shades) - 1)]
            values[missing] = 0
        return values if values.dtype == np.uint8 else np.clip(255 * values, 0, 255).astype(np.uint8)


def png(pixels: np.ndarray) -> bytes:
    """A PNG file of (rows, columns, 4) bytes."""
    rows, columns = pixels.shape[:2]
    lines_ = np.concatenate([np.zeros((rows, 1), dtype=np.uint8), pixels.reshape(rows, -1)], axis=1)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines_.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


KINDS = {kind.__name__: kind for kind in (Fixed, Line, Text, Rectangle, Polygon, Segments, PathPatch, Image)}


def made(described: dict, fonts: dict) -> Mark:
    """The mark of a description: {"kind", "frame", and its look}; a text's font by its name."""
    look = {name: value for name, value in described.items() if name not in ("kind", "frame")}
    if "font" in look:
        look["font"] = fonts.get(look["font"])
    x, y, width, height = described["frame"]
    if "path" in look:
        look["path"] = Path(*look["path"])
    return KINDS[described["kind"]](Frame(Axis(*x), Axis(*y), width, height), look)
