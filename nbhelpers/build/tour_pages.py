"""Sphinx: each `book/tour_<name>.md` becomes a page with its labs, its steps as text, and a player for them.

The text of the tour (`tours.py`) is turned into what a page is read from; what needs addresses waits in it as an empty
element until these are known.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from nbhelpers.build.lab_pages import replace, web_folder
from nbhelpers.build.templates import render
from nbhelpers.build.tours import START, Step, Tour, TourError, is_tour, parse
from nbhelpers.lab.address import address_text, state_url
from nbhelpers.lab.words import count

_PLACE = re.compile(r'<div class="(tour|tour-more)" data-step="(\d+)"></div>')
_LAB = re.compile(r'<figure class="lab" data-lab="([^"]+)"')
log = logging.getLogger(__name__)


def read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Turn a tour into the Markdown of its page; what is wrong with it is said with its line."""
    if is_tour(docname):
        try:
            source[0] = "\n\n".join(page(parse(source[0])))
        except TourError as error:
            log.warning("%s", error, location=(docname, error.line))
            source[0] = source[0].partition("\n## ")[0]  # more would be said of what is not a tour


def page(tour: Tour) -> Iterator[str]:
    """The blocks of the page: title, the place of the player, the steps, each lab where it is first spoken of."""
    time = count(tour.minutes, "minute")
    questions = sum(step.question is not None for step in tour.steps)
    yield f"# {tour.title}"
    yield f"{tour.audience} {len(tour.steps)} steps and {count(questions, 'question')}, about {time}."
    yield '<div class="tour" data-step="0"></div>'
    shown = set()
    for number, step in enumerate(tour.steps, 1):
        yield f"## {step.heading}"
        if step.lab.name not in shown:
            shown.add(step.lab.name)
            yield f'<figure class="lab" data-lab="{step.lab.name}"></figure>'
        yield from _step(number, step)


def _step(number: int, step: Step) -> Iterator[str]:
    """A step as text: with a question, the state and what is seen lie in a fold."""
    state = f"[{step.link}](lab:{step.lab.short}{'?' if step.query else ''}{step.query})"
    seen = [state, step.text, f'<div class="tour-more" data-step="{number}"></div>']
    if not step.question:
        yield from seen
        return
    yield step.question.text
    yield "\n".join(f"- {answer}" for answer in step.question.answers)
    yield '<details class="tour-answer">'
    yield "<summary>What is seen</summary>"
    yield f"**Right: {step.question.answers[step.question.right]}.**"
    yield from seen
    yield "</details>"


def told(tour: Tour, more: list[dict]) -> str:
    """What the player has to know, as JSON."""
    steps = [
        {
            "heading": step.heading,
            "lab": step.lab.short,
            "values": step.lab.values(**step.given),
            "text": step.text,
            "question": step.question and vars(step.question),
            "more": where,
        }
        for step, where in zip(tour.steps, more, strict=True)
    ]
    return json.dumps({"title": tour.title, "steps": steps}, ensure_ascii=False)


def more_of(app: Sphinx, docname: str, step: Step) -> dict:
    """Where a step's lab stands in its chapter, with the state of the step: {href, text}."""
    chapter = f"{docname.rpartition('/')[0]}/{step.lab.name.split('.')[0]}".lstrip("/")
    if step.lab.name not in app.env.metadata.get(chapter, {}).get("lab_sections", {}):
        log.warning("%s, which the tour shows, is not in the chapter %s", step.lab.name, chapter, location=docname)
        return {"href": "", "text": ""}
    section = app.env.metadata[chapter]["lab_sections"][step.lab.name]
    query = "&".join(f"{name}={address_text(value)}" for name, value in step.given.items())
    state = state_url(f"lab:{step.lab.short}?{query}" if query else f"lab:{step.lab.short}", [step.lab])
    title = app.env.titles[chapter].astext()
    text = title if section == title else f"{title}: {section}"
    return {"href": app.builder.get_relative_uri(docname, chapter) + state.replace("?#", "#"), "text": text}


def note_sections(app: Sphinx, doctree: nodes.document) -> None:
    """Remember in which section each lab of a page stands."""
    found = {}
    for raw in doctree.findall(nodes.raw):
        for name in _LAB.findall(raw.astext()):
            found.setdefault(name, _section(raw))
    app.env.metadata[app.env.docname]["lab_sections"] = found


def _section(node: nodes.Node) -> str:
    while node and not isinstance(node, nodes.section):
        node = node.parent
    return node.next_node(nodes.title).astext() if node else ""


def hang(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the player, and the links into the chapters, where they wait (HTML only)."""
    if app.builder.format != "html" or not is_tour(docname):
        return
    try:
        tour = parse(Path(app.env.doc2path(docname)).read_text("utf8"))
    except TourError:
        return  # it was said when the page was read
    more = [more_of(app, docname, step) for step in tour.steps]
    stem = docname.rpartition("/")[2].removeprefix(START)

    def filled(match: re.Match) -> str:
        if match[1] == "tour":
            return render("build/tour", stem=stem, steps=len(tour.steps), told=told(tour, more))
        return render("build/tour_more", **more[int(match[2]) - 1])

    replace(doctree, _PLACE, filled)


def add_assets(app: Sphinx, pagename, templatename, context, doctree) -> None:
    if doctree is not None and is_tour(pagename):
        app.add_css_file(f"{web_folder()}/tour.css")


def setup(app: Sphinx) -> dict:
    code = (Path(__file__).with_name(name).read_bytes() for name in ("tours.py", "tour_pages.py"))
    app.add_config_value("tour_reader", hashlib.sha256(b"".join(code)).hexdigest()[:16], "env")
    app.connect("source-read", read)
    app.connect("doctree-read", note_sections)
    app.connect("doctree-resolved", hang)
    app.connect("html-page-context", add_assets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
