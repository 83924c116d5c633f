"""What is far down a page waits until it is near, or until the reader moves or is still."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import KNOWN, WAITING, settle

LAID_OUT = "part => part.checkVisibility({contentVisibilityAuto: true})"


FAR = "#references > p, #references > div"


def test_far_sections_wait_and_their_controls_do_not_make_them_laid_out(site, open_page):
    page = open_page(f"{site}/book/hopfield.html").page
    page.wait_for_load_state("load")
    assert not page.locator(FAR).first.evaluate(LAID_OUT)
    assert page.locator("figure.lab form").count() < page.locator("figure.lab").count()


def test_a_reader_who_does_nothing_gets_every_control(site, open_page):
    page = open_page(f"{site}/book/hopfield.html").page
    expect(page.locator(KNOWN)).to_be_attached(timeout=60_000)
    assert page.evaluate(f"[scrollY, {WAITING}]") == [0, 0] and page.locator(FAR).first.evaluate(LAID_OUT)
    assert page.locator("figure.lab form").count() == page.locator("figure.lab").count()


@pytest.mark.parametrize("sign", ["key", "touch", "wheel"])
def test_a_reader_who_moves_gets_them_at_once(site, open_page, sign):
    page = open_page(f"{site}/book/hopfield.html").page
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


def test_what_scrolls_sideways_in_a_far_section_can_be_reached_by_keys(site, open_page):
    page = open_page(f"{site}/book/hopfield.html").page
    page.set_viewport_size({"width": 375, "height": 812})
    settle(page)
    wide = """() => [...document.querySelectorAll('article section section .formula')]
        .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.getAttribute('tabindex'))"""
    assert len(page.evaluate(wide)) > 2 and set(page.evaluate(wide)) == {"0"}


def test_a_browser_without_scroll_anchoring_gets_all_at_once(site, open_page):
    """There a control that came later would push away what is being read."""
    page = open_page("about:blank").page
    page.add_init_script("CSS.supports = () => false")
    page.goto(f"{site}/book/hopfield.html")
    page.wait_for_load_state("load")
    assert page.evaluate(WAITING) == 0


def test_a_lab_in_a_page_as_readers_have_it_answers(site, open_page):
    page = open_page(f"{site}/book/hopfield.html").page
    page.locator("figure.lab").last.scroll_into_view_if_needed()
    figure = page.locator("figure.lab[data-ready]").last
    slider = figure.locator("input[type=range]").first
    before = figure.locator(".lab-panels").inner_html()
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(figure.locator(".lab-panels")).not_to_have_js_property("innerHTML", before)
