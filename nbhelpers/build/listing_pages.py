"""Sphinx: where a page shows functions of the book by `source(...)`, a reader can change them.

After such a listing stands an element that names its functions and the page's equations that they are held against;
its script (`lab/web/listing.js`) adds the rest. Not where the listing holds a class, or a function that can't be
exchanged (`nbhelpers.yours`). At a chapter's foot its equations can be checked again (`lab/web/prove.js`).
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from nbhelpers import yours
from nbhelpers.build.lab_pages import web_folder
from nbhelpers.build.templates import render
from nbhelpers.equations import printed_in
from nbhelpers.lab.source import source
from nbhelpers.site.checked import checks


def listings(notebook: dict, chapter: str) -> dict[str, list[str]]:
    """The text of each listing of a notebook -> the names of its functions, as `yours` knows them."""
    known, found = {}, {}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        try:
            body = ast.parse("".join(cell["source"])).body
        except SyntaxError:  # a line for IPython
            continue
        for node in body:
            known |= dict(_imported(node))
        shown = [_value(one, known) for one in _shown(body)]
        names = [_name(function, chapter) for function in shown]
        if names and all(names):
            found[source(*shown).text] = names
    return found


def _imported(node: ast.stmt) -> Iterator[tuple[str, Any]]:
    """What an import from nbhelpers brings: (name, value)."""
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "nbhelpers":
        room = import_module(node.module)
        for alias in node.names:
            value = getattr(room, alias.name, None) or import_module(f"{node.module}.{alias.name}")
            yield alias.asname or alias.name, value


def _shown(body: list[ast.stmt]) -> list[ast.expr]:
    """The arguments of `source(...)` in the last line of a cell."""
    call = getattr(body[-1], "value", None) if body else None
    is_source = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "source"
    return call.args if is_source else []


def _value(node: ast.expr, known: dict) -> Any:
    """The value of a name, or of a name within it; None if it is not known."""
    if isinstance(node, ast.Attribute):
        return getattr(_value(node.value, known), node.attr, None)
    return known.get(node.id) if isinstance(node, ast.Name) else None


def _name(function: Any, chapter: str) -> str:
    """The name of a function of the book, by its chapter where that has it; "" for what can't be exchanged."""
    home, short = getattr(function, "__module__", ""), getattr(function, "__name__", "")
    if ".experiments" in home:  # of which the page's Python has none
        return ""
    for name in (f"{chapter}.{short}", f"{home.removeprefix('nbhelpers.')}.{short}"):
        try:
            if inspect.isfunction(function) and yours.book(name) is inspect.unwrap(function):
                return name
        except ValueError:
            pass
    return ""


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Put the place for a change after each listing."""
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    notebook, known = json.loads(path.read_text("utf8")), checks(Path(app.confdir))
    found, labels = listings(notebook, path.stem), [label for label in printed_in(notebook) if label in known]
    for block in list(doctree.findall(nodes.literal_block)):
        if names := found.pop(block.astext().rstrip(), None):
            place = nodes.raw("", "", format="html")
            place["functions"] = names
            place["equations"] = [label for label in labels if behind(known[label]["code"], names)]
            block.parent.insert(block.parent.index(block) + 1, place)
    if labels or (path.stem != "index" and any(cell["cell_type"] == "code" for cell in notebook["cells"])):
        foot = nodes.raw("", "", format="html")
        foot["functions"], foot["equations"] = [], labels
        doctree.append(foot)
    app.env.metadata[app.env.docname]["listings"] = bool(list(_places(doctree)))


def behind(code: list[str], names: list[str]) -> bool:
    """Whether one of the functions of an equation is one of these, by whatever name."""
    return any(_same(one, name) for one in code for name in names)


def _same(one: str, other: str) -> bool:
    try:
        return yours.book(one) is yours.book(other)
    except ValueError:  # a class, or a method
        return False


def _places(doctree: nodes.document) -> Iterator[nodes.raw]:
    return (raw for raw in doctree.findall(nodes.raw) if "functions" in raw)


def bring_to_life(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Say where Python and the editor are; without them a listing stays as it is."""
    python, editor = getattr(app, "lab_live", None), getattr(app, "exercise_editor", None)
    to_root = "../" * app.builder.get_target_uri(docname).count("/") if app.builder.format == "html" else ""
    for place in list(_places(doctree)):
        if not (python and editor):
            place.parent.remove(place)
            continue
        data = {
            "data-functions": ",".join(place["functions"]), "data-equations": ",".join(place["equations"]),
            "data-chapter": Path(docname).name, "data-python": f"{to_root}_static/{python[0]}",
            "data-python-bytes": python[1], "data-editor": f"{to_root}{editor}",
        }  # fmt: skip
        kind = "listing" if place["functions"] else "prove" if place["equations"] else "cells"
        place.children = [nodes.Text(render("build/listing", kind=kind, data=data))]


def add_assets(app: Sphinx, pagename, templatename, context, doctree) -> None:
    if app.env.metadata.get(pagename, {}).get("listings"):
        app.add_css_file(f"{web_folder()}/exercise.css")
        app.add_js_file(f"{web_folder()}/listing.js", type="module")
        app.add_js_file(f"{web_folder()}/prove.js", type="module")
        app.add_js_file(f"{web_folder()}/cells.js", type="module")


def setup(app: Sphinx) -> dict:
    app.connect("doctree-read", note)
    app.connect("doctree-resolved", bring_to_life)
    app.connect("html-page-context", add_assets)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
