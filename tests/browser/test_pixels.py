"""Drawing on a grid of pixels where Python is live: with the pointer, with the keys, through the address."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from nbhelpers import labs
from tests.browser.conftest import lasting_page
from tests.browser.hands import READY, answered, figure_of, live, message, reading

RECALL = "hopfield.recall"
GRID = '.lab-grid[aria-label^="pixels you turned over"]'  # the left sheet takes a pattern to store


def marks_of(figure, lab):
    """The drawing as the control holds it."""
    return lab.control("drawn").unpack(figure.locator('[name="drawn"]').get_attribute("data-value"))


def middle(figure, row, column, rows=20, columns=20):
    """The place on the page of a pixel's middle."""
    box = figure.locator(f"{GRID} rect").first.bounding_box()
    return box["x"] + (column + 0.5) * box["width"] / columns, box["y"] + (row + 0.5) * box["height"] / rows


def drag(watched, figure, *places):
    figure.locator(GRID).scroll_into_view_if_needed()
    watched.page.mouse.move(*middle(figure, *places[0]))
    watched.page.mouse.down()
    for place in places[1:]:
        watched.page.mouse.move(*middle(figure, *place))
    watched.page.mouse.up()
    return answered(figure)


def cross(rows):
    marks = np.zeros((20, 20), dtype=bool)
    marks[rows[0] : rows[1] + 1, 4] = True
    return marks


@pytest.fixture(scope="module")
def watched(own_site, chromium):
    """The chapter, at an address with a drawing, for all tests that leave its Python running."""
    drawn = labs.get(RECALL).control("drawn").pack(cross((2, 11)))
    with lasting_page(chromium, f"{own_site}/book/hopfield.html?recall.drawn={drawn}&recall.asked=1600") as page:
        yield page


def test_a_hostile_drawing_in_the_address_is_only_named(own_site, go_to):
    watched = go_to(f"{own_site}/book/hopfield.html?recall.drawn=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    figure = figure_of(watched, RECALL)
    expect(message(figure)).to_contain_text("drawn can’t be “<img src=x onerror=alert(1)>”")
    assert figure.locator("img").count() == 0
    assert reading(figure) == labs.get(RECALL).reading()


def test_a_drawing_in_the_address_is_restored(watched):
    """The first test on its page."""
    lab, figure = labs.get(RECALL), figure_of(watched, RECALL)
    expect(message(figure)).to_contain_text("values that were not recorded")
    message(figure).get_by_role("button", name="Go live").click()
    expect(figure).to_have_attribute("data-source", "live", timeout=READY)
    text = lab.control("drawn").pack(cross((2, 11)))
    assert reading(answered(figure)) == lab.reading(drawn=text, asked=1600)


def test_a_pattern_is_damaged_with_the_pointer_and_recalled(watched):
    lab = labs.get(RECALL)
    figure = live(watched, RECALL)
    figure.locator('[data-action="reset"]').click()
    answered(figure)
    drag(watched, figure, (2, 4), (11, 4))  # one jump of the pointer: the pixels between are marked too
    text = lab.control("drawn").pack(cross((2, 11)))
    assert reading(figure) == lab.reading(drawn=text, asked=0)
    assert figure.locator('output[name="drawn"]').text_content() == "10 of 400"
    drag(watched, figure, (2, 4), (5, 4))  # beginning on a marked pixel takes marks away
    text = lab.control("drawn").pack(cross((6, 11)))
    assert reading(figure) == lab.reading(drawn=text, asked=0)
    figure.locator('[name="asked"]').evaluate(
        "slider => { slider.value = slider.max; slider.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    assert reading(answered(figure)) == lab.reading(drawn=text, asked=1600)
    expect(watched.page).to_have_url(re.compile(r"hopfield\.html\?recall\.asked=1600$"))  # without the drawing
    figure.locator('[data-action="clear"][data-control="drawn"]').click()
    assert reading(answered(figure)) == lab.reading(asked=1600)
    drag(watched, figure, (0, 0), (-3, -3))  # out of the grid: what lies outside is lost
    assert marks_of(figure, lab).sum() == 1 and marks_of(figure, lab)[0, 0]
    figure.locator('[data-action="reset"]').click()
    assert reading(answered(figure)) == lab.reading()
    assert watched.complaints == [] and message(figure).text_content() == ""


def test_the_same_with_the_keys(watched):
    lab, figure = labs.get(RECALL), live(watched, RECALL)
    figure.locator('[data-action="reset"]').click()
    grid, said = figure.locator(GRID), figure.locator(".lab-said").first
    grid.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "Space"):
        grid.press(key)
    expect(said).to_have_text("row 2, column 3: marked")
    for _ in range(3):
        grid.press("Shift+ArrowDown")
    expect(said).to_have_text("row 5, column 3: marked")
    marks = np.zeros((20, 20))
    marks[1:5, 2] = 1
    text = lab.control("drawn").pack(marks)
    assert reading(answered(figure)) == lab.reading(drawn=text, asked=0)
    grid.press("Space")
    expect(said).to_have_text("row 5, column 3: not marked")
    assert marks_of(answered(figure), lab).sum() == 3
    for _ in range(9):
        grid.press("ArrowUp")
    expect(said).to_have_text("row 1, column 3: not marked")
    assert grid.get_attribute("aria-label").startswith("pixels you turned over: drag, or use the arrow keys")
