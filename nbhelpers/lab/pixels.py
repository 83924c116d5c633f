"""A grid of pixels on which the reader draws where Python is live."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nbhelpers import brought
from nbhelpers.guards import numbers, whole
from nbhelpers.lab.controls import Control
from nbhelpers.lab.declared import brief
from nbhelpers.lab.dots import Dots


@dataclass(frozen=True)
class Pixels(Control):
    """`rows` x `columns` pixels, each marked or not, drawn with the pointer or the keyboard over `panel`.

    Its value is text: "" for nothing drawn, else the marks packed to bits row by row, as URL-safe base64
    without padding (`pack`, `unpack`). With more than one of `inks` a pixel holds one of them or none: their grids
    stand one after the other in the text, and pressing a pixel again goes from ink to ink. `corners` are the grid's
    upper left and lower right corner in data units of the panel's first axes. A stroke is `brush` pixels wide.
    `first` holds the values that other controls take when the reader begins to draw, e.g. {"step": 0}.

    With `picture`, which turns the greys of a picture (height, width), 0 black to 1 white, into `Taken` with ink (rows,
    columns) from 0 to 1 as its value, the grid takes pictures. One that has greys is kept with a byte for each pixel.
    """

    panel: str
    rows: int
    columns: int
    corners: tuple[tuple[float, float], tuple[float, float]]
    brush: int = 1
    first: Mapping[str, Any] = field(default_factory=dict)
    inks: tuple[str, ...] = ("marked",)  # what a pixel may be, in words
    picture: Callable[[np.ndarray], brought.Taken] | None = None
    default: str = ""
    recorded: tuple = ("",)

    def __post_init__(self):
        for name in ("rows", "columns", "brush"):
            whole(f"{self.name}: {name}", getattr(self, name), 1, 64)
        numbers(f"{self.name}: corners", self.corners, (2, 2))
        if not isinstance(self.inks, tuple) or not self.inks or not all(isinstance(ink, str) for ink in self.inks):
            raise ValueError(f"{self.name}: inks = {brief(self.inks)}: allowed is a tuple of one or more words")
        super().__post_init__()

    @property
    def takes(self) -> str:
        return "picture" if self.picture else "table" if len(self.inks) > 1 else ""

    @property
    def letters(self) -> int:
        """How long the text of a drawing is."""
        return -(-8 * self._bytes // 6)

    @property
    def _bytes(self) -> int:
        return -(-len(self.inks) * self.rows * self.columns // 8)

    def check(self, value):
        self.unpack(value)
        return value

    def show(self, value):
        if self._is_picture(value):
            return "a picture"
        return f"{np.count_nonzero(self.unpack(value))} of {self.rows * self.columns}" if value != "" else "none"

    def ink(self, text: str) -> np.ndarray:
        """How much ink each pixel has, (rows, columns) from 0 to 1: 0 or 1 in a drawing, greys in a picture."""
        if self._is_picture(text):
            return np.frombuffer(self._decoded(text), dtype=np.uint8).reshape(self.rows, self.columns) / 255
        return self.unpack(text).astype(float)

    def take(self, given: dict) -> brought.Taken:
        """The drawing that a picture {"width", "height", "grey"} makes, or the rows of a table {"text"}."""
        if self.takes == "table":
            return self._of_table(given)
        taken = self.picture(brought.picture(given))
        shades = np.round(255 * taken.value).astype(np.uint8)
        if np.isin(shades, (0, 255)).all():
            return taken._replace(value=self.pack(shades > 0))
        return taken._replace(value=_encoded(shades.tobytes()))

    def _of_table(self, given: dict) -> brought.Taken:
        """Each row's point as the pixel in which it lies; of several in one pixel the last counts."""
        dots = Dots(self.name, self.label, self.panel, self.corners, classes=self.inks, most=500)
        taken = dots.take(given)
        points, classes = dots.unpack(taken.value)
        (left, top), (right, bottom) = self.corners
        at = (points - (left, top)) / (right - left, bottom - top) * (self.columns, self.rows)
        columns, rows = np.minimum(at.astype(int), (self.columns - 1, self.rows - 1)).T
        marks = np.zeros((self.rows, self.columns), dtype=int)
        marks[rows, columns] = classes + 1
        count = np.count_nonzero(marks)
        placed = f"each goes to the nearest of {self.rows} by {self.columns} places, {count} in all"
        said = f"{taken.said.rstrip('.')}; {placed}."
        return taken._replace(value=self.pack(marks), said=said)

    def _is_picture(self, text) -> bool:
        cells = self.rows * self.columns
        return self.picture is not None and isinstance(text, str) and len(self._decoded(text)) == cells != self._bytes

    @staticmethod
    def _decoded(text: str) -> bytes:
        try:
            return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return b""

    def pack(self, marks) -> str:
        """The text of `marks`, (rows, columns): 0 where nothing was drawn, else the number of the ink, from 1."""
        marks = np.asarray(marks)
        if marks.shape != (self.rows, self.columns):
            raise ValueError(f"marks has the shape {marks.shape}; allowed is ({self.rows}, {self.columns})")
        if not np.isin(marks, range(len(self.inks) + 1)).all():
            raise ValueError(f"marks holds {marks.max():g}; allowed are whole numbers from 0 to {len(self.inks)}")
        bits = [marks == ink for ink in range(1, len(self.inks) + 1)]
        return _encoded(np.packbits(bits).tobytes())

    def unpack(self, text: str) -> np.ndarray:
        """The marks of a text, (rows, columns) of bool, or of the inks' numbers if there are several; of a picture,
        where it is at least half ink.

        `ValueError` if it is not the text of a drawing.
        """
        if not isinstance(text, str):
            raise self.refuse(text, self._allowed())
        if text == "":
            return np.zeros((self.rows, self.columns), dtype=bool if len(self.inks) == 1 else int)
        if self._is_picture(text):
            return self.ink(text) >= 0.5
        content = self._decoded(text)
        cells = len(self.inks) * self.rows * self.columns
        bits = np.unpackbits(np.frombuffer(content, dtype=np.uint8))
        if len(content) != self._bytes or bits[cells:].any():
            raise self.refuse(text, self._allowed())
        planes = bits[:cells].reshape(len(self.inks), self.rows, self.columns)
        if (planes.sum(axis=0) > 1).any():
            raise self.refuse(text, self._allowed())
        return planes[0].astype(bool) if len(planes) == 1 else np.tensordot(range(1, len(planes) + 1), planes, axes=1)

    def _allowed(self) -> str:
        return f'"" or a drawing of {self.rows} x {self.columns} pixels, {self.letters} letters of base64'


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
