"""A grid of pixels on which the reader draws where Python is live."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nbhelpers.guards import numbers, whole
from nbhelpers.lab.controls import Control
from nbhelpers.lab.declared import brief


@dataclass(frozen=True)
class Pixels(Control):
    """`rows` x `columns` pixels, each marked or not, drawn with the pointer or the keyboard over `panel`.

    Its value is text: "" for nothing drawn, else the marks packed to bits row by row, as URL-safe base64
    without padding (`pack`, `unpack`). With more than one of `inks` a pixel holds one of them or none: their grids
    stand one after the other in the text, and pressing a pixel again goes from ink to ink. `corners` are the grid's
    upper left and lower right corner in data units of the panel's first axes. A stroke is `brush` pixels wide.
    `first` holds the values that other controls take when the reader begins to draw, e.g. {"step": 0}.
    """

    panel: str
    rows: int
    columns: int
    corners: tuple[tuple[float, float], tuple[float, float]]
    brush: int = 1
    first: Mapping[str, Any] = field(default_factory=dict)
    inks: tuple[str, ...] = ("marked",)  # what a pixel may be, in words
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
        return f"{np.count_nonzero(self.unpack(value))} of {self.rows * self.columns}" if value != "" else "none"

    def pack(self, marks) -> str:
        """The text of `marks`, (rows, columns): 0 where nothing was drawn, else the number of the ink, from 1."""
        marks = np.asarray(marks)
        if marks.shape != (self.rows, self.columns):
            raise ValueError(f"marks has the shape {marks.shape}; allowed is ({self.rows}, {self.columns})")
        if not np.isin(marks, range(len(self.inks) + 1)).all():
            raise ValueError(f"marks holds {marks.max():g}; allowed are whole numbers from 0 to {len(self.inks)}")
        bits = [marks == ink for ink in range(1, len(self.inks) + 1)]
        return base64.urlsafe_b64encode(np.packbits(bits).tobytes()).decode().rstrip("=")

    def unpack(self, text: str) -> np.ndarray:
        """The marks of a text, (rows, columns) of bool, or of the inks' numbers if there are several.

        `ValueError` if it is not the text of a drawing.
        """
        if not isinstance(text, str):
            raise self.refuse(text, self._allowed())
        if text == "":
            return np.zeros((self.rows, self.columns), dtype=bool if len(self.inks) == 1 else int)
        try:
            content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            content = b""
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
