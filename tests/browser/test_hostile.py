"""Addresses that somebody made up: nothing of them becomes markup, a lab keeps to states that it has and says so."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.hands import figure_of, message, reading
from tests.tiny.rooms.tiny import labs
from tests.whole import some

SCRIPT = "<script>window.ran = true</script><img src=x onerror='window.ran = true'>"
RANGE = "eta can’t be "
NONE = "is not a control of this figure"
WRONG = [
    ("bowl.eta=NaN", RANGE + "“NaN”"),
    ("bowl.eta=Infinity", RANGE + "“Infinity”"),
    ("bowl.eta=-1e999", RANGE),
    ("bowl.eta=" + "9" * 50_000, RANGE + "“" + "9" * 40 + "…”"),
    ("bowl.seed=0." + "3" * 50_000, "seed can’t be"),
    ("bowl.eta=%E0%A4%A", RANGE),
    ("bowl.eta=%00%1b", RANGE + "“\ufffd\ufffd”"),
    ("bowl.eta=" + quote("\u202e1.0\u2066\u200b"), RANGE + "“\ufffd1.0\ufffd\ufffd”"),
    ("bowl.__proto__=1", f"“__proto__” {NONE}"),
    ("bowl.constructor=1", f"“constructor” {NONE}"),
    ("bowl.eta.eta=1", f"“eta.eta” {NONE}"),
    ("bowl.eta=1&bowl.eta=__proto__", "eta is given more than once"),
    ("bowl.start=constructor", "start can’t be “constructor”; allowed are left, right"),
    (f"bowl.start={quote(SCRIPT)}", "start can’t be “<script>window.ran"),
    (f"bowl.{quote(SCRIPT)}=1", NONE),
    ("&".join(f"bowl.x{k}=1" for k in range(2000)), "(and 1997 more)"),
    ("__proto__.x=1&constructor.y=2", "“__proto__”, “constructor”, which this page does not have"),
    (f"show={quote(SCRIPT)}", "which this page does not have; its figures are bowl"),
    ("show=__proto__&show=bowl", "“__proto__”, which this page does not have"),
    ("&".join(f"{name * 30}.x=1" for name in "abcdefgh"), "(and 5 more)"),
]


def quiet(watched):
    assert watched.page.evaluate("window.ran") is None
    assert watched.page.evaluate("Object.keys(Object.prototype)") == []
    assert watched.complaints == [] and watched.foreign == []


@pytest.mark.parametrize(("search", "said"), some(WRONG, 7))
def test_a_made_up_address_is_named_and_nothing_more(own_tiny, go_to, search, said):
    page = go_to(f"{own_tiny}/?{search}#{quote(SCRIPT)}")
    figure = figure_of(page, "tiny.bowl")
    expect(message(figure)).to_contain_text(said)
    assert message(figure).locator("*").count() == 0 and len(message(figure).text_content()) < 600
    eta = 1.0 if "eta is given" in said else 0.1
    assert reading(figure) == labs.bowl.reading(eta=eta)
    quiet(page)


def test_a_made_up_history_is_followed_as_little(own_tiny, go_to):
    page = go_to(own_tiny)
    figure = figure_of(page, "tiny.bowl")
    page.page.evaluate("history.replaceState({toString: 1}, '', '?bowl.start=%3Cimg%3E&show=%00')")
    page.page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    expect(message(figure)).to_contain_text("start can’t be “<img>”")
    assert reading(figure) == labs.bowl.reading()
    quiet(page)


ANSWERED = re.compile("finished|did not match")
ASKED = [
    SCRIPT,
    "\"><svg onload='window.ran = true'>",
    "__proto__",
    "constructor hasOwnProperty toString",
    "-__proto__ -constructor",
    "\u202eygrene\u2066 \x00\x1b",
    "(((((((((((((((zx*)*)*)*[[[\\",
    "word " * 2000,
    "x" * 50_000,
]


@pytest.mark.parametrize("asked", some(ASKED, 3))
def test_a_made_up_question_is_only_looked_for(site, go_to, asked):
    watched = go_to(f"{site}/search.html?q={quote(asked)}")
    expect(watched.page.locator(".search-summary")).to_contain_text(ANSWERED, timeout=20_000)
    assert watched.page.locator("#search-results :is(img, svg, script)").count() == 0
    quiet(watched)


@pytest.mark.parametrize("query", ["q=%E0%A4energy&q=xor", "highlight=%3Cimg%20src=x%3E&q=energy", "q=xor&__proto__=1"])
def test_a_broken_question_is_no_error(site, go_to, query):
    watched = go_to(f"{site}/search.html?{query}")
    expect(watched.page.locator(".search-summary")).to_contain_text(ANSWERED)
    quiet(watched)


@pytest.mark.parametrize("place", some(["%E0%A4%A", quote(SCRIPT), "__proto__", "%00", "a" * 50_000], 2))
def test_a_made_up_place_in_a_page_is_no_error(site, go_to, place):
    watched = go_to(f"{site}/book/notation.html?theme={quote(SCRIPT)}#{place}")
    watched.page.evaluate("location.hash = '%E0%A4%A'")
    watched.page.wait_for_load_state("networkidle")
    quiet(watched)
