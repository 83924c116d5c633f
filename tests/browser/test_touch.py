"""A phone: with a finger everything can be turned, drawn and opened, and the page scrolls over all the rest."""

import pytest

from nbhelpers import labs
from tests.browser.bidi import BOX
from tests.browser.hands import READY as PYTHON
from tests.browser.phone import SIZE, ChromiumPhone
from tests.browser.test_firefox import READY

RECALL, RACE = "hopfield.recall", "optimizers.race"
HAS = "(selector) => document.querySelector(selector) !== null"
TEXT = "(selector) => document.querySelector(selector).textContent"
VALUE = "(selector) => document.querySelector(selector).value"
KEPT = "(selector) => document.querySelector(selector).dataset.value"
SEEN = "(selector) => document.querySelector(selector).checkVisibility()"
SCROLLED = "() => scrollY"
NOW = "(ms) => new Promise((done) => setTimeout(done, ms))"


@pytest.fixture(params=["chromium", "firefox"])
def phone(request):
    """`phone(address)`: a page on a phone's screen, with a finger."""
    if request.param == "firefox":
        open_firefox = request.getfixturevalue("in_firefox")
        return lambda url: open_firefox(url, **SIZE)
    open_chromium = request.getfixturevalue("open_page")
    return lambda url: ChromiumPhone(open_chromium(url, viewport=SIZE, has_touch=True, is_mobile=True))


def of(name, rest=""):
    return f'figure.lab[data-lab="{name}"] {rest}'.strip()


def tap(page, selector):
    box = page.evaluate(BOX, selector)
    page.touch([(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)])


def line(start, by, steps=10):
    return [(start[0] + by[0] * k / steps, start[1] + by[1] * k / steps) for k in range(steps + 1)]


def ready(page, name):
    page.wait_for(READY, name)
    return labs.get(name)


def live(page, name):
    """The lab with Python under it."""
    ready(page, name)
    tap(page, of(name, '[data-action="live"]'))
    page.wait_for(HAS, of(name).replace("]", "][data-source='live']:not([data-busy])"), seconds=PYTHON / 1000)
    return labs.get(name)


def answered(page, name):
    page.wait_for(HAS, of(name).replace("]", "]:not([data-busy])"), seconds=PYTHON / 1000)
    return page.evaluate(TEXT, of(name, "[data-reading]"))


def test_a_slider_is_dragged_and_steps_are_pressed(site, phone):
    page = phone(f"{site}/book/hopfield.html")
    lab = ready(page, RECALL)
    slider, asked = of(RECALL, '[name="asked"]'), lab.control("asked")
    box = page.evaluate(BOX, slider)
    at = int(page.evaluate(VALUE, slider)) / (len(asked.recorded) - 1)
    start = (box["x"] + 10 + at * (box["width"] - 20), box["y"] + box["height"] / 2)
    page.touch(line(start, (0.3 * box["width"], 0)))
    index = int(page.evaluate(VALUE, slider))
    assert abs(index / (len(asked.recorded) - 1) - at - 0.3) < 0.1
    assert answered(page, RECALL) == lab.reading(asked=asked.recorded[index])
    tap(page, of(RECALL, '[data-action="forward"]'))
    assert answered(page, RECALL) == lab.reading(asked=asked.recorded[index + 1])
    tap(page, of(RECALL, '[data-action="back"]'))
    tap(page, of(RECALL, '[data-action="back"]'))
    assert answered(page, RECALL) == lab.reading(asked=asked.recorded[index - 1])
    assert page.complaints == []


def test_the_menus_open(site, phone):
    page = phone(f"{site}/book/hopfield.html")
    ready(page, RECALL)
    for button, opened in (
        (of(RECALL, ".lab-save summary"), of(RECALL, '[data-as="svg"]')),
        (".here-narrow summary", ".here-narrow li li a"),
        ("button.menu", "#chapters a"),
    ):
        assert not page.evaluate(SEEN, opened)
        tap(page, button)
        page.wait_for(SEEN, opened)
    tap(page, "#chapters a[href*='rbm']")
    page.wait_for("() => location.pathname.endsWith('/book/rbm.html')")
    assert page.complaints == [] and page.foreign == []


def scroll(page, selector, up=260):
    """How far the page moves when a finger goes up over the middle of something."""
    box = page.evaluate(BOX, selector)
    before = page.evaluate(SCROLLED)
    page.touch(line((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), (0, -up)))
    page.evaluate(NOW, 300)
    return page.evaluate(SCROLLED) - before


REFUSED = """(selector) => {
    const element = document.querySelector(selector);
    const chain = [];
    for (let at = element; at; at = at.parentElement) chain.push(getComputedStyle(at).touchAction);
    const touch = new Event('touchmove', { bubbles: true, cancelable: true });
    return [chain.filter((way) => !['auto', 'manipulation', 'pan-y'].includes(way)), element.dispatchEvent(touch)];
}"""


def test_the_page_scrolls_over_a_figure_and_the_figure_stays(site, phone):
    page = phone(f"{site}/book/hopfield.html")
    lab = ready(page, RECALL)
    for part in (".lab-panels > svg", "[data-reading]", ".lab-knobs", '[name="asked"]'):
        if isinstance(page, ChromiumPhone):
            assert scroll(page, of(RECALL, part)) > 150, part
            assert answered(page, RECALL) == lab.reading(), part
        else:  # BiDi's finger reaches the page alone, not what scrolls it; so: nothing there refuses
            assert page.evaluate(REFUSED, of(RECALL, part)) == [[], True], part


@pytest.mark.whole
def test_a_finger_draws_pixels_where_python_is_live(own_site, phone):
    """So does test_firefox_reader, on a page whose Python an exercise has started."""
    page = phone(f"{own_site}/book/hopfield.html")
    draws(page, live(page, RECALL))


def draws(page, lab):
    """A finger turns pixels over, Python answers, and the page stays where it is."""
    box = page.evaluate(BOX, of(RECALL, '.lab-grid[aria-label^="pixels you turned"] rect'))
    before = page.evaluate(SCROLLED)
    place = [(box["x"] + 4.5 * box["width"] / 20, box["y"] + (row + 0.5) * box["height"] / 20) for row in (2, 11)]
    page.touch(line(place[0], (0, place[1][1] - place[0][1])))
    said = answered(page, RECALL)
    drawn = page.evaluate(KEPT, of(RECALL, '[name="drawn"]'))
    marks = lab.control("drawn").unpack(drawn)
    assert marks[2:12, 4].all() and marks.sum() == 10
    assert said == lab.reading(drawn=drawn, asked=0)
    assert page.evaluate(SCROLLED) == before and page.complaints == []


@pytest.mark.whole
def test_a_finger_drags_a_point_where_python_is_live(own_site, phone):
    """A finger that draws pixels stands for it, and a mouse in test_live_book: all go the way of pointer events."""
    page = phone(f"{own_site}/book/optimizers.html")
    lab = live(page, RACE)
    box = page.evaluate(BOX, of(RACE, ".lab-point circle + circle"))
    before = page.evaluate(SCROLLED)
    page.touch(line((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), (40, 30)))
    said = answered(page, RACE)
    assert page.evaluate(SCROLLED) == before
    right, up = (float(page.evaluate(KEPT, of(RACE, f'[name="{name}"]'))) for name in ("right", "up"))
    assert right > 0.3 and up < -0.2
    assert said == lab.reading(right=right, up=up)
    moved = page.evaluate(BOX, of(RACE, ".lab-point circle + circle"))
    assert abs(moved["x"] - box["x"] - 40) < 4 and page.complaints == []
