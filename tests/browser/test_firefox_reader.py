"""What a reader does on a page beside turning the figures, in Firefox."""

import time

import pytest

from nbhelpers import labs
from nbhelpers.exercises import get
from tests.browser.bidi import PATIENT
from tests.browser.hands import READY as PYTHON
from tests.browser.test_firefox import READY
from tests.browser.test_save import whole
from tests.browser.test_touch import draws
from tests.tiny import add_labs
from tests.tiny.rooms.tiny import labs as tiny

add_labs()
HOPFIELD = "book/hopfield.html"
LAB = 'figure.lab[data-lab="{}"]'
HAS = "(selector) => document.querySelector(selector) !== null"
TEXT = "(selector) => document.querySelector(selector)?.textContent ?? ''"
FOCUSED = "(selector) => document.activeElement.matches(selector)"
STARTED = PYTHON / 1000  # s


def go_live(tab, name):
    figure = LAB.format(name)
    tab.wait_for(READY, name)
    tab.click(f'{figure} [data-action="live"]')
    tab.wait_for(HAS, f'{figure}[data-source="live"]:not([data-busy])', seconds=STARTED)
    return figure


def test_the_page_is_dark_when_asked_and_remains_so(site, in_firefox):
    tab = in_firefox(f"{site}/{HOPFIELD}")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    before = tab.evaluate(paper)
    tab.click("[data-theme-switch]")
    assert tab.evaluate(HAS, 'html[data-theme="dark"] [data-theme-switch][aria-pressed="true"]')
    dark = tab.evaluate(paper)
    assert dark != before
    tab.goto(f"{site}/book/rbm.html")
    assert tab.evaluate(paper) == dark and tab.complaints == []


def test_the_search_finds(site, in_firefox):
    tab = in_firefox(f"{site}/{HOPFIELD}")
    tab.press("/")
    assert tab.evaluate(FOCUSED, ".find input")
    tab.press(*"crosstalk", "Enter")
    found = "() => document.querySelector('ul.search > li')?.textContent"
    assert "term, in Glossary" in tab.wait_for(found)
    assert tab.complaints == [] and tab.foreign == []


def test_an_exercise_is_opened_written_and_judged_and_then_a_finger_draws(own_site, in_firefox):
    tab = in_firefox(f"{own_site}/{HOPFIELD}")
    place = 'div.exercise[data-exercise="hopfield.energy"]'
    tab.wait_for(HAS, f"{place}[data-ready]")
    tab.click(f"{place} button")
    tab.wait_for(FOCUSED, f'{place} [role="textbox"]')
    tab.press("#", "s", "e", "e", "n")
    assert tab.evaluate(TEXT, f'{place} [role="textbox"]').startswith("#seen")
    tab.click(f"{place} .exercise-main")
    assert tab.wait_for(TEXT, f"{place} .exercise-report", seconds=STARTED)
    guess = 'div.exercise[data-exercise="hopfield.after_the_turn"]'
    tab.click(f"{guess} input")
    tab.press(*str(get("hopfield.after_the_turn").value), "Enter")
    assert "✓" in tab.wait_for(TEXT, f"{guess} .exercise-said")
    recall = LAB.format("hopfield.recall")
    tab.wait_for(HAS, f"{recall}[data-source=live]:not([data-busy])", seconds=STARTED)
    draws(tab, labs.get("hopfield.recall"))
    assert tab.complaints == [] and tab.foreign == []


def test_a_picture_is_saved(site, in_firefox, firefox):
    tab, name = in_firefox(f"{site}/{HOPFIELD}"), "hopfield.recall"
    tab.wait_for(READY, name)
    tab.click(f"{LAB.format(name)} .lab-save summary")
    tab.click(f'{LAB.format(name)} [data-as="svg"]')
    said = tab.wait_for(TEXT, f"{LAB.format(name)} [data-message]")
    file = firefox.downloads / said.removeprefix("Saved as ").removesuffix(".")
    end = time.monotonic() + PATIENT
    while not (file.is_file() and file.stat().st_size) and time.monotonic() < end:
        time.sleep(0.05)
    words = " ".join("".join(whole(file.read_bytes()).itertext()).split())
    assert labs.get(name).reading()[:30] in words and tab.complaints == []


def test_a_lab_fills_the_screen_and_leaves_it(site, in_firefox):
    tab, figure = in_firefox(f"{site}/{HOPFIELD}"), LAB.format("hopfield.recall")
    tab.wait_for(READY, "hopfield.recall")
    tab.click(f'{figure} [data-action="show"]')
    tab.wait_for(HAS, f"{figure}.lab-shown")
    tab.wait_for("() => document.fullscreenElement !== null")
    box = """(selector) => {
        const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
        return x === 0 && y === 0 && width === innerWidth && height === innerHeight;
    }"""
    tab.wait_for(box, figure)
    before = tab.evaluate(TEXT, f"{figure} [data-reading]")
    tab.press("ArrowRight")
    assert tab.evaluate(TEXT, f"{figure} [data-reading]") != before
    tab.press("Escape")
    tab.wait_for(HAS, f"{figure}:not(.lab-shown)")
    tab.wait_for("() => document.fullscreenElement === null")
    assert tab.complaints == []


@pytest.mark.whole
def test_what_has_no_end_is_stopped_and_python_starts_again(own_tiny, in_firefox):
    tab = in_firefox(own_tiny)
    figure = go_live(tab, "tiny.endless")
    choose = """(selector, index) => {
        const choice = document.querySelector(selector);
        choice.selectedIndex = index;
        choice.dispatchEvent(new Event('input', { bubbles: true }));
    }"""
    tab.evaluate(choose, f'{figure} [name="mode"]', 2)
    tab.wait_for(HAS, f"{figure} .lab-live button")
    tab.click(f"{figure} .lab-live button")
    stopped = "(selector) => document.querySelector(selector).textContent.startsWith('Stopped.')"
    tab.wait_for(stopped, f"{figure} [data-message]", seconds=STARTED)
    see_new_value(tab)
    assert tab.complaints == [] and tab.foreign == []


def see_new_value(tab):
    """The other figure of the page, at a value that was not recorded, once Python has answered."""
    figure = LAB.format("tiny.bowl")
    tab.wait_for(HAS, f'{figure}[data-source="live"]:not([data-busy])', seconds=STARTED)
    tab.evaluate(
        """(selector) => {
            const seed = document.querySelector(selector);
            seed.value = '99';
            seed.dispatchEvent(new Event('input', { bubbles: true }));
        }""",
        f'{figure} [name="seed"]',
    )
    says = "(selector, text) => document.querySelector(selector).textContent === text"
    tab.wait_for(says, f"{figure} [data-reading]", tiny.bowl.reading(seed=99), seconds=STARTED)
