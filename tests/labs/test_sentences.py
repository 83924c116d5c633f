"""What every lab says and writes into its pictures, proof-read at random settings over all that is offered live.

`tests.slips` says what is looked for; besides, a lab takes the value that a control has, and not one near it.
SETTINGS=200 reads that many settings of every lab; without it, a few.
"""

import ast
import os
import re
from itertools import islice
from numbers import Real
from pathlib import Path
from string import Formatter

import nbhelpers
from nbhelpers.lab.definition import State
from nbhelpers.lab.words import Said, printed
from tests.labs.conftest import few, settings
from tests.slips import outside, overlaps, slips, texts

ROOMS = Path(nbhelpers.__file__).parent
WORDS, NUMBERS = 15, 2  # the most that a headline has
NUMBER = re.compile(r"(?<![\w.,])−?\d[\d,.]*(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
LONGEST = 420  # letters after the headline
AT_REST = {("hopfield.landscape", "step")}  # a walker in a minimum makes no more of the flips that are asked for
# panels with a cloud of digits that stand for points
AS_MARKS = {("autoencoders.walk", "codes"), ("variational.walk", "codes")}
BY_A_NET = {"recurrent.reader"}  # labs that show what a net has written, with a net's mistakes
TEXT = re.compile(r">([^<>]+)</t(?:ext|span)>")


def some(lab):
    asked = os.environ.get("SETTINGS")
    return islice(settings(lab), int(asked)) if asked else few(lab)


def _snapped(lab, values, state):
    """The numbers that a state tells under a control's name, but not as the control has them."""
    told = {name: state[name] for name, value in values.items() if isinstance(value, (int, float)) and name in state}
    off = {name for name, value in told.items() if isinstance(value, Real) and value != values[name]}
    return {(lab.name, name) for name in off if not isinstance(values[name], bool)} - AT_REST


def unclear(lab, state):
    """What is wrong with the way a lab says its result: a headline of few words, whole sentences after it."""
    headline, line, rest = lab.read(state).partition("\n")
    said = lab.read.__wrapped__(State.of(state, lab.name))
    if isinstance(said, str):
        return ["read returns a text: it has to yield sentences, each made by `say`, the first of them the headline"]
    said = list(said)
    return [
        *(f"not made by say: {sentence!r}" for sentence in said if not isinstance(sentence, Said)),
        *([f"more than {WORDS} words: {headline!r}"] if len(re.findall(r"\S*\w\S*", headline)) > WORDS else []),
        *([f"more than {NUMBERS} numbers: {headline!r}"] if len(NUMBER.findall(headline)) > NUMBERS else []),
        *([f"nothing but a headline: {headline!r}"] if not line else []),
        *([f"{len(rest)} letters: {rest!r}"] if len(rest) > LONGEST else []),
        *(slip for sentence in said for slip in slips(printed(sentence), sentence=True)),
    ]


def _standing(drawing):
    """The texts that are there in every state, and the values of the controls."""
    lab = drawing.lab
    words = [lab.title, *(panel.shows for panel in lab.panels), *(control.label for control in lab.controls)]
    shown = [control.show(value) for control in lab.controls for value in control.offered]
    return [*words, *shown, *TEXT.findall("".join(drawing.stages))]


def test_a_proof_reader_finds_nothing(shown):
    lab, drawing = shown.lab, shown.drawing
    assert not [slip for text in _standing(drawing) for slip in slips(text)]
    for values in some(lab):
        state = shown.state(**values)
        assert not _snapped(lab, values, state)
        written = {text for part in drawing.parts(state).values() for text in TEXT.findall(part)}
        written = set() if lab.name in BY_A_NET else written
        assert not slips(lab.read(state), sentence=True) + [slip for text in written for slip in slips(text)], values
        assert not unclear(lab, state), values
        for figure, panel in zip(drawing.figures, lab.panels, strict=True):
            found = texts(figure)
            assert not outside(found, figure.bbox), values
            assert (lab.name, panel.name) in AS_MARKS or not overlaps(found), values


def test_the_proof_reader_can_read():
    wrong = (
        "After 1 steps.", "With 1 hidden units.", "2 step.", "a int.", "an unit.", "a 8.", "w = -2.", "At 1e-06.",
        "E is −0.00.", "0.0 million sums.", "E fell from −49.5 to −49.5.", "With 0.0 % of it.", "It is (not.",
        "Some (that agree: 3).", "The the.", "Two  spaces.", "small it begins.", "No end", "It is nan.", "All 16384.",
    )  # fmt: skip
    right = (
        "After 1 step.", "After 0.1 steps.", "Of 1 × 1 pixels.", "An 8, an LSTM, a unit, a one, an unknown.", "k-1.",
        "E fell from −49.5 to −49.6.", "1 of 9 units is left.", "All 16,384 of 60,000, 0 % and 10⁻⁶.", "η = 0.1 grows.",
    )  # fmt: skip
    assert [text for text in wrong if not slips(text, sentence=True)] == []
    assert [slip for text in right for slip in slips(text, sentence=True)] == []


def test_sentences_are_written_out_with_their_values_by_name():
    """So that they can be found, counted and translated: a template is a literal, its values are those it names."""
    wrong = [f"{path.relative_to(ROOMS)}:{call.lineno}" for path, call in _sayings() if not _written_out(call)]
    assert wrong == [] and sum(1 for _ in _sayings()) > 150


def _sayings():
    for path in sorted(ROOMS.glob("*/labs/*.py")) + sorted(ROOMS.glob("*/labs.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                yield path, node


def _written_out(call):
    templates = [call.args[0].body, call.args[0].orelse] if isinstance(call.args[0], ast.IfExp) else call.args
    if not all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in templates):
        return False
    named = {field for one in templates for _, field, _, _ in Formatter().parse(one.value) if field is not None}
    given = {keyword.arg for keyword in call.keywords}
    return None in given or named == given
