"""Readers' own wishes of a page: less motion, forced colours, paper."""

import pytest
from coloraide import Color
from playwright.sync_api import expect

from nbhelpers.lab.style import COLOUR, DARK
from tests.browser.hands import figure_of

PAGE = "book/hopfield.html"
LAB = "hopfield.recall"
MOVES = """() => document.getAnimations().length + [...document.querySelectorAll("*")].filter((part) => {
    const style = getComputedStyle(part);
    return style.scrollBehavior === "smooth" || style.transitionDuration !== "0s" || style.animationName !== "none";
}).length"""
PAINT = """(parts) => parts.map((part) => {
    const style = getComputedStyle(part);
    return [style.fill === "none" ? style.stroke : style.fill, getComputedStyle(part.ownerSVGElement).backgroundColor];
})"""


def rgb(colour):
    return Color(colour).convert("srgb").to_string(comma=True)


def test_less_motion_is_none_and_play_still_steps(site, open_page):
    watched = open_page(f"{site}/{PAGE}", reduced_motion="reduce", viewport={"width": 375, "height": 800})
    figure = figure_of(watched, LAB)
    assert watched.page.evaluate(MOVES) == 0
    before = figure.locator("[data-reading]").text_content()
    figure.locator('[data-action="play"]').press("Enter")
    expect(figure.locator("[data-reading]")).not_to_have_text(before)


def test_motion_is_there_to_be_seen_by_the_test(site, open_page):
    watched = open_page(f"{site}/{PAGE}", viewport={"width": 375, "height": 800})
    assert watched.page.evaluate(MOVES) > 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forced_colours_leave_figures_their_paper_and_icons_their_shape(site, open_page, theme):
    watched = open_page(f"{site}/{PAGE}", forced_colors="active", color_scheme=theme)
    figure = figure_of(watched, LAB)
    paper = rgb((COLOUR if theme == "light" else DARK)["paper"])
    parts = ".lab-panels > svg text, .lab-panels > svg path[style*='stroke:var(--lab-energy']"
    painted = figure.locator(parts).evaluate_all(PAINT)
    assert len(painted) > 10 and {rgb(ground) for _, ground in painted} == {paper}
    assert all(Color(ink).contrast(Color(ground), method="wcag21") >= 3 for ink, ground in painted), painted
    icons = watched.page.locator(".icon:visible .i").evaluate_all(
        "icons => icons.map((icon) => [icon, document.body].map((part) => getComputedStyle(part).backgroundColor))"
    )
    assert icons and all(Color(ink).contrast(Color(ground), method="wcag21") >= 3 for ink, ground in icons)
    pressed = figure.locator('[data-action="compare"]')
    before = pressed.evaluate("(button) => getComputedStyle(button).backgroundColor")
    pressed.press("Enter")
    assert pressed.evaluate("(button) => getComputedStyle(button).backgroundColor") != before


@pytest.mark.parametrize("path", [PAGE, "book/index.html", "book/gallery.html", "book/accessibility.html"])
def test_paper_has_the_text_and_the_figures_and_nothing_to_press(site, open_page, path):
    watched = open_page(f"{site}/{path}", color_scheme="dark")
    watched.page.wait_for_load_state("networkidle")
    watched.page.emulate_media(media="print")
    pressable = ("nav", "header", "button", "input", "select")
    assert [tag for tag in pressable if watched.page.locator(f"{tag}:visible").count()] == []
    assert watched.page.locator("h1:visible").count() == 1
    for colour, line in watched.page.locator("article a:visible").evaluate_all(
        "links => links.map((a) => [getComputedStyle(a).color, getComputedStyle(a).textDecorationLine])"
    ):
        assert Color(colour).contrast("white", method="wcag21") >= 4.5, (colour, line)
    if path == PAGE:
        assert watched.page.locator(".lab-panels svg:visible, .lab-reading:visible").count() >= 10
