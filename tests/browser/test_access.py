"""Every page, for whoever sees little or uses keys alone: WCAG 2.2 AA as far as a machine can tell."""

import pytest
from playwright.sync_api import expect

from tests.browser.eyes import CUT, FOCUS, NAMELESS, SIDEWAYS, SPACED, THIN, axe, flaws
from tests.browser.hands import settle
from tests.browser.test_site import pages, places
from tests.whole import WHOLE, some

# a lab wakes up when it comes near
WAKE = """async () => {
    for (const figure of document.querySelectorAll("figure.lab[data-record]")) {
        figure.scrollIntoView();
        while (!("ready" in figure.dataset)) {
            if ("failed" in figure.dataset) throw new Error(figure.textContent);
            await new Promise((later) => setTimeout(later, 20));
        }
    }
}"""
# every lab at the far end of every control, and all that can be unfolded
FAR = """() => {
    for (const input of document.querySelectorAll("figure.lab form :is(input, select)")) {
        if (input.type === "checkbox") input.checked = !input.checked;
        else if (input.tagName === "SELECT") input.selectedIndex = input.options.length - 1;
        else input.value = input.max;
        input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    document.querySelectorAll("main details").forEach((fold) => (fold.open = true));
}"""
PLAIN = "/* as it is */"
LABS = sorted({page for page, _ in places()})
PICTURE = "(figure) => figure.querySelector('.lab-view').innerHTML"


def with_labs(watched):
    """The page with all its labs at work."""
    watched.page.evaluate(WAKE)
    return watched.page


@pytest.mark.parametrize("path", some(pages() if WHOLE else LABS, 2))
def test_a_page_shuts_nobody_out(site, open_page, path):
    """Narrow, enlarged, spaced; then what axe finds: in light, in dark, and on a phone with the chapters unfolded."""
    page = with_labs(open_page(f"{site}/{path}", reduced_motion="reduce"))
    settle(page)
    page.evaluate(FAR)
    assert narrow(page) == []
    settle(page)
    page.evaluate(THIN)
    assert axe(page) == [] and page.evaluate(NAMELESS) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert axe(page, runOnly=["color-contrast"]) == []
    page.set_viewport_size({"width": 375, "height": 800})
    page.evaluate("document.getElementById('chapters').showPopover()")
    changed = {"include": [["header"], ["nav"], ["figure"], ["main > details"]]}
    assert axe(page, changed, runOnly=["target-size", "scrollable-region-focusable", "color-contrast"]) == []


def narrow(page):
    """What does not fit at 200 % and 400 % of 1280 px, on a phone, and with the spacing of WCAG 1.4.12."""
    found = []
    for width, style in ((640, PLAIN), (375, PLAIN), (320, PLAIN), (320, SPACED)):
        page.set_viewport_size({"width": width, "height": 800})
        page.add_style_tag(content=style)
        found += [(width, style == SPACED, what) for what in [page.evaluate(SIDEWAYS), *page.evaluate(CUT)] if what]
    page.evaluate("document.head.lastChild.remove()")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def walk(page, figure):
    """Tab through a lab from before it to behind it, turning what can be turned; yields what is wrong."""
    figure.evaluate("(figure) => { figure.tabIndex = -1; figure.focus(); }")
    wanted = figure.locator(":is(form :is(input, select, button), summary):visible").count()
    name = figure.get_attribute("id")
    for _ in range(wanted):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus["figure"] != name:
            yield f"{name}: Tab leaves before all of its controls were reached"
            return
        yield from (f"{name}: {focus['name']} has {flaw}" for flaw in flaws(focus))
        if focus["type"] in ("range", "select-one", "checkbox") and not turned(page, figure, focus):
            yield f"{name}: no key turns {focus['name']}"
    page.keyboard.press("Tab")
    if page.evaluate(FOCUS)["figure"] == name:
        yield f"{name}: Tab does not leave"


