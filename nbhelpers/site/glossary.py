"""Terms: the entries of book/glossary.md, the definitions in the chapters, and the links from these to those.

A definition is an emphasised term with its Chinese name: `*crosstalk* (串扰)`, or `(*max pooling*, 最大值池化)`.
On the page the first definition of a term becomes a link to its entry, and the index names the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

GLOSSARY = "book/glossary"
_CHINESE = r"[^()（）]*?[\u4e00-\u9fff][^()（）]*"
_AFTER = re.compile(rf"\s*[(（]({_CHINESE})[)）]")
_NEAR = re.compile(rf"[^.;:,()（）]{{0,24}}[(（]({_CHINESE})[)）]")  # *asynchronous* update (异步更新)
_WITHIN = re.compile(rf",\s*({_CHINESE})[)）]")
_DEFINITION = re.compile(rf"(?<![*\w])(\*{{1,2}})(?!\s)([^*\n]+?)\1(?:{_AFTER.pattern}|{_WITHIN.pattern})")
_ENTRY = re.compile(r"^((?:\S.*\n)+)  (.+?) · (.+)$", re.M)


class Entry(NamedTuple):
    """One entry: its names in English (the first is the heading), its names in Chinese, its text."""

    names: tuple[str, ...]
    chinese: tuple[str, ...]
    text: str


def entries(path: Path) -> list[Entry]:
    """All entries of a glossary in Markdown."""
    body = path.read_text("utf8").split("```{glossary}\n", 1)[1]
    found = _ENTRY.findall(body)
    return [Entry(tuple(names.splitlines()), tuple(chinese.split("; ")), text) for names, chinese, text in found]


def plain(term: str) -> str:
    """A term as it is looked up: `Identity mappings` and `Outlook: the identity mapping` are one."""
    term = term.rpartition(": ")[2]
    term = " ".join(term.lower().replace("\u2019", "'").replace("-", " ").split()).removeprefix("the ")
    return term[:-1] if re.search(r"[^s'i]s$", term) else term


def lookup(found: list[Entry]) -> dict[tuple[str, str], Entry]:
    """(name in English, name in Chinese) -> entry."""
    return {(plain(name), chinese): entry for entry in found for name in entry.names for chinese in entry.chinese}


@lru_cache(maxsize=1)
def _known(path: Path, changed: int) -> dict[tuple[str, str], Entry]:
    """What the glossary knows, read once for all pages."""
    return lookup(entries(path))


def in_chinese(text: str) -> list[str]:
    """The Chinese names in a parenthesis: `GCN, 全局对比度归一化` has one."""
    return [part.strip() for part in re.split("[,，]", text) if re.search(r"[\u4e00-\u9fff]", part)]


def definitions(markdown: str) -> Iterator[tuple[str, str]]:
    """Each (term, Chinese name) that a text defines."""
    for match in _DEFINITION.finditer(markdown):
        yield from ((match[2], chinese) for chinese in in_chinese(match[3] or match[4]))


class TermLinks(SphinxTransform):
    """The first definition of each term of a page: a link to its entry, and its place for the index."""

    default_priority = 400  # before the index is collected

    def apply(self, **kwargs) -> None:
        path = Path(self.env.srcdir) / f"{GLOSSARY}.md"
        if self.env.docname == GLOSSARY or not path.is_file():
            return
        self.env.note_dependency(str(path))
        known, seen = _known(path, path.stat().st_mtime_ns), set()
        for node in list(self.document.findall(lambda n: isinstance(n, nodes.emphasis | nodes.strong))):
            entry = next((known[key] for key in _keys(node) if key in known), None)
            if entry and entry.names[0] not in seen:
                seen.add(entry.names[0])
                self._link(node, entry.names[0])

    def _link(self, node: nodes.Element, name: str) -> None:
        ident = "defined-" + nodes.make_id(name)
        link = addnodes.pending_xref(
            "", refdomain="std", reftype="term", reftarget=name, refexplicit=True, refwarn=True, refdoc=self.env.docname
        )
        title = self.document.next_node(nodes.title)
        listed = f"{name}; {title.astext()}" if title else name
        index = addnodes.index(entries=[("single", listed, ident, "", None)])
        node["classes"].append("term")
        node["ids"].append(ident)
        node.replace_self([index, link])
        link += node


def _keys(node: nodes.Element) -> list[tuple[str, str]]:
    """What an emphasised term may be looked up by, if a Chinese name follows it at once or a few words later."""
    at = node.parent.index(node) + 1
    after = "".join(sibling.astext() for sibling in node.parent.children[at : at + 4])
    found = _AFTER.match(after) or _WITHIN.match(after) or _NEAR.match(after)
    return [(plain(node.astext()), chinese) for chinese in in_chinese(found[1])] if found else []


def setup(app: Sphinx) -> None:
    app.add_transform(TermLinks)
