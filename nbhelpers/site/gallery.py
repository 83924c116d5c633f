"""The directive `gallery`: every lab as a picture with its title and sentence, by chapter, linked to its place.

The list is made from the registry of labs and from the pages that show them, so that a new lab appears by itself.
A picture is the lab's first panel in its first state, as a file for light and one for dark pages.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from nbhelpers import labs
from nbhelpers.build import record
from nbhelpers.build.templates import render
from nbhelpers.build.tours import is_tour
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

    The landing page and the tours show labs of the chapters; they are listed where they belong.
    """
    env, order, seen = app.env, [app.config.root_doc], {app.config.root_doc}
    for docname in order:
        new = [child for child in env.toctree_includes.get(docname, ()) if child not in seen]
        seen.update(new)
        order += new
    for docname in order[1:] or order:
        shown = [labs.get(name) for name in env.metadata[docname].get("labs", {})]
        if shown and not is_tour(docname):
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
    static = Path(app.outdir) / "_static" / "gallery"
    shutil.rmtree(static, ignore_errors=True)
    static.mkdir(parents=True)
    to_root = "../" * docname.count("/")
    found = [
        {
            "ident": page.rpartition("/")[2],
            "title": app.env.titles[page].astext(),
            "uri": app.builder.get_relative_uri(docname, page),
            "cards": [_card(lab, Path(app.outdir).parent / "labs", static, to_root) for lab in shown],
        }
        for page, shown in chapters(app)
    ]
    return render("site/gallery", chapters=found)


def _card(lab: Lab, cache: Path, static: Path, to_root: str) -> dict:
    """What the card of a lab shows; its pictures are copied from `cache` to `static`."""
    paths = ensure(lab, cache)
    for path in paths.values():
        shutil.copyfile(path, static / path.name)
    width, height = size(lab.panels[0].width, lab.panels[0].height)
    pictures = {theme: f"{to_root}_static/gallery/{path.name}" for theme, path in paths.items()}
    return {"lab": lab, "pictures": pictures, "width": width, "height": height}


def setup(app: Sphinx) -> None:
    app.add_node(gallery)
    app.add_directive("gallery", Gallery)
    app.connect("env-updated", outdated)
    app.connect("doctree-resolved", hang)
