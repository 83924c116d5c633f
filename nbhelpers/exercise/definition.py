"""What an exercise is: a function to write, the cases that judge it, the mistakes it knows."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from nbhelpers import yours
from nbhelpers.exercise import checking
from nbhelpers.exercise.answers import Answer, answer_of
from nbhelpers.exercise.report import Report
from nbhelpers.exercise.runner import load

NAME = re.compile(r"[a-z_]+\.[a-z_]+")
USED = """Figures that call {place} answer with yours now, and say so under their picture.
The book's own again: from nbhelpers import yours; yours.give_back("{place}")"""


@dataclass(frozen=True)
class Case:
    """One call of the reader's function: what it looks at, in words, and its arguments."""

    words: str
    given: tuple

    def arguments(self) -> tuple:
        """The arguments, copied, so that no answer can spoil them."""
        return copy.deepcopy(self.given)


@dataclass(frozen=True)
class Hint:
    """Words for the reader who made one certain mistake. `wrong(*given)` answers as that mistake does.

    Where the mistake raises an error, so does `wrong`; the two are then compared by kind of error.
    """

    name: str
    words: str
    wrong: Callable


def _as_it_is(answer: Callable) -> Callable:
    return answer


@dataclass(frozen=True)
class Exercise:
    """A function to write, declared once for every host. `name` is "<chapter>.<exercise>".

    `truth(*given)` says what each case must give, by another way than the solution: another formula, finite
    differences, enumeration. It returns an array, a number, or a tuple of them. `keeps` names the parameters that an
    answer may not change; the task says so. `place` names the function of nbhelpers whose place an answer can take,
    "hopfield.store", and `fits(answer)` is the answer as that function is called.
    """

    name: str
    title: str
    task: str
    start: str
    cases: tuple[Case, ...]
    truth: Callable
    hints: tuple[Hint, ...]
    solution: str
    keeps: tuple[str, ...] = ()
    place: str = ""
    fits: Callable[[Callable], Callable] = _as_it_is

    def __post_init__(self):
        check_name(self.name)
        if not self.cases:
            raise ValueError(f"{self.name}: an exercise needs at least one case")
        names = [hint.name for hint in self.hints]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.name}: two hints have one name in {names}")
        for what in ("start", "solution"):
            if _function(getattr(self, what)) is None:
                raise ValueError(f"{self.name}: the {what} must be Python code that defines a function")
        unknown = set(self.keeps) - set(self.parameters)
        if unknown:
            raise ValueError(f"{self.name}: keeps names {sorted(unknown)}; allowed are {self.parameters}")

    @property
    def asked(self) -> str:
        """The task as it is shown."""
        return self.task

    @property
    def short(self) -> str:
        """The exercise's name within its chapter; the id of its place on the page."""
        return self.name.split(".")[1]

    @property
    def function(self) -> str:
        """The name of the function to be written."""
        return _function(self.start).name

    @property
    def parameters(self) -> list[str]:
        return [argument.arg for argument in _function(self.start).args.args]

    @cached_property
    def wanted(self) -> list[Answer]:
        """The truth of every case, found before any code of a reader runs."""
        return [answer_of(self.truth, case.arguments()) for case in self.cases]

    @cached_property
    def mistaken(self) -> dict[str, list[Answer]]:
        """What every hint's mistake answers to every case."""
        pairs = list(zip(self.cases, self.wanted, strict=True))
        return {
            hint.name: [answer_of(hint.wrong, case.arguments(), right.shapes) for case, right in pairs]
            for hint in self.hints
        }

    def check(self, answer: str | Callable, seconds: float | None = None) -> Report:
        """Judge an answer: the reader's code, or a function. Code is given up after `seconds`, if that is set."""
        return checking.check(self, answer, seconds)

    def put(self, code: str) -> None:
        """`use` the function that the code defines; `Unusable` or `Failed` say what is wrong with it."""
        if not self.place:
            raise ValueError(f"{self.name}: no figure computes what this exercise asks for")
        yours.use(self.place, self.fits(load(code, self.function)))

    def use(self, answer: Callable) -> None:
        """Put an answer into the figures: what the book computes by `place` is computed by it."""
        if not self.place:
            raise ValueError(f"{self.name}: no figure computes what this exercise asks for")
        if not callable(answer):
            raise ValueError(f"answer = {answer!r}: allowed is a function")
        yours.use(self.place, self.fits(answer))
        print(USED.format(place=self.place))

    def __repr__(self):
        return f"{self.title}\n\n{self.task}\n\n{self.start}"


def check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ValueError(f"an exercise's name is '<chapter>.<exercise>' in lower case, not {name!r}")


def _function(code: str) -> ast.FunctionDef | None:
    """The last function that the code defines, None if there is none or the code can't be read."""
    try:
        found = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]
    except SyntaxError:
        return None
    return found[-1] if found else None
