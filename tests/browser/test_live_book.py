"""Python live on the book's own pages: what a lab shows and says is what it says in the Python that recorded it."""

import random

import pytest

from nbhelpers import labs
from tests.browser.conftest import lasting_page
from tests.browser.hands import answered, live, message, reading, turn, workers
from tests.browser.other_python import OtherPython, alike, disagreement, recorded
from tests.browser.test_site import labs_of, places
from tests.whole import WHOLE, some

PAGE = "book/optimizers.html"


@pytest.fixture(scope="module")
def chapter(own_site, chromium):
    """A chapter for all tests that leave its Python running."""
    with lasting_page(chromium, f"{own_site}/{PAGE}") as watched:
        yield watched


def test_every_lab_of_a_page_goes_live(chapter):
    """One press, and each lab shows a value that was not recorded, with CPython's sentence."""
    for name in labs_of(PAGE):
        lab, figure = labs.get(name), live(chapter, name)
        assert reading(figure) == lab.reading()
        control, value = unrecorded(lab)
        turn(figure, lab, control.name, value)
        answered(figure)
        assert message(figure).text_content() == ""
        assert reading(figure) == lab.reading(**{control.name: value}), (name, control.name, value)
    assert chapter.complaints == [] and chapter.foreign == [] and workers(chapter) == 1


def unrecorded(lab):
    """The control with most values that are not recorded, and one of these."""
    control = max(lab.controls, key=lambda control: len(set(control.offered) - set(control.recorded)))
    new = [value for value in control.offered if value not in control.recorded] or [control.recorded[-1]]
    return control, new[len(new) // 3]


def start_of(figure):
    return figure.locator(".lab-point").get_attribute("transform")


def test_the_start_is_dragged_and_moved_with_the_keys(chapter):
    race, figure = labs.get("optimizers.race"), live(chapter, "optimizers.race")
    figure.locator('[data-action="reset"]').click()
    answered(figure)
    point = figure.locator(".lab-point")
    before = start_of(figure)
    assert point.evaluate("point => getComputedStyle(point).touchAction") == "none"  # a finger drags it too
    point.focus()
    point.press("Shift+ArrowRight")
    point.press("ArrowDown")
    answered(figure)
    assert reading(figure) == race.reading(right=0.5, up=-0.05) and start_of(figure) != before
    assert "0.50" in point.get_attribute("aria-valuetext")
    box = point.locator("circle").last.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    chapter.page.mouse.move(x, y)
    chapter.page.mouse.down()
    for k in range(1, 11):
        chapter.page.mouse.move(x + 6 * k, y + 3 * k)
    chapter.page.mouse.up()
    answered(figure)
    right, up = (float(figure.locator(f'[name="{name}"]').get_attribute("data-value")) for name in ("right", "up"))
    assert right > 1.0 and up < -0.2
    assert reading(figure) == race.reading(right=right, up=up)
    moved = point.locator("circle").last.bounding_box()
    assert abs(moved["x"] - box["x"] - 60) < 4 and abs(moved["y"] - box["y"] - 30) < 4
    chapter.page.wait_for_url(f"**race.right={right:g}&race.up={up:g}**")
    figure.locator('[data-action="reset"]').click()
    answered(figure)
    assert start_of(figure) == before and chapter.complaints == []


@pytest.fixture(scope="module")
def other():
    """The page's Python, without a page."""
    python = OtherPython()
    yield python
    python.close()


@pytest.mark.parametrize("name", some(sorted({name for _, name in places()}), 20))
def test_a_lab_is_drawn_and_says_the_same_in_both_pythons(other, name):
    """At a value that was not recorded and in the state it opens with; in the whole run, at all recorded and more."""
    lab = labs.get(name)
    control, value = unrecorded(lab)
    stage, drawn = other.ask("stage", name), other.ask("compute", name, **{control.name: value})
    assert len(stage["panels"]) == len(lab.panels) and any(drawn["parts"].values())
    assert drawn["reading"] == lab.reading(**{control.name: value})
    asked, chance = recorded(lab), random.Random(name)
    if WHOLE:
        asked += [({one.name: chance.choice(one.offered) for one in lab.controls}, None) for _ in range(5)]
    else:
        asked = [(values, ours) for values, ours in asked if values == lab.defaults]
    found = [(values, fault) for values, ours in asked if (fault := disagreement(other, lab, values, ours))]
    assert asked and found == []


@pytest.mark.parametrize(
    ("one", "other", "digits", "same"),
    [
        ("E is 0.4450.", "E is 0.4449.", 1, True),
        ("E is 0.4450.", "E is 0.4449.", 0, False),
        ("E is 0.4450.", "E is 0.4448.", 1, False),
        ("E is 9.99.", "E is 10.0.", 1, True),
        ("It reads 83 %.", "It reads 89 %.", 1, False),
        ("It reads 1,000 right.", "It reads 1000 right.", 0, True),
        ("It learns 3.", "It is stuck at 3.", 1, False),
    ],
)
def test_sentences_are_compared_word_by_word(one, other, digits, same):
    assert alike(one, other, digits) is same
