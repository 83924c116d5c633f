"""The built book: every page, every lab, every control - against the record, and this against Python's own picture."""

import gzip
import json
import os
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from nbhelpers import labs
from nbhelpers.build import stages
from nbhelpers.lab.light.drawing import LightDrawing
from nbhelpers.lab.svg import relative
from tests.browser.hands import figure_of
from tests.whole import some
from tools.speed import budgets

HTML = Path(os.environ.get("BOOK_HTML", Path(__file__).parents[2] / "_build" / "html"))
BUDGETS = budgets()
START = "index.html"  # leads on to the landing page


def pages():
    """Every page of the built book, as its path below the site."""
    found = [str(path.relative_to(HTML)) for path in sorted(HTML.rglob("*.html"))]
    shown = [path for path in found if not path.startswith(("_static", "_sources", "lite/")) and path != START]
    return shown or ["the book is not built"]


@cache
def places():
    """Every (page, lab) of the built book."""
    text = {page: (HTML / page).read_text(encoding="utf-8") for page in pages() if (HTML / page).is_file()}
    return [(page, lab) for page in text for lab in re.findall(r'data-lab="([^"]+)" data-record', text[page])]


def labs_of(page):
    return [name for where, name in places() if where == page]


class Recorded:
    """A lab's record: what Python drew and said at the build for each combination of recorded values."""

    def __init__(self, lab):
        (path,) = (HTML / "_static" / "labs").glob(f"{lab.name}.*.json")
        self._lab, self._kept = lab, json.loads(path.read_text("utf8"))
        self._at = {tuple(values.values()): number for number, values in enumerate(lab.recorded())}

    def number(self, **values):
        """The number of that state, in the record's order."""
        return self._at[tuple({**self._lab.defaults, **values}.values())]

    def reading(self, **values):
        return self._kept["readings"][self.number(**values)]

    def parts(self, **values):
        """{part: SVG} of that state."""
        frame = self._kept["frames"][self.number(**values)]
        return {part: self._kept["pieces"][piece] for part, piece in zip(self._kept["parts"], frame, strict=True)}


@cache
def recorded(name):
    return Recorded(labs.get(name))


# Set controls as a reader's hand would, one after the other: where the figure then is not the state of that number.
WRONG = """async (figure, turns) => {
    const record = await (await fetch(figure.dataset.record)).json();
    const shows = (name, text) => {
        const slot = figure.querySelector(`.lab-view:not(.lab-kept) [data-part="${name}"]`);
        const wanted = slot.cloneNode(false);
        wanted.innerHTML = text;
        return slot.innerHTML === wanted.innerHTML;
    };
    const wrong = (number) => {
        const said = figure.querySelector('[data-reading]').textContent;
        const parts = record.parts.filter((name, k) => !shows(name, record.pieces[record.frames[number][k]]));
        return said === record.readings[number] ? parts : [...parts, said];
    };
    return turns.flatMap(([name, index, on, number]) => {
        const input = figure.querySelector(`[name="${name}"]`);
        if (input.type === 'checkbox') input.checked = on;
        else if (input.tagName === 'SELECT') input.selectedIndex = index;
        else input.value = String(index);
        input.dispatchEvent(new Event('input', {bubbles: true}));
        return wrong(number).map((what) => `${name} at ${index}: ${what}`);
    });
}"""


def turn_to(lab, control, index):
    """A control's recorded value at `index`, for WRONG."""
    value = control.recorded[index]
    return [control.name, index, value is True, recorded(lab.name).number(**{control.name: value})]


FOLLOW_COPIED = """(figure) => {
    let link = "";
    navigator.clipboard.writeText = async (text) => (link = text);
    figure.querySelector('[data-action="link"]').click();
    figure.querySelector('[data-action="reset"]').click();
    history.pushState(null, "", link);
    dispatchEvent(new PopStateEvent("popstate"));
    return document.getElementById(decodeURIComponent(location.hash.slice(1))) === figure;
}"""  # from another state


def test_every_lab_stands_on_a_page():
    assert {lab for _, lab in places()} >= {name for name in labs.registry() if not name.startswith("tiny.")}


def test_an_id_leads_to_one_place():
    """Within a picture the same shape may stand twice under the name of its content: saving keeps the first."""
    for page in (page for page in pages() if (HTML / page).is_file()):
        text = (HTML / page).read_text("utf8")
        shapes = re.findall(r'<(?:clipPath|path) id="([^"]+)"[^>]*?(?:\sd="([^"]*)"|>(.*?)</clipPath>)', text)
        assert len(set(shapes)) == len({name for name, *_ in shapes}), page
        ids = re.findall(r'<(?!clipPath|path)[a-z][^<>]*?\sid="([^"]*)"', text)
        assert len(ids) == len(set(ids)), (page, sorted({name for name in ids if ids.count(name) > 1}))
        assert not set(ids) & {name for name, *_ in shapes}, page


CHILDREN = {"mfrac": 2, "mover": 2, "mroot": 2, "msub": 2, "msubsup": 3, "msup": 2, "munder": 2, "munderover": 3}


def test_every_formula_is_one_that_a_browser_can_read():
    for page in (page for page in pages() if (HTML / page).is_file()):
        for formula in re.findall(r"<math\b.*?</math>", (HTML / page).read_text("utf8"), re.S):
            for node in ElementTree.fromstring(formula).iter():
                name = node.tag.rpartition("}")[2]
                assert len(node) == CHILDREN.get(name, len(node)), (page, formula)


