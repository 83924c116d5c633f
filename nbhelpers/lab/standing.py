"""What stands still on a lab's stage: where an `update` changes it, that would be seen nowhere, and is an error."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from nbhelpers.lab.artist_state import Look
from nbhelpers.lab.definition import Lab


class Standing:
    """The stage of a lab as `setup` laid it; `check` says what an `update` has changed of it."""

    def __init__(self, lab: Lab, figures: list[Figure], moving: dict[str, Artist]):
        self._lab, self._figures, self._moving = lab, figures, moving
        self._axes = [axes for figure in figures for axes in figure.axes]
        self._held = [(owner, owner.get_children()) for owner in (*figures, *self._axes)]
        moved = set(moving.values())
        self._still = [(owner, one) for owner, _ in self._held for one in _pieces(owner) if one not in moved]
        self.learn()

    def learn(self) -> None:
        """What there is now shall stay; once more when the stage was drawn, which leaves its marks."""
        for _, one in self._still:
            one.stale = False  # so that what nobody touches is not compared
        self._looks = [Look(one) for _, one in self._still]
        self._facts = [_facts(axes) for axes in self._axes]

    def check(self) -> None:
        """ValueError if an update changed what stands still."""
        for axes, facts in zip(self._axes, self._facts, strict=True):
            now = _facts(axes)
            if now != facts:
                self._refuse(f"changed the {next(name for name in facts if now[name] != facts[name])} of", axes)
        for owner, children in self._held:
            if owner.get_children() != children:
                self._refuse("laid or took off something in", owner)
        for (owner, one), look in zip(self._still, self._looks, strict=True):
            if one.stale and not look.same(one):
                self._refuse(f"changed {_name(owner, one)} of", owner)

    def _refuse(self, did: str, owner: Axes | Figure) -> None:
        figure = owner if isinstance(owner, Figure) else owner.get_figure()
        panel = self._lab.panels[self._figures.index(figure)].name
        where = f"axes {1 + figure.axes.index(owner)} in panel {panel!r}" if owner is not figure else f"panel {panel!r}"
        raise ValueError(
            f"{self._lab.name}: update {did} {where}; what moves must be among the artists that setup returns, "
            f"here {', '.join(self._moving) or 'none'}"
        )


def _facts(axes: Axes) -> dict:
    """What belongs to axes themselves, in a form that is quick to compare."""
    x, y = axes.xaxis, axes.yaxis
    return {
        "limits": axes.viewLim.get_points().tobytes(),
        "ticks": (x.major.locator, x.major.formatter, y.major.locator, y.major.formatter),
    }


def _pieces(owner: Axes | Figure) -> list[Artist]:
    """What stands in axes or in a figure; of an axis its label, as its ticks are made anew at every drawing."""
    return [one.label if isinstance(one, Axis) else one for one in owner.get_children() if not isinstance(one, Axes)]


def _name(owner: Axes | Figure, one: Artist) -> str:
    if isinstance(owner, Axes):
        if one in (owner.title, owner._left_title, owner._right_title):
            return "the title"
        if one in (owner.xaxis.label, owner.yaxis.label):
            return "a label"
    return f"a {type(one).__name__} that setup does not return"
