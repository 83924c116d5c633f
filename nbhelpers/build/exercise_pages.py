"""Sphinx: each exercise that a notebook keeps becomes the exercise of the static page, and the editor is bundled.

A page is told through `data-*` where the editor and the list of live Python lie. Script and style stand with
those of the labs (`nbhelpers/lab/web`), whose engine runs Python for both.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import subprocess
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging

from nbhelpers import exercises
from nbhelpers.build.lab_pages import replace, web_folder
from nbhelpers.build.templates import render
from nbhelpers.exercise import Exercise, Prediction
from nbhelpers.exercise.page import body
from nbhelpers.exercise.prediction import NO_NUMBER, TWO_WAYS
from nbhelpers.site.katex import KatexMissing, node_program

_EXERCISE = re.compile(r'<div class="exercise" data-exercise="([^"]+)".*?</div><!-- exercise -->', re.S)
TIMEOUT = 60  # seconds to bundle the editor; it takes less than one
log = logging.getLogger(__name__)


def key(name: str) -> str:
    """Another exercise text, another key."""
    return hashlib.sha256(figure(exercises.get(name)).encode()).hexdigest()[:16]


def note(app: Sphinx, doctree: nodes.document) -> None:
    """Remember which exercises a document has, each with its key."""
    names = [name for raw in doctree.findall(nodes.raw) for name in _EXERCISE.findall(raw.astext())]
    known = [name for name in names if name in exercises.registry()]
    for name in set(names) - set(known):
        log.warning("there is no exercise %r", name, location=app.env.docname)
    app.env.metadata[app.env.docname]["exercises"] = {name: key(name) for name in known}


def outdated(app: Sphinx, env, added, changed, removed) -> list[str]:
    """The documents whose exercises have changed since they were written."""
    kept = {name: env.metadata.get(name, {}).get("exercises", {}) for name in env.found_docs}
    return [doc for doc, names in kept.items() if any(_changed(*item) for item in names.items())]


def _changed(name: str, kept: str) -> bool:
    return name not in exercises.registry() or key(name) != kept


def lay_out_editor(app: Sphinx, env) -> list[str]:
    """Make the editor's one file if any page has an exercise; gives the pages that still name an older one."""
    app.exercise_editor = None
    if app.builder.format != "html" or not any(data.get("exercises") for data in env.metadata.values()):
        return []
    app.exercise_editor = f"_static/{bundled(Path(app.outdir) / '_static')}"
    before, env.exercise_editor = getattr(env, "exercise_editor", None), app.exercise_editor
    return [] if before in (None, app.exercise_editor) else sorted(env.found_docs)


def bundled(static: Path) -> str:
    """The name of the editor's file in the folder `static`, made anew and named by its content."""
    static.mkdir(parents=True, exist_ok=True)
    made = static / "editor.js"
    script = Path(__file__).parents[2] / "site" / "editor" / "bundle.mjs"
    try:
        command = [node_program(), str(script), str(made)]
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=TIMEOUT)
    except KatexMissing as error:
        raise ExtensionError(str(error)) from error
    except subprocess.CalledProcessError as error:
        raise ExtensionError(f"the editor could not be bundled (run `npm ci`?): {error.stderr[-500:]}") from error
    for old in static.glob("editor-*.js"):
        old.unlink()
    name = f"editor-{hashlib.sha256(made.read_bytes()).hexdigest()[:10]}.js"
    made.replace(static / name)
    return name


def bring_to_life(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace what the notebook keeps of each exercise by the page's exercise (HTML only)."""
    if app.builder.format == "html":
        replace(doctree, _EXERCISE, lambda match: _figure(app, match[1], docname))


def _figure(app: Sphinx, name: str, docname: str) -> str:
    to_root = "../" * app.builder.get_target_uri(docname).count("/")
    python = getattr(app, "lab_live", None)
    editor = f"{to_root}{app.exercise_editor}" if app.exercise_editor else ""
    return figure(exercises.get(name), python and (f"{to_root}_static/{python[0]}", python[1]), editor)


def figure(exercise: Exercise | Prediction, python: tuple[str, int] | None = None, editor: str = "") -> str:
    """The exercise as it stands on the static page. Its script adds editor, buttons and report.

    `python` is the address of the list of what live Python loads, and its bytes; without it code can't be checked.
    `editor` is the address of the editor's script.
    """
    kind, data = "code", {}
    if isinstance(exercise, Prediction):
        kind, data = "prediction", {"data-judgement": judgement(exercise)}
    elif python:
        data = {"data-python": python[0], "data-python-bytes": python[1], "data-editor": editor}
        data |= {"data-stands": exercise.place} if exercise.place else {}
    return render("build/exercise", exercise=exercise, kind=kind, data=data, body=body(exercise))


def judgement(exercise: Prediction) -> str:
    """All that the page judges a number by, as JSON, in which null stands for no bound."""
    rows = [{**row, **{end: _bound(row[end]) for end in ("low", "high")}} for row in exercise.table]
    kind = {"whole": exercise.whole, "percent": exercise.percent}
    return json.dumps({"rows": rows, **kind, "nothing": NO_NUMBER, "unclear": TWO_WAYS}, ensure_ascii=False)


def _bound(value: float) -> float | None:
    return value if math.isfinite(value) else None


def add_assets(app: Sphinx, pagename, templatename, context, doctree) -> None:
    if app.env.metadata.get(pagename, {}).get("exercises"):
        app.add_css_file(f"{web_folder()}/exercise.css")
        app.add_js_file(f"{web_folder()}/exercise.js", type="module")


def setup(app: Sphinx) -> dict:
    app.connect("env-updated", lay_out_editor)
    app.connect("doctree-read", note)
    app.connect("env-get-outdated", outdated)
    app.connect("doctree-resolved", bring_to_life)
    app.connect("html-page-context", add_assets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