def turned(page, figure, focus):
    """Whether a key turns the focused control and with it the figure, from where the reader finds it."""
    figure.evaluate("(figure) => figure.querySelector('[data-action=reset]').click()")
    before = figure.evaluate(PICTURE)
    key = {"checkbox": "Space", "range": "ArrowRight" if focus["low"] else "ArrowLeft"}.get(focus["type"])
    for pressed in [key] * 4 if key else ["ArrowDown", "ArrowUp", "ArrowUp"]:
        page.keyboard.press(pressed)
        if figure.evaluate(PICTURE) != before:
            return True
    return False


# what has no name, no value in words, or is no picture, for those who hear the page
UNTOLD = """(figure) => [...figure.querySelectorAll("form :is(input, select), .lab-panels > svg")].filter((part) => {
    const name = part.getAttribute("aria-label") ?? "";
    if (part.tagName === "svg") return part.getAttribute("role") !== "img" || name.length <= 8;
    return !part.labels[0]?.textContent || (part.type === "range" && !part.getAttribute("aria-valuetext"));
}).map((part) => part.outerHTML.slice(0, 200))"""
# the blocks of a lab's form in the order of the eye: rows from above, and from the left in each
BLOCKS = """(figure) => [...figure.querySelectorAll(".lab-knob, .lab-actions > *")].filter((part) => part.offsetWidth)
    .map((part) => [part.offsetTop, part.offsetLeft])"""


@pytest.mark.parametrize("path", some(LABS, 3))
def test_keys_reach_and_turn_every_control(site, open_page, path):
    page = with_labs(open_page(f"{site}/{path}", viewport={"width": 1280, "height": 700}, reduced_motion="reduce"))
    found = []
    for figure in page.locator("figure.lab[data-record]").all():
        found += figure.evaluate(UNTOLD)
        places = figure.evaluate(BLOCKS)
        rows = [(round(top / 12), left) for top, left in places]
        found += [f"{figure.get_attribute('id')}: {rows} is not the order of reading"] if rows != sorted(rows) else []
        found += walk(page, figure)
        expect(figure.locator("[role=status].lab-spoken")).to_be_attached()
    assert found == []


def test_keys_reach_every_control_on_the_full_screen_too(site, open_page):
    page = with_labs(open_page(f"{site}/book/hopfield.html?show=recall#recall", reduced_motion="reduce"))
    figure = page.locator("figure.lab-shown")
    assert list(walk(page, figure)) == []
    page.evaluate(THIN)
    assert axe(page, "figure.lab-shown") == []


def test_the_menu_of_saving_is_opened_left_and_closed_by_keys(site, open_page):
    page = with_labs(open_page(f"{site}/book/hopfield.html"))
    figure = page.locator("figure.lab").first
    summary = figure.locator("details.lab-save > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.as") == "svg"
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    assert figure.locator("details.lab-save[open]").count() == 0


@pytest.mark.whole
def test_axe_and_the_walk_see_what_is_wrong(site, open_page):
    page = with_labs(open_page(f"{site}/book/hopfield.html", reduced_motion="reduce"))
    figure = page.locator("figure.lab").first
    page.add_style_tag(content="""
        figure.lab select { outline: none !important; }
        figure.lab button { min-height: 0 !important; height: 14px !important; }
        .lab-reading { color: #999 !important; white-space: nowrap; overflow: hidden; }
        .lab-panels::after { content: ""; position: fixed; inset: 60% 0 0 0; z-index: 99; }""")
    slider = figure.locator("input[type=range]").last
    slider.evaluate("(input) => input.addEventListener('keydown', (event) => event.preventDefault())")
    found = " ".join(walk(page, figure))
    for flaw in ("a focus that is not seen", "px", "no key turns", "hidden behind something"):
        assert flaw in found, found
    assert "color-contrast: <p" in " ".join(axe(page, {"include": [[f"#{figure.get_attribute('id')}"]]}))
    page.set_viewport_size({"width": 320, "height": 700})
    assert any("lab-reading" in part for part in page.evaluate(CUT))
