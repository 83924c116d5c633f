"""JupyterLite with Python from another host: that host alone is asked, and only for what is pinned."""

import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import test_lite
from tests.browser.test_lite import HTML, PATIENCE, ROOT, run_until_taken
from tools.pyodide import CORE
from tools.server import served

pytestmark = test_lite.pytestmark
ELSEWHERE = "https://cdn.example.org/pyodide/"


@pytest.fixture(scope="module")
def pinned_site(tmp_path_factory):
    """JupyterLite as it is built where `pyodide_url` is a web address."""
    folder = tmp_path_factory.mktemp("pinned") / "lite"
    command = [sys.executable, ROOT / "tools" / "lite.py", folder, ELSEWHERE]
    subprocess.run(command, check=True, env={name: text for name, text in os.environ.items() if name != "PYODIDE"})
    return folder


def from_elsewhere(asked):
    return {url.removeprefix(ELSEWHERE) for url in asked if url.startswith(ELSEWHERE)}


def run_first(page):
    """Run the first code cell with the keys; its prompt."""
    cell = page.locator(".jp-CodeCell").first

    def press():
        if (folded := cell.locator(".jp-Placeholder-content")).count():
            folded.first.click()
        cell.locator(".cm-content").click()
        page.keyboard.press("Shift+Enter")

    run_until_taken(page, press)
    return cell.locator(".jp-InputPrompt")


@pytest.mark.parametrize("damaged", [pytest.param(None, marks=pytest.mark.whole), "python_stdlib.zip"])
def test_python_from_another_host_is_pinned(pinned_site, open_page, damaged):
    """That host alone is asked besides our own; a file that is not the one it should be is refused."""
    watched, asked = open_page("about:blank", service_workers="allow"), []

    def stand_in(route):
        name = route.request.url.removeprefix(ELSEWHERE)
        content = (HTML / "lite" / "static" / "pyodide" / name).read_bytes() + b" " * (name == damaged)
        kind = {"js": "text/javascript", "mjs": "text/javascript", "wasm": "application/wasm"}.get(name.split(".")[-1])
        headers = {"access-control-allow-origin": "*", "content-type": kind or "application/octet-stream"}
        route.fulfill(body=content, headers=headers)

    watched.page.context.route(f"{ELSEWHERE}**", stand_in)
    watched.page.context.on("request", lambda request: asked.append(request.url))
    with served(pinned_site) as address:
        watched.page.goto(f"{address}notebooks/index.html?path=hopfield.ipynb")
        prompt = run_first(watched.page)
        if damaged:
            said = watched.page.get_by_role("alert").filter(has_text="Python could not be started")
            refused = f"{ELSEWHERE}{damaged} could not be fetched or is not the file that it should be"
            expect(said).to_contain_text(refused, timeout=PATIENCE)
            expect(said.get_by_role("link")).to_have_attribute("href", re.compile(r"/book/hopfield\.html$"))
            expect(prompt).to_have_text("[*]:")
            assert from_elsewhere(asked) == set(CORE)
            return
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=PATIENCE)
    assert watched.page.locator('[data-mime-type$="error"]').count() == 0
    hosts = {urlsplit(url).netloc for url in asked if url.startswith("http")}
    assert hosts == {urlsplit(address).netloc, urlsplit(ELSEWHERE).netloc}
    assert sum(path.stat().st_size for path in pinned_site.rglob("*") if path.is_file()) < 25e6
