"""The notebooks of JupyterLite as they are read: numbers, works and links as on the pages, and nothing beside."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser import test_lite
from tests.browser.test_lite import CHAPTERS, HTML, PATIENCE, ROOT

pytestmark = test_lite.pytestmark
site = test_lite.site


def links(name):
    """Where a page leads into JupyterLite."""
    return set(re.findall(r'href="([^"]*lite/[^"]*)"', (HTML / "book" / f"{name}.html").read_text(encoding="utf-8")))


def test_the_pages_lead_to_their_notebooks():
    for name in CHAPTERS:
        assert links(name) == {f"../lite/notebooks/index.html?path={name}.ipynb", "../lite/tree/index.html"}
        page = (HTML / "book" / f"{name}.html").read_text(encoding="utf-8")
        assert "<code>make lab</code>" in page
    assert links("index") == set()


def test_the_text_is_readable_and_its_links_lead_into_the_pages(site, open_page):
    """Numbers of equations as on the page, works by name, and a lab's state behind its link."""
    watched = open_page("about:blank", service_workers="allow")
    watched.page.set_default_timeout(PATIENCE)
    watched.page.goto(f"{site}/lite/notebooks/index.html?path=hopfield.ipynb")
    text = watched.page.locator(".jp-Notebook")
    expect(text).to_contain_text("(Hopfield, 1982)", timeout=PATIENCE)
    link = watched.page.get_by_role("link", name="almost pure noise")
    expect(link).to_have_attribute("href", f"{site}/book/hopfield.html?recall.noise=0.45&recall.asked=1600#recall")
    assert not re.search(r"\{eq\}|\{cite|lab:|book\.invalid", text.inner_text())


@pytest.mark.parametrize("name", CHAPTERS)
def test_equations_have_the_numbers_of_the_page(name):
    page = (HTML / "book" / f"{name}.html").read_text(encoding="utf-8")
    shown = re.findall(r'class="eqno">(?:<details class="checked"><summary>)?\(([\d.]+)\)', page)
    notebook = json.loads((HTML / "lite" / "files" / f"{name}.ipynb").read_text(encoding="utf-8"))
    text = "".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert re.findall(r"\\tag\{([\d.]+)\}", text) == shown
    assert shown or name == "errata"


def test_only_chapters_are_in_it_and_little_else():
    files = sorted(path.name for path in (HTML / "lite" / "files").iterdir())
    assert files == [f"{name}.ipynb" for name in CHAPTERS]
    size = sum(path.stat().st_size for path in (HTML / "lite").rglob("*") if path.is_file()) / 1e6
    told = re.findall(r"(\d+) MB beside the pages", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert [float(number) for number in told] == [pytest.approx(size, abs=2)] and size < 60
