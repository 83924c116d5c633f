"""A sheet to draw nets on: SVG in the book's colours, of shapes that say what they are.

Units are `circle`, weights between units `line` (from middle to middle, under the units), all else is `path`, `rect`
and `text`; so whoever counts circles and lines counts the net. Lengths are pixels of a phone's column, 343 wide; the
book's column shows a sheet at `SCALE` times this size. A colour is a role of `lab.style`, with its light value where
no page gives another. Nothing has an id but the title, so drawings stand beside each other on a page.
"""

from __future__ import annotations

import math
import re
from html import escape
from typing import NamedTuple

from nbhelpers.lab.style import COLOUR, variable

WIDEST = 343  # px: a phone's column
SCALE = 1.5
SYMBOL, WORD, SMALL = 17, 13.5, 12  # px: letters of formulas, words, indices
FONT = "'Motion Sans',system-ui,sans-serif"
RADIUS = 17  # px: of a unit
TIP = 8  # px: length of an arrow's head


class Place(NamedTuple):
    """A point, in pixels from the upper left corner."""

    x: float
    y: float

    def toward(self, other: Place, share: float) -> Place:
        """The point that has gone this share of the way to the other one."""
        return Place(self.x + share * (other[0] - self.x), self.y + share * (other[1] - self.y))

    def shortened(self, other: Place, by: float) -> Place:
        """The point on the way to the other one, `by` pixels from here."""
        return self.toward(other, by / math.dist(self, other))


class Sheet:
    """A drawing being made, from the back to the front."""

    def __init__(self, width: float, height: float):
        if not 0 < width <= WIDEST:
            raise ValueError(f"width = {width}: allowed are widths up to {WIDEST}")
        self.width, self.height = width, height
        self.shapes: list[str] = []

    def add(self, tag: str, content: str | None = None, **attributes) -> None:
        """An element; `stroke_width=2` is written stroke-width="2", and None leaves an attribute out."""
        said = (f'{name.replace("_", "-")}="{_said(value)}"' for name, value in attributes.items() if value is not None)
        opening = " ".join((f"<{tag}", *said))
        self.shapes.append(f"{opening}/>" if content is None else f"{opening}>{content}</{tag}>")

    def link(self, start: Place, end: Place, role: str = "weight", width: float = 2, dash: bool = False) -> None:
        """A weight between two units; a dashed one is negative, or goes the other way: the drawing says which."""
        self.add("line", x1=start.x, y1=start.y, x2=end.x, y2=end.y, stroke=colour(role), stroke_width=width,
                 stroke_dasharray="6 4" if dash else None)  # fmt: skip

    def unit(self, at: Place, name: str = "", role="activation", radius: float = RADIUS, on: bool = False) -> None:
        """A unit with its name in it; `on` fills it."""
        self.add("circle", cx=at.x, cy=at.y, r=radius, fill=colour(role if on else "paper"), stroke=colour(role),
                 stroke_width=2)  # fmt: skip
        if name:
            self.text(Place(at.x, at.y + 5), name, "paper" if on else "ink")

    def dots(self, at: Place, down: bool = False, role: str = "muted") -> None:
        """Three dots: more of the same, not drawn."""
        steps = ((0, step) if down else (step, 0) for step in (-8, 0, 8))
        d = "".join(f"M{_said(at.x + x)} {_said(at.y + y)}h0" for x, y in steps)
        self.add("path", d=d, stroke=colour(role), stroke_width=4, stroke_linecap="round")

    def stroke(self, *points: Place, role: str = "muted", width: float = 1.8, dash: bool = False) -> None:
        """A line through the points that stands for no weight."""
        self.add("path", d="M" + "L".join(f"{_said(x)} {_said(y)}" for x, y in points), fill="none",
                 stroke=colour(role), stroke_width=width, stroke_dasharray="5 4" if dash else None)  # fmt: skip

    def arrow(self, *points: Place, role: str = "muted", width: float = 1.8, dash: bool = False) -> None:
        """A line through the points, with a head at the last one."""
        *before, last, end = points
        self.stroke(*before, last, end.shortened(last, TIP - 1), role=role, width=width, dash=dash)
        self.head(last, end, role)

    def head(self, start: Place, end: Place, role: str = "muted") -> None:
        """An arrow's head that points from `start` to `end`, where its tip is."""
        back, half = end.shortened(start, TIP), TIP / 2
        across = Place((end.y - back.y) * half / TIP, (back.x - end.x) * half / TIP)
        corners = (end, Place(back.x + across.x, back.y + across.y), Place(back.x - across.x, back.y - across.y))
        self.add("path", d="M" + "L".join(f"{_said(x)} {_said(y)}" for x, y in corners) + "z", fill=colour(role))

    def box(self, left: float, top: float, width: float, height: float, role="activation", fill="paper") -> None:
        """A frame; `fill` is a role."""
        self.add("rect", x=left, y=top, width=width, height=height, rx=5, fill=colour(fill), stroke=colour(role),
                 stroke_width=2)  # fmt: skip

    def text(self, at: Place, words: str, role="ink", size: float | None = None, anchor="middle", halo=False) -> None:
        """Words on a line whose middle (or "start", or "end") is `at`; w_ij has its index set lower.

        Symbols are larger than words. With a `halo`, what is behind is covered.
        """
        size = size or (WORD if re.search(r"[a-z]{3}|[a-z] [a-z]", words) else SYMBOL)
        if halo:
            letters = len(words.replace("_", "")) * 0.5 * size + 4
            self.add("rect", x=at.x - letters / 2, y=at.y - 0.75 * size, width=letters, height=0.95 * size,
                     fill=colour("paper"))  # fmt: skip
        self.add("text", lowered(words), x=at.x, y=at.y, fill=colour(role), font_size=size,
                 text_anchor=None if anchor == "middle" else anchor)  # fmt: skip

    def svg(self, name: str, title: str) -> str:
        """The whole drawing; `name` is its file's, `title` what it says to those who can't see it."""
        size = f'viewBox="0 0 {_said(self.width)} {_said(self.height)}" width="{round(self.width * SCALE)}"'
        shapes = "\n".join(self.shapes)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn" {size} role="img" aria-labelledby="{name}-title">\n'
            f'<title id="{name}-title">{escape(title, quote=False)}</title>\n'
            f'<g font-family="{FONT}" text-anchor="middle">\n{shapes}\n</g>\n</svg>\n'
        )


def colour(role: str) -> str:
    return variable(COLOUR[role])


def lowered(words: str) -> str:
    """`v_11 = 0.5` as SVG: an index stands lower and smaller, what follows it on the line again."""
    said, down = "", False
    for part, index in re.findall(r"([^_]+)(?:_(\w+))?", words):
        said += f'<tspan dy="-4">{escape(part)}</tspan>' if down else escape(part)
        said += f'<tspan dy="4" font-size="{SMALL}">{index}</tspan>' if index else ""
        down = bool(index)
    return said


def number(value: float, digits: int) -> str:
    """With so many digits after the point, and a true minus."""
    return f"{value:.{digits}f}".replace("-", "−")


def _said(value) -> str:
    return f"{round(value, 1):g}" if isinstance(value, (int, float)) else str(value)
