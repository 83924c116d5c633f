"""An equation’s number, and behind it how it is checked: without a script, by keyboard, on a phone, in the dark."""

import re

import pytest
from docutils.nodes import make_id

from tests.browser.conftest import book_html
from tests.browser.eyes import THIN, axe
from tests.browser.hands import settle
from tools import readable

NUMBERED = r'id="(equation-[^"]+)">\s*<(?:div|span) class="eqno">(?:<details class="checked">\s*<summary>)?\(([\d.]+)\)'
REFERRED = r'href="(?:(\w+)\.html)?#(equation-[^"]+)"[^>]*>\(([\d.]+)\)</a>'
TITLE = r'<h1>(?:<span class="section-number">(\d+)\. </span>)?'
CENTRE = "(n) => document.querySelectorAll('details.checked')[n].scrollIntoView({block: 'center'})"
ON_TOP = "([x, y]) => document.elementFromPoint(x, y)?.closest('details.checked > div') !== null"


@pytest.fixture
def phone(site, open_page):
    """A page with equations on a small screen."""
    page = open_page(f"{site}/book/hopfield.html", viewport={"width": 375, "height": 800}).page
    settle(page)
    page.evaluate("document.querySelectorAll('details.full').forEach((fold) => (fold.open = true))")
    return page


def test_pages_and_notebooks_have_the_same_numbers():
    chapters, texts = readable.contents(), readable.pages()
    found = readable.equations(texts, chapters)
    places = {(page, make_id(f"equation-{label}")): number for label, (page, number) in found.items()}
    for name, chapter in chapters.items():
        page = (book_html() / "book" / f"{name}.html").read_text("utf8")
        assert re.search(TITLE, page)[1] == (chapter and str(chapter)), name
        shown = {(name, place): number for place, number in re.findall(NUMBERED, page)}
        assert shown == {place: number for place, number in places.items() if place[0] == name}
        assert page.count('class="eqno"') == len(shown)
        referred = re.findall(REFERRED, page)
        assert len(referred) == texts[name].count("{eq}`")
        assert all(places[there or name, place] == number for there, place, number in referred)


def test_a_reader_without_script_unfolds_it(site, open_page):
    page = open_page(f"{site}/book/hopfield.html", java_script_enabled=False).page
    panel = page.locator("details.checked > div").first
    assert not panel.is_visible()
    page.locator("details.checked > summary").first.click()
    assert panel.is_visible() and "hopfield.store" in panel.inner_text()


def test_every_panel_lies_in_the_screen_above_the_text_moves_nothing_and_shuts_nobody_out(phone):
    summaries, panels = phone.locator("details.checked > summary"), phone.locator("details.checked > div")
    assert summaries.count() > 10
    for number in range(summaries.count()):
        phone.evaluate(CENTRE, number)
        below = phone.evaluate("document.documentElement.scrollHeight")
        summaries.nth(number).focus()
        phone.keyboard.press("Enter")
        box = panels.nth(number).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 375 and box["height"] < 300
        assert phone.evaluate("document.documentElement.scrollHeight") == below
        assert phone.evaluate(ON_TOP, [box["x"] + 10, box["y"] + box["height"] - 5])
        phone.keyboard.press("Enter")
        assert not panels.nth(number).is_visible()
    phone.evaluate("document.querySelectorAll('details.checked').forEach((fold, at) => (fold.open = at < 2))")
    phone.evaluate(THIN)
    assert axe(phone, "div.math") == []
    phone.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert axe(phone, "div.math", runOnly=["color-contrast"]) == []
