"""What moves in a lab's figure, with the setters of Matplotlib's artists: lines and texts.

A mark is made from its description (`build/stages.py`), and `svg` is its part of the picture, "" for nothing to see.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable
from typing import Any

import numpy as np

from nbhelpers.lab.light.geometry import Frame, lines, path, tenths
from nbhelpers.lab.light.look import colour, fine, paint, styled, unless
from nbhelpers.lab.words import printed

FAR = 1000  # pixels, beyond which no marker reaches into a panel
DASHES = {"-": None, "solid": None, "--": (0, (3.7, 1.6)), ":": (0, (1, 1.65)), "-.": (0, (6.4, 1.6, 1, 1.6))}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
GIVEN = {  # by a description, or by setters of their own
    "clip", "defs", "svg", "salt", "solid", "dashed", "steps", "marker", "font", "size", "weight", "join", "cap",
    "path", "several", "pixels", "map", "upper", "x", "y",
}  # fmt: skip
LONG = {
    "lw": "linewidth", "ls": "linestyle", "ms": "markersize", "mfc": "markerfacecolor", "ha": "horizontalalignment",
    "va": "verticalalignment",
}  # fmt: skip


def same(old: Any, new: Any) -> bool:
    """Whether nothing would look otherwise: equal numbers, texts, or arrays."""
    if isinstance(old, np.ndarray) and isinstance(new, np.ndarray):
        return old.shape == new.shape and old.dtype == new.dtype and bool((old == new).all())
    return type(old) is type(new) and isinstance(old, str | int | float | None) and old == new


class Mark:
    """The beginning of every mark: what it looks like is what its description says, until it is set otherwise."""

    def __init__(self, frame: Frame, look: dict):
        self.frame, self.look = frame, dict(look)
        self._drawn: str | None = None

    def __getattr__(self, name: str) -> Callable:
        key = LONG.get(name.removeprefix("set_"), name.removeprefix("set_"))
        if name.startswith("set_") and key in self.look and key not in GIVEN:
            return lambda value: self._put(key, value)
        plain = {f"set_{one}" for one in self.look if one not in GIVEN}
        has = sorted(plain | {one for one in dir(type(self)) if one.startswith("set_")})
        raise AttributeError(f"a {type(self).__name__} has no {name} where Python is live; it has {', '.join(has)}")

    def set(self, **given: Any) -> None:
        """Several properties by their names, as `set(color=..., linewidth=...)`."""
        for name, value in given.items():
            getattr(self, f"set_{name}")(value)

    def _put(self, name: str, value: Any) -> None:
        if not same(self.look.get(name), value):
            self.look[name] = value.copy() if isinstance(value, np.ndarray) else value
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


class Placed(Mark):
    """A mark at one place."""

    def set_x(self, x) -> None:
        self._put("x", x)

    def set_y(self, y) -> None:
        self._put("y", y)


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
        stroke = self._stroke(_stepped(points) if look["steps"] else points) if look["linestyle"] is not None else ""
        return stroke + (self._markers(points) if look["marker"] and look["markersize"] > 0 else "")

    def _rgba(self, value):
        shade, alpha = colour(value)
        return shade, (alpha if self.look["alpha"] is None or shade == "none" else self.look["alpha"])

    def _stroke(self, points):
        look, (shade, alpha) = self.look, self._rgba(self.look["color"])
        dashes = self._dashes()
        ends = look["dashed" if dashes else "solid"]
        width = {
            "stroke": paint(shade), "stroke_opacity": unless(1, alpha), "stroke_width": unless(1, look["linewidth"]),
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
            "stroke": paint(edge[0]), "stroke_opacity": unless(1, edge[1]),
            "stroke_width": unless(1, look["markeredgewidth"]), "stroke_linejoin": unless("round", shape["join"]),
            "stroke_linecap": unless("butt", shape["cap"]),
        } if look["markeredgewidth"] and edge[1] else {}  # fmt: skip
        fill = {"fill": paint(face[0]), "fill_opacity": unless(1, face[1]) if face[0] != "none" else None}
        d, style = _scaled(shape["path"], size), styled(**fill, **stroke)
        name = f"m{hashlib.sha256((look['salt'] + d + style).encode()).hexdigest()[:10]}"
        there = points[(np.abs(points) < FAR).all(axis=1)]  # nan is nowhere
        uses = "".join(f'<use xlink:href="#{name}" x="{tenths(x)}" y="{tenths(y)}"/>' for x, y in there.tolist())
        return f'<defs><path id="{name}" d="{d}" {style}/></defs><g{self._clip()}>{uses}</g>' if uses else ""


def _stepped(points: np.ndarray) -> np.ndarray:
    """Each height kept up to the next point."""
    return np.column_stack([np.repeat(points[:, 0], 2)[1:], np.repeat(points[:, 1], 2)[:-1]])


def _scaled(shape: list, size: float) -> str:
    """The text of a marker's path: [command, its numbers] each, of size 1, y upwards."""
    told = []
    for command, numbers in shape:
        flipped = [size * (-value if k % 2 else value) for k, value in enumerate(numbers)]
        told.append(command + " ".join(map(tenths, flipped)))
    return "".join(told)


class Text(Placed):
    """Matplotlib's Text, one line, not turned."""

    def set_position(self, place) -> None:
        self._put("x", place[0]), self._put("y", place[1])

    def set_text(self, text) -> None:
        if "\n" in str(text):
            raise ValueError(f"a text that moves is one line where Python is live, not {text!r}")
        self._put("text", str(text))

    def draw(self) -> str:
        look = self.look
        if not look["text"].strip():
            return ""
        ((x, y),) = self.frame([(look["x"], look["y"])])
        if not np.isfinite([x, y]).all():
            return ""
        up, (shade, alpha) = self._raised(), colour(look["color"])
        style = styled(
            font_weight=unless("400", look["weight"]), font_size=f"{fine(look['size'])}px",
            text_anchor=ANCHORS[look["horizontalalignment"]], fill=paint(shade),
            opacity=unless(1, alpha if look["alpha"] is None else look["alpha"]),
        )  # fmt: skip
        words = html.escape(printed(look["text"]), quote=False)
        return f'<text {style} x="{tenths(x)}" y="{tenths(y + up)}"{self._clip()}>{words}</text>'

    def _raised(self) -> float:
        """Pixels from the place down to the baseline: by the height of this text's letters above and below it."""
        words, font = self.look["text"], self.look["font"]
        above = max(font["above"], *(font["high"].get(letter, 0) for letter in words))
        below = max(font["below"], *(font["deep"].get(letter, 0) for letter in words))
        match self.look["verticalalignment"]:
            case "top":
                return above
            case "bottom":
                return -below
            case "center":
                return (above - below) / 2
            case "center_baseline":
                return above / 2
        return 0.0
