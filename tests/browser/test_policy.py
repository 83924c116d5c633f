"""The built site under the very Content-Security-Policy that the README gives: all works, and nothing is refused."""

import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from nbhelpers import labs
from tests.browser.conftest import ROOT, book_html, serve_itself
from tests.browser.desk import checked, opened, write
from tests.browser.hands import READY, answered, figure_of, reading, turn
from tests.browser.test_save import saved, whole
from tests.browser.test_site import pages
from tests.whole import some
from tools.server import served

NAME = "Content-Security-Policy"
HEAR = """addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sourceFile, lineNumber}) =>
    refused([violatedDirective, blockedURI, sourceFile, lineNumber].join(' ')))"""


def policies():
    """The header's values for the book and for JupyterLite, as the README gives them."""
    book, lite = re.findall(rf"^{NAME}: (.+)$", (ROOT / "README.md").read_text("utf8"), re.M)
    return book, lite


@pytest.fixture(scope="module")
def strict(copy_of_pyodide):
    """Address of the book with its own Python, under the policy without the other host."""
    folder = serve_itself(book_html(), book_html().parent / f"strict-{os.getpid()}", copy_of_pyodide)
    headers = {NAME: policies()[0].replace(" https://cdn.jsdelivr.net", "")}
    with served(folder, prefix="/books/motion", headers=headers) as address:
        yield address.rstrip("/")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def lite_site():
    """Address of a book with JupyterLite, all of it under the policy for that."""
    with served(book_html(), prefix="/books/motion", headers={NAME: policies()[1]}) as address:
        yield address.rstrip("/")


@pytest.fixture
def watch(strict, open_page):
    """`watch(page) -> Watched`, with `refused`: what the browser did not allow."""

    def watch(page, **options):
        watched, refused = open_page("about:blank", **options), []
        watched.refused = refused
        watched.page.expose_function("refused", lambda line: refused.append(line))
        watched.page.add_init_script(HEAR)
        watched.page.goto(f"{strict}/{page}")
        return watched

    return watch


def quiet(watched):
    assert watched.refused == [] and watched.complaints == [] and watched.foreign == []


def test_every_page_keeps_to_the_policy(watch, strict):
    """In the whole run every; all have the same scripts."""
    watched = watch("index.html")
    watched.page.wait_for_url("**/book/index.html")
    for page in some(pages(), 6):
        watched.page.goto(f"{strict}/{page}")
        watched.page.locator("html[data-theme]").wait_for()
    quiet(watched)


def test_the_theme_is_there_before_the_page(watch):
    watched = watch("book/hopfield.html", color_scheme="dark")
    assert watched.page.locator("html").get_attribute("data-theme") == "dark"
    watched.page.get_by_role("button", name="Dark page").click()
    watched.page.reload()
    assert watched.page.locator("html").get_attribute("data-theme") == "light"
    quiet(watched)


def test_a_lab_saves_and_goes_live_and_an_exercise_is_checked(watch):
    watched = watch("book/hopfield.html")
    lab = labs.get("hopfield.recall")
    figure = figure_of(watched, lab.name)
    numbers = figure.locator('[data-as="csv"]')
    expect(numbers).to_contain_text("goes live first")
    for form in ("svg", "png", "csv"):
        figure.locator("summary", has_text="Save").click()
        with watched.page.expect_download(timeout=READY) as download:
            figure.locator(f'[data-as="{form}"]').click()
        assert download.value.path().stat().st_size > 100
        figure.locator(".lab-save").evaluate("menu => (menu.open = false)")
    whole(saved(figure_of(watched, "hopfield.dense"), "svg")[1])  # two of its parts have a shape in common
    assert answered(figure).get_attribute("data-source") == "live"
    expect(numbers).to_have_text("Numbers (CSV)")
    turn(figure, lab, "noise", lab.control("noise").offered[7])
    assert reading(answered(figure)) == lab.reading(noise=lab.control("noise").offered[7])
    figure.get_by_role("button", name="Full screen").click()
    expect(figure.get_by_role("button", name="Leave full screen")).to_be_visible()
    watched.page.keyboard.press("Escape")
    place = opened(watched)
    assert place.locator(".cm-gutters").evaluate("e => getComputedStyle(e).display") == "flex"  # the editor's own style
    write(place, "def energy(w, x, b):\n    return 0.0\n")
    checked(place, "of")
    quiet(watched)


def test_the_search_finds_and_shows(watch):
    watched = watch("search.html?q=energy")
    expect(watched.page.locator(".search-summary")).to_contain_text("finished")
    assert watched.page.locator("ul.search > li").count() > 5
    quiet(watched)


def test_what_the_policy_forbids_is_heard(watch):
    """The test above can fail: a script in the page, and a host that is not named, are refused and noted."""
    watched = watch("book/hopfield.html")
    watched.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))"
    )
    watched.page.evaluate("fetch('https://cdn.jsdelivr.net/x').catch(() => {})")
    assert watched.page.evaluate("window.ran") is None
    assert [line.split()[0] for line in watched.refused] == ["script-src-elem", "connect-src"]
