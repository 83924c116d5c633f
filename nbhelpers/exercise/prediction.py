"""A number to be predicted: the truth is computed, near misses are told why.

The judgement is a table of intervals, so that a page can judge without Python (`table`); the first row that
holds the number counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from nbhelpers.exercise.definition import check_name
from nbhelpers.exercise.report import Report


@dataclass(frozen=True)
class Near:
    """What to say to a reader whose number is that of a typical mistake."""

    value: float | Callable[[], float]
    words: str

    @property
    def number(self) -> float:
        return float(self.value() if callable(self.value) else self.value)


@dataclass(frozen=True)
class Prediction:
    """A question whose answer is one number. `truth()` computes it; within `tolerance` (relative) is right.

    `answer` is what the folded solution says, with `{truth}` for the number in `digits` significant digits; it is
    empty where the text around explains.
    """

    name: str
    title: str
    task: str
    truth: Callable[[], float]
    hints: tuple[Near, ...]
    answer: str = ""
    tolerance: float = 0.01
    digits: int = 4

    def __post_init__(self):
        check_name(self.name)
        if not 0 < self.tolerance < 0.5:
            raise ValueError(f"{self.name}: tolerance is {self.tolerance}; allowed is above 0 and below 0.5")

    @property
    def short(self) -> str:
        return self.name.split(".")[1]

    @cached_property
    def value(self) -> float:
        return float(self.truth())

    @property
    def solution(self) -> str:
        return self.answer.format(truth=f"{self.value:.{self.digits}g}")

    @property
    def table(self) -> list[dict]:
        """Intervals and what is said in each: the truth, the typical mistakes, and whatever else is a number."""
        rows = [self._row(self.value, True, f"Right: it is {self.value:.{self.digits}g}.")]
        rows += [self._row(near.number, False, near.words) for near in self.hints]
        low, high = self._around(self.value)
        rows.append({"low": -math.inf, "high": low, "right": False, "words": "Not yet: it is more than that."})
        rows.append({"low": high, "high": math.inf, "right": False, "words": "Not yet: it is less than that."})
        return rows

    def _row(self, value: float, right: bool, words: str) -> dict:
        low, high = self._around(value)
        return {"low": low, "high": high, "right": right, "words": words}

    def _around(self, value: float) -> tuple[float, float]:
        width = abs(value) * self.tolerance or self.tolerance
        return value - width, value + width

    def check(self, given: str | float) -> Report:
        """Judge a number, or a text such as `0.2`, `1e-8` or `-3/2`."""
        number = read_number(given)
        if number is None:
            return Report(False, "That is not a number. Write it as 0.25, 2.5e-1 or 1/4.")
        row = next(row for row in self.table if row["low"] <= number <= row["high"])
        return Report(row["right"], row["words"])

    def __repr__(self):
        return f"{self.title}\n\n{self.task}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        from nbhelpers.exercise.notebook import mimebundle

        return mimebundle(self)


def read_number(given: str | float) -> float | None:
    """The number that a reader typed; None if it is none."""
    text = str(given).strip().replace("−", "-").replace(",", ".")
    top, _, bottom = text.partition("/")
    try:
        number = float(top) / float(bottom) if bottom else float(text)
    except (ValueError, ZeroDivisionError):
        return None
    return number if math.isfinite(number) else None
