"""A dare: a goal over the numbers of a lab, judged by computing them anew from the values of its controls.

A chapter's dares are the tuple DARES of its module `dares`; they need no place in a notebook, for each stands under its
lab wherever that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from importlib import import_module
from importlib.util import find_spec

from nbhelpers import yours
from nbhelpers.lab.declared import brief, several, takes, text
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.words import printed

YOURS = "The dare stays open until the book’s own meets it."


@dataclass(frozen=True)
class Verdict:
    """Whether a state meets a dare, in a sentence with the numbers that say so; `yours` if a reader's function computed
    them, which does not count. `debrief` says why it is possible, "" unless it is met by the book's own functions.
    """

    met: bool
    yours: bool
    words: str
    debrief: str

    def as_dict(self) -> dict:
        """What a figure is told; it has the debrief already."""
        return {"met": self.met, "counts": self.met and not self.yours, "words": self.words}

    def __repr__(self):
        return "\n".join(filter(None, (self.words, self.debrief)))


@dataclass(frozen=True)
class Dare:
    """A goal over a lab's numbers. `name` is "<chapter>.<dare>".

    `check(**controls) -> (met, words)` computes again from the values of all the lab's controls, and says in a sentence
    (`words.say`) what came out, met or not. The `challenge` says all that it looks at.
    """

    name: str
    title: str
    lab: Lab
    challenge: str
    hints: tuple[str, ...]
    check: Callable[..., tuple[bool, str]]
    debrief: str

    def __post_init__(self):
        if not isinstance(self.name, str) or not re.fullmatch(r"[a-z_]+\.[a-z_]+", self.name):
            raise ValueError(f"a dare's name is '<chapter>.<dare>' in letters of lower case and _, not {self.name!r}")
        if not isinstance(self.lab, Lab):
            raise ValueError(f"{self.name}: lab = {brief(self.lab)}: allowed is a Lab")
        for what in ("title", "challenge", "debrief"):
            text(f"{self.name}: {what}", getattr(self, what))
        object.__setattr__(self, "hints", several(f"{self.name}: hints", self.hints, str, "texts"))
        controls = [control.name for control in self.lab.controls]
        takes(f"{self.name}: check", self.check, controls, "one argument for each control of its lab", named=True)

    def judge(self, **given) -> Verdict:
        """Whether these values of the lab's controls meet it, the defaults where none is given; `ValueError` names a
        value that is not allowed.
        """
        values = self.lab.values(**given)
        with yours.seen_by(self.lab.name):
            met, words = self.check(**values)
        met, told = bool(met), yours.told(self.lab.name)
        words = f"{'Met' if met else 'Not yet'}. {printed(words)}{told}"
        if met and told:
            words += f" {YOURS}"
        return Verdict(met, bool(told), words, self.debrief if met and not told else "")

    def __repr__(self):
        return f"A dare, {self.name}. {self.challenge}"


def declared(chapter: str) -> tuple[Dare, ...]:
    """The dares of a chapter, from its module `dares`; none where there is no such module."""
    room = f"nbhelpers.{chapter}"
    if find_spec(room) is None or find_spec(f"{room}.dares") is None:
        return ()
    return import_module(f"{room}.dares").DARES


def of(lab: Lab) -> tuple[Dare, ...]:
    """The dares over a lab."""
    return tuple(dare for dare in declared(lab.name.split(".")[0]) if dare.lab.name == lab.name)


def folded(dares: Iterable[Dare]) -> str:
    """Dares as they stand under their lab, each folded into a line; a script adds the button that checks."""
    return "".join(map(_folded, dares))


def _folded(dare: Dare) -> str:
    names = ("A hint", *["Another hint"] * len(dare.hints))
    hints = "".join(
        f'<details class="dare-hint"><summary>{name}</summary><p>{_html(hint)}</p></details>'
        for name, hint in zip(names, dare.hints, strict=False)
    )
    return (
        f'<details class="dare" data-dare="{dare.name}"><summary>A dare: {_html(dare.title)}</summary>'
        f'<p class="dare-challenge">{_html(dare.challenge)}</p>{hints}'
        f'<p class="dare-debrief" hidden><strong>Why it is possible.</strong> {_html(dare.debrief)}</p></details>'
    )


def _html(words: str) -> str:
    return escape(words, quote=False)
