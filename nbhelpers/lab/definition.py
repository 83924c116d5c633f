"""What a lab is: its controls, its panels and the four functions that make it answer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from nbhelpers import yours
from nbhelpers.guards import whole
from nbhelpers.lab import formula
from nbhelpers.lab.controls import Control, Range
from nbhelpers.lab.declared import brief, once, several, takes, text
from nbhelpers.lab.dots import Dots
from nbhelpers.lab.formula import Formula
from nbhelpers.lab.pixels import Pixels
from nbhelpers.lab.points import Point
from nbhelpers.lab.words import printed

METHODS = frozenset(dir(dict))


class Named(dict):
    """What a lab computed, or the artists that it moves, by name: `state.loss` is state["loss"]."""

    def __init__(self, *entries, **named):
        super().__init__(*entries, **named)
        odd = [name for name in self if not isinstance(name, str)]
        if odd:
            raise ValueError(f"the name {odd[0]!r}; allowed is text")
        taken = sorted(METHODS & self.keys())
        if taken:
            raise ValueError(f"{', '.join(map(repr, taken))}: a dictionary has a method of that name; take another")

    def __missing__(self, name: str) -> Any:
        raise KeyError(f"there is no {name!r}; there are {', '.join(self)}")

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    @classmethod
    def of(cls, entries: dict, giver: str) -> Named:
        """What the `giver` gave by name, as it is where it is already: this runs at every turn of a control."""
        if isinstance(entries, cls):
            return entries
        if not isinstance(entries, Mapping):
            raise ValueError(f"{giver} returned {brief(entries)}: allowed is a dictionary, {{name: ...}}")
        try:
            return cls(entries)
        except ValueError as error:
            raise ValueError(f"{giver} returned {error}") from None


State = Named


@dataclass(frozen=True)
class Panel:
    """One picture of a lab: what it shows (its text alternative) and its size in CSS pixels."""

    name: str
    shows: str
    width: int = 340
    height: int = 280

    def __post_init__(self):
        text("a panel's name", self.name), text(f"panel {self.name}: what it shows", self.shows)
        whole(f"panel {self.name}: width", self.width), whole(f"panel {self.name}: height", self.height)
        if not (100 <= self.width <= 360 and 60 <= self.height <= 480):
            raise ValueError(
                f"panel {self.name}: {self.width} x {self.height} px; allowed are widths from 100 to 360 "
                "(a phone's column) and heights from 60 to 480"
            )


PARTS = {
    "controls": (Control, "controls (Range, Time, Choice, Switch, Seed, Pixels, Dots, Text)"),
    "panels": (Panel, "panels (Panel)"),
    "points": (Point, "points (Point)"),
    "data": (str, "names (text)"),
}


@dataclass(frozen=True)
class Lab:
    """A figure that answers, declared once for every host.

    `compute(**controls) -> state` is pure and deterministic; `setup(*figures) -> artists` lays the stage
    and names the artists that move; `update(artists, state)` moves them; `read(state)` says the result: sentences
    (`words.say`), the first of which is the headline, or one text. Their numbers are `printed` for every host. `name`
    is "<chapter>.<lab>". `data` names the measured results and stored nets that it reads, as "<chapter>/<what>":
    where they change, its record does. `formulas(state)` are those that it computes, with the numbers of the state;
    equally many in every state.
    """

    name: str
    title: str
    controls: tuple[Control, ...]
    panels: tuple[Panel, ...]
    compute: Callable[..., State]
    setup: Callable[..., dict]
    update: Callable[[dict, State], None]
    read: Callable[[State], str | Iterable[str]]
    points: tuple[Point, ...] = ()
    data: tuple[str, ...] = ()
    formulas: Callable[[State], Iterable[Formula]] | None = None

    def __post_init__(self):
        if not isinstance(self.name, str) or not re.fullmatch(r"[a-z_]+\.[a-z_]+", self.name):
            raise ValueError(f"a lab's name is '<chapter>.<lab>' in letters of lower case and _, not {self.name!r}")
        text(f"{self.name}: title", self.title)
        for part, (kind, words) in PARTS.items():
            object.__setattr__(self, part, several(f"{self.name}: {part}", getattr(self, part), kind, words))
        once(f"{self.name}: controls", [control.name for control in self.controls])
        once(f"{self.name}: panels", [panel.name for panel in self.panels])
        if not self.panels:
            raise ValueError(f"{self.name}: a lab needs at least one panel")
        self._check_functions()
        for held in (*self.points, *self.grids):
            if held.panel not in [panel.name for panel in self.panels]:
                kind = type(held).__name__.lower()
                raise ValueError(f"{self.name}: the {kind} {held.label!r} lies in {held.panel!r}, which is no panel")
        for drawn in self.grids:
            self.values(**drawn.first)
        for point in self.points:
            self._check_point(point)
        told = self.read
        said = wraps(told)(lambda state: printed(self._sentence(told, state)) + yours.told(self.name))
        object.__setattr__(self, "read", said)

    def _check_functions(self):
        controls, panels = [control.name for control in self.controls], [panel.name for panel in self.panels]
        takes(f"{self.name}: compute", self.compute, controls, "one argument for each control", named=True)
        takes(f"{self.name}: setup", self.setup, panels, "one figure for each panel")
        takes(f"{self.name}: update", self.update, ["artists", "state"], "what setup and compute returned")
        takes(f"{self.name}: read", self.read, ["state"], "what compute returned")

    def _check_point(self, point: Point):
        for name in (point.x, point.y):
            if not isinstance(self.control(name), Range):
                raise ValueError(f"{self.name}: the point {point.label!r} moves {name}, which is no Range")
        if point.x == point.y:
            raise ValueError(f"{self.name}: the point {point.label!r} moves {point.x} twice; allowed are two controls")
        takes(f"{self.name}: the point {point.label!r}: at", point.at, ["state"], "what compute returned")

    def _sentence(self, told: Callable, state: State) -> str:
        """The headline, and in a second line the other sentences; a text as it is."""
        said = told(State.of(state, f"{self.name}: compute"))
        sentences = [said] if isinstance(said, str) or not isinstance(said, Iterable) else list(said)
        if not sentences or not all(isinstance(sentence, str) and sentence for sentence in sentences):
            raise ValueError(f"{self.name}: read returned {brief(said)}: allowed is text, or a list of sentences")
        return "\n".join(filter(None, (sentences[0], " ".join(sentences[1:]))))

    def formula_parts(self, state: State) -> dict[str, str]:
        """The formulas of a state as pieces of the figure, by the names of their slots; none if the lab has none."""
        return {} if self.formulas is None else formula.parts(self.formulas(state))

    @property
    def short(self) -> str:
        """The lab's name within its chapter; the id of its figure on the page."""
        return self.name.split(".")[1]

    @property
    def grids(self) -> tuple[Pixels | Dots, ...]:
        """The controls that are drawn in a panel."""
        return tuple(control for control in self.controls if isinstance(control, (Pixels, Dots)))

    @property
    def defaults(self) -> dict:
        return {control.name: control.default for control in self.controls}

    def control(self, name: str) -> Control:
        for control in self.controls:
            if control.name == name:
                return control
        known = ", ".join(control.name for control in self.controls)
        raise ValueError(f"{self.name} has no control {name!r}: its controls are {known}")

    def values(self, **given) -> dict:
        """All control values, the defaults replaced by what is `given`; `ValueError` if one is not allowed."""
        checked = {name: self.control(name).check(value) for name, value in given.items()}
        return {**self.defaults, **checked}

    def state(self, **given) -> State:
        """What the lab computes for these control values."""
        values = self.values(**given)
        with yours.seen_by(self.name):
            return State.of(self.compute(**values), f"{self.name}: compute")

    def reading(self, **given) -> str:
        """What the lab says for these control values: the headline, and in a second line the rest."""
        return self.read(self.state(**given))

    def recorded(self) -> Iterator[dict]:
        """Every combination of recorded control values, the last control running fastest."""
        names = [control.name for control in self.controls]
        for values in itertools.product(*(control.recorded for control in self.controls)):
            yield dict(zip(names, values, strict=True))

    def __repr__(self):
        return f"{self.title}: {self.reading()}".replace("\n", " ")
