"""Reading without a network: what is put away, how a new build takes over, and how it is switched off."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

from nbhelpers import labs
from nbhelpers.build import pyodide
from nbhelpers.site import offline
from tests.browser.builds import BUILD, CHAPTER, FEW, edition, line, network, soon, whole
from tests.browser.conftest import book_html
from tests.browser.hands import answered, figure_of, live, reading, turn
from tests.browser.test_site import labs_of, pages
from tools.server import served

ROOT = Path(__file__).parents[2]
SAVING = "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})})"
KEPT = """async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('book '));
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map((request) => request.url.split('?')[0].replace(/.*\\/books\\/motion\\//, ''));
}"""


def registered(watched):
    return watched.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length")


def test_the_readme_says_how_large_the_book_is():
    size = json.loads((book_html() / offline.SIZE).read_text("utf8"))
    readme = (ROOT / "README.md").read_text("utf8")
    for told in (r"is (?P<room>\d+) MB, and (?P<load>\d+) MB", r"(?P<load>\d+) MB to load, (?P<room>\d+) MB of space"):
        found = re.search(told, readme)
        assert abs(int(found["load"]) - size["load"]) <= 1 and abs(int(found["room"]) - size["room"]) <= 1


def test_after_one_page_every_chapter_opens_and_labs_move_without_a_network(visit):
    with network(book_html()) as net:
        watched = visit(f"{net.address}/{CHAPTER}")
        whole(watched)
        kept, records = set(watched.page.evaluate(KEPT)), book_html().glob("_static/labs/*")
        assert kept >= {*pages(), *(f"_static/labs/{path.name}" for path in records)}
        net.cut()
        for page in ("book/gallery.html", "book/rbm.html", "book/neurons.html"):
            watched.page.goto(f"{net.address}/{page}?anything=1")
            for name in labs_of(page)[:2]:
                moves(watched, labs.get(name))
        watched.page.goto(f"{net.address}/search.html?q=crosstalk")
        expect(watched.page.locator("ul.search > li").first).to_contain_text("crosstalk")
        watched.page.goto(f"{net.address}/")
        watched.page.wait_for_url("**/book/index.html")
        for folder in ("book/?a=1", "book?a=1"):
            watched.page.goto(f"{net.address}/{folder}#text")
            assert watched.page.url == f"{net.address}/book/?a=1#text"
            assert watched.page.locator("html").get_attribute("data-page") == "book/index"
        assert watched.foreign == []


def moves(watched, lab):
    """Another recorded value of any control shows something else."""
    figure = figure_of(watched, lab.name)
    seen = {figure.locator(".lab-view").inner_html()}
    for control in [control for control in lab.controls if len(control.recorded) > 1]:
        index = 0 if control.recorded.index(control.default) else len(control.recorded) - 1
        setter = "(e, k) => { e.type === 'checkbox' ? (e.checked = !e.checked) : e.tagName === 'SELECT' ? "
        setter += "(e.selectedIndex = k) : (e.value = k); e.dispatchEvent(new Event('input', {bubbles: true})) }"
        figure.locator(f'[name="{control.name}"]').evaluate(setter, index)
        seen.add(figure.locator(".lab-view").inner_html())
    assert len(seen) > 1, lab.name


def test_it_says_how_much_first_and_waits_until_the_page_is_there(few, visit):
    asked = "addEventListener('load', () => (window.early = performance.getEntriesByType('resource').map(e => e.name)))"
    with network(few) as net:
        watched = visit(f"{net.address}/{CHAPTER}", asked)
        expect(line(watched)).to_contain_text("MB")
        assert not [name for name in watched.page.evaluate("early") if name.endswith(("offline.json", "sw.js"))]
        whole(watched)
        kept = watched.page.evaluate(KEPT)
        assert set(FEW) <= set(kept) and not [name for name in kept if "live-" in name or "pyodide" in name]
        assert watched.complaints == [] and watched.foreign == []


def test_who_saves_data_is_asked(few, visit):
    with network(few) as net:
        watched = visit(f"{net.address}/{CHAPTER}", SAVING)
        expect(line(watched)).to_contain_text("MB to load")
        assert registered(watched) == 0 and watched.page.evaluate(KEPT) == []
        line(watched).get_by_role("button", name="Keep it", exact=True).click()
        whole(watched)
        net.cut()
        watched.page.reload()
        assert figure_of(watched, "hopfield.recall")


@pytest.mark.whole
def test_the_reader_switches_it_off_and_on_again(few, visit):
    with network(few) as net:
        watched = visit(f"{net.address}/{CHAPTER}")
        whole(watched)
        line(watched).get_by_role("button", name="Don’t keep it").press("Enter")
        expect(line(watched)).to_contain_text("MB to load")
        for _ in range(2):
            assert registered(watched) == 0 and watched.page.evaluate(KEPT) == []
            watched.page.reload()  # the choice is kept
            expect(line(watched)).to_contain_text("MB to load")
        line(watched).get_by_role("button", name="Keep it", exact=True).click()
        whole(watched)
        watched.page.reload()
        whole(watched)
        assert watched.complaints == []


def test_a_new_build_takes_over_whole_and_the_old_files_go(few, visit):
    edition(few, 1)
    with network(few) as net:
        watched = visit(f"{net.address}/{CHAPTER}")
        whole(watched)
        before = watched.page.evaluate(KEPT)
        edition(few, 2)
        shutil.rmtree(few / "_static" / "labs")  # what is the same is not asked for again
        watched.page.goto(f"{net.address}/{CHAPTER}?again=1#recall")
        assert watched.page.evaluate(BUILD) == "1,1"
        soon(watched, "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)")
        watched.page.goto(f"{net.address}/{CHAPTER}?third=1#recall")
        watched.page.wait_for_function("document.documentElement.dataset.script === '2'")
        assert watched.page.evaluate(BUILD) == "2,2"
        assert watched.page.url.endswith("?third=1#recall")
        whole(watched)
        assert sorted(watched.page.evaluate(KEPT)) == sorted(before)
        net.cut()
        watched.page.reload()
        assert watched.page.evaluate(BUILD) == "2,2" and figure_of(watched, "hopfield.recall")


def test_a_page_that_was_not_kept_comes_whole_from_a_newer_build(few, visit):
    edition(few, 1)
    with network(few) as net:
        watched = visit(f"{net.address}/book/index.html")
        whole(watched)
        watched.page.evaluate(
            "async (page) => { for (const name of await caches.keys()) { const cache = await caches.open(name);"
            " for (const key of await cache.keys()) if (key.url.includes(page)) await cache.delete(key); } }",
            CHAPTER,
        )
        edition(few, 2)
        watched.page.goto(f"{net.address}/{CHAPTER}")
        assert watched.page.evaluate(BUILD) == "2,2"


@pytest.mark.whole
def test_the_author_switches_it_off_for_all(few, visit):
    with network(few) as net:
        watched = visit(f"{net.address}/{CHAPTER}")
        whole(watched)
        (few / offline.WORKER).write_text(offline.script("leave.js"))
        (few / offline.SIZE).unlink()
        watched.page.reload()
        soon(watched, "async () => !(await caches.keys()).length")
        watched.page.reload()
        soon(watched, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
        expect(line(watched)).to_be_hidden()


SPOIL = """async (part) => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) if (key.url.includes(part)) await cache.put(key, new Response('another'));
    }
}"""


def test_live_python_that_was_loaded_once_stays_and_stays_checked(few, visit, copy_of_pyodide, tmp_path):
    """From another host with CORS. A file that was spoiled here is refused, and fetched anew."""
    other = shutil.copytree(copy_of_pyodide, tmp_path / "other", copy_function=os.symlink)
    with served(other, headers={"Access-Control-Allow-Origin": "*"}) as elsewhere, network(few) as net:
        (there,) = (few / "_static").glob("live-*")
        address, _ = pyodide.lay_out(elsewhere, few / "_static", pyodide.stages_in(few / "_static"))
        (few / "_static" / address).parent.rename(there)
        offline.lay_out(few)
        watched = visit(f"{net.address}/{CHAPTER}")
        whole(watched)
        live(watched, "hopfield.recall")
        net.cut()
        for path in [path for path in other.iterdir() if path.is_file() and not path.name.startswith("contourpy-")]:
            path.unlink()
        watched.page.evaluate(SPOIL, "/contourpy-")
        watched.page.reload()
        lab = labs.get("hopfield.recall")
        figure = live(watched, lab.name)
        turn(figure, lab, "noise", lab.control("noise").offered[7])
        assert reading(answered(figure)) == lab.reading(noise=lab.control("noise").offered[7])


def test_where_there_is_too_little_room_what_fits_is_kept_and_that_is_said(few, visit):
    parts, _ = offline.listed(few)
    room = sum((few / name).stat().st_size for name in parts["first"]) + 1_200_000
    with network(few) as net:
        watched = visit("about:blank")
        session = watched.page.context.new_cdp_session(watched.page)
        origin = net.address.removesuffix("/books/motion")
        session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": room})
        watched.page.goto(f"{net.address}/{CHAPTER}")
        expect(line(watched)).to_contain_text("no room to keep the whole book", timeout=60_000)
        assert figure_of(watched, "hopfield.recall") and watched.complaints == []


def test_where_nothing_may_be_kept_the_page_says_nothing_and_works(few, visit):
    forbidden = "Object.defineProperty(window, 'caches', {get() { throw new DOMException('no', 'SecurityError') }});"
    forbidden += "navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError'))"
    with network(few) as net:
        watched = visit(f"{net.address}/{CHAPTER}", forbidden)
        assert figure_of(watched, "hopfield.recall")
        watched.page.wait_for_load_state("networkidle")
        expect(line(watched)).to_be_hidden()
        assert watched.complaints == []


def test_without_a_network_and_without_a_visit_there_is_nothing(few, visit):
    with network(few) as net:
        address = net.address
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        visit(f"{address}/{CHAPTER}")
