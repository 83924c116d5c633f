"""Points that the reader puts into a picture where Python is live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import numpy as np

from nbhelpers import brought
from nbhelpers.guards import numbers, whole
from nbhelpers.lab.controls import Control
from nbhelpers.lab.declared import brief
from nbhelpers.lab.tables import Table, table

DIGITS = 3  # after the point
INNER = 0.9  # share of the panel into which a table is scaled that does not fit it


class Cloud(NamedTuple):
    """Points (m, 2), and the number of each point's class, (m,), from 0."""

    points: np.ndarray
    classes: np.ndarray


@dataclass(frozen=True)
class Dots(Control):
    """Up to `most` points in the first axes of `panel`, put, moved and taken away with the pointer or the keyboard, or
    taken from a table.

    The value is text: "" for none, else `x,y` of each point, from 0 `x,y,class` where there are `classes` (their
    names), with `;` between. `corners` are the upper left and the lower right corner of where points may lie, in data
    units. `first` holds the values that other controls take when the reader begins, e.g. {"step": 0}.
    """

    panel: str
    corners: tuple[tuple[float, float], tuple[float, float]]
    axes: tuple[str, str] = ("x", "y")
    classes: tuple[str, ...] = ()
    most: int = 60
    first: Mapping[str, Any] = field(default_factory=dict)
    default: str = ""
    recorded: tuple = ("",)
    takes: ClassVar[str] = "table"

    def __post_init__(self):
        numbers(f"{self.name}: corners", self.corners, (2, 2))
        whole(f"{self.name}: most", self.most, 1, 500)
        if not isinstance(self.classes, tuple) or len(self.classes) == 1:
            allowed = "(), or a tuple of several words"
            raise ValueError(f"{self.name}: classes = {brief(self.classes)}: allowed is {allowed}")
        super().__post_init__()

    @property
    def box(self) -> np.ndarray:
        """The least and the largest x and y: ((low, low), (high, high))."""
        return np.sort(np.array(self.corners, dtype=float), axis=0)

    def check(self, value):
        self.unpack(value)
        return value

    def show(self, value):
        return str(len(self.unpack(value).points)) if value else "none"

    def pack(self, points, classes=None) -> str:
        """The text of points (m, 2) and of the numbers of their classes (m,)."""
        points = numbers("points", points, ("m", 2)).round(DIGITS)
        of = [[f"{int(one)}"] for one in classes] if self.classes else [[]] * len(points)
        return ";".join(
            ",".join([f"{x:g}", f"{y:g}", *one]) for (x, y), one in zip(points.tolist(), of, strict=True)
        )

    def unpack(self, text: str) -> Cloud:
        """The points of a text. `ValueError` if it is not the text of points."""
        if text == "":
            return Cloud(np.zeros((0, 2)), np.zeros(0, dtype=int))
        try:
            rows = np.array([[float(part) for part in row.split(",")] for row in text.split(";")])
            width = 3 if self.classes else 2
            if rows.shape != (len(rows), width) or len(rows) > self.most or not np.isfinite(rows).all():
                raise ValueError
            classes = rows[:, 2].astype(int) if self.classes else np.zeros(len(rows), dtype=int)
            low, high = self.box
            fits = (rows[:, :2] >= low).all() and (rows[:, :2] <= high).all()
            if not fits or (self.classes and not np.isin(rows[:, 2], range(len(self.classes))).all()):
                raise ValueError
        except (ValueError, AttributeError):
            raise self.refuse(text, self.allowed()) from None
        return Cloud(rows[:, :2], classes)

    def allowed(self) -> str:
        (left, low), (right, high) = self.box
        form = "x,y,class" if self.classes else "x,y"
        ends = f"x from {left:g} to {right:g} and y from {low:g} to {high:g}"
        kinds = f", classes from 0 to {len(self.classes) - 1}" if self.classes else ""
        return f'"" or up to {self.most} points {form} with ; between, {ends}{kinds}'

    def take(self, given: dict) -> brought.Taken:
        """The points of a table {"text"}: its first two columns of numbers, and its column of classes, if wanted."""
        found = table(brought.letters(given))
        label = self._label(found)
        places = [place for place in found.numeric() if place != label][:2]
        if len(places) < 2:
            raise ValueError(
                f"{len(found.numeric())} of its columns hold numbers alone ({', '.join(found.names)}); allowed are "
                "tables with two or more" + (", and a column of classes" if self.classes else "")
            )
        kept = np.unique(np.linspace(0, len(found.rows) - 1, self.most).round().astype(int))
        points = np.array([[float(found.rows[k][place]) for place in places] for k in kept])
        classes, named = self._classes(found, label, kept)
        points, scaled = self._scaled(points)
        said = [f"{len(found.rows):,} rows were read"]
        if len(kept) < len(found.rows):
            said.append(f"{len(kept)} of them, evenly chosen, are taken: more do not fit")
        said += [f"{found.names[place]} is {axis}" for place, axis in zip(places, self.axes, strict=True)] + named
        return brought.Taken(self.pack(points, classes), "; ".join([*said, *scaled]) + ".")

    def _label(self, found: Table) -> int | None:
        """The column of classes: the last that holds as many different cells as there are classes."""
        if not self.classes:
            return None
        fit = [k for k in range(len(found.names)) if 1 < len(set(found.column(k))) <= len(self.classes)]
        if not fit:
            raise ValueError(
                f"no column has two different cells ({', '.join(found.names)}); allowed are tables with a column of "
                f"{len(self.classes)} classes"
            )
        return fit[-1]

    def _classes(self, found: Table, label: int | None, kept: np.ndarray) -> tuple[list[int] | None, list[str]]:
        if label is None:
            return None, []
        names = sorted(set(found.column(label)), reverse=True)  # 1 and yes before 0 and no
        told = ", ".join(f"{name} {one}" for name, one in zip(names, self.classes, strict=False))
        return [names.index(found.rows[k][label]) for k in kept], [f"{found.names[label]}: {told}"]

    def _scaled(self, points: np.ndarray) -> tuple[np.ndarray, list[str]]:
        """Points that all fit the panel as they are; else each column moved and stretched into its inner part."""
        low, high = self.box
        if (points >= low).all() and (points <= high).all():
            return points, []
        middle, half = (points.max(axis=0) + points.min(axis=0)) / 2, np.ptp(points, axis=0) / 2
        by = INNER * (high - low) / 2 / np.where(half > 0, half, 1)
        told = [
            f"{axis} is shown as {(low + high)[k] / 2:g} + {by[k]:.3g} · (value − {middle[k]:g})"
            for k, axis in enumerate(self.axes)
        ]
        return np.clip((low + high) / 2 + by * (points - middle), low, high), told
