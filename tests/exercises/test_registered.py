"""Every exercise of the book: the start fails, the solution passes, every wrong answer gets its hint and no other."""

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from nbhelpers.exercise import Exercise, Prediction
from nbhelpers.exercise.formatting import written
from nbhelpers.exercise.page import still
from nbhelpers.exercise.runner import load
from nbhelpers.exercises import check, get, registry
from tests import rooms

ROOT = Path(__file__).parents[2]
WRONG = {name: answers for module in rooms.each("wrong") for name, answers in module.WRONG.items()}
EXERCISES = [one for one in registry().values() if isinstance(one, Exercise)]
PREDICTIONS = [one for one in registry().values() if isinstance(one, Prediction)]
NEAR = [(one, near) for one in PREDICTIONS for near in one.hints]


def named(one):
    return getattr(one, "name", None) or getattr(one, "words", str(one))[:30]


def test_every_chapter_has_three_exercises_at_least():
    chapters = {path.stem for path in (ROOT / "book").glob("*.ipynb")} - {"index", "errata"}
    counted = Counter(one.name.split(".")[0] for one in EXERCISES)
    few = {"backprop": 2}  # just divided: it is to have three again
    assert {chapter: counted[chapter] for chapter in chapters if counted[chapter] < few.get(chapter, 3)} == {}


def test_every_hint_has_a_wrong_answer():
    assert {one.name: {hint.name for hint in one.hints} for one in EXERCISES} == {
        name: set(answers) for name, answers in WRONG.items()
    }


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_the_start_fails_and_says_what_is_to_be_done(exercise):
    report = exercise.check(exercise.start)
    assert not report.passed and not report.hints
    assert report.problem or any(one.problem or one.got != one.wanted for one in report.outcomes)


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_the_start_returns_something_and_takes_no_type_over(exercise):
    assert exercise.start.splitlines()[-1].startswith("    return ")
    assert "_like(" not in exercise.start


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_the_solution_passes_every_case(exercise):
    report = exercise.check(exercise.solution)
    assert report.passed and all(one.passed for one in report.outcomes), report
    assert not report.hint and not report.hints


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_a_wrong_answer_gets_its_hint_and_no_other(exercise):
    for hint in exercise.hints:  # as functions: nothing is put back after each, which takes longer than all the rest
        report = exercise.check(load(WRONG[exercise.name][hint.name], exercise.function))
        assert not report.passed
        assert (report.hints, report.hint) == ((hint.name,), hint.words), f"{hint.name}\n\n{report}"


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_every_truth_is_finite_and_no_mistake_comes_near_it(exercise):
    assert all(answer.parts and np.isfinite(answer.flat).all() for answer in exercise.wanted)
    for hint, answers in exercise.mistaken.items():
        assert not all(got.same(right) for got, right in zip(answers, exercise.wanted, strict=True)), hint


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_an_argument_that_must_stay_as_it_is_is_named_in_the_task(exercise):
    assert list(exercise.keeps) == re.findall(r"[Ll]eave `(\w+)`", exercise.task)


@pytest.mark.parametrize("exercise", EXERCISES, ids=named)
def test_a_report_is_json_for_the_page(exercise):
    text = json.dumps(check(exercise.name, exercise.start), allow_nan=False)
    assert json.loads(text)["passed"] is False
    assert check(exercise.name, exercise.solution)["passed"] is True


@pytest.mark.parametrize("prediction", PREDICTIONS, ids=named)
def test_the_right_number_is_right_as_it_is_typed(prediction):
    shown = written(prediction.value, prediction.digits)
    for text in (shown, repr(prediction.value), prediction.value):
        assert prediction.check(text).passed, text
    assert not prediction.answer or shown in prediction.solution


@pytest.mark.parametrize("prediction, near", NEAR, ids=named)
def test_a_typical_wrong_number_gets_its_words(prediction, near):
    report = prediction.check(near.number)
    assert not report.passed and report.summary == near.words


@pytest.mark.parametrize("prediction", PREDICTIONS, ids=named)
def test_any_other_number_is_told_its_direction(prediction):
    assert prediction.check(prediction.value - 1e7).summary == "Not yet: it is more than that."
    assert prediction.check(prediction.value + 1e7).summary == "Not yet: it is less than that."


@pytest.mark.parametrize("exercise", registry().values(), ids=registry())
def test_its_words_hold_no_tex_which_nothing_would_set(exercise):
    assert not re.search(r"\$.*\$|\\[a-z]", re.sub("<code>.*?</code>", "", still(exercise), flags=re.S))


@pytest.mark.parametrize("exercise", registry().values(), ids=named)
def test_its_words_have_a_minus_where_a_number_follows(exercise):
    """In code, and after = or a word, a hyphen is right."""
    for text in (exercise.asked, *(hint.words for hint in exercise.hints)):
        assert re.findall(r"(?<![\w)\]=])-\d", re.sub("`[^`]*`", "", text)) == [], text


def test_an_unknown_name_is_refused():
    with pytest.raises(ValueError, match=r"'hopfield.enrgy' is not among the exercises: .*hopfield\.energy"):
        get("hopfield.enrgy")


@pytest.mark.parametrize(
    "name, number", [("hopfield.against_negatives", 1 - 1 / 8), ("generalising.decay_alone", 2 / 0.5)]
)
def test_a_bound_found_by_halving_is_the_one_that_the_chapter_derives(name, number):
    assert get(name).value == pytest.approx(number, rel=1e-9)
