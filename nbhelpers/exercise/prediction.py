"""A number to be predicted: the truth is computed, near misses are told why.

The judgement is a table of intervals, so that a page can judge without Python (`table`); the first row that
holds the number counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from numbers import Real

from nbhelpers.exercise.definition import check_name
from nbhelpers.exercise.formatting import written
from nbhelpers.exercise.report import Report
from nbhelpers.exercise.typed import plain, readings

NO_NUMBER = "That can’t be read as one number. Write it as 0.25, −3, 1/4, 2.5e-5, 10^-8, 60,000 or 25 %."
TWO_WAYS = "That can be read in two ways. Write {0}, or {1} with a point."
NUMBERS = ("no", "one", "two", "three")
WANTED = ("(A whole number.)", "(One digit is enough.)", "(Two digits are enough.)", "(Three digits are enough.)")
EXACT = 1e-6  # how near a whole number must come, and how far a rounding may seem to be off


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
    """A question whose answer is one number, which `truth()` computes.

    Every rounding of it to at least `wanted` digits is right; with `wanted` = 0 the answer is a whole number,
    exactly. `tolerance` (relative) allows for more where a rule of thumb is asked. With `unit` "%" the answer is
    asked in percent; any other unit, such as "dB", is just said.

    `answer` is what the folded solution says, with `{truth}` for the number in `digits` significant digits; it is
    empty where the text around explains.
    """

    name: str
    title: str
    task: str
    truth: Callable[[], float]
    hints: tuple[Near, ...]
    answer: str = ""
    wanted: int = 2
    tolerance: float = 0.0
    digits: int = 4
    unit: str = ""

    def __post_init__(self):
        check_name(self.name)
        if self.wanted not in range(len(WANTED)):
            raise ValueError(f"{self.name}: wanted is {self.wanted}; allowed are 0 to {len(WANTED) - 1}")
        if not 0 <= self.tolerance < 0.5:
            raise ValueError(f"{self.name}: tolerance is {self.tolerance}; allowed is from 0 to below 0.5")

    @property
    def short(self) -> str:
        return self.name.split(".")[1]

    @property
    def asked(self) -> str:
        """The task with the form of its answer."""
        return f"{self.task} {WANTED[self.wanted]}"

    @property
    def whole(self) -> bool:
        return self.wanted == 0

    @property
    def percent(self) -> bool:
        return self.unit == "%"

    @cached_property
    def value(self) -> float:
        return float(self.truth())

    @property
    def shown(self) -> str:
        """The right number as it is told, with its unit."""
        return f"{written(self.value, self.digits)} {self.unit}".rstrip()

    @property
    def solution(self) -> str:
        return self.answer.format(truth=written(self.value, self.digits))

    @cached_property
    def table(self) -> list[dict]:
        """Intervals and what is said in each: the truth, the typical mistakes, and whatever else is a number."""
        rows = [self._row(self.value, True, f"Right: it is {self.shown}.")]
        rows += [self._row(near.number, False, near.words) for near in self.hints]
        rows += [self._short_of_digits(digits) for digits in range(1, self.wanted)]
        low, high = rows[0]["low"], rows[0]["high"]
        rows.append({"low": -math.inf, "high": low, "right": False, "words": "Not yet: it is more than that."})
        rows.append({"low": high, "high": math.inf, "right": False, "words": "Not yet: it is less than that."})
        return rows

    def _row(self, value: float, right: bool, words: str) -> dict:
        width = max(abs(value) * self.tolerance, self._half_a_digit(value))
        return {"low": value - width, "high": value + width, "right": right, "words": words}

    def _short_of_digits(self, digits: int) -> dict:
        """What is said to a right number in fewer digits than are wanted."""
        rounded = float(f"{self.value:.{digits}g}")
        width = abs(rounded) * EXACT
        words = f"Right as far as it goes. Give {NUMBERS[self.wanted]} digits."
        return {"low": rounded - width, "high": rounded + width, "right": False, "words": words}

    def _half_a_digit(self, value: float) -> float:
        """Half of the last wanted digit's worth, and a little for the computer's own rounding."""
        if self.whole:
            return EXACT
        place = math.floor(math.log10(abs(value or self.value or 1)) + EXACT) - self.wanted + 1
        return 0.5 * 10.0**place * (1 + EXACT)

    def check(self, given: str | float) -> Report:
        """Judge a number, or a text as a reader types it. Of two readings the right one counts, else a known one."""
        found = self._found(given)
        if not found:
            return Report(False, NO_NUMBER)
        first = next(iter(found))
        known = [shown for shown, row in found.items() if math.isfinite(row["high"] - row["low"])]
        best = next((shown for shown in known if found[shown]["right"]), known[0] if known else None)
        commas = "," in plain(str(given))
        if best is None and commas and any(row is not found[first] for row in found.values()):
            return Report(False, TWO_WAYS.format(*found))
        shown = best or first
        said = f"Read as {shown}. " if best and len(found) > 1 and (commas or shown != first) else ""
        return Report(found[shown]["right"], said + found[shown]["words"])

    def _found(self, given: str | float) -> dict[str, dict]:
        """The row of each reading; where the answer is a count, a reading that is one goes before one that is none."""
        if isinstance(given, Real):
            values = {"": float(given)} if math.isfinite(given) else {}
        else:
            values = readings(str(given), self.percent)
        counts = {shown: value for shown, value in values.items() if self.whole and value.is_integer()}
        return {shown: self._row_of(value) for shown, value in (counts or values).items()}

    def _row_of(self, value: float) -> dict:
        return next(row for row in self.table if row["low"] <= value <= row["high"])

    def __repr__(self):
        return f"{self.title}\n\n{self.asked}"
