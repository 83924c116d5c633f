"""What a page is made of besides its text: assets left out, drawings put in, a page at the site's root."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

THEME = Path(__file__).parents[2] / "site" / "motion" / "static"
UNUSED = (
    "pygments", "mystnb.", "thebe", "THEBE", "toggle", "copybutton", "clipboard",
    "sphinx-design", "design-tabs", "sphinx-book-theme",
)  # fmt: skip
FONTS = {  # file below _static: what in a page asks for it
    "fonts/motion-sans.woff2": "",
    "fonts/motion-sans-italic.woff2": "<em>",
    "fonts/motion-sans-greek.woff2": '(?:data-reading>|strong>|label for="[^"]*">)[^<]*[₀-₉α-ω]',
    "katex/fonts/KaTeX_Main-Regular.woff2": 'class="katex"',
    "katex/fonts/KaTeX_Math-Italic.woff2": "mathnormal",
    "katex/fonts/KaTeX_Size1-Regular.woff2": "delimsizing size1|delim-size1|small-op",
    "katex/fonts/KaTeX_Size2-Regular.woff2": "delimsizing size2|large-op",
    "katex/fonts/KaTeX_Size4-Regular.woff2": "delimsizing size4|delim-size4",
}
BEGINNING = 3  # pieces of a page, cut where a section begins, that may be laid out before anything is painted
SEARCH_ONLY = ("documentation_options", "doctools", "sphinx_highlight")  # the last would mark words inside figures


CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
WORD = re.compile(r'<span class="(\w+)">([^<]*)</span>')
RULES = re.findall(r"^\.highlight (.*?) \{", (THEME / "code.css").read_text("utf8"), re.MULTILINE)
COLOURED = set(re.findall(r"\.(\w+)", " ".join(RULES)))


def keep(asset: str, pagename: str) -> bool:
    """False for an asset, given by file name or by inline text, that the page has no use for."""
    unused = UNUSED if pagename == "search" else UNUSED + SEARCH_ONLY
    return not any(word in asset for word in unused)


def drop_unused(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Leave out what Jupyter Book's extensions bring for features that no page uses."""
    for kind in ("css_files", "script_files"):
        context[kind] = [asset for asset in context[kind] if keep(_name(asset), pagename)]
    if "body" in context:
        context["body"] = CODE.sub(_without_plain_words, spoken(context["body"]))
    context["fonts"] = first_fonts(context.get("body", ""))
    context["is_notebook"] = doctree is not None and app.env.doc2path(pagename).endswith(".ipynb")


def first_fonts(body: str) -> list[str]:
    """The fonts that the beginning of a page needs: it asks for them before its style sheet says so."""
    beginning = "<section".join(body.split("<section")[:BEGINNING])
    return [font for font, sign in FONTS.items() if re.search(sign, beginning)]


def _name(asset) -> str:
    return str(getattr(asset, "filename", asset) or getattr(asset, "attributes", {}).get("body", ""))


def _without_plain_words(code: re.Match) -> str:
    """Code without the marks around its words that have no colour of their own: a fifth of a page's elements."""
    return WORD.sub(lambda word: word[0] if word[1] in COLOURED else word[2], code[0]).replace("<span></span>", "")


def spoken(body: str) -> str:
    """The page's HTML without the roles and labels of its writers that make it worse for screen readers."""
    for wrong, right in (
        (' aria-label="Toggle hidden content"', ""),
        (' role="doc-biblioentry"', ""),
        ('<div role="list" class="citation-list">', '<div class="citation-list">'),
    ):
        body = body.replace(wrong, right)
    return body


def draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the drawings of book/drawn/ into the page itself: their colours follow it, their links work."""
    if app.builder.format != "html":
        return
    for image in list(doctree.findall(nodes.image)):
        if "/drawn/" in image["uri"] and image["uri"].endswith(".svg"):
            text = (Path(app.srcdir) / image["uri"]).read_text("utf8")
            image.replace_self(nodes.raw("", text, format="html"))


def without_thebe(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take out what sphinx-thebe adds to each page: scripts that stand in the page, for a feature that none uses."""
    for raw in list(doctree.findall(nodes.raw)):
        if raw.astext().lstrip().startswith(('<script type="text/x-thebe-config">', "<script>kernelName")):
            raw.parent.remove(raw)


def start_page(app: Sphinx):
    """index.html, which leads on to the landing page."""
    if app.config.root_doc != "index":
        yield "index", {}, "start.html"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", drop_unused, priority=900)
    app.connect("doctree-resolved", draw)
    app.connect("doctree-resolved", without_thebe, priority=900)
    app.connect("html-collect-pages", start_page)
