"""The directive `own`: where a page shows what is the reader's own in this browser (`lab/web/own-page.js`)."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from nbhelpers.build.lab_pages import web_folder

PLACE = '<div class="own" data-own><p>Here your browser shows what it keeps, where scripts are allowed.</p></div>'


class Own(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["own"] = True
        return [nodes.raw("", PLACE, format="html")]


def add_assets(app: Sphinx, pagename, templatename, context, doctree) -> None:
    if app.env.metadata.get(pagename, {}).get("own"):
        app.add_css_file(f"{web_folder()}/lab.css")
        app.add_js_file(f"{web_folder()}/own-page.js", type="module")


def setup(app: Sphinx) -> dict:
    app.add_directive("own", Own)
    app.connect("html-page-context", add_assets)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
