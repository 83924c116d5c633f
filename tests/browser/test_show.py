"""One lab fills the screen: with the hand, with the keys, from the address, and everything as before afterwards."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import live, turn
from tests.browser.test_tiny import reading, ready, slide
from tests.tiny import add_labs
from tests.tiny.rooms.tiny import labs

add_labs()
HALL = {"width": 1920, "height": 1080}


def shown(figure):
    expect(figure).to_have_class("lab lab-shown")
    return figure


def fills(figure):
    """The figure is the window, every panel lies in it, and nothing is reached outside of it."""
    window = figure.page.evaluate("[innerWidth, innerHeight]")
    box = figure.bounding_box()
    assert [box["x"], box["y"], box["width"], box["height"]] == [0, 0, *window]
    for panel in figure.locator(".lab-panels > svg").all():
        at = panel.bounding_box()
        assert at["x"] >= 0 and at["x"] + at["width"] <= window[0] + 1
    for _ in range(30):
        figure.page.keyboard.press("Tab")
        focus = figure.page.evaluate_handle("document.activeElement")
        assert figure.evaluate("(figure, focus) => focus === document.body || figure.contains(focus)", focus)


def test_full_screen_and_back(tiny, open_page):
    watched = open_page(tiny[1], viewport=HALL)
    figure = ready(watched)
    button = figure.locator('[data-action="show"]')
    before = figure.locator(".lab-panels > svg").first.bounding_box()["width"]
    button.click()
    shown(figure)
    expect(figure.locator('[name="step"]')).to_be_focused()
    expect(button).to_have_text("Leave full screen")
    watched.page.wait_for_function("document.fullscreenElement !== null")
    watched.page.wait_for_url("**show=bowl*")
    assert figure.locator(".lab-panels > svg").first.bounding_box()["width"] > 1.5 * before
    assert figure.locator('[name="eta"]').evaluate("e => parseFloat(getComputedStyle(e.labels[0]).fontSize)") >= 24
    fills(figure)
    watched.page.keyboard.press("Escape")
    expect(figure).to_have_class("lab")
    expect(button).to_be_focused()
    expect(button).to_have_text("Full screen")
    watched.page.wait_for_function("document.fullscreenElement === null")
    assert "show=" not in watched.page.url and watched.page.locator("[inert]").count() == 0
    assert figure.locator(".lab-panels > svg").first.bounding_box()["width"] == before
    assert watched.complaints == []


def test_keys(tiny, open_page):
    watched = open_page(tiny[1])
    figure = ready(watched)
    figure.locator('[data-action="show"]').click()
    shown(figure)
    step = figure.locator('[name="step"]')
    step.press("ArrowRight")
    assert reading(figure) == labs.bowl.reading(step=6)
    step.press(" ")
    expect(figure.locator('[data-action="play"]')).to_have_attribute("aria-label", "step: pause")
    expect(figure.locator("[data-reading]")).to_have_text(labs.bowl.reading(step=10))
    watched.page.evaluate("document.activeElement.blur()")
    watched.page.keyboard.press("ArrowLeft")
    expect(step).to_be_focused()
    figure.locator('[name="halve"]').press(" ")  # a switch keeps its own key
    assert reading(figure) == labs.bowl.reading(step=10, halve=True)
    watched.page.wait_for_url("**bowl.halve=true**")
    figure.locator(".lab-save summary").press("Enter")
    figure.locator(".lab-save summary").press("Escape")  # closes the menu, not the screen
    shown(figure)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_address_opens_it_and_a_phone_shows_it(tiny, open_page, scheme):
    address = f"{tiny[1]}/?bowl.eta=1&show=bowl"
    watched = open_page(address, viewport={"width": 375, "height": 800}, color_scheme=scheme)
    figure = shown(ready(watched))
    assert reading(figure) == labs.bowl.reading(eta=1.0)
    assert watched.page.evaluate("document.fullscreenElement === null"), "nobody has pressed anything"
    fills(figure)
    slide(figure, "eta", 0)
    watched.page.wait_for_url("**bowl.eta=0.01**")
    assert "show=bowl" in watched.page.url
    watched.page.keyboard.press("Escape")
    expect(figure).to_have_class("lab")
    expect(figure.locator('[data-action="show"]')).to_be_focused()
    assert "show=" not in watched.page.url and "bowl.eta=0.01" in watched.page.url


def test_an_address_that_names_no_figure_is_said(tiny, open_page):
    watched = open_page(f"{tiny[1]}/?show=<img src=x>")
    expect(ready(watched).locator("[data-message]")).to_contain_text("“<img src=x>”, which this page does not have")
    assert watched.page.locator("img").count() == 0


def test_where_the_browser_gives_no_screen_the_window_is_filled(tiny, open_page):
    watched = open_page("about:blank")
    watched.page.add_init_script("delete Element.prototype.requestFullscreen")
    watched.page.goto(tiny[1])
    figure = ready(watched)
    figure.locator('[data-action="show"]').click()
    fills(shown(figure))
    figure.locator('[data-action="show"]').click()
    expect(figure).to_have_class("lab")
    assert watched.complaints == []


def test_live_states_fill_it_too(running):
    running.page.set_viewport_size(HALL)
    figure = live(running)
    figure.locator('[data-action="reset"]').click()
    figure.locator('[data-action="show"]').click()
    shown(figure)
    turn(figure, labs.bowl, "seed", 99)
    expect(figure.locator("[data-reading]")).to_have_text(labs.bowl.reading(seed=99))
    assert figure.locator(".lab-panels > svg").first.bounding_box()["width"] > 500
    running.page.keyboard.press("Escape")
    expect(figure).to_have_class("lab")


@pytest.mark.whole
def test_a_link_fills_the_screen_from_within_a_chapter(site, open_page):
    """There the lab stands in a section that is laid out by itself."""
    watched = open_page(f"{site}/book/hopfield.html?show=capacity", viewport=HALL)
    figure = watched.page.locator('figure.lab[data-lab="hopfield.capacity"]')
    fills(shown(figure))
    assert watched.complaints == [] and watched.foreign == []
