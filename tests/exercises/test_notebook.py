"""The exercise in Jupyter: what a notebook keeps of its task, and the report below a cell."""

import re

import pytest
from markdown_it import MarkdownIt

from nbhelpers.exercise import Exercise, Prediction, page
from nbhelpers.exercises import get, registry

ENERGY, NUMBER = get("hopfield.energy"), get("backprop.parameters")


def test_the_report_below_a_cell_says_what_passed_what_failed_and_the_hint():
    def energy(W, x, b):
        return -x @ W @ x + b @ x

    shown = ENERGY.check(energy)._repr_html_()
    assert "visits every pair twice" in shown and "2 of 6 cases pass." in shown
    assert "All cases pass." in ENERGY.check(ENERGY.solution)._repr_html_()


def test_a_number_is_judged_as_it_is_typed():
    assert "Those are the weights alone." in NUMBER.check("23820")._repr_html_()
    assert "Right: it is 23,860." in NUMBER.check("23,860")._repr_html_()


def test_what_code_says_is_shown_as_text_not_as_html():
    code = "print('<img src=x>')\ndef energy(W, x, b):\n    raise ValueError('<script>')\n"
    shown = ENERGY.check(code)._repr_html_()
    assert "<img" not in shown and "<script" not in shown
    assert "&lt;img src=x&gt;" in shown and "&lt;script&gt;" in shown


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
