"""The directive `dares`: every dare of the book, by chapter, linked to its lab; the reader's own are marked by
`web/progress.js`. The list is made from the labs that the pages show.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from nbhelpers.build.templates import render
from nbhelpers.lab.dare import folded, of
from nbhelpers.site.gallery import chapters


class dares(nodes.General, nodes.Element):
    """Where the list goes."""


class Dares(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["dares"] = True
        return [dares()]


def outdated(app: Sphinx, env) -> list[str]:
    """The page with the list is written again when dares or places have changed."""
    shown = [(docname, folded(dare for lab in found for dare in of(lab))) for docname, found in chapters(app)]
    before, env.dares_of = getattr(env, "dares_of", None), shown
    return [] if before == shown else [name for name in env.found_docs if env.metadata[name].get("dares")]


def hang(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the list in its place (HTML only)."""
    for place in list(doctree.findall(dares)):
        markup = listed(app, docname) if app.builder.format == "html" else ""
        place.replace_self(nodes.raw("", markup, format="html"))


def listed(app: Sphinx, docname: str) -> str:
    """A heading a chapter that has any, a line a dare."""
    found = [
        {
            "ident": page.rpartition("/")[2],
            "title": app.env.titles[page].astext(),
            "uri": app.builder.get_relative_uri(docname, page),
            "dares": [dare for lab in shown for dare in of(lab)],
        }
        for page, shown in chapters(app)
    ]
    return render("site/dares", chapters=[chapter for chapter in found if chapter["dares"]])


def setup(app: Sphinx) -> None:
    app.add_node(dares)
    app.add_directive("dares", Dares)
    app.connect("env-updated", outdated)
    app.connect("doctree-resolved", hang)
