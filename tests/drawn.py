"""What a drawing of a net shows, read from its SVG: units and their names, the links between them, texts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

FOLDER = Path(__file__).parents[1] / "book" / "drawn"
SVG = "{http://www.w3.org/2000/svg}"
WIDE = FontProperties(family="DejaVu Sans")  # wider than the book's own type: room for any reader's


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, by: float = 0) -> bool:
        """Do both cover a common piece, more than `by` pixels wide and high?"""
        over = min(self.right, other.right) - max(self.left, other.left)
        return over > by and min(self.bottom, other.bottom) - max(self.top, other.top) > by

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left and self.top <= other.top
            and other.right <= self.right and other.bottom <= self.bottom
        )  # fmt: skip


class Text(NamedTuple):
    """`words` with indices as v_11, its role, its smallest size, and the box that its letters may fill."""

    words: str
    role: str
    size: float
    box: Box

    @property
    def middle(self) -> Box:
        """Its box without its height."""
        half = (self.box.top + self.box.bottom) / 2
        return self.box._replace(top=half, bottom=half)


class Link(NamedTuple):
    """A weight: the names of its two units, and whether it is dashed."""

    start: str
    end: str
    dash: bool


def elements(svg: str, tag: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(svg).findall(f".//{SVG}{tag}")


def numbers(element: ElementTree.Element, *names: str) -> list[float]:
    return [float(element.get(name, 0)) for name in names]


def role(colour: str) -> str:
    return re.fullmatch(r"var\(--lab-(\w+),#[0-9a-f]{6}\)", colour)[1]


@cache
def width(words: str, size: float) -> float:
    """Pixels from the first to behind the last letter; spaces at the ends count."""
    extent = [TextPath((0, 0), f"|{said}|", size=size, prop=WIDE).get_extents().width for said in (words, "")]
    return extent[0] - extent[1]


def texts(svg: str) -> list[Text]:
    return [_text(element) for element in elements(svg, "text")]


def _text(element):
    size = float(element.get("font-size"))
    parts = [(element.text or "", size, "")]
    for child in element:
        small = child.get("font-size")
        parts.append((child.text, float(small or size), "_" if small else ""))
    words = "".join(mark + said for said, _, mark in parts)
    x, y, wide = *numbers(element, "x", "y"), sum(width(said, at) for said, at, _ in parts if said)
    left = x - {"start": 0, "end": wide}.get(element.get("text-anchor"), wide / 2)
    lowest = y + (5 if "_" in words else 0.22 * size)
    return Text(words, role(element.get("fill")), min(at for _, at, _ in parts),
                Box(left, y - 0.76 * size, left + wide, lowest))  # fmt: skip


def page(svg: str) -> Box:
    """The drawing's own edges."""
    return Box(*map(float, ElementTree.fromstring(svg).get("viewBox").split()))


def circles(svg: str) -> list[Box]:
    found = (numbers(element, "cx", "cy", "r") for element in elements(svg, "circle"))
    return [Box(x - r, y - r, x + r, y + r) for x, y, r in found]


def frames(svg: str) -> list[Box]:
    """Boxes with an edge that is seen."""
    found = (numbers(one, "x", "y", "width", "height") for one in elements(svg, "rect") if one.get("stroke"))
    return [Box(x, y, x + wide, y + high) for x, y, wide, high in found]


def units(svg: str) -> dict[tuple[float, float], str]:
    """Middle of each circle: the text in it, or its number."""
    said, found = texts(svg), {}
    for n, one in enumerate(elements(svg, "circle")):
        x, y, r = numbers(one, "cx", "cy", "r")
        inside = (text.words for text in said if Box(x - r, y - r, x + r, y + r).holds(text.middle))
        found[x, y] = next(inside, str(n))
    return found


def links(svg: str) -> list[Link]:
    """Every line, by the units in whose middles it ends; KeyError for one that ends elsewhere."""
    names = units(svg)
    return [
        Link(names[x1, y1], names[x2, y2], line.get("stroke-dasharray") is not None)
        for line in elements(svg, "line")
        for x1, y1, x2, y2 in [numbers(line, "x1", "y1", "x2", "y2")]
    ]


def words(svg: str, role: str | None = None) -> list[str]:
    """What is written in it, of one role or of all."""
    return [text.words for text in texts(svg) if role in (None, text.role)]


def shaped(*sizes: int) -> str:
    """A shape as drawings write it: 6 × 28 × 28."""
    return " × ".join(map(str, sizes))
