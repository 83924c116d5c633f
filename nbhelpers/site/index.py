"""The index of the book: each lab stands in it, under its title and under "labs", with the chapter it is in."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from nbhelpers import labs
from nbhelpers.build.tours import is_tour

_LAB = re.compile(r'<figure class="lab" data-lab="([^"]+)"')


class LabPlaces(SphinxTransform):
    """An index entry for each lab that a chapter shows; the place is the lab's figure."""

    default_priority = 400  # before the index is collected

    def apply(self, **kwargs) -> None:
        title = self.document.next_node(nodes.title)
        names = [name for raw in self.document.findall(nodes.raw) for name in _LAB.findall(raw.astext())]
        known = [labs.get(name) for name in dict.fromkeys(names) if name in labs.registry()]
        if title and known and not is_tour(self.env.docname):
            listed = [entry for lab in known for entry in entries(lab, title.astext())]
            title.parent.insert(title.parent.index(title) + 1, addnodes.index(entries=listed))


def entries(lab, chapter: str) -> list[tuple]:
    """The lab's two entries; a semicolon in its title would be taken for a level of the index."""
    title = lab.title.replace(";", ",")
    return [("single", text, lab.short, "", None) for text in (f"labs; {title}", f"{title}; lab in {chapter}")]


def setup(app: Sphinx) -> None:
    app.add_transform(LabPlaces)
