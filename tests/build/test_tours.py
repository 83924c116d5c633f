"""Tours: what is wrong with a text is said with its line, and every step of the book's own is true of its state."""

import re
from pathlib import Path

import pytest

from nbhelpers.build.tours import ANSWERS, SENTENCES, WORDS, TourError, parse
from nbhelpers.lab.address import address_text
from nbhelpers.rooms import chapters

BOOK = Path(__file__).parents[2] / "book"
TOURS = sorted(BOOK.glob("tour_*.md"))
PARTS = (  # of the book, by a chapter each
    {"neurons", "backprop", "optimizers", "convolution"}, {"hopfield", "boltzmann", "rbm", "deep_belief"},
    {"autoencoders", "variational"}, {"attention"},
)  # fmt: skip
NUMBER = re.compile(r"(?<![\w.])−?\d+(?:[.,]\d+)*")
GOOD = """# A line

For one who has a minute.

## One line

[AND](lab:neurons.line?table=AND&theta=1.5)

It is straight.

## It moves

Where does it go?

- [ ] left
- [x] right

[OR](lab:neurons.line?table=OR)

It went right. Look!

## It stays

[XOR](lab:neurons.line?table=XOR)

Nothing helps.

## It ends

[The usual](lab:neurons.line)

This is all.
"""


def test_a_tour_is_read_as_it_stands():
    tour = parse(GOOD)
    assert (tour.title, tour.audience, len(tour.steps), tour.minutes) == ("A line", "For one who has a minute.", 4, 1)
    first, second, *_, last = tour.steps
    assert (first.heading, first.lab.name, first.link) == ("One line", "neurons.line", "AND")
    assert first.given == {"table": "AND", "theta": 1.5} and first.question is None and last.given == {}
    assert second.question.answers == ("left", "right") and second.question.right == 1
    assert second.text == "It went right. Look!"


LONG = "word " * (WORDS["sentence"] + 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("# A line", "A line", 1, "begins with `# Its title`"),
        ("## One line", "One line", 5, "its steps begin with"),
        (GOOD[GOOD.index("## It stays") :], "", 1, "has 2 steps; allowed are 4 to 12"),
        ("neurons.line?table=AND", "neurons.lime?table=AND", 7, "there is no lab 'neurons.lime'; the labs are"),
        ("theta=1.5", "thata=1.5", 7, "has no control 'thata': its controls are table"),
        ("theta=1.5", "theta=9", 7, "theta = 9 is not recorded; recorded are -1.5"),
        ("theta=1.5", "theta", 7, "bad query field"),
        ("- [x] right", "- [ ] right", 15, "has 0 right answers"),
        ("- [ ] left", "- [x] left", 15, "has 2 right answers"),
        ("- [ ] left\n", "", 15, f"has 1 answers; allowed are {ANSWERS[0]} to {ANSWERS[-1]}"),
        ("- [ ] left", "- left", 15, "an answer is a line"),
        ("Where does it go?", "It goes.", 13, "only a question does"),
        ("- [x] right", "- [x] " + "right " * 13, 16, "an answer of 13 words"),
        ("It is straight.", LONG, 9, f"a sentence of {WORDS['sentence'] + 1} words"),
        ("It is straight.", "One. " * (SENTENCES + 1), 9, "4 sentences; allowed are 3 a step"),
        ("It is straight.", "It is\n*straight*.", 10, "'*' in a step's text: allowed is plain text"),
        ("Nothing helps.\n", "", 24, "'It stays': a step is a question"),
        ("Nothing helps.", "Nothing helps.\n\nReally.", 24, "'It stays': a step is a question"),
        ("neurons.line?table=OR", "neurons.delta", 11, "asks about neurons.delta, which the step before does not show"),
        ("## It moves", "## " + "very " * 10, 11, "a heading of 10 words"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(old, new, line, said):
    assert old in GOOD
    with pytest.raises(TourError, match=re.escape(said)) as caught:
        parse(GOOD.replace(old, new, 1))
    assert caught.value.line == line


def test_two_labs_of_one_short_name_and_an_early_question_are_refused():
    other = GOOD.replace("[XOR](lab:neurons.line?table=XOR)", "[Four units](lab:hopfield.landscape)")
    with pytest.raises(TourError, match=r"rbm.landscape and hopfield.landscape have the same short name"):
        parse(other.replace("[The usual](lab:neurons.line)", "[The rows](lab:rbm.landscape)"))
    asks = "## One line\n\nWhat is it?\n\n- [x] a\n- [ ] b"
    with pytest.raises(TourError, match="asks about neurons.line, which the step before does not show") as caught:
        parse(GOOD.replace("## One line", asks))
    assert caught.value.line == 5


# the book's own -----------------------------------------------------------------------------------------


def test_every_part_of_the_book_has_a_tour():
    seen = {step.lab.name.split(".")[0] for path in TOURS for step in parse(path.read_text("utf8")).steps}
    assert len(TOURS) >= 4 and seen <= {*chapters()}
    assert all(part & seen for part in PARTS)


@pytest.mark.parametrize("path", TOURS, ids=lambda path: path.stem)
def test_its_steps_cite_only_numbers_that_their_states_have(path):
    tour = parse(path.read_text("utf8"))  # unknown and unrecorded states are refused here
    assert 5 <= tour.minutes <= 8 and sum(step.question is not None for step in tour.steps) >= 4
    for step in tour.steps:
        cited = {number.replace(",", "") for number in NUMBER.findall(step.text)}
        if not cited:
            continue
        values = map(address_text, step.lab.values(**step.given).values())
        shown = " ".join((step.lab.reading(**step.given), *values, "784"))  # of a digit's pixels
        there = {number.replace(",", "") for number in NUMBER.findall(shown)}
        assert cited <= there, (path.name, step.heading, cited - there, shown)


@pytest.mark.parametrize("path", TOURS, ids=lambda path: path.stem)
def test_its_right_answers_do_not_stand_in_one_place(path):
    right = [step.question.right for step in parse(path.read_text("utf8")).steps if step.question]
    assert len({*right}) > 1
