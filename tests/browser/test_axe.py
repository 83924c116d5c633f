"""What axe finds in an opened exercise that shuts readers out: names, roles, contrast, in light and in dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import lasting_page
from tests.browser.desk import checked, exercise, opened, write
from tests.browser.eyes import axe
from tests.exercises.test_registered import WRONG

WRONG_AND_TALKING = 'print("the energy")\n' + WRONG["hopfield.energy"]["no half"]


@pytest.fixture(scope="module")
def reported(own_site, chromium):
    """A page with an exercise whose wrong answer has been checked, a number judged wrong, and axe."""
    with lasting_page(chromium, f"{own_site}/book/hopfield.html") as watched:
        place = opened(watched)
        write(place, WRONG_AND_TALKING)
        checked(place, "The double sum visits every pair twice")
        guess = exercise(watched, "hopfield.after_the_turn")
        guess.get_by_label("Your number").fill("0")
        guess.get_by_label("Your number").press("Enter")
        expect(guess.locator(".exercise-said")).to_contain_text("✗")
        watched.page.evaluate("document.querySelectorAll('div.exercise details').forEach((fold) => (fold.open = true))")
        yield watched.page


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_exercise_with_its_report_shuts_nobody_out(reported, theme):
    reported.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
    assert axe(reported, "div.exercise") == []


def test_a_live_figure_with_something_to_draw_on_shuts_nobody_out(reported):
    """Python, started for the exercise, has made the figures live."""
    assert reported.locator("figure.lab:has(.lab-grid)").get_attribute("data-source") == "live"
    assert axe(reported, "figure.lab[data-source=live]") == []
    picture = reported.locator("svg:has(> .lab-grid)")
    assert picture.get_attribute("role") == "group", "nobody who hears the page finds what is in an image"
    assert picture.locator("> :not(.lab-grid, [aria-hidden=true])").count() == 0


def test_axe_sees_what_shuts_readers_out(reported):
    reported.evaluate("""() => {
        const bad = document.createElement("div");
        bad.id = "bad";
        bad.innerHTML = '<input><p style="color: #bbb; background: #ccc">hardly there</p>';
        document.querySelector("article").append(bad);
    }""")
    found = " ".join(axe(reported, "#bad"))
    assert "label: <input" in found and "color-contrast: <p" in found
