"""What comes damaged, late or not at all, and what the browser keeps wrongly: said in its place, the rest goes on."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import book_html
from tests.browser.hands import figure_of, message, reading
from tests.browser.test_offline import SAVING
from tests.browser.test_tiny import damage, slide
from tests.tiny.rooms.tiny import labs
from tests.whole import some

PORTAL = "<!DOCTYPE html><title>Hotel</title><h1>Log in</h1><script>window.ran = true</script>"
CHAPTER = "book/hopfield.html"


def changed(**parts):
    """A change of a record: other values for some of its parts."""
    return lambda path: path.write_text(json.dumps(json.loads(path.read_text()) | parts))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.write_text(PORTAL), "does this network ask for a login?"),
        (changed(frames=[None] * 352), "a state names a picture part"),
    ],
)
def test_a_record_of_another_shape_is_said_and_can_be_tried_again(tiny, open_page, change, said):
    folder, url = tiny
    (path,) = (folder / "_static" / "labs").glob("tiny.bowl.*.json")
    good = path.read_bytes()
    damage(folder, change)
    watched = open_page(url)
    figure = watched.page.locator('figure.lab[data-lab="tiny.bowl"]')
    expect(message(figure)).to_contain_text(said)
    assert reading(figure) == labs.bowl.reading() and watched.page.evaluate("window.ran") is None
    assert watched.complaints == []
    path.write_bytes(good)
    message(figure).get_by_role("button", name="Try again").click()
    expect(figure).to_have_attribute("data-ready", "")
    slide(figure, "eta", 2)
    assert reading(figure) == labs.bowl.reading(eta=1.0) and message(figure).text_content() == ""


def test_a_record_that_is_slow_is_said_and_can_be_asked_for_again(tiny, open_page):
    watched, held = open_page("about:blank"), []
    watched.page.clock.install()
    watched.page.route(
        re.compile(r"tiny\.bowl.*json"), lambda route: route.continue_() if held else held.append(route)
    )
    watched.page.goto(tiny[1])
    figure = watched.page.locator('figure.lab[data-lab="tiny.bowl"]')
    other = figure_of(watched, "tiny.broken")
    assert message(figure).text_content() == ""
    watched.page.clock.run_for(9000)
    expect(message(figure)).to_contain_text("slow to come")
    slide(other, "depth", 0)
    assert reading(other) == "The depth is 0."
    message(figure).get_by_role("button", name="Try again").click()
    expect(figure).to_have_attribute("data-ready", "")
    expect(message(figure)).to_be_empty()


def portal(route):
    route.fulfill(content_type="text/html", body=PORTAL)


def missing(route):
    route.fulfill(status=404, body="")


def half(route):
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.body()[: len(answer.body()) // 2])


def cut(route):
    route.abort()


@pytest.mark.parametrize("how", some([portal, missing, half, cut], 1), ids=lambda how: how.__name__)
def test_without_its_index_the_search_says_so(site, open_page, how):
    watched = open_page("about:blank")
    watched.page.route("**/searchindex.js*", how)
    watched.page.goto(f"{site}/search.html?q=energy")
    results = watched.page.locator("#search-results")
    expect(results).to_contain_text("The list of all words did not come")
    watched.page.unroute("**/searchindex.js*")
    results.get_by_role("button", name="Try again").click()
    expect(watched.page.locator(".search-summary")).to_contain_text("finished")


@pytest.mark.parametrize("how", some([portal, missing], 1), ids=lambda how: how.__name__)
def test_without_the_book_s_script_each_figure_and_exercise_says_so(site, open_page, how):
    watched = open_page("about:blank")
    watched.page.route("**/book-*.js*", how)
    watched.page.goto(f"{site}/{CHAPTER}")
    places = watched.page.locator("figure.lab [data-message], div.exercise[data-kind]")
    expect(places.first).to_contain_text("did not come")
    assert watched.page.locator(".missed").count() == places.count()
    watched.page.unroute("**/book-*.js*")
    watched.page.locator(".missed").first.get_by_role("button", name="Try again").click()
    assert figure_of(watched, "hopfield.recall")


def test_from_the_disk_each_figure_and_exercise_says_that_the_book_must_be_served(open_page):
    watched = open_page((book_html() / CHAPTER).as_uri())
    places = watched.page.locator("figure.lab [data-message], div.exercise[data-kind]")
    expect(places.first).to_contain_text("opened from the disk")
    expect(places.first).to_contain_text("python -m http.server")
    assert watched.page.locator(".missed").count() == places.count()
    assert watched.page.get_by_role("button", name="Try again").count() == 0


def test_without_javascript_a_page_says_why_nothing_moves(site, open_page):
    hint = "main noscript > p"
    assert "stand still" in open_page(f"{site}/{CHAPTER}", java_script_enabled=False).page.locator(hint).inner_text()
    assert open_page(f"{site}/book/glossary.html", java_script_enabled=False).page.locator(hint).count() == 0


def test_without_fonts_and_the_theme_s_script_the_labs_move(site, open_page):
    watched = open_page("about:blank")
    watched.page.route(re.compile(r"\.woff2|/theme\.js"), portal)
    watched.page.goto(f"{site}/{CHAPTER}")
    assert figure_of(watched, "hopfield.recall")
    expect(watched.page.locator("h1")).to_be_visible()


RUBBISH = """for (const key of ['theme', 'labs.live', 'offline', 'exercise-done.', 'exercise-done.__proto__',
    'exercise-done.hopfield.<img>', 'exercise.hopfield.energy', 'sphinx_highlight_terms'])
    localStorage.setItem(key, '\\u202e{"__proto__": <img src=x onerror=window.ran=1> \\0');"""
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };"
FORBIDDEN = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }});"


STORAGES = {"rubbish": RUBBISH, "full": FULL, "forbidden": FORBIDDEN}


@pytest.mark.parametrize("kind", some(STORAGES, 1))
def test_what_the_browser_keeps_may_be_rubbish_full_or_forbidden(own_site, open_page, kind):
    storage = STORAGES[kind]
    watched = open_page("about:blank", color_scheme="dark")
    page = watched.page
    page.add_init_script(SAVING + "; " + storage)  # no Python is asked for
    page.goto(f"{own_site}/{CHAPTER}")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Dark page").click()
    assert page.locator("html").get_attribute("data-theme") == "light"
    assert figure_of(watched, "hopfield.recall").get_attribute("data-source") == "recorded"
    expect(page.locator(".chapter-facts [data-exercises]")).not_to_contain_text("done")
    place = page.locator('div.exercise[data-exercise="hopfield.energy"]')
    place.get_by_role("button", name="your answer").click()
    expect(place.get_by_role("textbox")).to_contain_text("onerror" if storage == RUBBISH else "def energy")
    page.keyboard.insert_text("x = 1")
    page.goto(f"{own_site}/book/index.html")
    expect(page.locator(".progress")).to_be_hidden()
    page.goto(f"{own_site}/search.html?q=energy")
    expect(page.locator(".search-summary")).to_contain_text("finished")
    assert page.evaluate("window.ran") is None and watched.complaints == [] and watched.foreign == []
