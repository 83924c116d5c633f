"""What the search finds besides words: terms, labs, controls, functions and people by their names.

They are objects of a domain of their own that exists for Sphinx's search alone. `book/search.yml` has other names for
terms. Spellings are brought together in `spelling.py`; the order of results is in `scorer.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.errors import ExtensionError

from nbhelpers.lab.controls import Seed
from nbhelpers.site import gallery, glossary
from nbhelpers.site.spelling import SearchEnglish

SCORER = Path(__file__).with_name("scorer.js")
PRIORITY = 1  # of an object in Sphinx; the scorer has its own
KINDS = ("term", "lab", "control", "function", "person")
DEFINED = re.compile(r"^(?:def|class) ([a-zA-Z]\w*)", re.M)
Found = Iterator[tuple[str, str, str, str, str]]  # name, text, kind, page, anchor


def shown(entry: glossary.Entry) -> str:
    """`asynchronous update · 异步更新`: all names that are not a part of the first."""
    first, *others = entry.names
    english = [first, *(name for name in others if name.lower() not in first.lower())]
    return f"{', '.join(english)} · {', '.join(entry.chinese)}"


def other_names(path: Path, entries: list[glossary.Entry]) -> dict[str, list[str]]:
    """{term: other names for it} of the file; an error if it names a term that the glossary has not."""
    listed = yaml.safe_load(path.read_text("utf8")) if path.is_file() else {}
    if unknown := sorted(set(listed) - {entry.names[0] for entry in entries}):
        raise ExtensionError(f"{path.name} has other names for {', '.join(unknown)}: no such term in the glossary")
    return listed


class Findable(Domain):
    """Terms, labs, controls, functions and people with their places."""

    name = "findable"
    label = "Findable"
    object_types: ClassVar = {kind: ObjType(kind) for kind in KINDS}

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        return type.lname

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for found in (self._terms(), self._labs(), self._functions(), self._people()):
            for name, text, kind, docname, anchor in found:
                yield name, text, kind, docname, anchor, PRIORITY

    def _terms(self) -> Found:
        path, known = Path(self.env.srcdir) / f"{glossary.GLOSSARY}.md", self.env.domains["std"].objects
        entries = glossary.entries(path) if path.is_file() else []
        others = other_names(path.with_name("search.yml"), entries)
        for entry in entries:
            term = entry.names[0]
            if ("term", term) in known:
                for name in (None, *others.get(term, ())):
                    text = f"{name} · {shown(entry)}" if name else shown(entry)
                    yield f"term.{name or term}", text, "term", *known["term", term]

    def _labs(self) -> Found:
        for docname, labs in gallery.chapters(self.env.app):
            for lab in labs:
                yield lab.name, f"{lab.title} · {lab.name}", "lab", docname, lab.short
                for control in lab.controls:
                    if not isinstance(control, Seed):
                        name = f"{lab.name}.{control.name}"
                        yield name, f"{control.label} · {lab.title}", "control", docname, lab.short

    def _functions(self) -> Found:
        for docname in sorted(self.env.found_docs):
            for function, anchor in self.env.metadata[docname].get("functions", ()):
                yield f"{docname}.{function}", f"{function} · {_stem(docname)}.{function}", "function", docname, anchor

    def _people(self) -> Found:
        """Each author, at a work of theirs in the bibliography."""
        works: dict[str, list[tuple[str, str, str]]] = {}
        for docname, anchor, authors in self._works():
            for author in authors:
                one = " ".join(author.split()[:2])  # with a second initial or without
                works.setdefault(one, []).append((author, docname, anchor))
        for listed in works.values():
            author, docname, anchor = max(listed, key=lambda work: len(work[0]))
            text = f"{author} · {len(listed)} work{'s' * (len(listed) != 1)}"
            yield f"person.{author}", text, "person", docname, anchor

    def _works(self) -> Iterator[tuple[str, str, list[str]]]:
        """(page, anchor, authors) of each work on the page that lists them all."""
        cite = self.env.domains.get("cite")
        for citation in cite.citations if cite else ():
            docname = citation.bibliography_key.docname
            if _stem(docname) == "bibliography":
                people = cite.bibdata.data.entries[citation.key].persons.get("author", ())
                yield docname, citation.citation_id, [_person(one) for one in people]

    def resolve_any_xref(self, *args) -> list:
        return []  # nothing refers to these

    def merge_domaindata(self, docnames, otherdata) -> None:
        """Nothing is kept: all is read off the pages' metadata."""


def _stem(docname: str) -> str:
    return docname.rpartition("/")[2]


def _person(person) -> str:
    """`Hinton, Geoffrey E.`, without TeX's braces."""
    names = (*person.prelast_names, *person.last_names), (*person.first_names, *person.middle_names)
    return re.sub(r"[{}\\]", "", ", ".join(" ".join(part) for part in names if part))


def note_functions(app: Sphinx, doctree: nodes.document) -> None:
    """The functions that a page shows, each with its section, for the search."""
    found = {}
    for block in doctree.findall(nodes.literal_block):
        section = next((up for up in _above(block) if isinstance(up, nodes.section)), None)
        for name in DEFINED.findall(block.astext()) if section else ():
            found.setdefault(name, section["ids"][0])
    app.env.metadata[app.env.docname]["functions"] = list(found.items())


def _above(node: nodes.Node) -> Iterator[nodes.Node]:
    while node := node.parent:
        yield node


def set_scorer(app: Sphinx, config) -> None:
    config.html_search_scorer = str(SCORER)


def setup(app: Sphinx) -> None:
    app.add_domain(Findable)
    app.add_search_language(SearchEnglish)
    app.connect("config-inited", set_scorer)
    app.connect("doctree-read", note_functions)
