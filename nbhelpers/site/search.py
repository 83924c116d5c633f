"""What the search finds besides words: terms by either name, labs by their title, controls by their label.

They are objects of a domain of their own that exists for Sphinx's search alone. The order of results is in
`scorer.js`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType

from nbhelpers.lab.controls import Seed
from nbhelpers.site import gallery, glossary

SCORER = Path(__file__).with_name("scorer.js")
PRIORITY = 1  # of an object in Sphinx; the scorer has its own


def shown(entry: glossary.Entry) -> str:
    """`asynchronous update · 异步更新`: all names that are not a part of the first."""
    first, *others = entry.names
    english = [first, *(name for name in others if name.lower() not in first.lower())]
    return f"{', '.join(english)} · {', '.join(entry.chinese)}"


class Findable(Domain):
    """Terms, labs and controls with their places."""

    name = "findable"
    label = "Findable"
    object_types: ClassVar = {kind: ObjType(kind) for kind in ("term", "lab", "control")}

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        return type.lname

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for name, text, kind, docname, anchor in [*self._terms(), *self._labs()]:
            yield name, text, kind, docname, anchor, PRIORITY

    def _terms(self) -> Iterator[tuple[str, str, str, str, str]]:
        path, known = Path(self.env.srcdir) / f"{glossary.GLOSSARY}.md", self.env.domains["std"].objects
        for entry in glossary.entries(path) if path.is_file() else ():
            name = entry.names[0]
            if ("term", name) in known:
                yield f"term.{name}", shown(entry), "term", *known["term", name]

    def _labs(self) -> Iterator[tuple[str, str, str, str, str]]:
        for docname, labs in gallery.chapters(self.env.app):
            for lab in labs:
                yield lab.name, lab.title, "lab", docname, lab.short
                for control in lab.controls:
                    if not isinstance(control, Seed):
                        name = f"{lab.name}.{control.name}"
                        yield name, f"{control.label} · {lab.title}", "control", docname, lab.short

    def resolve_any_xref(self, *args) -> list:
        return []  # nothing refers to these

    def merge_domaindata(self, docnames, otherdata) -> None:
        """Nothing is kept: all is read off the pages' metadata."""


def set_scorer(app: Sphinx, config) -> None:
    config.html_search_scorer = str(SCORER)


def setup(app: Sphinx) -> None:
    app.add_domain(Findable)
    app.connect("config-inited", set_scorer)
