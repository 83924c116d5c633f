"""Tours in the browser: by the keyboard alone, on a phone in the dark, without scripts; no other page loads them."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from nbhelpers.build.tours import parse
from tests.browser.eyes import SIDEWAYS, axe
from tests.browser.test_site import HTML

BOOK = Path(__file__).parents[2] / "book"
PAGE = "book/tour_border.html"
TOUR = parse((BOOK / "tour_border.md").read_text("utf8"))
COUNT = len(TOUR.steps)
READING = ".lab-shown > .lab-views [data-reading]"
SEEN = """() => { window.seen = new Set(); const look = () => {
    seen.add(document.querySelector(".lab-shown [data-reading]")?.textContent);
    requestAnimationFrame(look); }; look(); }"""


def at(page, number):
    """The step, once its text is there, over the state that it names; what is said of it."""
    step = TOUR.steps[number]
    expect(page.locator(".tour-place")).to_have_text(f"{number + 1} of {COUNT}")
    expect(page.locator(".tour-text")).to_contain_text(step.text)
    expect(page.locator(READING)).to_have_text(step.lab.reading(**step.given))
    return page.locator(".tour-text").text_content()


def asked(page, number):
    """The question before a step, over the picture of the step before."""
    expect(page.locator(".tour-question p")).to_have_text(TOUR.steps[number].question.text)
    expect(page.locator(".tour-question p")).to_be_focused()
    expect(page.locator(READING)).to_have_text(TOUR.steps[number - 1].lab.reading(**TOUR.steps[number - 1].given))


def test_by_the_keyboard_alone_from_its_start_to_its_end(site, open_page):
    watched = open_page(f"{site}/{PAGE}", reduced_motion="reduce")
    page, start = watched.page, watched.page.get_by_role("button", name="Start")
    expect(start).to_be_enabled()
    start.focus()
    page.keyboard.press("Enter")
    at(page, 0)
    assert page.locator(".tour-bar button:visible").all_text_contents() == ["Back", "Next", "Leave"]  # nothing plays
    page.keyboard.press(" ")  # on Next
    asked(page, 1)
    page.keyboard.press(" ")
    asked(page, 1)  # skipped by its button and by the arrow alone
    page.keyboard.press("2")
    assert "Right: it moves towards the corner with two zeros." in at(page, 1)
    expect(page.locator(".tour-panel .lab-spoken")).to_contain_text("2 of 9: The same weights, another task. Right:")
    page.keyboard.press("ArrowRight")
    asked(page, 2)
    page.keyboard.press("ArrowLeft")  # the question is withdrawn
    assert "Right:" in at(page, 1)
    page.keyboard.press("ArrowLeft")
    at(page, 0)
    page.keyboard.press("PageDown")
    at(page, 1)  # once answered, it is not asked again
    page.locator(".lab-shown [name=theta]").press("ArrowRight")  # the slider's own key
    expect(page.locator(READING)).to_have_text(TOUR.steps[1].lab.reading(table="OR", noise=0.0, theta=1.5))
    page.locator(".tour-next").press("ArrowRight")
    page.keyboard.press("1")
    assert "You said “all 4”, and the answer is “at most 3”." in at(page, 2)
    page.keyboard.press("Escape")
    again = page.get_by_role("button", name=f"Go on at step 3 of {COUNT}")
    expect(again).to_be_focused()
    assert page.locator("[inert]").count() == 0 and page.locator(".tour-panel").count() == 0
    page.reload()
    expect(again).to_be_enabled()
    again.press("Enter")
    assert "You said" in at(page, 2)
    for number in range(3, COUNT):
        page.keyboard.press("ArrowRight")
        if TOUR.steps[number].question:
            asked(page, number)
            page.keyboard.press("ArrowRight")  # skipped
            assert "The answer is “" in at(page, number)
        at(page, number)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tour-said")).to_have_text(
        f"You have seen all {COUNT} steps. Of 6 predictions 1 was right."
    )
    expect(start).to_be_focused()
    assert page.evaluate("localStorage.getItem('tour.border')") is None
    assert watched.complaints == [] and watched.foreign == []


def test_on_a_phone_in_the_dark_it_plays_walks_and_stops_at_questions(site, open_page):
    watched = open_page(f"{site}/{PAGE}", viewport={"width": 375, "height": 800}, color_scheme="dark")
    page = watched.page
    page.evaluate("localStorage.setItem('tour.border', JSON.stringify({at: 6, answers: {}}))")
    page.reload()
    page.get_by_role("button", name="Go on").click()
    at(page, 6)
    play = page.locator(".tour-bar").get_by_role("button", name="Play")
    play.click()  # and on it goes, to the question
    asked(page, 7)
    within = {"include": [[".lab-shown"]]}
    assert axe(page, within) == [] and page.evaluate(SIDEWAYS) == 0
    for button in page.locator(".tour-panel button:visible").all():
        box = button.bounding_box()
        assert 0 <= box["y"] and box["y"] + box["height"] <= 800 and box["height"] >= 24
    page.evaluate(SEEN)
    page.keyboard.press("3")
    at(page, 7)
    assert page.evaluate("seen.size") > 3  # the picture walked there
    assert axe(page, within) == []
    expect(page.locator(".tour-bar").get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press("Shift")  # any key
    expect(play).to_be_visible()
    more = page.locator(".tour-panel .tour-more a")
    assert more.get_attribute("href").endswith("playground.start=zero&playground.epoch=300#playground")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"Go on at step 8 of {COUNT}")).to_be_focused()
    assert watched.complaints == []


def test_without_scripts_it_is_a_list_to_read(site, open_page):
    page = open_page(f"{site}/{PAGE}", java_script_enabled=False).page
    assert not page.locator(".tour").is_visible()
    headings = page.locator("article h2").all_text_contents()
    assert [head.rstrip("#¶ ") for head in headings] == [step.heading for step in TOUR.steps]
    folds = page.locator("details.tour-answer")
    assert folds.count() == sum(step.question is not None for step in TOUR.steps)
    folds.first.locator("summary").click()
    expect(folds.first.get_by_text("Weights turn the line")).to_be_visible()
    assert folds.first.locator("a.lab-link").get_attribute("href").endswith("#line")
    assert page.locator("figure.lab svg").count() >= 3


@pytest.mark.parametrize("path", ["book/neurons.html"])
def test_a_page_without_a_tour_loads_nothing_of_it(site, open_page, path):
    watched = open_page("about:blank")
    asked = []
    watched.page.on("request", lambda request: asked.append(request.url))
    watched.page.goto(f"{site}/{path}")
    watched.page.wait_for_load_state("networkidle")
    assert asked and not [url for url in asked if "tour" in url.rpartition("/")[2]]
    (script,) = (HTML / "_static").glob("lab-*/book-*.js")
    assert "Skip the question" not in script.read_text("utf8")
    linked = {page.stem for page in (HTML / "book").glob("*.html") if "tour.css" in page.read_text("utf8")}
    assert linked == {page.stem for page in BOOK.glob("tour_*.md")}
