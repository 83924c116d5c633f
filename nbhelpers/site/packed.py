"""One script and one style sheet for the whole book, the sheet in each page: its text waits for no other file."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from nbhelpers.build.lab_pages import WEB as LABS
from nbhelpers.build.lab_pages import web_folder
from nbhelpers.lab.style import css as roles
from nbhelpers.site.assets import THEME
from nbhelpers.site.formulas import style_sheet
from nbhelpers.site.katex import KatexMissing, node_program

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "site" / "pack.mjs"
MODULES = (
    HERE / "web" / "site.js", HERE / "web" / "progress.js", LABS / "lab.js", LABS / "exercise.js",
    LABS / "listing.js", LABS / "prove.js", LABS / "cells.js", HERE / "web" / "gallery.js", HERE / "web" / "offline.js",
    LABS / "python.js",
)  # fmt: skip
APART = (LABS / "tour.js",)  # scripts that few pages have, each with all that it needs, under its own name
STYLES = (
    THEME / "page.css", THEME / "text.css", THEME / "code.css",
    LABS / "lab.css", LABS / "exercise.css", HERE / "web" / "gallery.css",
)  # fmt: skip
INSIDE = {path.name for path in (*MODULES, *STYLES)} | {"roles.css"}
TIMEOUT = 60  # seconds; it takes less than one
RELATIVE = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)[\"']?\s*\)")


def sheet(katex: str) -> str:
    """All style sheets as one for a page at the site's root."""
    theme = "".join(path.read_text("utf8") for path in STYLES)
    return RELATIVE.sub(r"url(_static/katex/\1)", katex) + roles() + RELATIVE.sub(r"url(_static/\1)", theme)


def made(folder: Path, style: str) -> dict[str, str]:
    """Write the script into the folder; {script: its name, style: the sheet, made small}."""
    given = json.dumps({"modules": [*map(str, MODULES)], "apart": [*map(str, APART)], "css": style})
    try:
        command = [node_program(), str(SCRIPT), str(folder)]
        done = subprocess.run(command, input=given, check=True, capture_output=True, encoding="utf8", timeout=TIMEOUT)
    except KatexMissing as error:
        raise ExtensionError(str(error)) from error
    except subprocess.CalledProcessError as error:
        raise ExtensionError(f"the scripts could not be packed (run `npm ci`?): {error.stderr[-1500:]}") from error
    return json.loads(done.stdout)


def pack(app: Sphinx, env) -> list[str]:
    """Make the script beside the labs' own, where these find their worker; gives the pages that have older ones."""
    if app.builder.format != "html":
        return []
    folder = Path(app.outdir) / "_static" / web_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("book-*"):
        old.unlink()
    app.packed = made(folder, sheet(style_sheet(app)))
    app.add_js_file(f"{folder.name}/{app.packed['script']}", type="module", fetchpriority="low")  # the text goes first
    before, env.packed = getattr(env, "packed", None), (folder.name, app.packed)
    return [] if before in (None, env.packed) else sorted(env.found_docs)


def put_in(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """The style sheet goes into the page; the single files of which it has the whole go out."""
    context["style"] = app.packed["style"].replace("url(_static/", f"url({context['content_root']}_static/")
    for kind in ("css_files", "script_files"):
        context[kind] = [asset for asset in context[kind] if _name(asset) not in INSIDE]


def _name(asset) -> str:
    return str(getattr(asset, "filename", asset) or "").rpartition("/")[2]


def setup(app: Sphinx) -> None:
    app.connect("env-updated", pack, priority=900)  # after the labs' files are laid out
    app.connect("html-page-context", put_in, priority=910)
