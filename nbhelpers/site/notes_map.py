"""The directive `notes-map`: every heading of the course notes with its place in the book, from a YAML file.

An entry is `heading`, `english`, `place: page#section`.
"""

from __future__ import annotations

from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


def entries(path: Path) -> list[dict[str, str]]:
    """The entries of the file; `ValueError` for one with another set of keys."""
    found = yaml.safe_load(path.read_text("utf8"))
    for entry in found:
        if set(entry) != {"heading", "english", "place"}:
            raise ValueError(f"{path.name}: {entry} needs heading, english and place, and nothing else")
    return found


def rows(found: list[dict[str, str]]) -> list[str]:
    """The entries as a table in Markdown; an empty link takes the title of the section it leads to."""
    table = ["| In the notes | In this book |", "|---|---|"]
    for entry in found:
        page, _, section = entry["place"].partition("#")
        place = f"[](/book/{page}.ipynb): [](/book/{page}.ipynb#{section})"
        table.append(f"| {entry['heading']} · {entry['english']} | {place} |")
    return table


class NotesMap(SphinxDirective):
    """`notes-map` with the name of the YAML file, beside the page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        _, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(path)
        box = nodes.container(classes=["notes-map"])
        self.state.nested_parse(StringList(rows(entries(Path(path))), path), 0, box)
        return [box]


def setup(app: Sphinx) -> None:
    app.add_directive("notes-map", NotesMap)
