"""The exercise in Jupyter: what a notebook keeps, and the widget's editor, Check, Reset and report."""

import re

import ipywidgets as widgets
import pytest
from markdown_it import MarkdownIt

from nbhelpers.exercise import Exercise, Prediction, page
from nbhelpers.exercise.notebook import ExerciseWidget
from nbhelpers.exercises import get, registry

ENERGY, NUMBER = get("hopfield.energy"), get("backprop.parameters")


def test_check_says_what_passed_what_failed_and_the_hint():
    widget = ExerciseWidget(ENERGY)
    widget.editor.value = "def energy(W, x, b):\n    return -x @ W @ x + b @ x\n"
    widget.check.click()
    assert ENERGY.check(widget.editor.value).summary in widget.report.value
    assert "visits every pair twice" in widget.report.value
    widget.editor.value = ENERGY.solution
    widget.check.click()
    assert "All cases pass." in widget.report.value and "Hint" not in widget.report.value


def test_reset_brings_the_starting_code_back():
    widget = ExerciseWidget(ENERGY)
    assert widget.editor.value == ENERGY.start
    widget.editor.value = "rubbish"
    widget.check.click()
    widget.reset.click()
    assert (widget.editor.value, widget.report.value) == (ENERGY.start, "")


def test_a_loop_without_end_leaves_the_widget_usable(monkeypatch):
    monkeypatch.setattr("nbhelpers.exercise.notebook.SECONDS", 0.1)
    widget = ExerciseWidget(ENERGY)
    widget.editor.value = "def energy(W, x, b):\n    while True: pass\n"
    widget.check.click()
    assert "did not end within 0.1 s" in widget.report.value
    monkeypatch.undo()
    widget.editor.value = ENERGY.solution
    widget.check.click()
    assert "All cases pass." in widget.report.value


def test_a_number_is_typed_into_a_line():
    widget = ExerciseWidget(NUMBER)
    assert isinstance(widget.editor, widgets.Text)
    widget.editor.value = "23820"
    widget.check.click()
    assert "Those are the weights alone." in widget.report.value
    widget.editor.value = "23860"
    widget.check.click()
    assert "Right: it is 23,860." in widget.report.value


def test_what_code_says_is_shown_as_text_not_as_html():
    widget = ExerciseWidget(ENERGY)
    widget.editor.value = "print('<img src=x>')\ndef energy(W, x, b):\n    raise ValueError('<script>')\n"
    widget.check.click()
    assert "<img" not in widget.report.value and "<script" not in widget.report.value
    assert "&lt;img src=x&gt;" in widget.report.value and "&lt;script&gt;" in widget.report.value


@pytest.mark.parametrize("exercise", registry().values(), ids=lambda one: one.name)
def test_a_notebook_keeps_task_and_start_as_text_and_html_and_no_widget(exercise):
    bundle = exercise._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert exercise.asked in bundle["text/plain"]
    assert f'data-exercise="{exercise.name}"' in bundle["text/html"]
    assert "<script" not in bundle["text/html"]
    if isinstance(exercise, Exercise):
        assert exercise.start in bundle["text/plain"] and exercise.solution not in bundle["text/plain"]
        assert re.search(r"<details[^>]*><summary>Solution</summary>", bundle["text/html"])


OTHERS = ("One `a < b` *two*\nthree.\n\nFour.", "`2 * 3 * 4` is 2 * 3 * 4, “not” *more*, *or* less.")


def test_prose_reads_every_text_of_the_book_as_commonmark_does():
    """What it does not know, such as a list or a link, no text may have."""
    told = [text for one in registry().values() for text in (one.asked, isinstance(one, Prediction) and one.solution)]
    for text in (*filter(None, told), *OTHERS):
        wanted = MarkdownIt().render(text).replace("</p>\n", "</p>").replace("&quot;", '"')
        assert page.prose(text).split() == wanted.split(), text


def test_predictions_hold_no_solution_where_the_text_explains():
    assert all(isinstance(one, Exercise) or isinstance(one, Prediction) for one in registry().values())
    assert "<details" not in page.still(get("hopfield.after_the_turn"))
