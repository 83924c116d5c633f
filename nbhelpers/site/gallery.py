"""The directive `gallery`: every lab as a picture with its title and sentence, by chapter, linked to its place.

The list is made from the registry of labs and from the pages that show them, so that a new lab appears by itself.
A picture is the lab's first panel in its first state, as a file for light and one for dark pages.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from nbhelpers import labs
from nbhelpers.build import record
from nbhelpers.files import remove_others, write
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.style import COLOUR, DARK

MARGIN = 14  # px: a label may reach over the edge of its panel, and an <img> would cut it off
THEMES = {"light": (COLOUR, ""), "dark": (DARK, "image{filter:invert(1) hue-rotate(180deg)}")}


class gallery(nodes.General, nodes.Element):
    """Where the gallery goes."""


class Gallery(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["gallery"] = True
        return [gallery()]


def picture(svg: str, theme: str) -> str:
    """A panel as a file of its own: an <img> does not inherit the page's colours, so they are in it."""
    colours, more = THEMES[theme]
    variables = "".join(f"--lab-{role}:{value};" for role, value in colours.items())
    opening, rest = re.sub(r'viewBox="0 0 (\d+) (\d+)" width="\d+" height="\d+"', _wider, svg, count=1).split(">", 1)
    return f"{opening}><style>svg{{{variables}}}{more}</style>{rest}"


def _wider(box: re.Match) -> str:
    width, height = size(int(box[1]), int(box[2]))
    return f'viewBox="{-MARGIN} {-MARGIN} {width} {height}" width="{width}" height="{height}"'


def size(width: int, height: int) -> tuple[int, int]:
    """Width and height of a panel with its margin."""
    return width + 2 * MARGIN, height + 2 * MARGIN


def ensure(lab: Lab, folder: Path) -> dict[str, Path]:
    """The lab's picture for each theme in `folder`, drawn now unless it is there; older ones are removed."""
    digest = hashlib.sha256(record.key(lab).encode() + Path(__file__).read_bytes()).hexdigest()[:16]
    stem = f"{lab.name}.{digest}"
    paths = {theme: folder / f"{stem}.{theme}.svg" for theme in THEMES}
    if not all(path.is_file() for path in paths.values()):
        svg = Drawing(lab).panels(lab.state())[0]
        for theme, path in paths.items():
            write(picture(svg, theme), path)
        remove_others(folder, f"{lab.name}.", ".svg", {path.name for path in paths.values()})
    return paths


def chapters(app: Sphinx) -> Iterator[tuple[str, list[Lab]]]:
    """Each page that shows labs, in the book's order, with these in the page's order.

    The landing page shows labs of the chapters; they are listed where they belong.
    """
    env, order, seen = app.env, [app.config.root_doc], {app.config.root_doc}
    for docname in order:
        new = [child for child in env.toctree_includes.get(docname, ()) if child not in seen]
        seen.update(new)
        order += new
    for docname in order[1:] or order:
        shown = [labs.get(name) for name in env.metadata[docname].get("labs", {})]
        if shown:
            yield docname, shown


def outdated(app: Sphinx, env) -> list[str]:
    """Pages with a gallery are written again when labs, sentences or places have changed."""
    shown = [(docname, [(lab.name, record.key(lab)) for lab in found]) for docname, found in chapters(app)]
    before, env.gallery_of = getattr(env, "gallery_of", None), shown
    return [] if before == shown else [name for name in env.found_docs if env.metadata[name].get("gallery")]


def hang(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the list in its place (HTML only)."""
    for place in list(doctree.findall(gallery)):
        markup = listed(app, docname) if app.builder.format == "html" else ""
        place.replace_self(nodes.raw("", markup, format="html"))


def listed(app: Sphinx, docname: str) -> str:
    """The whole list: a heading a chapter, a card a lab; and the pictures laid where it looks for them."""
    cache, static = Path(app.outdir).parent / "labs", Path(app.outdir) / "_static" / "gallery"
    shutil.rmtree(static, ignore_errors=True)
    static.mkdir(parents=True)
    to_static = "../" * docname.count("/") + "_static/gallery/"
    parts, choices = [], {}
    for page, shown in chapters(app):
        title = escape(app.env.titles[page].astext())
        uri = app.builder.get_relative_uri(docname, page)
        cards = []
        for lab in shown:
            for path in (paths := ensure(lab, cache)).values():
                shutil.copyfile(path, static / path.name)
            cards.append(_card(lab, f"{uri}#{lab.short}", {theme: to_static + p.name for theme, p in paths.items()}))
        ident = page.rpartition("/")[2]
        choices[ident] = title
        parts.append(
            f'<section class="gallery-chapter" data-chapter="{ident}" aria-labelledby="labs-{ident}">'
            f'<h2 id="labs-{ident}"><a href="{uri}">{title}</a></h2><ul>{"".join(cards)}</ul></section>'
        )
    return f'{_filter(choices)}<div class="gallery">{"".join(parts)}</div>'


def _filter(choices: dict[str, str]) -> str:
    """One button a chapter, and how many labs are shown; here already, so that nothing moves when the script comes."""
    buttons = "".join(
        f'<button type="button" data-chapter="{ident}" aria-pressed="{str(not ident).lower()}">{title}</button>'
        for ident, title in {"": "All", **choices}.items()
    )
    return (
        f'<div class="gallery-filter" role="group" aria-label="Show the labs of">{buttons}</div>'
        '<p class="gallery-said" role="status">&nbsp;</p>'
    )


def _card(lab: Lab, uri: str, pictures: dict[str, str]) -> str:
    panel = lab.panels[0]
    width, height = size(panel.width, panel.height)
    images = "".join(
        f'<img class="on-{theme}" src="{source}" alt="{escape(panel.shows)}" '
        f'width="{width}" height="{height}" loading="lazy" decoding="async">'
        for theme, source in pictures.items()
    )
    return (
        f'<li><h3><a href="{escape(uri)}">{escape(lab.title)}</a></h3>'
        f'<div class="gallery-picture">{images}</div><p>{escape(lab.reading())}</p></li>'
    )


def setup(app: Sphinx) -> None:
    app.add_node(gallery)
    app.add_directive("gallery", Gallery)
    app.connect("env-updated", outdated)
    app.connect("doctree-resolved", hang)
