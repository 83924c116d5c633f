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


@dataclass(frozen=True)
class Pixels(Control):
    """`rows` x `columns` pixels, each marked or not, drawn with the pointer or the keyboard over `panel`.

    Its value is text: "" for nothing drawn, else the marks packed to bits row by row, as URL-safe base64
    without padding (`pack`, `unpack`). `corners` are the grid's upper left and lower right corner in data units
    of the panel's first axes. A stroke is `brush` pixels wide. `first` holds the values that other controls
    take when the reader begins to draw, e.g. {"step": 0}.
    """

    panel: str
    rows: int
    columns: int
    corners: tuple[tuple[float, float], tuple[float, float]]
    brush: int = 1
    first: Mapping[str, Any] = field(default_factory=dict)
    default: str = ""
    recorded: tuple = ("",)

    def __post_init__(self):
        for name in ("rows", "columns", "brush"):
            whole(f"{self.name}: {name}", getattr(self, name), 1, 64)
        numbers(f"{self.name}: corners", self.corners, (2, 2))
        super().__post_init__()

    @property
    def letters(self) -> int:
        """How long the text of a drawing is."""
        return -(-8 * self._bytes // 6)

    @property
    def _bytes(self) -> int:
        return -(-self.rows * self.columns // 8)

    def check(self, value):
        self.unpack(value)
        return value

    def show(self, value):
        return f"{int(self.unpack(value).sum())} of {self.rows * self.columns}" if value != "" else "none"

    def pack(self, marks) -> str:
        """The text of `marks`, an array of (rows, columns) that is true where the reader drew."""
        marks = np.asarray(marks, dtype=bool)
        if marks.shape != (self.rows, self.columns):
            raise ValueError(f"marks has the shape {marks.shape}; allowed is ({self.rows}, {self.columns})")
        return base64.urlsafe_b64encode(np.packbits(marks).tobytes()).decode().rstrip("=")

    def unpack(self, text: str) -> np.ndarray:
        """The marks of a text, (rows, columns) of bool; `ValueError` if it is not the text of a drawing."""
        if not isinstance(text, str):
            raise self.refuse(text, self._allowed())
        if text == "":
            return np.zeros((self.rows, self.columns), dtype=bool)
        try:
            content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            content = b""
        cells = self.rows * self.columns
        bits = np.unpackbits(np.frombuffer(content, dtype=np.uint8))
        if len(content) != self._bytes or bits[cells:].any():
            raise self.refuse(text, self._allowed())
        return bits[:cells].reshape(self.rows, self.columns).astype(bool)

    def _allowed(self) -> str:
        return f'"" or a drawing of {self.rows} x {self.columns} pixels, {self.letters} letters of base64'
