"""Sphinx: each lab's still picture becomes the live figure, its record is made, `lab:` links are checked.

A page is told where its record lies through `data-record`; the script and the style come from `web/`.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.display import status_iterator

from nbhelpers import labs
from nbhelpers.build import pyodide, record
from nbhelpers.lab import dare, page
from nbhelpers.lab.address import state_url
from nbhelpers.lab.light.drawing import LightDrawing
from nbhelpers.lab.style import css

WEB = Path(__file__).parents[1] / "lab" / "web"
_LAB = re.compile(r'<figure class="lab" data-lab="([^"]+)".*?</figure>', re.S)
log = logging.getLogger(__name__)


def web_folder() -> str:
    """The folder below `_static` for script and style, named by their content so that none is ever stale."""
    digest = hashlib.sha256(css().encode())
    for path in sorted(WEB.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    return f"lab-{digest.hexdigest()[:10]}"


def lay_out_files(app: Sphinx, env) -> list[str]:
    """Make the records that the documents need and put them, the script and the style where the pages look."""
    app.lab_records, app.lab_stages, app.lab_drawings, app.lab_live = {}, {}, {}, None
    if app.builder.format != "html":
        return []
    names = sorted({name for metadata in env.metadata.values() for name in metadata.get("labs", {})})
    static = Path(app.outdir) / "_static"
    shutil.rmtree(static / "labs", ignore_errors=True)
    (static / "labs").mkdir(parents=True)
    made = record.ensure_all(names, Path(app.outdir).parent / "labs")
    try:
        for name, path in status_iterator(made, "recording labs... ", length=len(names), stringify_func=lambda e: e[0]):
            app.lab_records[name] = f"_static/labs/{path.name}"
            shutil.copyfile(path, static / "labs" / path.name)
            app.lab_stages[name] = path.with_suffix(".stage").read_bytes()
    except RuntimeError as error:
        raise ExtensionError(str(error)) from error
    try:
        app.lab_live = pyodide.lay_out(app.config.pyodide_url, static, app.lab_stages) if names else None
    except ValueError as error:
        raise ExtensionError(str(error)) from error
    for old in static.glob("lab-*"):
        shutil.rmtree(old)
    shutil.copytree(WEB, static / web_folder())
    (static / web_folder() / "roles.css").write_text(css(), encoding="utf-8")
    before, env.lab_assets = getattr(env, "lab_assets", None), (web_folder(), app.lab_live)
    return [] if before in (None, env.lab_assets) else sorted(env.found_docs)  # pages that name other files


def key(name: str) -> str:
    """Another record, or another text of a dare: another key."""
    lab = labs.get(name)
    return record.key(lab) + hashlib.sha256(dare.folded(dare.of(lab)).encode()).hexdigest()[:8]


def note_labs(app: Sphinx, doctree: nodes.document) -> None:
    """Remember which labs a document shows, each under its key."""
    names = [name for raw in doctree.findall(nodes.raw) for name in _LAB.findall(raw.astext())]
    for name in names:
        if name not in labs.registry():
            log.warning(
                "there is no lab %r; the labs are %s", name, ", ".join(labs.registry()), location=app.env.docname
            )
    known = [name for name in names if name in labs.registry()]
    for lab in [labs.get(name) for name in known if labs.get(name).short in doctree.ids]:
        log.warning(
            "a heading or label has the id %r, which leads to the lab %s: name it otherwise", lab.short, lab.name,
            location=app.env.docname,
        )  # fmt: skip
    app.env.metadata[app.env.docname]["labs"] = {name: key(name) for name in known}


def outdated(app: Sphinx, env, added, changed, removed) -> list[str]:
    """The documents whose labs have changed since they were written."""
    stale = []
    for docname in env.found_docs:
        kept = env.metadata.get(docname, {}).get("labs", {})
        if any(name not in labs.registry() or key(name) != before for name, before in kept.items()):
            stale.append(docname)
    return stale


def bring_to_life(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each lab's still picture by the figure with controls (HTML only), and resolve `lab:` links."""
    for link in list(doctree.findall(nodes.reference)):
        if link.get("refuri", "").startswith("lab:"):
            _resolve(app, link, docname)
    if app.builder.format != "html":
        return
    replace(doctree, _LAB, lambda match: _figure(app, match[1], docname))


def replace(doctree: nodes.document, still: re.Pattern, live: Callable[[re.Match], str]) -> None:
    """Put other HTML in the place of what a notebook keeps, wherever `still` matches."""
    for raw in doctree.findall(nodes.raw):
        if "html" in raw.get("format", "") and still.search(raw.astext()):
            raw.rawsource = still.sub(live, raw.astext())
            raw.children = [nodes.Text(raw.rawsource)]


def _figure(app: Sphinx, name: str, docname: str) -> str:
    to_root = "../" * app.builder.get_target_uri(docname).count("/")
    live = app.lab_live and (f"{to_root}_static/{app.lab_live[0]}", app.lab_live[1])
    drawing, pages = _drawing(app, name), {found.rpartition("/")[2] for found in app.env.found_docs}
    chapter = name.split(".")[0]
    own = chapter not in pages or docname.rpartition("/")[2] == chapter
    dares = dare.of(drawing.lab) if own else ()
    return page.recorded(drawing, to_root + app.lab_records[name], live=live, dares=dares)


def _drawing(app: Sphinx, name: str) -> LightDrawing:
    """The drawing of the lab's record, made once however many pages show it."""
    if name not in app.lab_drawings:
        app.lab_drawings[name] = LightDrawing(labs.get(name), json.loads(app.lab_stages[name]))
    return app.lab_drawings[name]


def _resolve(app: Sphinx, link: nodes.reference, docname: str) -> None:
    """`lab:race?eta=0.3` -> `?race.eta=0.3#race`; a warning for a lab or a value that is not there."""
    try:
        link["refuri"] = state_url(link["refuri"], map(labs.get, app.env.metadata[docname].get("labs", {})))
        link["classes"].append("lab-link")
        link["internal"] = True
    except ValueError as error:
        log.warning("link %s: %s", link["refuri"], error, location=link)


def add_assets(app: Sphinx, pagename, templatename, context, doctree) -> None:
    folder = web_folder()
    app.add_css_file(f"{folder}/roles.css")
    if app.env.metadata.get(pagename, {}).get("labs"):
        app.add_css_file(f"{folder}/lab.css")
        app.add_js_file(f"{folder}/lab.js", type="module")


def setup(app: Sphinx) -> dict:
    app.add_config_value("pyodide_url", "", "html", types=(str,))
    app.connect("env-updated", lay_out_files)
    app.connect("doctree-read", note_labs)
    app.connect("env-get-outdated", outdated)
    app.connect("doctree-resolved", bring_to_life)
    app.connect("html-page-context", add_assets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
