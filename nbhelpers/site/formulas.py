"""The Sphinx maths renderer `katex_at_build`: nodes `math` and `math_block` -> KaTeX's HTML."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from nbhelpers.site.checked import checks, unfolded
from nbhelpers.site.colour import ROLES, as_variables, coloured
from nbhelpers.site.katex import Formulas, KatexMissing

OLDER_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)')  # every browser of today takes woff2
OPENING = re.compile(r"[(\[“‘]+$")
CLOSING = re.compile(r"^(?:[,.;:!?)\]’”…]+|-\w+)")
FIRST_BOX = '<span class="base">'
END_OF_LAST_BOX = "</span></span></span>"  # of the box, of the visible half, of the formula
LOG = logging.getLogger(__name__)


def start(app: Sphinx) -> None:
    """Find Node and KaTeX, or stop the build with a word on what to install."""
    if app.builder.format != "html":
        return
    try:
        app.formulas = Formulas(Path(app.srcdir), Path(app.doctreedir) / "formulas.json")
    except KatexMissing as problem:
        raise ExtensionError(f"formulas can't be rendered: {problem}") from problem
    app.checks = checks(Path(app.srcdir))


def outdated(app: Sphinx, env, added: set, changed: set, removed: set) -> list[str]:
    """All pages, if the checks say something else than at the last build."""
    now, before = getattr(app, "checks", {}), getattr(env, "equation_checks", None)
    env.equation_checks = now
    return [] if before in (None, now) else sorted(env.found_docs - added - removed)


def render_page(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Render all formulas of a page at once (one call of Node), and warn of those that are wrong."""
    if app.builder.format != "html":
        return
    found = list(doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)))
    plain = [_formula(node) for node in found]
    in_colour = [_coloured(formula, docname) for formula in plain]  # kept for the writer
    results = app.formulas.render(plain + in_colour)
    for node, result in zip(found, results, strict=False):
        if "error" in result:
            LOG.warning("formula %r: %s", node.astext(), result["error"], location=node, type="katex")


def keep_together(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give a formula the bracket before it and the stop after it: browsers would break the line there."""
    for node in doctree.findall(nodes.math):
        siblings, at = node.parent.children, node.parent.index(node)
        for side, place, touching in (("before", at - 1, OPENING), ("after", at + 1, CLOSING)):
            text = siblings[place] if 0 <= place < len(siblings) else None
            found = touching.search(text) if isinstance(text, nodes.Text) else None
            if found:
                node[side] = found[0]
                node.parent.replace(text, nodes.Text(text[: found.start()] + text[found.end() :]))


def _touching(markup: str, node: nodes.math) -> str:
    """KaTeX's HTML of a formula in a line, with `before` in its first box and `after` in its last."""
    before, after = (
        f'<span class="touching">{html.escape(node[side])}</span>' if side in node else ""
        for side in ("before", "after")
    )
    if FIRST_BOX not in markup or not markup.endswith(END_OF_LAST_BOX):
        return before + markup + after
    markup = markup.removesuffix(END_OF_LAST_BOX) + after + END_OF_LAST_BOX
    return markup.replace(FIRST_BOX, FIRST_BOX + before, 1)


def visit_inline(translator, node: nodes.math) -> None:
    """Formula in a line of text."""
    markup = _touching(_html(translator, node), node)
    translator.body.append(f'<span class="math notranslate">{markup}</span>')
    raise nodes.SkipNode


def visit_block(translator, node: nodes.math_block) -> None:
    """Formula of its own line, with its number where it has a label."""
    body = translator.body
    body.append(translator.starttag(node, "div", CLASS="math notranslate"))
    if node["number"]:
        number, told = get_node_equation_number(translator, node), translator.builder.app.checks.get(node["label"])
        tag = "div" if told else "span"
        body.append(f'<{tag} class="eqno">{unfolded(number, told) if told else f"({number})"}')
        translator.add_permalink_ref(node, "Link to this equation")
        body.append(f"</{tag}>")
    body.append(f'<div class="formula">{_html(translator, node)}</div></div>\n')
    raise nodes.SkipNode


def _html(translator, node: nodes.Element) -> str:
    """The formula in its chapter's colours; plain if they do not go with it; its TeX if it is wrong."""
    formulas, docname = translator.builder.app.formulas, translator.builder.current_docname
    formula = _formula(node)
    in_colour, plain = formulas.render([_coloured(formula, docname), formula])
    if "html" in in_colour:
        return as_variables(in_colour["html"], formula[0], ROLES.get(docname, {}))
    return plain.get("html") or f'<code class="formula-error">{html.escape(node.astext())}</code>'


def _formula(node: nodes.Element) -> tuple[str, bool]:
    return node.astext().strip(), isinstance(node, nodes.math_block)


def _coloured(formula: tuple[str, bool], docname: str) -> tuple[str, bool]:
    tex, display = formula
    return coloured(tex, ROLES.get(docname, {})), display


def style_sheet(app: Sphinx) -> str:
    """KaTeX's style sheet, which names its fonts as woff2 alone."""
    return OLDER_FONTS.sub("", (app.formulas.dist / "katex.min.css").read_text("utf8"))


def finish(app: Sphinx, problem: Exception | None) -> None:
    """Keep the rendered formulas; put KaTeX's fonts (woff2 alone) into the site."""
    if problem or app.builder.format != "html":
        return
    app.formulas.save()
    target = Path(app.outdir) / "_static" / "katex"
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    for font in (app.formulas.dist / "fonts").glob("*.woff2"):
        shutil.copy2(font, target / "fonts")


def setup(app: Sphinx) -> None:
    app.add_html_math_renderer(
        "katex_at_build", inline_renderers=(visit_inline, None), block_renderers=(visit_block, None)
    )
    app.connect("builder-inited", start)
    app.connect("env-get-outdated", outdated)
    app.connect("doctree-resolved", render_page, priority=900)
    app.connect("doctree-resolved", keep_together, priority=901)
    app.connect("build-finished", finish)