@pytest.mark.parametrize("name", some(sorted({name for _, name in places()}), 6))
def test_a_record_opens_with_what_python_draws_and_says_as_it_runs_here(name):
    """Its key keeps a record from being stale; test_live_book compares the sentences of all labs."""
    lab = labs.get(name)
    state, record = lab.state(), recorded(name)
    assert record.reading() == lab.read(state)
    drawn = LightDrawing(lab, stages.of(lab)).parts(state)
    assert record.parts() == {part: relative(text) for part, text in drawn.items()}


@pytest.mark.parametrize("page", pages())
def test_a_page_is_small_and_quiet_and_every_control_and_link_shows_what_python_says(site, open_page, page):
    watched = open_page("about:blank", reduced_motion="reduce")
    sizes = weighed(watched.page, f"{site}/{page}")
    if page.startswith("book/"):
        assert sum(sizes.values()) <= BUDGETS["page"]["bytes"], sorted(sizes.items(), key=lambda entry: -entry[1])[:5]
        assert len(sizes) <= BUDGETS["page"]["requests"], sorted(sizes)
    for name in () if page.startswith("book/tour_") else labs_of(page):  # a tour's labs are turned in their chapters
        turn_all(figure_of(watched, name), labs.get(name))
    watched.page.evaluate("window.stayed = true; document.querySelectorAll('details').forEach((d) => (d.open = true))")
    for link in some(watched.page.locator("a.lab-link").all(), 3):  # the build refuses one to a state not recorded
        follow(watched, link)
    assert watched.page.evaluate("window.stayed"), "a link into a figure loaded the page again"
    watched.page.wait_for_load_state("networkidle")
    assert watched.complaints == [] and watched.foreign == []


def weighed(page, address):
    """{url: bytes} of all that a page fetches before its reader moves, compressed as a public host does it.

    Without the records of its labs, which have a budget of their own.
    """
    sizes, ready_made = {}, (".woff2", ".png", ".jpg")

    def weigh(response):
        if response.status == 200 and "/_static/labs/" not in response.url:
            body = response.body()
            sizes[response.url] = len(body) if response.url.endswith(ready_made) else len(gzip.compress(body, 6))

    page.on("response", weigh)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.remove_listener("response", weigh)
    return sizes


def turn_all(figure, lab):
    """Turn every control to its ends, in the whole run to its middle too: the page shows what the record has there."""
    record = recorded(lab.name)
    assert figure.locator("[data-reading]").text_content() == record.reading()
    moving = [control for control in lab.controls if len(control.recorded) > 1]
    for control in moving:
        start, last = control.recorded.index(control.default), len(control.recorded) - 1
        turns = [turn_to(lab, control, index) for index in (start, *some((0, last // 2, last), 2), start)]
        assert figure.evaluate(WRONG, turns) == [], lab.name
        seen = [{control.name: control.recorded[index]} for _, index, _, _ in turns]
        same = all(record.reading(**one) == record.reading() and record.parts(**one) == record.parts() for one in seen)
        assert not same, f"{lab.name}: {control.name} moves nothing"
    if moving:
        end = turn_to(lab, moving[0], -1 % len(moving[0].recorded))
        assert figure.evaluate(WRONG, [end]) == [] and figure.evaluate(FOLLOW_COPIED), f"{lab.name}: its link"
        value = {moving[0].name: moving[0].recorded[-1]}
        assert figure.locator("[data-reading]").text_content() == record.reading(**value)


def follow(watched, link):
    """A link from the prose into a lab's state shows that state."""
    search, short = link.evaluate("a => [[...new URLSearchParams(a.search)], a.hash.slice(1)]")
    figure = watched.page.locator(f"figure#{short}")
    lab = labs.get(figure.get_attribute("data-lab"))
    values = {}
    for key, text in search:
        control = lab.control(key.split(".")[1])
        values[control.name] = next(value for value in control.recorded if means(text, value))
    link.click()
    expect(figure.locator("[data-reading]")).to_have_text(recorded(lab.name).reading(**values))
    expect(figure).to_be_in_viewport()


def means(text, value):
    """Whether the text of an address stands for that value."""
    if isinstance(value, bool):
        return text == str(value).lower()
    return text == value if isinstance(value, str) else float(text) == value


def test_the_root_leads_to_the_landing_page(site, open_page):
    watched = open_page(f"{site}/{START}")
    watched.page.wait_for_url("**/book/index.html")
    assert watched.complaints == [] and watched.foreign == []


def test_live_notebooks_are_offered_where_they_are():
    """With the setting `lite` off, a page says nothing of them."""
    offered = [page for page in pages() if "data-lite" in (HTML / page).read_text(encoding="utf-8")]
    assert bool(offered) == (HTML / "lite").is_dir()
    assert all("lite/notebooks" not in (HTML / page).read_text() for page in set(pages()) - set(offered))


@pytest.mark.parametrize("name", sorted({name for _, name in places()}))
def test_a_lab_s_record_is_small(name):
    (path,) = (HTML / "_static" / "labs").glob(f"{name}.*.json")
    assert len(gzip.compress(path.read_bytes(), 6)) <= BUDGETS["lab"]["bytes"]
