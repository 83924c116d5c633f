"""Whole chapters in the browser: every notebook runs to its end in JupyterLite, and its labs answer."""

import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError, expect

from nbhelpers import labs
from nbhelpers.site.lite import MEGABYTES
from tests.browser.jupyter import moved
from tests.browser.test_policy import lite_site
from tests.whole import WHOLE
from tools import readable

ROOT = Path(__file__).parents[2]
HTML = Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html"))
pytestmark = [
    pytest.mark.lite,
    pytest.mark.skipif(
        not (HTML / "lite").is_dir(), reason="the book was built without JupyterLite: python tools/run.py test lite"
    ),
]
LAB = re.compile(r"labs\.(\w+)")
STDOUT = '[data-mime-type="application/vnd.jupyter.stdout"]'
PATIENCE = 480_000  # ms for a chapter on a slow machine; the slowest took 65 s on two cores
TRIES = 6
CHAPTERS = [path.stem for path in readable.chapters()]
QUICK = ("tuning",)  # the chapter that computes least
DONE = """() => document.querySelector('[data-mime-type="application/vnd.jupyter.error"]')
    || [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].every((p) => /^\\s*$|\\d/.test(p.textContent))"""
site = lite_site  # under the policy that the README gives for JupyterLite
TAKEN = """() =>
    [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some((p) => /[*\\d]/.test(p.textContent))"""


def cells(name):
    """The code cells of a chapter as they were stored."""
    notebook = json.loads((HTML / "lite" / "files" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def printed(outputs):
    """What a cell prints, word by word."""
    return "".join(output["text"] for output in outputs if output.get("name") == "stdout").split()


def attached(page):
    """Wait until the notebook shown has a kernel by name: what is run before that is not run at all."""
    page.set_default_timeout(PATIENCE)
    expect(page.locator(".jp-KernelName")).to_have_text("Python (Pyodide)", timeout=PATIENCE)


def run_until_taken(page, run):
    """Ask by `run()` for cells to be run, and again as long as the session, which has just come, takes none."""
    attached(page)
    choose(page, "Edit", "Clear Outputs of All Cells")  # the stored numbers of the cells too
    for _ in range(TRIES):
        run()
        try:
            page.wait_for_function(TAKEN, timeout=10_000, polling=100)
            return
        except TimeoutError:
            continue
    pytest.fail(f"no cell was run, though that was asked for {TRIES} times")


def choose(page, menu, entry):
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=entry, exact=True).click()


class Chapter:
    """A chapter open in JupyterLite, with what it fetched and what was asked of other hosts."""

    def __init__(self, site, open_page, name):
        watched = open_page("about:blank", service_workers="allow")
        self.page, self.foreign, self.bytes = watched.page, [], {}
        self.page.context.on("request", self._asked)
        self.page.context.on("response", self._weigh)
        self.page.goto(f"{site}/book/{name}.html")
        self.page.locator("a[data-lite]").click()
        attached(self.page)

    def _asked(self, request):
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            self.foreign.append(request.url)

    def _weigh(self, response):
        if "/lite/" in response.url:
            self.bytes[response.url] = int(response.headers.get("content-length", 0))

    def run_all(self):
        """Clear what was stored, run every cell as a reader would, and wait for the end or an error."""
        run_until_taken(self.page, lambda: choose(self.page, "Run", "Run All Cells"))
        self.page.wait_for_function(DONE, timeout=PATIENCE, polling=500)

    def said(self, kind):
        return self.page.locator(f'[data-mime-type="application/vnd.jupyter.{kind}"]').all_text_contents()


@pytest.mark.parametrize("name", CHAPTERS if WHOLE else QUICK)
def test_a_chapter_runs_to_its_end(site, open_page, name):
    chapter = Chapter(site, open_page, name)
    chapter.run_all()
    assert chapter.said("error") == [] and chapter.said("stderr") == []
    shown, stored = chapter.page.locator(".jp-CodeCell"), cells(name)
    assert shown.count() == len(stored)
    wrong = {}
    for cell, output in zip(stored, shown.locator(".jp-Cell-outputWrapper").all(), strict=True):
        if cell["metadata"].get("jupyter", {}).get("outputs_hidden"):
            continue  # folded: it is not in the page
        words = " ".join(output.locator(STDOUT).all_text_contents()).split()
        if words != printed(cell["outputs"]):
            wrong[cell["source"]] = (words, printed(cell["outputs"]))
    assert wrong == {}
    found = [(index, LAB.fullmatch(cell["source"].strip())) for index, cell in enumerate(stored)]
    there = [(labs.get(f"{name}.{match[1]}"), shown.nth(index)) for index, match in found if match]
    for lab, cell in there:
        expect(cell.locator("figure.lab")).to_have_attribute("data-ready", "", timeout=PATIENCE)
        expect(cell.locator("[data-reading]")).to_have_text(lab.reading())
        expect(cell.locator(".lab-panels > svg")).to_have_count(len(lab.panels))
    assert bool(there) == (name != "errata")
    for lab, cell in there[:1]:
        moved(cell.locator("figure.lab"), lab)
    assert chapter.foreign == []
    assert sum(chapter.bytes.values()) / 1e6 == pytest.approx(MEGABYTES, abs=3)


KEPT = """async (name) => {
    const came = (asked) => new Promise((done) => (asked.onsuccess = () => done(asked.result)));
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const base = await came(indexedDB.open(name));
      if (base.objectStoreNames.contains("files")) {
        found.push(...(await came(base.transaction("files").objectStore("files").getAllKeys())));
      }
      base.close();
    }
    return found.includes(name);
}"""


def wait_until_kept(page, kept):
    for _ in range(PATIENCE // 500):
        if page.evaluate(KEPT, "hopfield.ipynb") is kept:
            return
        page.wait_for_timeout(500)
    pytest.fail(f"hopfield.ipynb is {'not ' * kept}in the reader's own files")


@pytest.mark.whole
def test_an_own_copy_gives_way_to_the_book_s_when_it_is_deleted(site, open_page):
    page = open_page("about:blank", service_workers="allow").page
    page.set_default_timeout(PATIENCE)
    page.goto(f"{site}/lite/notebooks/index.html?path=hopfield.ipynb")
    attached(page)
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.type("# mine\n")
    page.keyboard.press("Control+s")
    wait_until_kept(page, True)
    for kept in (True, False):
        page.goto(f"{site}/lite/notebooks/index.html?path=hopfield.ipynb")
        first = page.locator(".jp-CodeCell").first
        expect(first).to_contain_text("import", timeout=PATIENCE)
        assert ("# mine" in first.inner_text()) is kept
        if kept:
            page.goto(f"{site}/book/hopfield.html")
            page.locator("a[data-lite-list]").click()
            page.locator(".jp-DirListing-item", has_text="hopfield").click()
            page.keyboard.press("Delete")
            page.locator(".jp-Dialog .jp-mod-warn").click()
            expect(page.locator(".jp-Dialog")).to_have_count(0)
            wait_until_kept(page, False)
