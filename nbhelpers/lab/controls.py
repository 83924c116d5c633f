"""The controls a lab declares: what may be turned, between which ends, in which steps.

Every control knows its `default`, the values that are `recorded` for the static page, how to `check`
a value (a `ValueError` names the control, the value and what is allowed) and how to `show` it.
"""

from __future__ import annotations

import keyword
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import Any, ClassVar

from nbhelpers import brought
from nbhelpers.guards import number, whole
from nbhelpers.lab.declared import brief, text
from nbhelpers.lab.words import printed


@dataclass(frozen=True)
class Control:
    """One thing the reader turns. `name` is the argument of `compute`, `label` what the reader sees."""

    name: str
    label: str
    takes: ClassVar[str] = ""  # what its `take` makes a value of: "picture", "table" or "text"

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name.isidentifier() or keyword.iskeyword(self.name):
            raise ValueError(f"a control's name must be a Python identifier, not {self.name!r}")
        text(f"{self.name}: label", self.label)
        self._record(())
        for value in (self.default, *self.recorded):
            self.check(value)
        if len(set(self.recorded)) != len(self.recorded):
            raise ValueError(f"{self.name}: a recorded value stands twice in {self.recorded}")
        if self.default not in self.recorded:
            raise ValueError(f"{self.name}: the default {self.default!r} is not among the recorded {self.recorded}")

    @property
    def offered(self) -> tuple:
        """The values to choose from where any can be computed."""
        return self.recorded

    def check(self, value: Any) -> Any:
        """The value in its proper type; `ValueError` if it is not allowed."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """The value as the reader sees it beside the control."""
        raise NotImplementedError

    def _record(self, otherwise: tuple) -> None:
        """`recorded` as a tuple; where none are given, `otherwise`."""
        if not isinstance(self.recorded, tuple | list | range):
            raise ValueError(f"{self.name}: recorded = {brief(self.recorded)}: allowed is a tuple of values")
        object.__setattr__(self, "recorded", tuple(self.recorded) or otherwise)

    def refuse(self, value: Any, allowed: str) -> ValueError:
        return ValueError(f"{self.name} ({self.label}) can't be {value!r}: allowed is {allowed}")


@dataclass(frozen=True)
class Range(Control):
    """A number from `low` to `high`. With ints for `low`, `high` (and `step`) it is an integer.

    `step` is the finest step offered (a number for a plain range; a log range is cut into hundredths of
    its span). `recorded` are the values the static page plays; with one alone the control is offered
    only where Python is live. With `only` there are no others: what a record holds no run of can't be chosen.
    """

    low: float
    high: float
    default: float
    step: float | None = None
    log: bool = False
    unit: str = ""
    recorded: tuple = ()
    only: bool = False

    def __post_init__(self):
        number(f"{self.name}: low", self.low), number(f"{self.name}: high", self.high)
        if not self.low < self.high:
            raise ValueError(f"{self.name}: low {self.low} must lie below high {self.high}")
        if self.log and self.low <= 0:
            raise ValueError(f"{self.name}: a log range starts above 0, not at {self.low}")
        if self.step is None:
            object.__setattr__(self, "step", 1 if self.whole else (self.high - self.low) / 100)
        whole(f"{self.name}: step", self.step) if self.whole else number(f"{self.name}: step", self.step, above=0)
        self._record((self.default,))
        super().__post_init__()

    @property
    def grid(self) -> tuple:
        """The values offered where any can be computed: the finest steps, and those that are recorded."""
        if self.only:
            return tuple(sorted(self.recorded))
        if self.whole:
            return tuple(range(self.low, self.high + 1, self.step))
        if self.log:
            span = math.log(self.high / self.low)
            fine = (float(f"{self.low * math.exp(span * k / 100):.3g}") for k in range(1, 100))
        else:
            fine = (round(self.low + k * self.step, 12) for k in range(int((self.high - self.low) / self.step) + 1))
        inside = (value for value in fine if self.low <= value <= self.high)
        return tuple(sorted({self.low, self.high, *inside, *self.recorded}))

    @property
    def offered(self):
        return self.grid

    @property
    def whole(self) -> bool:
        return all(isinstance(end, Integral) for end in (self.low, self.high))

    def check(self, value):
        allowed = f"{'a whole number' if self.whole else 'a number'} from {self.low:g} to {self.high:g}"
        number = isinstance(value, Real) and not isinstance(value, bool)
        if not number or not self.low <= value <= self.high or (self.whole and value != int(value)):
            raise self.refuse(value, allowed)
        if self.only and value not in self.recorded:
            raise self.refuse(value, "one of " + ", ".join(f"{one:g}" for one in self.grid))
        return int(value) if self.whole else float(value)

    def show(self, value):
        if self.whole:
            text = str(int(value))
        elif self.log:
            text = f"{value:.3g}"
        else:
            text = f"{value:.{max(0, -math.floor(math.log10(self.step) + 1e-9))}f}"
        unit = self.unit[:-1] if text == "1" and self.unit.endswith("s") else self.unit
        return f"{printed(text)} {unit}".rstrip()


@dataclass(frozen=True)
class Time(Control):
    """A step counter from 0 to `last`, in strides of `every`; hosts add play, pause and single steps."""

    last: int
    default: int
    recorded: tuple = ()
    every: int = 1

    def __post_init__(self):
        whole(f"{self.name}: every", self.every), whole(f"{self.name}: last", self.last)
        self._record(self.offered)
        super().__post_init__()

    @property
    def offered(self):
        return tuple(range(0, self.last + 1, self.every))

    def check(self, value):
        number = isinstance(value, Real) and not isinstance(value, bool)
        if not number or not 0 <= value <= self.last or value % self.every:
            kind = "a whole number" if self.every == 1 else f"a multiple of {self.every}"
            raise self.refuse(value, f"{kind} from 0 to {self.last}")
        return int(value)

    def show(self, value):
        return str(value)


@dataclass(frozen=True)
class Choice(Control):
    """One of several named options: `options` maps each value to what the reader sees."""

    options: Mapping[str, str]
    default: str
    recorded: tuple = ()
    _keys: tuple = field(init=False, repr=False, default=())

    def __post_init__(self):
        pairs = self.options.items() if isinstance(self.options, Mapping) else ()
        if not pairs or not all(isinstance(one, str) for pair in pairs for one in pair):
            allowed = "a dictionary from each value to what the reader sees, both text"
            raise ValueError(f"{self.name}: options = {brief(self.options)}: allowed is {allowed}")
        object.__setattr__(self, "_keys", tuple(self.options))
        self._record(self._keys)
        super().__post_init__()

    @property
    def offered(self):
        return self._keys

    def check(self, value):
        if not isinstance(value, str) or value not in self._keys:
            raise self.refuse(value, "one of " + ", ".join(map(repr, self._keys)))
        return value

    def show(self, value):
        return self.options[value]


@dataclass(frozen=True)
class Switch(Control):
    """On or off."""

    default: bool = False
    recorded: tuple = (False, True)

    @property
    def offered(self):
        return (False, True)

    def check(self, value):
        if not isinstance(value, bool):
            raise self.refuse(value, "True or False")
        return value

    def show(self, value):
        return "on" if value else "off"


@dataclass(frozen=True)
class Text(Control):
    """A line that the reader types where Python is live: at most `longest` letters of `alphabet`.

    If the alphabet has no capitals, those that are typed count as small letters.
    """

    alphabet: str
    longest: int
    default: str = ""
    recorded: tuple = ("",)
    takes: ClassVar[str] = "text"

    def __post_init__(self):
        text(f"{self.name}: alphabet", self.alphabet), whole(f"{self.name}: longest", self.longest)
        super().__post_init__()

    def check(self, value):
        if isinstance(value, str) and self.alphabet == self.alphabet.lower():
            value = value.lower()
        if not isinstance(value, str) or len(value) > self.longest or set(value) - set(self.alphabet):
            raise self.refuse(value, f"text of at most {self.longest} of the letters “{self.alphabet}”")
        return value

    def show(self, value):
        return value or "none"

    def take(self, given: dict) -> brought.Taken:
        """The beginning of a text {"text"}: as many letters of the alphabet as there is room for, without others."""
        whole_text = " ".join(brought.letters(given).split())
        if self.alphabet == self.alphabet.lower():
            whole_text = whole_text.lower()
        known = [letter for letter in whole_text if letter in self.alphabet]
        if not known:
            raise ValueError(f"it has none of the letters “{self.alphabet}”, which alone are allowed")
        value = "".join(known[: self.longest])
        left = len(whole_text) - len(known)
        said = f"of {len(whole_text):,} letters the first {len(value)} are taken"
        out = f"; {left:,} that are not in its alphabet were left out" if left else ""
        return brought.Taken(value, f"{said}{out}.")


class Seed(Control):
    """The seed of all randomness in the lab: 0 to 9999, of which the first `recorded` are on the page."""

    def __init__(self, name: str = "seed", label: str = "seed", recorded: int = 5, default: int = 0):
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "label", label)
        object.__setattr__(self, "default", default)
        object.__setattr__(self, "recorded", tuple(range(whole(f"{name}: recorded", recorded))))
        self.__post_init__()

    highest = 9999

    def check(self, value):
        whole = isinstance(value, Integral) and not isinstance(value, bool)
        if not whole or not 0 <= value <= self.highest:
            raise self.refuse(value, f"a whole number from 0 to {self.highest}")
        return int(value)

    def show(self, value):
        return str(value)
