"""The text of the chapters as JupyterLite can show it, which knows no roles of the book.

Equations get their numbers, works stand by author and year, the list of works is written out, and links into
a lab's state or to a page that is no notebook lead to the pages of the book. Where those lie is only known
where the site is read: the address PAGES stands for it, and `lite-page.js` puts the true one in its place.
"""

import json
import re

import pybtex.database
import pybtex.plugin
import yaml
from docutils.nodes import make_id

from nbhelpers.build.lab_pages import state_url
from tools.console import ROOT, Failure

BIB = ROOT / "book" / "references.bib"
PAGES = "https://book.invalid/"
FENCE = r"(?P<fence>^(?P<ticks>```+|~~~+)[^\n]*\n.*?^(?P=ticks)[ \t]*$)"
DISPLAY = r"(?P<display>\$\$(?P<formula>.+?)\$\$(?:[ \t]*\((?P<label>[\w:-]+)\))?)"
ROLE = r"(?P<whole>\{(?P<role>[a-z:]+)\}`(?P<text>[^`]+)`)"
CODE = r"(?P<code>(?P<quote>`+)[^`].*?(?P=quote))"
LINK = r"(?P<link>\]\((?P<target>lab:[^)\s]+|[^)\s:#]+\.(?:md|ipynb)(?P<hash>#[^)\s]*)?)\))"
PIECE = re.compile("|".join((FENCE, DISPLAY, ROLE, CODE, LINK)), re.S | re.M)
SHOWN = re.compile(r'<figure class="lab" data-lab="([^"]+)"')


def markdown(notebook):
    """The texts of a notebook, joined: what is numbered is numbered through all of them."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return "\n\n".join("".join(cell["source"]) for cell in cells)


def labs_of(notebook):
    """The names of the labs that a notebook shows, in their order."""
    outputs = [out for cell in notebook["cells"] for out in cell.get("outputs", ())]
    pages = ("".join(out.get("data", {}).get("text/html", "")) for out in outputs)
    return [name for page in pages for name in SHOWN.findall(page)]


def pages():
    """{page: its text} for the pages of the book in the order of its contents."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    parts = [toc, *toc.get("parts", ())]
    names = [entry["file"] for part in parts for entry in part.get("chapters", ())]
    texts = {}
    for path in (ROOT / name for name in (toc["root"], *names)):
        notebook = path.with_suffix(".ipynb")
        text = (notebook if notebook.is_file() else path.with_suffix(".md")).read_text(encoding="utf-8")
        texts[path.stem] = markdown(json.loads(text)) if notebook.is_file() else text
    return texts


def equations(texts):
    """Label -> (page, number) over {page: its text}: labelled equations are counted through the whole book."""
    labels = [(page, piece["label"]) for page, text in texts.items() for piece in PIECE.finditer(text)]
    labelled = [(page, label) for page, label in labels if label]
    return {label: (page, number) for number, (page, label) in enumerate(labelled, start=1)}


class Works:
    """The works of references.bib, by their keys."""

    def __init__(self, path=BIB):
        self.bib = pybtex.database.parse_file(str(path))

    def _entry(self, key):
        if key not in self.bib.entries:
            raise Failure(f"there is no work {key!r} in {BIB.name}")
        return self.bib.entries[key]

    def names(self, key):
        """Who wrote it: one or two family names, or the first of more."""
        people = self._entry(key).persons.get("author") or self._entry(key).persons["editor"]
        parts = [(*person.rich_prelast_names, *person.rich_last_names) for person in people]
        names = [" ".join(map(str, part)) for part in parts]
        return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."

    def year(self, key):
        return self._entry(key).fields["year"]

    def named(self, role, keys):
        """Works as `{cite:t}` (in the sentence) or `{cite:p}` (in brackets) names them."""
        if role == "cite:t":
            return " and ".join(f"{self.names(key)} ({self.year(key)})" for key in keys)
        return "(" + "; ".join(f"{self.names(key)}, {self.year(key)}" for key in keys) + ")"

    def listed(self, keys):
        """The list of these works, in the order of the pages."""
        style = pybtex.plugin.find_plugin("pybtex.style.formatting", "plain")()
        backend = pybtex.plugin.find_plugin("pybtex.backends", "markdown")()
        entries = style.format_bibliography(self.bib, sorted({self._entry(key).key for key in keys}))
        return "\n".join(f"- {entry.text.render(backend)}" for entry in entries)


class Chapter:
    """Makes the texts of one chapter readable: `plain(text)`."""

    def __init__(self, name, notebook, numbers, works, chapters):
        self.name, self.numbers, self.works, self.chapters = name, numbers, works, chapters
        self.labs = labs_of(notebook)
        found = PIECE.finditer(markdown(notebook))
        self.cited = [key for piece in found if (piece["role"] or "").startswith("cite") for key in keys_of(piece)]

    def plain(self, text):
        return PIECE.sub(self._piece, text)

    def _piece(self, piece):
        if piece["fence"]:
            return self.works.listed(self.cited) if "{bibliography}" in piece["fence"] else piece[0]
        if piece["label"]:
            return f"$${piece['formula'].rstrip()} \\tag{{{self.numbers[piece['label']][1]}}}\n$$"
        if piece["role"]:
            return self._role(piece)
        return f"]({self._link(piece)})" if piece["link"] else piece[0]

    def _role(self, piece):
        role, text = piece["role"], piece["text"]
        if role.startswith("cite"):
            return self.works.named(role, keys_of(piece))
        if role != "eq":
            return text.partition(" <")[0]
        if text not in self.numbers:
            raise Failure(f"{self.name}: there is no equation {text!r}")
        page, number = self.numbers[text]
        there = f"{PAGES}book/{page}.html#{make_id(f'equation-{text}')}"
        return f"({number})" if page == self.name else f"[({number})]({there})"

    def _link(self, piece):
        target = piece["target"]
        if target.startswith("lab:"):
            try:
                return f"{PAGES}book/{self.name}.html{state_url(target, self.labs)}"
            except ValueError as error:
                raise Failure(f"{self.name}: {error}") from error
        page, _, _ = target.partition("#")
        stem = page.rpartition(".")[0]
        return target if f"{stem}.ipynb" in self.chapters else f"{PAGES}book/{stem}.html{piece['hash'] or ''}"


def keys_of(piece):
    return [key.strip() for key in piece["text"].split(",")]
