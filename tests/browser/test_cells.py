"""The cells of a chapter run on its page, in order; an edit is felt below, kept, and reset."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import lasting_page
from tests.browser.desk import write
from tests.browser.eyes import axe
from tests.browser.hands import READY, UNFOLD

CHAPTERS = [path.stem for path in (Path(__file__).parents[2] / "book").glob("*.ipynb") if path.stem != "index"]
AS_PRINTED = {"✓ as printed", "✓ has run"}
SLOWEST = 600_000  # ms for all cells of a chapter


@pytest.fixture(scope="module")
def chapter(own_site, chromium):
    with lasting_page(chromium, f"{own_site}/book/optimizers.html") as watched:
        yield watched


def cell(chapter, text):
    place = chapter.page.locator(".cell_input", has_text=text).first
    place.evaluate(UNFOLD)
    place.scroll_into_view_if_needed()
    expect(place).to_have_attribute("data-ready", "")
    return place


def test_a_cell_runs_after_those_above_it_and_says_what_is_printed(chapter):
    place = cell(chapter, "minimize(sgd, lambda w: w, [1.0], steps=3, eta=0.5)")
    place.get_by_role("button", name="Run").click()
    expect(place.locator(".cell-now")).to_have_text("✓ as printed", timeout=READY)
    assert axe(chapter.page) == []


def test_an_edit_is_marked_where_it_says_something_else_and_can_be_taken_back(chapter):
    place = cell(chapter, "minimize(sgd, lambda w: w, [1.0], steps=3, eta=0.5)")
    place.get_by_role("button", name="Edit").click()
    expect(place.get_by_role("textbox")).to_be_visible()
    place.get_by_role("textbox").click()
    write(place, "minimize(sgd, lambda w: w, [1.0], steps=3, eta=1.0).ravel()")
    place.get_by_role("button", name="Run").click()
    expect(place.locator(".cell-now mark")).to_have_text("array([1., 0., 0., 0.])", timeout=READY)
    place.get_by_role("textbox").click()
    write(place, "1 / 0")
    place.get_by_role("button", name="Run").click()
    expect(place.locator(".exercise-problem")).to_contain_text("ZeroDivisionError", timeout=READY)
    place.get_by_role("button", name="Reset").click()
    place.get_by_role("button", name="Run").click()
    expect(place.locator(".cell-now")).to_have_text("✓ as printed", timeout=READY)


def all_run(page, patience=READY):
    """What stands below the cells of the page once the last one has run, and with it all."""
    last = page.locator(".cell_input").last
    last.evaluate(UNFOLD)
    last.scroll_into_view_if_needed()
    expect(last).to_have_attribute("data-ready", "")
    last.get_by_role("button", name="Run").click()
    expect(last.locator(".cell-now > *")).not_to_have_count(0, timeout=patience)
    return page.locator(".cell-now").all_text_contents()


def test_the_last_cell_brings_all_cells_of_the_chapter_as_they_are_printed(chapter):
    said = all_run(chapter.page)
    assert set(said) <= AS_PRINTED and len(said) > 10


@pytest.mark.whole
@pytest.mark.parametrize("name", sorted(set(CHAPTERS) - {"optimizers"}))
def test_all_cells_of_every_chapter_say_what_is_printed(own_site, open_page, name):
    watched = open_page(f"{own_site}/book/{name}.html")
    said = all_run(watched.page, SLOWEST)
    assert [one for one in said if one not in AS_PRINTED] == [] and watched.complaints == []


def test_a_cell_of_one_s_own_is_added_kept_and_comes_with_the_notebook(chapter):
    page = chapter.page
    place = cell(chapter, "minimize(sgd, lambda w: w, [1.0], steps=3, eta=0.5)")
    place.get_by_role("button", name="Add a cell of your own after this one").click()
    added = page.locator(".cell-added")
    expect(added.get_by_role("textbox")).to_be_focused()
    write(added, "mine = minimize(sgd, lambda w: w, [4.0], steps=1, eta=0.25); mine.ravel()")
    added.get_by_role("button", name="Run").click()
    expect(added.locator("pre").last).to_have_text("array([4., 3.])", timeout=READY)
    page.reload()
    place = cell(chapter, "minimize(sgd, lambda w: w, [1.0], steps=3, eta=0.5)")
    expect(added.get_by_role("textbox")).to_contain_text("mine = minimize")
    with page.expect_download() as coming:
        page.locator("a[download]").click()
    cells = json.loads(coming.value.path().read_text("utf8"))["cells"]
    sources = ["".join(one["source"]) for one in cells]
    at = next(k for k, source in enumerate(sources) if source.startswith("mine = minimize"))
    assert coming.value.suggested_filename == "optimizers.ipynb" and sources[at - 1].startswith("minimize(sgd,")
    added.get_by_role("button", name="Delete").click()
    expect(added).to_have_count(0)
    page.reload()
    cell(chapter, "minimize(sgd, lambda w: w, [1.0], steps=3, eta=0.5)")
    expect(added).to_have_count(0)
