"""A page checks its equations; functions changed on it are felt by figures and checks; Reset restores all."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from nbhelpers import labs
from nbhelpers.site.katex import node_program
from tests.browser.conftest import lasting_page
from tests.browser.desk import write
from tests.browser.eyes import axe
from tests.browser.hands import READY, UNFOLD, live, reading
from tests.equations.notebook import equations_of

SGD = "optimizers.sgd"
UPHILL = """def sgd(grad, w, eta=0.01):
    while True:
        g = grad(w)
        w = w + eta * g
        yield Step(w, -eta * g, g, g, g * 0 + 1)
"""
ROOT = Path(__file__).parents[2]
LINK = """import { codeLink } from "./nbhelpers/lab/web/code-link.js";
console.log(codeLink(process.argv[1], process.argv[2]));"""
ENDLESS = "while True:\n    pass\n"


@pytest.fixture(scope="module")
def chapter(own_site, chromium):
    with lasting_page(chromium, f"{own_site}/book/optimizers.html") as watched:
        yield watched


def listing(chapter, name=SGD):
    place = chapter.page.locator(f'.listing[data-functions="{name}"]')
    place.evaluate(UNFOLD)
    place.scroll_into_view_if_needed()
    expect(place).to_have_attribute("data-ready", "")
    return place


def opened(chapter, name=SGD):
    place = listing(chapter, name)
    if not place.get_by_role("textbox").count():
        place.get_by_role("button").click()
    expect(place.get_by_role("textbox")).to_be_visible()
    return place


def run(place, code):
    place.get_by_role("textbox").click()
    write(place, code)
    place.get_by_role("button", name="Run").click()
    return place.locator(".exercise-said")


def test_a_page_proves_its_equations_at_the_reader_s_seed(chapter):
    place = chapter.page.locator("div.prove")
    place.scroll_into_view_if_needed()
    expect(place).to_have_attribute("data-ready", "")
    labels = place.get_attribute("data-equations").split(",")
    place.get_by_label("Seed").fill("7")
    place.get_by_role("button", name=f"Check all {len(labels)} equations").click()
    expect(place.locator(".exercise-summary")).to_contain_text(f"All {len(labels)} hold: ", timeout=READY)
    assert place.locator("li.passed").count() == len(labels) == len(equations_of("optimizers"))
    assert axe(chapter.page) == []


def test_what_is_no_seed_is_not_taken(chapter):
    place = chapter.page.locator("div.prove")
    place.get_by_label("Seed").fill("-1")
    place.get_by_role("button", name="Check all").click()
    assert place.locator(":invalid").count() > 0


def test_a_figure_follows_a_change_and_reset_restores_text_and_figure(chapter):
    figure, book_s = live(chapter, "optimizers.race"), labs.get("optimizers.race").reading()
    assert reading(figure) == book_s
    place = opened(chapter)
    printed = place.get_by_role("textbox").text_content()
    said = run(place, UPHILL)
    expect(said).to_contain_text("Your sgd is in the figures: ", timeout=READY)
    expect(said.locator('a[href="#race"]')).to_be_visible()
    assert "Computed with your optimizers.sgd." in reading(figure)
    checks = place.locator(".listing-checks li")
    expect(checks.filter(has_text="does not hold").first).to_be_visible(timeout=READY)
    expect(checks).to_have_count(len(place.get_attribute("data-equations").split(",")), timeout=READY)
    assert axe(chapter.page) == []
    place.get_by_role("button", name="Reset").click()
    expect(said).to_have_text("The figures compute with the book’s own again.", timeout=READY)
    expect(figure.locator("[data-reading]")).not_to_contain_text("your optimizers", timeout=READY)
    assert reading(figure) == book_s and place.get_by_role("textbox").text_content() == printed


def test_what_is_wrong_is_said_at_the_editor_and_figures_stay(chapter):
    figure = live(chapter, "optimizers.race")
    before = reading(figure)
    said = run(opened(chapter), "def sgd(:\n")
    expect(said).to_contain_text("Line 1 can't be read as Python", timeout=READY)
    expect(said).to_contain_text("The figures stay as they were.")
    assert reading(figure) == before


def test_endless_code_is_stopped_and_python_comes_back(chapter):
    said = run(place := opened(chapter), ENDLESS)
    place.get_by_role("button", name="Stop").click(timeout=READY)
    expect(said).to_contain_text("Stopped.", timeout=READY)
    expect(run(place, UPHILL)).to_contain_text("Your sgd is in", timeout=READY)


def test_a_change_is_kept_in_this_browser_and_runs_only_when_asked(chapter):
    run(opened(chapter), UPHILL)
    chapter.page.reload()
    place = listing(chapter)
    expect(place.get_by_role("button", name="Go on with your change")).to_be_visible()
    figure = live(chapter, "optimizers.race")
    assert "your optimizers" not in reading(figure)
    assert "w = w + eta * g" in opened(chapter).get_by_role("textbox").text_content()
    place.get_by_role("button", name="Reset").click()


def test_a_link_carries_a_version_which_is_read_before_it_runs(chapter, open_page):
    """The reader's own version stays where it was; nothing of the link runs by itself."""
    link = subprocess.run(
        [node_program(), "--input-type=module", "-e", LINK, SGD, UPHILL],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    address = chapter.page.url.split("?")[0].split("#")[0]
    watched = open_page(f"{address}#{link.strip().removeprefix('#')}")
    place = watched.page.locator(f'.listing[data-functions="{SGD}"]')
    expect(place.get_by_role("textbox")).to_contain_text("w = w + eta * g")
    expect(place.locator(".exercise-said")).to_contain_text("it does not run before you press Run")
    expect(place).to_be_in_viewport()
    assert place.get_attribute("data-in-use") is None and not watched.page.workers
    watched.page.goto("about:blank")
    watched.page.goto(address)
    place = listing(watched)
    expect(place.get_by_role("button", name="Change it: sgd")).to_be_visible()
    assert watched.complaints == []
