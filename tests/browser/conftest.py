"""Chromium and Firefox over the built site and the tiny book; every page's errors and foreign requests are kept."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from nbhelpers.build import pyodide
from nbhelpers.site import offline
from tests.browser import builds
from tests.browser.bidi import Firefox
from tests.tiny import sphinx
from tools.pyodide import fetch
from tools.server import served

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "tiny"
SIZE = {"width": 1280, "height": 900}
expect.set_options(timeout=30_000)  # ms; on a busy machine a page is not idle within the five seconds of Playwright
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--blink-settings=lazyLoadingImageMarginPxUnknown=1250",  # as on a fast line, whose speed the shell does not know
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as playwright:
        yield playwright


def launched(playwright, program):
    browser = playwright.chromium.launch(executable_path=program, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def real_chromium(playwright):
    """Chromium as readers have it; CHROMIUM names its program (the test command sets it)."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    yield from launched(playwright, program)


@pytest.fixture(scope="session")
def chromium(request, playwright):
    """Its headless shell, which takes half the time; CHROMIUM_SHELL names its program. Without one, Chromium."""
    program = os.environ.get("CHROMIUM_SHELL")
    if program:
        yield from launched(playwright, program)
    else:
        yield request.getfixturevalue("real_chromium")


@pytest.fixture(scope="session")
def site():
    """Address of the built book; `make build` makes it."""
    folder = book_html()
    if not (folder / "index.html").is_file():
        pytest.fail(f"there is no built book in {folder}; build it first: make build")
    with served(folder, prefix="/books/motion") as address:  # a sub-path, as on many a public host
        yield address.rstrip("/")


def book_html() -> Path:
    return Path(os.environ.get("BOOK_HTML", ROOT / "_build" / "html"))


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory):
    """The tiny book, built once."""
    folder = tmp_path_factory.mktemp("tiny") / "html"
    made = sphinx.run("-q", "-W", "-n", "-b", "html", TINY, folder)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


@pytest.fixture
def tiny(tiny_folder, tmp_path):
    """Folder and address of a copy of the tiny book that a test may damage."""
    folder = tmp_path / "html"
    shutil.copytree(tiny_folder, folder)
    with served(folder) as address:
        yield folder, address.rstrip("/")


class Watched:
    """A page with everything it complained of and everything it asked of other hosts."""

    def __init__(self, page):
        self.page, self.complaints, self.foreign = page, [], []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)

    def _asked(self, request):
        if not request.url.startswith(("http://127.0.0.1", "data:", "blob:")):
            self.foreign.append(request.url)


@pytest.fixture
def open_page(chromium):
    """`open_page(address, **context options) -> Watched`; contexts are closed at the end."""
    contexts = []

    def opener(url, **options):
        options = {"viewport": SIZE, "service_workers": "block", **options}
        contexts.append(chromium.new_context(**options))
        watched = Watched(contexts[-1].new_page())
        watched.page.goto(url)
        return watched

    yield opener
    for context in contexts:
        context.close()


WORKERS = """{const Real = Worker; window.Worker = class extends Real {
    constructor(...given) { super(...given); window.made = (window.made ?? 0) + 1; window.last = this; } }}"""
FORGET = "() => { try { localStorage.clear(); } catch { /* forbidden in this page */ } }"


@contextmanager
def lasting_page(chromium, url, script=""):
    """A page that several tests share, `script` run before it: a start of its Python takes 20 s of processor time."""
    context = chromium.new_context(viewport=SIZE, service_workers="block")
    watched = Watched(context.new_page())
    watched.page.add_init_script(script)
    watched.page.goto(url)
    yield watched
    context.close()


@pytest.fixture(scope="session")
def one_page(chromium):
    """The page of `go_to`."""
    with lasting_page(chromium, "about:blank") as watched:
        yield watched


@pytest.fixture
def go_to(one_page):
    """`go_to(address) -> Watched`: one page that goes from address to address, with nothing in its storage.

    For tests that change nothing of it but where it is.
    """

    def visit(url):
        one_page.page.goto("about:blank")  # where only what stands behind # is another, nothing would be loaded
        one_page.complaints.clear()
        one_page.foreign.clear()
        one_page.page.goto(url)
        return one_page

    yield visit
    one_page.page.evaluate(FORGET)


@pytest.fixture(scope="session")
def running(own_tiny, chromium):
    """A page of the tiny book for all tests that leave its Python running, or able to run again."""
    with lasting_page(chromium, own_tiny, WORKERS) as watched:
        yield watched


@pytest.fixture
def few(tmp_path):
    """One chapter and what belongs to it, as a site that a test may change."""
    folder, built = tmp_path / "html", book_html()
    hopfield = {path.name for path in (built / "_static" / "labs").glob("hopfield.*")}
    rest = shutil.ignore_patterns("gallery", "labs")
    shutil.copytree(built / "_static", folder / "_static", ignore=rest)
    for name in (*builds.FEW, *(f"_static/labs/{name}" for name in hopfield)):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(built / name, folder / name)
    offline.lay_out(folder)
    return folder


@pytest.fixture
def visit(open_page):
    """`visit(address, script) -> Watched` in a browser that may keep the book; `script` runs before each page."""

    def visit(address, script=""):
        watched = open_page("about:blank", service_workers="allow")
        watched.page.add_init_script(script)
        watched.page.goto(address)
        return watched

    return visit


@pytest.fixture(scope="session")
def firefox(tmp_path_factory):
    """One Firefox for all tests; FIREFOX names its program (the test command sets it)."""
    program = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no Firefox here")
    browser = Firefox(program, tmp_path_factory.mktemp("firefox"))
    yield browser
    browser.close()


@pytest.fixture
def in_firefox(firefox):
    """`in_firefox(address, width, height) -> Page`; pages are closed at the end."""
    pages = []

    def opener(*arguments, **options):
        pages.append(firefox.open(*arguments, **options))
        return pages[-1]

    yield opener
    for page in pages:
        page.close()


@pytest.fixture(scope="session")
def copy_of_pyodide():
    return fetch()


def serve_itself(html, folder, copy):
    """A copy of a built site in `folder` that serves Python itself, whatever the setting was."""
    shutil.copytree(html, folder, copy_function=os.link)
    static = folder / "_static"
    (there,) = static.glob("live-*")
    address, _ = pyodide.lay_out(str(copy), static, pyodide.stages_in(static))
    (static / address).parent.rename(there)
    return folder


@pytest.fixture(scope="session")
def own_tiny(tiny_folder, tmp_path_factory, copy_of_pyodide):
    with served(serve_itself(tiny_folder, tmp_path_factory.mktemp("own") / "tiny", copy_of_pyodide)) as address:
        yield address.rstrip("/")


@pytest.fixture(scope="session")
def own_site(tmp_path_factory, copy_of_pyodide):
    folder = serve_itself(
        book_html(), book_html().parent / f"own-{os.getpid()}", copy_of_pyodide
    )  # links need the same disk
    with served(folder, prefix="/books/motion") as address:
        yield address.rstrip("/")
    shutil.rmtree(folder)
