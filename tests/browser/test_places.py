"""Every way to a place in a page leads to it within a line, cold and slow, and nothing jumps while one reads."""

import pytest

from tests.whole import WHOLE

LINE = 25  # px
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # bytes a second
STILL = """async () => {
    let [same, before] = [0, ''];
    while (same < 8) {
        await new Promise((done) => setTimeout(done, 50));
        const { documentElement: page, fonts, readyState } = document;
        const now = `${scrollY} ${page.scrollHeight} ${fonts.status} ${readyState}`;
        same = now === before && now.endsWith('loaded complete') ? same + 1 : 0;
        before = now;
    }
}"""
BLOCKS = "[...document.querySelectorAll('article section > *')]"
EYE = f"""() => {{
    const begun = (block) => block.checkVisibility() && block.getBoundingClientRect().top < innerHeight / 3;
    const number = {BLOCKS}.findLastIndex(begun);
    return [number, {BLOCKS}[number].getBoundingClientRect().top];
}}"""
MOVED = f"([number, top]) => {BLOCKS}[number].getBoundingClientRect().top - top"
UNFOLD_ABOVE = f"""(number) => {BLOCKS}.slice(0, number).filter((block) => block.matches('details'))
    .forEach((fold) => (fold.open = true))"""
OFF = """(id) => {
    const place = document.getElementById(id);
    const { scrollPaddingTop } = getComputedStyle(document.documentElement);
    const wanted = parseFloat(scrollPaddingTop) + parseFloat(getComputedStyle(place).scrollMarginTop);
    return place.getBoundingClientRect().top - wanted;
}"""
# Labs grow while a page is made: what stands below one is pushed down.
BELOW_A_LAB = """() => {
    [...document.querySelectorAll('figure.lab')].at(-2).scrollIntoView({ block: 'end' });
    scrollBy(0, innerHeight - 150);
}"""
PLACES = "() => [...document.querySelectorAll('article > section > section')].map(({ id }) => id)"
WORDS = """() => [...document.querySelectorAll('article section section > p')]
    .flatMap((part) => part.textContent.match(/^[A-Za-z ]{24}/) ?? []).at(-3).replace(/ \\S*$/, '')"""
SEEN = """(words) => {
    const parts = [...document.querySelectorAll('article section section > p')];
    const { top } = parts.find((part) => part.textContent.startsWith(words)).getBoundingClientRect();
    return [top, innerHeight];
}"""
LINK = """(link) => {
    document.body.innerHTML = '<a>on</a>';
    document.querySelector('a').href = link;
    document.querySelector('a').focus();
}"""
TO_END = "() => document.documentElement.scrollHeight - innerHeight - scrollY"
SHIFTS = """() => {
    window.shifts = 0;
    const add = (list) => list.getEntries().forEach((entry) => (window.shifts += entry.value));
    new PerformanceObserver(add).observe({ type: 'layout-shift' });
}"""


def slow_phone(page):
    """A slow line; in the whole run a slow processor too, which the rest of the machine pays for."""
    session = page.context.new_cdp_session(page)
    if WHOLE:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)


@pytest.fixture(params=["chromium", "firefox"])
def visit(request, open_page):
    """`visit(width)`: (a page, slow in Chromium, with the methods that both drivers have; how to press a key there)."""

    def opener(width):
        if request.param == "firefox":
            tab = request.getfixturevalue("in_firefox")("about:blank", width, 800)
            return tab, tab.press
        page = open_page("about:blank", viewport={"width": width, "height": 800}).page
        slow_phone(page)
        return page, page.keyboard.press

    return opener


def cold(page, url):
    page.goto("about:blank")
    page.goto(url)


def follow(page, press, outside, link):
    """A link that stands in a page outside the book."""
    page.goto(outside)
    page.evaluate(LINK, link)
    press("Enter")
    page.wait_for_url(lambda address: address.startswith(link.partition("#")[0]))
    page.evaluate(STILL)


def moved(page, eye):
    page.evaluate(STILL)
    return abs(page.evaluate(MOVED, eye))


def test_a_reader_comes_back_to_their_place(site, visit):
    """By a link, a reload, back and forward, whatever they had unfolded above it."""
    page, _ = visit(375)
    url = f"{site}/book/hopfield.html"
    cold(page, url + "#many-memories-and-the-crosstalk-between-them")
    page.evaluate(STILL)
    assert abs(page.evaluate(OFF, "many-memories-and-the-crosstalk-between-them")) < LINE
    page.evaluate(BELOW_A_LAB)
    page.evaluate(UNFOLD_ABOVE, page.evaluate(EYE)[0])
    page.evaluate(STILL)
    eye = page.evaluate(EYE)
    page.reload()
    assert moved(page, eye) < LINE
    page.goto(f"{site}/book/glossary.html")
    page.evaluate("() => scrollTo(0, 3000)")
    page.evaluate(STILL)
    term = page.evaluate(EYE)
    page.go_back()
    assert moved(page, eye) < LINE
    page.go_forward()
    assert moved(page, term) < LINE


@pytest.mark.parametrize("visit", ["chromium", pytest.param("firefox", marks=pytest.mark.whole)], indirect=True)
def test_what_leads_into_a_page_just_opened_leads_to_its_place(site, visit):
    """A script, a search in the page, a link within it, one to a highlight, the key for the end."""
    page, press = visit(1280)
    url = f"{site}/book/deep_belief.html"
    cold(page, url)
    place, words = page.evaluate(PLACES)[-4], page.evaluate(WORDS)
    page.evaluate("(id) => document.getElementById(id).scrollIntoView()", place)
    page.evaluate(STILL)
    assert abs(page.evaluate(OFF, place)) < LINE
    cold(page, url)
    page.evaluate("(id) => document.querySelector(`.here a[href='#${id}']`).click()", place)
    page.evaluate(STILL)
    assert abs(page.evaluate(OFF, place)) < LINE
    cold(page, url)
    page.evaluate("(words) => void window.find(words, true)", words)
    page.evaluate(STILL)
    top, window = page.evaluate(SEEN, words)
    assert -LINE < top < window
    for outside in ("about:blank", f"{site}/../another-page-of-this-host"):
        follow(page, press, outside, f"{url}#:~:text={words.replace(' ', '%20')}")
        top, window = page.evaluate(SEEN, words)
        assert window / 4 < top < window * 3 / 4
    cold(page, url)
    press("End")
    page.evaluate(STILL)
    assert page.evaluate(TO_END) < LINE


def test_nothing_jumps_while_one_reads(site, open_page):
    page = open_page(f"{site}/book/hopfield.html", viewport={"width": 375, "height": 900}).page
    page.evaluate(SHIFTS)
    page.mouse.move(180, 500)
    for step in [300] * 25 + [-300] * 10:
        page.mouse.wheel(0, step)
        page.wait_for_timeout(40)
    assert page.evaluate("() => scrollY") == 15 * 300 and page.evaluate("() => shifts") < 0.02
