"""The line under a chapter's title: how long it takes, what there is to do, what it builds on.

The graph of what builds on what is `book/chapters.yml`. The landing page is told which exercises each chapter has,
so that its script can say how many are done.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.application import Sphinx

from nbhelpers.build.templates import render

GRAPH = "book/chapters.yml"
WORDS = 200  # a minute
LAB, EXERCISE = 2, 3  # minutes
STEP = 5  # minutes, to which a time is rounded: it is a guess


def graph(root: Path) -> dict[str, list[str]]:
    """Chapter -> the chapters it builds on; {} for a book without the file."""
    path = root / GRAPH
    found = yaml.safe_load(path.read_text("utf8")) if path.is_file() else {}
    unknown = {name for before in found.values() for name in before} - set(found)
    if unknown:
        raise ValueError(f"{GRAPH} builds on {', '.join(sorted(unknown))}; its chapters are {', '.join(found)}")
    return {f"book/{name}": [f"book/{one}" for one in before] for name, before in found.items()}


def words(path: Path) -> int:
    """The words of a notebook's main road: what is folded is left out; fenced blocks, addresses and tags are none."""
    cells = json.loads(path.read_text("utf8"))["cells"]
    text = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    text = re.sub(r"<details.*?</details>|```.*?```|\]\([^)]*\)|</?[a-z][^>]*>", " ", text, flags=re.S)
    return sum(bool(re.search(r"\w", piece)) for piece in text.split())


def minutes(words: int = 0, labs: int = 0, exercises: int = 0) -> int:
    """What reading words, turning figures and doing exercises takes, to the next five minutes."""
    return max(STEP, STEP * round((words / WORDS + LAB * labs + EXERCISE * exercises) / STEP))


def line(app: Sphinx, docname: str, before: list[str]) -> str:
    """The line, as HTML."""
    labs, exercises = (list(app.env.metadata[docname].get(kind, {})) for kind in ("labs", "exercises"))
    time = minutes(words(Path(app.env.doc2path(docname))), len(labs))
    more = minutes(exercises=len(exercises))
    links = {app.builder.get_relative_uri(docname, one): app.env.titles[one].astext() for one in before}
    return render("site/reading", minutes=time, more=more, labs=len(labs), exercises=exercises, links=links)


def lines(app: Sphinx) -> Iterator[tuple[str, str]]:
    """(chapter, its line), for each chapter of the graph; those of a part that is not built are left out."""
    there = app.env.found_docs
    for docname, before in graph(Path(app.srcdir)).items():
        if docname in there:
            yield docname, line(app, docname, [one for one in before if one in there])


def note(app: Sphinx, env) -> list[str]:
    """Make all lines; a page whose line is another than before is written again, and the landing page with it."""
    if app.builder.format != "html":
        return []
    made = dict(lines(app))
    before, env.chapter_lines = getattr(env, "chapter_lines", None), made
    if before in (None, made):
        return []
    return [name for name in made if made[name] != before.get(name)] + [app.config.root_doc]


def hang(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the line under the title."""
    text, title = getattr(app.env, "chapter_lines", {}).get(docname), doctree.next_node(nodes.title)
    if text and title and app.builder.format == "html":
        title.parent.insert(title.parent.index(title) + 1, nodes.raw("", text, format="html"))


def add_progress(app: Sphinx, pagename, templatename, context, doctree) -> None:
    """The landing page gets the exercises of every chapter, for web/progress.js."""
    chapters = getattr(app.env, "chapter_lines", {})
    if chapters and pagename == app.config.root_doc:
        found = {app.builder.get_relative_uri(pagename, one): _exercises(app, one) for one in chapters}
        context["exercises_of_chapters"] = json.dumps(found)


def _exercises(app: Sphinx, docname: str) -> list[str]:
    return list(app.env.metadata[docname].get("exercises", {}))


def setup(app: Sphinx) -> None:
    app.connect("env-updated", note)
    app.connect("doctree-resolved", hang)
    app.connect("html-page-context", add_progress)
