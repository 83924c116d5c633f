"""A site of a few pages that goes away, or that the next build takes the place of, for the tests of both."""

import hashlib
import re
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from nbhelpers.site import offline
from tools.server import open_server

CHAPTER = "book/hopfield.html"
FEW = ("book/hopfield.html", "book/index.html", "index.html", "search.html", "searchindex.js")
WHOLE = "The whole book is kept in this browser"
BUILD = "() => [document.documentElement.dataset.build, document.documentElement.dataset.script].join()"
HASH = re.compile(r"(?<=[-.])[0-9a-f]{10,16}(?=\.|$)")


class Network:
    """A server of a folder that can go away."""

    def __init__(self, folder):
        self.server = open_server(folder, 0, "/books/motion")
        self.address = self.server.url.rstrip("/")
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def cut(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        self.server = None


@contextmanager
def network(folder):
    made = Network(folder)
    try:
        yield made
    finally:
        made.cut()


def line(watched):
    return watched.page.locator("[data-offline]")


def whole(watched):
    expect(line(watched)).to_contain_text(WHOLE, timeout=60_000)


def soon(watched, script):
    """Wait until the script gives a truth."""
    for _ in range(300):
        if watched.page.evaluate(script):
            return
        watched.page.wait_for_timeout(100)
    pytest.fail(f"it never came to that: {script}")


def edition(folder, number):
    """Make the site another build, of which page and script tell the number."""
    (script,) = (folder / "_static").glob("lab-*/book-*.js")
    page = folder / CHAPTER
    for path, mark in (
        (page, f'<html data-build="{number}" '),
        (script, f"document.documentElement.dataset.script = {number};\n"),
    ):
        before = path.read_text("utf8")
        old = f"{number - 1}".join(mark.split(str(number)))
        if path == page:
            text = before.replace(old if old in before else "<html ", mark, 1)
        else:
            text = mark + before.removeprefix(old)
        path.write_text(text, "utf8")
    offline.lay_out(folder)


def deploy(folder, number):
    """Lay another build in the place of the site: each file with a hash in its name has another one."""
    static, names = folder / "_static", {}
    for path in (*static.glob("lab-*"), *static.glob("live-*"), *static.glob("editor-*"), *static.glob("labs/*")):
        old = HASH.findall(path.name)[-1]
        names[old] = hashlib.sha256(f"{old}{number}".encode()).hexdigest()[: len(old)]
        path.rename(path.with_name(path.name.replace(old, names[old])))
    for page in folder.rglob("*.html"):
        page.write_text(re.sub("|".join(names), lambda name: names[name[0]], page.read_text("utf8")), "utf8")
    edition(folder, number)
