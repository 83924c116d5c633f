"""Helps for the reader: the line under a title, what is done and kept, what the search finds first."""

import json
import re

import pytest
from playwright.sync_api import expect

from nbhelpers.exercises import get, registry
from tests.browser.desk import exercise
from tests.browser.eyes import THIN, axe
from tests.browser.test_site import HTML

HOPFIELD = sorted(name for name in registry() if name.startswith("hopfield."))
GUESS = "hopfield.after_the_turn"
LINE = ".chapter-facts [data-exercises]"


def answer(watched, name=GUESS):
    """Write the right number under a question."""
    field = exercise(watched, name).get_by_label("Your number")
    field.fill(str(get(name).value))
    field.press("Enter")


def keep_done(watched, names):
    """Have a browser that kept these exercises as done."""
    keys = json.dumps([f"exercise-done.{name}" for name in names])
    watched.page.evaluate(f"{keys}.forEach((key) => localStorage.setItem(key, '1'))")


def test_the_line_says_what_the_page_has_and_leads_to_what_it_builds_on(site, go_to):
    watched = go_to(f"{site}/book/autoencoders.html")
    facts = watched.page.locator("h1 ~ .chapter-facts")
    expect(facts).to_contain_text(f"{watched.page.locator('figure.lab').count()} figures to turn")
    expect(facts).to_contain_text(f"{watched.page.locator('div.exercise[data-kind]').count()} checked exercises")
    assert facts.get_by_role("link").all_inner_texts() == ["Deep belief nets", "Back-propagation"]
    facts.get_by_role("link", name="Back-propagation").click()
    watched.page.wait_for_url("**/book/backprop.html")


def test_what_is_done_is_counted_marked_kept_and_told_nobody(site, open_page):
    watched = open_page(f"{site}/book/hopfield.html")
    page, asked = watched.page, []
    expect(page.locator(LINE)).to_have_text(f"{len(HOPFIELD)} checked exercises")
    page.on("request", lambda request: asked.append(request))
    answer(watched)
    done = f"1 of {len(HOPFIELD)} checked exercises done"
    expect(page.locator(LINE)).to_have_text(done)
    heading = page.locator(f'section:has(> [data-exercise="{GUESS}"]), section:has(> * [data-exercise="{GUESS}"])').last
    mark = page.locator(f".here a[href='#{heading.get_attribute('id')}'] .done-mark")
    expect(mark).to_have_attribute("aria-label", "done")
    assert page.locator(".here .done-mark").count() == 1
    field = exercise(watched, GUESS).get_by_label("Your number")
    field.fill("99")
    field.press("Enter")
    expect(page.locator(LINE)).to_have_text(done)  # a later slip takes nothing away
    tells = [ask.url for ask in asked if ask.method != "GET" or "?" in ask.url or GUESS in ask.url]
    assert tells == []  # the page may still fetch what it needs, but not say what was done
    page.reload()
    expect(page.locator(LINE)).to_have_text(done)
    assert watched.complaints == [] and watched.foreign == []


