"""Reading without a network: the list of the book's files with their hashes, and the service worker that keeps them.

The setting `offline` in `_config.yml` switches it off for all readers: then the worker that is laid out deletes what
an earlier one kept. The worker is `service/worker.js`, the reader's switch `web/offline.js`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote, urljoin

from sphinx.application import Sphinx

from nbhelpers.site.assets import keep

SERVICE = Path(__file__).parent / "service"
WORKER, SIZE = "sw.js", "offline.json"
NEVER = ("lite/", "_sources/", "objects.inv", ".", WORKER, SIZE)  # JupyterLite has a worker of its own
USED = ("_static/live-", "_static/pyodide-")
WHOLE = ("book/", "genindex", "_static/labs/", "_static/gallery/", "_static/editor-")
TOUR = ("tour.js", "tour.css")  # what the tours alone have beside the book's script and style sheet
READY_MADE = (".woff2", ".png", ".jpg")  # these are compressed as they are


def part(name: str) -> str | None:
    """When a file is kept: `first`, with the `whole` book, once it is `used`; None for never."""
    if name.startswith(NEVER) or name.endswith(".md") or (name.count("/") == 1 and not keep(name, "search")):
        return None
    if Path(name).name in TOUR:
        return "whole"
    if name.startswith("_static/") and name.endswith(".css"):
        return None  # every page has it in itself
    if name.startswith("_static/lab-") and not Path(name).name.startswith(("book-", "worker")):
        return None  # the book's one script holds it
    return "used" if name.startswith(USED) else "whole" if name.startswith(WHOLE) else "first"


def digest(content: bytes) -> str:
    return b64encode(hashlib.sha256(content).digest()).decode()


def listed(html: Path) -> tuple[dict, dict]:
    """({part: {file: SHA-256}} of a built site, how large the book is)."""
    parts, load, room = {"first": {}, "whole": {}, "used": {}}, 0, 0
    for path in sorted(path for path in html.rglob("*") if path.is_file()):
        name = path.relative_to(html).as_posix()
        if when := part(name):
            content = path.read_bytes()
            parts[when][quote(name)] = digest(content)
            if when != "used":
                load += len(content if path.suffix in READY_MADE else gzip.compress(content, 6))
                room += len(content)
    parts["used"] |= python(html)
    files = len(parts["first"]) + len(parts["whole"]) + 1  # the one that says this
    return parts, {"files": files, "load": round(load / 1e6), "room": round(room / 1e6)}


def python(html: Path) -> dict[str, str]:
    """{address: SHA-256} of what live labs load from another host."""
    for listing in html.glob("_static/live-*/live.json"):
        told = json.loads(listing.read_text("utf8"))
        if told["url"].startswith("http"):
            return {
                urljoin(told["url"], name): b64encode(bytes.fromhex(entry["sha256"])).decode()
                for name, entry in told["files"].items()
            }
    return {}


def lay_out(html: Path) -> None:
    """Write the worker, and the file that says how large the book is. The same files make the same worker."""
    parts, size = listed(html)
    (html / SIZE).write_text(json.dumps(size), "utf8")
    parts["first"][SIZE] = digest((html / SIZE).read_bytes())
    version = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:10]
    book = json.dumps({"version": version, **parts}, indent=0)
    (html / WORKER).write_text(f"self.BOOK = {book};\n{script('worker.js')}", "utf8")


def script(name: str) -> str:
    """A worker as browsers know it: not a module."""
    lines = (SERVICE / name).read_text("utf8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("export"))


def finish(app: Sphinx, problem: Exception | None) -> None:
    if problem or app.builder.format != "html":
        return
    html = Path(app.outdir)
    if app.config.offline:
        lay_out(html)
    else:
        (html / SIZE).unlink(missing_ok=True)
        (html / WORKER).write_text(script("leave.js"), "utf8")


def add_switch(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """The line in the footer, for web/offline.js."""
    context["offline"] = app.config.offline


def setup(app: Sphinx) -> None:
    app.add_config_value("offline", False, "html", types=(bool,))
    app.connect("html-page-context", add_switch)
    app.connect("build-finished", finish, priority=900)  # when every file is there
