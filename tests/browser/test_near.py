"""What is far down a page waits until it is near, or until the reader is still; links into it lead to their place."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched
from tests.browser.hands import KNOWN, WAITING, settle

LAID_OUT = "part => part.checkVisibility({contentVisibilityAuto: true})"
HEIGHT = "document.documentElement.scrollHeight"


@pytest.fixture
def unread(chromium):
    """`unread(address)`: a page as a reader has it; elsewhere the tests have all sections laid out at once."""
    contexts = []

    def opener(address):
        contexts.append(chromium.as_readers_have_it(viewport={"width": 1280, "height": 900}))
        watched = Watched(contexts[-1].new_page())
        watched.page.goto(address)
        return watched.page

    yield opener
    for context in contexts:
        context.close()


FAR = "#references > p, #references > div"


def test_far_sections_wait_and_their_controls_do_not_make_them_laid_out(site, unread):
    page = unread(f"{site}/book/hopfield.html")
    page.wait_for_load_state("load")
    assert not page.locator(FAR).first.evaluate(LAID_OUT)
    assert page.locator("figure.lab form").count() < page.locator("figure.lab").count()


def test_a_reader_who_does_nothing_gets_every_control(site, unread):
    page = unread(f"{site}/book/hopfield.html")
    expect(page.locator(KNOWN)).to_be_attached(timeout=60_000)
    assert page.evaluate(f"[scrollY, {WAITING}]") == [0, 0] and not page.locator(FAR).first.evaluate(LAID_OUT)
    assert page.locator("figure.lab form").count() == page.locator("figure.lab").count()


@pytest.mark.parametrize("sign", ["key", "touch", "wheel"])
def test_a_reader_who_moves_gets_them_at_once(site, unread, sign):
    page = unread(f"{site}/book/hopfield.html")
    page.clock.install()  # whose hands stand still: what comes does not come for having waited
    page.reload()
    page.wait_for_load_state("load")
    assert page.evaluate(WAITING) > 0
    if sign == "key":
        page.keyboard.press("Tab")
    elif sign == "touch":
        page.mouse.click(640, 500)
    else:
        page.mouse.wheel(0, 300)
    page.wait_for_function(f"{WAITING} === 0", timeout=60_000)


def test_what_scrolls_sideways_in_a_far_section_can_be_reached_by_keys(site, unread):
    page = unread(f"{site}/book/hopfield.html")
    page.set_viewport_size({"width": 375, "height": 812})
    settle(page)
    wide = """() => [...document.querySelectorAll('article section section .formula')]
        .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.getAttribute('tabindex'))"""
    assert len(page.evaluate(wide)) > 2 and set(page.evaluate(wide)) == {"0"}


def test_a_browser_without_scroll_anchoring_gets_all_at_once(site, unread):
    """There a control that came later would push away what is being read."""
    page = unread("about:blank")
    page.add_init_script("CSS.supports = () => false")
    page.goto(f"{site}/book/hopfield.html")
    page.wait_for_load_state("load")
    assert page.evaluate(WAITING) == 0


def test_a_lab_in_a_page_as_readers_have_it_answers(site, unread):
    page = unread(f"{site}/book/hopfield.html")
    page.locator("figure.lab").last.scroll_into_view_if_needed()
    figure = page.locator("figure.lab[data-ready]").last
    slider = figure.locator("input[type=range]").first
    before = figure.locator(".lab-panels").inner_html()
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(figure.locator(".lab-panels")).not_to_have_js_property("innerHTML", before)


def stays(page, place):
    """The place comes to stand below the bar, and stays there while sections above it get their heights."""
    at = "place => Math.abs(document.getElementById(place).getBoundingClientRect().top - 100) < 60"
    page.wait_for_function(at, arg=place)
    settle(page)
    page.wait_for_function(at, arg=place)


@pytest.mark.parametrize("place", ["landscape", "equation-hop-energy", "memories-nobody-stored", "references"])
def test_a_link_leads_to_its_place(site, unread, place):
    stays(unread(f"{site}/book/hopfield.html#{place}"), place)


def test_a_link_within_the_page_leads_to_its_place(site, unread):
    page = unread(f"{site}/book/hopfield.html")
    for place in ("references", "memories-nobody-stored", "many-memories-and-the-crosstalk-between-them"):
        page.locator(f".here a[href='#{place}']").click()
        stays(page, place)


def test_heights_are_known_once_the_reader_moves(site, unread):
    page = unread(f"{site}/book/hopfield.html")
    settle(page)
    whole = page.context.new_page()
    whole.set_viewport_size({"width": 1280, "height": 900})
    whole.goto(page.url)
    whole.add_style_tag(content="article > section > section { content-visibility: visible !important; }")
    settle(whole)
    page.bring_to_front()
    page.wait_for_function(f"height => Math.abs({HEIGHT} - height) < 120", arg=whole.evaluate(HEIGHT))
