"""The directive `licences`: what the site carries that others made, from `site/third-party.yml`, with licence texts.

The texts are put beside the pages, in `_static/licences`. What is left over of features that no page uses is taken
out of the site, so that it needs no entry.
"""

from __future__ import annotations

import json
import shutil
from importlib import metadata
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from nbhelpers.build.pyodide import pinned
from nbhelpers.build.templates import render
from nbhelpers.site import assets

LIST = "site/third-party.yml"
FOLDER = "_static/licences"
LEFT_OVER = ("copy-button.svg", "check-solid.svg", "play-solid.svg")  # what left-out styles show


def entries(root: Path) -> list[dict]:
    """The entries of the list; `ValueError` for one that doesn't say what it is, or where its licence stands."""
    found = yaml.safe_load((root / LIST).read_text("utf8"))
    for entry in found:
        missing = {"name", "for", "where", "licence"} - set(entry)
        if missing:
            raise ValueError(f"{LIST}: {entry.get('name')} lacks {', '.join(sorted(missing))}")
        if not (texts(root, entry) or entry.get("link") or "each with the text" in entry["where"]):
            raise ValueError(f"{LIST}: {entry['name']} needs a `text` or a `link`")
    return found


def texts(root: Path, entry: dict) -> dict[str, Path]:
    """File name -> file with the text of a licence, for an entry; npm packages bring their own."""
    named = entry.get("text") or {file_name(name): f"node_modules/{name}/LICENSE" for name in entry.get("npm", ())}
    found = {}
    for name, text in named.items():
        found[name] = _installed(*text.split(":")[1:]) if text.startswith("python:") else root / text
        if not found[name].is_file():
            raise ValueError(f"{LIST}: {entry['name']}: there is no {text}")
    return found


def file_name(package: str) -> str:
    """`@codemirror/view` -> `codemirror-view.txt`."""
    return package.removeprefix("@").replace("/", "-") + ".txt"


def _installed(package: str, name: str) -> Path:
    files = metadata.files(package) or ()
    return next((Path(file.locate()) for file in files if file.name == name), Path("missing"))


def parts(root: Path, entry: dict) -> list[str]:
    """The packages behind an entry with their versions and, where these differ, their licences."""
    if "npm" in entry:
        return [f"{name} {version(root, name)}" for name in entry["npm"]]
    if "python" in entry:
        return [f"{entry['python']} {metadata.version(entry['python'])}"]
    if entry.get("pyodide") == "packages":
        found = pinned()["packages"].items()
        return [f"{name} {about['version']}: {entry['licence'][name]}" for name, about in found]
    return [f"{entry['name']} {pinned()['info'][entry['pyodide']]}"] if "pyodide" in entry else []


def version(root: Path, package: str) -> str:
    """The version of an npm package that is installed."""
    return json.loads((root / "node_modules" / package / "package.json").read_text("utf8"))["version"]


def listed(root: Path, to_root: str) -> str:
    """The whole list as HTML."""
    return render("site/licences", entries=[_row(root, entry, to_root) for entry in entries(root)])


def _row(root: Path, entry: dict, to_root: str) -> dict:
    """An entry with the addresses of its licence's texts, by their names, and with its parts."""
    links = {name.removesuffix(".txt"): f"{to_root}{FOLDER}/{name}" for name in texts(root, entry)}
    links |= {"its text": entry["link"]} if "link" in entry else {}
    return {**entry, "links": links, "parts": parts(root, entry)}


class Licences(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        for path in (root / LIST, root / "package-lock.json"):
            self.env.note_dependency(str(path))
        return [nodes.raw("", listed(root, "../" * self.env.docname.count("/")), format="html")]


def lay_out(app: Sphinx, problem: Exception | None) -> None:
    """Put the texts into the site, and take out what no page uses."""
    root, static = Path(app.srcdir), Path(app.outdir) / "_static"
    if problem or app.builder.format != "html" or not (root / LIST).is_file():
        return
    target = Path(app.outdir) / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for entry in entries(root):
        for name, path in texts(root, entry).items():
            shutil.copyfile(path, target / name)
    for path in static.iterdir():
        if path.is_file() and (path.name in LEFT_OVER or not assets.keep(path.name, "search")):
            path.unlink()


def setup(app: Sphinx) -> None:
    app.add_directive("licences", Licences)
    app.connect("build-finished", lay_out)
