"""A tour: states of labs in order, a sentence or two each, and questions to predict before one goes on.

It is a plain text, `book/tour_<name>.md`:

    # Its title

    For whom it is, in one sentence.

    ## What this step is about

    [AND, with the threshold at 1.5](lab:neurons.line?table=AND&theta=1.5)

    A sentence or two that are true of this state.

    ## The next step, which asks first

    What will happen?

    - [ ] nothing
    - [x] this

    [The same for OR](lab:neurons.line?table=OR&theta=1.5)

    What is seen now, and why.

A question is asked over the picture of the step before, so its state is one of the same lab. Steps are plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbhelpers import labs
from nbhelpers.lab.address import recorded_values
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.words import article

START = "tour_"  # of a page's name
STEPS = range(4, 13)
ANSWERS = range(2, 5)
SENTENCES = 3  # a step
WORDS = {"sentence": 30, "question": 30, "answer": 12, "heading": 9}
PACE = 200 / 60  # words a second
LOOK, THINK = 10, 15  # seconds for a picture, for a question
STEP = (
    "a step is a question with its answers if it asks one, a line `[words](lab:<chapter>.<lab>?<control>=<value>)`, "
    "and one paragraph of text"
)
LINK = re.compile(r"\[([^\]]+)\]\(lab:([^)?\s]+)\??([^)\s]*)\)")
ANSWER = re.compile(r"- \[([ x])\] (.+)")
MARKUP = re.compile(r"[*_`$<>\[\]{}|\\#]")
END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")


def is_tour(docname: str) -> bool:
    """Whether a page of the book is a tour: by its name."""
    return docname.rpartition("/")[2].startswith(START)


class TourError(ValueError):
    """What is wrong with a tour's text; `line` counts from 1."""

    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Question:
    """A question with its answers, the `right` one counted from 0."""

    text: str
    answers: tuple[str, ...]
    right: int


@dataclass(frozen=True)
class Step:
    """A state of a lab, under its control values by name, with what is said of it."""

    heading: str
    lab: Lab
    link: str
    query: str
    given: dict
    text: str
    question: Question | None = None

    @property
    def words(self) -> int:
        asked = (self.question.text, *self.question.answers) if self.question else ()
        return sum(len(text.split()) for text in (self.heading, self.text, *asked))


@dataclass(frozen=True)
class Tour:
    title: str
    audience: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long one takes alone: reading, looking, thinking."""
        asked = sum(step.question is not None for step in self.steps)
        seconds = sum(step.words for step in self.steps) / PACE + LOOK * len(self.steps) + THINK * asked
        return max(1, round(seconds / 60))


Block = tuple[int, list[str]]  # the number of its first line, its lines


def parse(text: str) -> Tour:
    """The tour that a text tells; `TourError` with the line of what is wrong."""
    blocks = list(_blocks(text))
    if len(blocks) < 2 or not blocks[0][1][0].startswith("# "):
        raise TourError(1, "a tour begins with `# Its title` and a sentence that says for whom it is")
    parts: list[list[Block]] = []
    for number, lines in blocks[2:]:
        if lines[0].startswith("## "):
            parts.append([])
        elif not parts:
            raise TourError(number, "after the sentence that says for whom the tour is, its steps begin with `## ...`")
        parts[-1].append((number, lines))
    if len(parts) not in STEPS:
        raise TourError(1, f"the tour has {len(parts)} steps; allowed are {STEPS[0]} to {STEPS[-1]}")
    audience = _plain(blocks[1], "who it is for")
    steps = tuple(_step(part) for part in parts)
    _check_labs(steps, [part[0][0] for part in parts])
    return Tour(blocks[0][1][0].removeprefix("# ").strip(), audience, steps)


def _blocks(text: str) -> Iterator[Block]:
    """What empty lines part."""
    lines: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield number - len(lines), lines
            lines = []


def _step(blocks: list[Block]) -> Step:
    """One step, from its heading on: a question with its answers if it has one, the state, the text."""
    (number, (head, *_)), *rest = blocks
    heading = _short(number, "heading", head.removeprefix("## ").strip())
    question = None
    if len(rest) > 2 and not LINK.fullmatch(rest[0][1][0]):
        question, rest = _question(rest[0], rest[1]), rest[2:]
    if len(rest) != 2 or not (link := LINK.fullmatch(" ".join(rest[0][1]))):
        where = rest[0][0] if rest else number
        raise TourError(where, f"{heading!r}: {STEP}")
    return Step(heading, *_state(rest[0][0], link), _said(rest[1]), question)


def _state(number: int, link: re.Match) -> tuple[Lab, str, str, dict]:
    """The lab of a link, the link's words, its query, and the values that it gives."""
    words, name, query = link.groups()
    if name not in labs.registry():
        raise TourError(number, f"there is no lab {name!r}; the labs are {', '.join(labs.registry())}")
    try:
        return labs.get(name), words, query, recorded_values(labs.get(name), query)
    except ValueError as error:
        raise TourError(number, str(error)) from None


def _question(asked: Block, listed: Block) -> Question:
    text = _short(asked[0], "question", _plain(asked, "a question"))
    if not text.endswith("?"):
        raise TourError(asked[0], f"{text!r} stands before the state: only a question does, and it ends with ?")
    found = [(at, ANSWER.fullmatch(line)) for at, line in enumerate(listed[1], listed[0])]
    for at, answer in found:
        if not answer:
            raise TourError(at, "an answer is a line `- [ ] words`, the right one `- [x] words`")
        _short(at, "answer", _plain((at, [answer[2]]), "an answer"))
    if len(found) not in ANSWERS:
        raise TourError(listed[0], f"{text!r} has {len(found)} answers; allowed are {ANSWERS[0]} to {ANSWERS[-1]}")
    right = [k for k, (_, answer) in enumerate(found) if answer[1] == "x"]
    if len(right) != 1:
        raise TourError(listed[0], f"{text!r} has {len(right)} right answers, marked [x]; it needs exactly one")
    return Question(text, tuple(answer[2] for _, answer in found), right[0])


def _said(block: Block) -> str:
    """A step's text: a few short sentences."""
    text = _plain(block, "a step's text")
    sentences = END.split(text)
    if len(sentences) > SENTENCES:
        raise TourError(block[0], f"{len(sentences)} sentences; allowed are {SENTENCES} a step")
    for sentence in sentences:
        _short(block[0], "sentence", sentence)
    return text


def _plain(block: Block, what: str) -> str:
    """A paragraph as one line, without markup."""
    for number, line in enumerate(block[1], block[0]):
        if found := MARKUP.search(line):
            raise TourError(number, f"{found[0]!r} in {what}: allowed is plain text")
    return " ".join(block[1])


def _short(number: int, kind: str, text: str) -> str:
    if (count := len(text.split())) > WORDS[kind]:
        raise TourError(number, f"{article(kind)} of {count} words, {text[:40]!r}...; allowed are {WORDS[kind]}")
    return text


def _check_labs(steps: tuple[Step, ...], numbers: list[int]) -> None:
    """Each lab once on the page, under its short name; a question over the picture that it is about."""
    shorts: dict[str, str] = {}
    for before, step, number in zip((None, *steps), steps, numbers, strict=False):
        other = shorts.setdefault(step.lab.short, step.lab.name)
        if other != step.lab.name:
            raise TourError(number, f"{step.lab.name} and {other} have the same short name: a tour has one of them")
        if step.question and (before is None or before.lab is not step.lab):
            raise TourError(number, f"{step.heading!r} asks about {step.lab.name}, which the step before does not show")