def test_the_landing_page_counts_and_forgets_when_asked_twice(site, open_page):
    watched = open_page(f"{site}/book/index.html")
    page = watched.page
    expect(page.locator(".progress")).to_be_hidden()
    assert page.locator(".chapter-count").count() == 0
    page.evaluate("localStorage.setItem('exercise.hopfield.energy', 'my answer')")
    keep_done(watched, HOPFIELD[:3])
    page.reload()
    item = page.locator("article li", has_text="Hopfield nets").first
    expect(item.locator(".chapter-count > [aria-hidden]")).to_have_text(f"3/{len(HOPFIELD)}")
    expect(item.locator(".chapter-count .visually-hidden")).to_have_text(f"3 of {len(HOPFIELD)} exercises done")
    assert page.locator(".chapter-count").count() == page.locator("svg.drawn a").count()
    assert page.locator("svg.drawn a:has(.chapter-share)").evaluate_all("all => all.map((a) => a.textContent)") == [
        "Hopfield nets"
    ]
    expect(page.locator(".progress")).to_contain_text(f"3 of {len(registry())} checked exercises done.")
    forget = page.get_by_role("button", name="Forget my progress")
    page.once("dialog", lambda dialog: dialog.dismiss())
    forget.click()
    expect(page.locator(".progress")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    forget.press("Enter")
    expect(page.locator(".progress")).to_be_hidden()
    assert page.locator(".chapter-count, .chapter-share").count() == 0
    assert page.evaluate("Object.keys(localStorage)") == ["exercise.hopfield.energy"]
    assert watched.complaints == [] and watched.foreign == []


def test_where_storage_is_forbidden_it_counts_as_long_as_the_page_is_open(site, open_page):
    watched = open_page("about:blank")
    watched.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    watched.page.goto(f"{site}/book/hopfield.html")
    answer(watched)
    expect(watched.page.locator(LINE)).to_contain_text("1 of")
    watched.page.goto(f"{site}/book/index.html")
    expect(watched.page.locator(".progress")).to_be_hidden()
    assert watched.complaints == []


def test_without_scripts_the_line_stands_and_nothing_is_promised(site, open_page):
    watched = open_page(f"{site}/book/hopfield.html", java_script_enabled=False)
    expect(watched.page.locator(".chapter-facts")).to_contain_text("About")
    watched.page.goto(f"{site}/book/index.html")
    expect(watched.page.locator(".progress")).to_be_hidden()


@pytest.mark.parametrize("page", ["book/hopfield.html", "book/index.html", "search.html?q=energy"])
def test_they_shut_nobody_out(site, open_page, page):
    watched = open_page(f"{site}/{page}", viewport={"width": 375, "height": 800})
    keep_done(watched, HOPFIELD)
    watched.page.reload()
    if "search" in page:
        expect(watched.page.locator(".search-summary")).to_contain_text("finished")
    else:
        expect(watched.page.locator(".chapter-count, .done-mark").first).to_be_attached()
    watched.page.locator("details.here-narrow").evaluate_all("all => all.forEach((fold) => (fold.open = true))")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 375
    watched.page.evaluate(THIN)
    parts = [".chapter-facts", ".here-narrow", ".progress", "article ul", "#search-results"]
    there = {"include": [[part] for part in parts if watched.page.locator(part).count()]}
    assert axe(watched.page, there) == []
    watched.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert axe(watched.page, there, runOnly=["color-contrast"]) == []


def test_the_lines_below_a_result_read_well(site, go_to):
    """Words of different blocks are apart, a formula is there once, and nothing of what stands folded beside it."""
    watched = go_to(f"{site}/search.html?q=energy")
    lines = watched.page.locator("ul.search p.context")
    expect(lines.nth(3)).to_be_visible()
    for text in lines.all_text_contents():
        assert "checked" not in text and not re.search(r"[a-z]\.[A-Z][a-z]|\\\w+|_\{|\s\s", text), text


@pytest.mark.parametrize(
    ("query", "name", "kind", "place"),
    [
        ("crosstalk", "crosstalk · 串扰", "term, in Glossary", "book/glossary.html#term-crosstalk"),
        ("串扰", "crosstalk · 串扰", "term, in Glossary", "book/glossary.html#term-crosstalk"),
        (
            "annealing",
            "simulated annealing · 模拟退火法",
            "term, in Glossary",
            "book/glossary.html#term-simulated-annealing",
        ),
        ("Annealing against quench", "Annealing", "lab, in Boltzmann machines", "book/boltzmann.html#annealing"),
        ("valleys that nobody", "Valleys that nobody stored", "lab, in Hopfield nets", "book/hopfield.html#spurious"),
        ("turned over", "turned over", "control, in Hopfield nets", "book/hopfield.html#recall"),
    ],
)
def test_the_search_finds_terms_and_labs_first(site, go_to, query, name, kind, place):
    watched = go_to(f"{site}/search.html?q={query}")
    results = watched.page.locator("ul.search > li")  # controls come after the pages that have the words
    first = (results.filter(has_text=f"({kind})") if kind.startswith("control") else results).first
    expect(first).to_contain_text(f"({kind})")
    expect(first.get_by_role("link")).to_contain_text(name)
    page, _, anchor = place.partition("#")
    assert f'id="{anchor}"' in (HTML / page).read_text("utf8")
    first.get_by_role("link").click()
    watched.page.wait_for_url(f"**/{place}")
    assert watched.complaints == [] and watched.foreign == []
