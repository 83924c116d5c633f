"""A chapter's notebook as it is read outside of the book: by Jupyter, GitHub or Colab, which know no roles of the book.

Chapters and equations get their numbers, works stand by author and year, the list of works is written out. A link into
a lab's state, or to a page that is no notebook, leads to the pages of the book; in a running notebook the lab itself
follows it. An exercise becomes cells: the task, a cell to write in, a cell that checks, the folded solution.

    python tools/readable.py FOLDER [ADDRESS [PACKAGE]]    put every chapter there

The pages of the book lie at ADDRESS. PACKAGE is where pip finds nbhelpers: a chapter then begins by installing it where
it is not there.
"""

import base64
import json
import re
import sys
from collections import Counter
from importlib import import_module
from itertools import count
from pathlib import Path

import pybtex.database
import pybtex.plugin
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from nbhelpers import labs
from nbhelpers.exercise import Exercise
from nbhelpers.files import write
from nbhelpers.lab.address import state_url
from nbhelpers.lab.style import COLOUR
from tools.console import ROOT, Failure

BOOK = ROOT / "book"
BIB = BOOK / "references.bib"
FENCE = r"(?P<fence>^(?P<ticks>```+|~~~+)[^\n]*\n.*?^(?P=ticks)[ \t]*$)"
DISPLAY = r"(?P<display>\$\$(?P<formula>.+?)\$\$(?:[ \t]*\((?P<label>[\w:-]+)\))?)"
ROLE = r"(?P<whole>\{(?P<role>[a-z:]+)\}`(?P<text>[^`]+)`)"
CODE = r"(?P<code>(?P<quote>`+)[^`].*?(?P=quote))"
TARGET = r"(?P<target>lab:[^)\s]+|[^)\s:#]+\.(?:md|ipynb)(?P<hash>#[^)\s]*)?)"
LINK = rf"(?P<link>\[(?P<shown>(?:[^\[\]]|\[[^\[\]]*\])*)\]\({TARGET}\))"
PIECE = re.compile("|".join((FENCE, DISPLAY, ROLE, CODE, LINK)), re.S | re.M)
SHOWN = re.compile(r'<figure class="lab" data-lab="([^"]+)"')
EXERCISE = re.compile(r"exercises\.(\w+)")
DRAWING = re.compile(r"\(drawn/([\w-]+\.svg)\)")
TITLE = re.compile(r"^(?:\([\w:-]+\)=\n)+", re.M)  # labels of sections


def markdown(notebook):
    """The texts of a notebook, joined: what is numbered is numbered through all of them."""
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    return "\n\n".join("".join(cell["source"]) for cell in cells)


def labs_of(notebook):
    """The names of the labs that a notebook shows, in their order."""
    outputs = [out for cell in notebook["cells"] for out in cell.get("outputs", ())]
    pages = ("".join(out.get("data", {}).get("text/html", "")) for out in outputs)
    return [name for page in pages for name in SHOWN.findall(page)]


def contents():
    """{page: its number, or None} in the order of the book's contents: chapters are counted through numbered parts."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    numbers, found = count(1), {Path(toc["root"]).stem: None}
    for part in toc["parts"]:
        for entry in part["chapters"]:
            found[Path(entry["file"]).stem] = next(numbers) if part.get("numbered") else None
    return found


def pages():
    """{page: its text} for the pages of the book in the order of its contents."""
    texts = {}
    for name in contents():
        notebook = BOOK / f"{name}.ipynb"
        text = (notebook if notebook.is_file() else BOOK / f"{name}.md").read_text(encoding="utf-8")
        texts[name] = markdown(json.loads(text)) if notebook.is_file() else text
    return texts


def equations(texts, chapters):
    """Label -> (page, number) over {page: its text}; `chapters` has the pages' numbers.

    The second labelled equation of chapter 10 is 10.2; on pages without a number they are counted through.
    """
    found, counted = {}, Counter()
    for page, text in texts.items():
        for label in filter(None, (piece["label"] for piece in PIECE.finditer(text))):
            chapter = chapters[page]
            counted[chapter] += 1
            found[label] = (page, f"{chapter}.{counted[chapter]}" if chapter else str(counted[chapter]))
    return found


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
    """One chapter, made readable.

    `pages` is the address below which the pages of the book lie, with a slash at its end; without one, links to them
    are left out, and those into a lab's state are for the running notebook alone.
    """

    def __init__(self, name, notebook, numbers, works, chapters, pages=""):
        self.name, self.numbers, self.works, self.chapters = name, numbers, works, chapters
        self.notebook, self.pages = notebook, pages
        self.labs = [labs.get(name) for name in labs_of(notebook)]
        found = PIECE.finditer(markdown(notebook))
        self.cited = [key for piece in found if (piece["role"] or "").startswith("cite") for key in keys_of(piece)]

    def readable(self):
        """The notebook, in which nothing is left that only the book understands."""
        cells = [made for cell in self.notebook["cells"] for made in self._cells(cell)]
        return {**self.notebook, "cells": [{**cell, "id": f"cell-{at}"} for at, cell in enumerate(cells)]}

    def _cells(self, cell):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            text = self.plain(source)
            return [{**cell, "source": DRAWING.sub(drawing, text)}] if text.strip() else []
        asked = EXERCISE.fullmatch(source.strip())
        if asked:
            room = import_module(f"nbhelpers.{self.name}.exercises")
            return list(exercise_cells(asked[1], getattr(room, asked[1])))
        return [{**cell, "metadata": {key: value for key, value in cell["metadata"].items() if key == "jupyter"}}]

    def plain(self, text):
        return TITLE.sub("", PIECE.sub(self._piece, text))

    def _piece(self, piece):
        if piece["fence"]:
            return self.works.listed(self.cited) if "{bibliography}" in piece["fence"] else piece[0]
        if piece["label"]:
            return f"$${piece['formula'].rstrip()} \\tag{{{self.numbers[piece['label']][1]}}}\n$$"
        if piece["role"]:
            return self._role(piece)
        return self._link(piece) if piece["link"] else piece[0]

    def _role(self, piece):
        role, text = piece["role"], piece["text"]
        if role.startswith("cite"):
            return self.works.named(role, keys_of(piece))
        if role != "eq":
            return text.partition(" <")[0]
        if text not in self.numbers:
            raise Failure(f"{self.name}: there is no equation {text!r}")
        page, number = self.numbers[text]
        if not self.pages or page == self.name:
            return f"({number})"
        from docutils.nodes import make_id  # of the book's build, which alone names its pages

        there = f"{self.pages}book/{page}.html#{make_id(f'equation-{text}')}"
        return f"[({number})]({there})"

    def _link(self, piece):
        """A link of Markdown whose target another host can follow, or its text alone."""
        text, target = piece["shown"], piece["target"]
        if target.startswith("lab:"):
            try:
                state = state_url(target, self.labs)
            except ValueError as error:
                raise Failure(f"{self.name}: {error}") from error
            return f"[{text}]({f'{self.pages}book/{self.name}.html' if self.pages else '#'}{state})"
        page, _, _ = target.partition("#")
        stem = page.rpartition(".")[0]
        if f"{stem}.ipynb" in self.chapters:
            return piece[0]
        return f"[{text}]({self.pages}book/{stem}.html{piece['hash'] or ''})" if self.pages else text


def drawing(found):
    """A drawing of book/drawn in the text itself, with paper behind it: no file has to lie beside a notebook."""
    opening, rest = (BOOK / "drawn" / found[1]).read_text(encoding="utf-8").split(">", 1)
    picture = f'{opening}><rect width="100%" height="100%" fill="{COLOUR["paper"]}"/>{rest}'
    return f"(data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()})"


def markdown_cell(text):
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def code_cell(text):
    return {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None}


def renamed(code, function):
    """The code with its function called `my_...`."""
    return re.sub(rf"\b{function}(?=\()", f"my_{function}", code).rstrip()


def exercise_cells(name, exercise):
    """The cells of the exercise that its chapter calls so: what the learner writes is the notebook's.

    The function has a name of its own, `my_adam`: the chapter's `adam` goes on being used.
    """
    yield markdown_cell(exercise.asked)
    here = f"exercises.{name}"
    if isinstance(exercise, Exercise):
        yield code_cell(renamed(exercise.start, exercise.function))
        used = f"\n# {here}.use(my_{exercise.function})  # and the figures compute with yours" if exercise.place else ""
        yield code_cell(f"{here}.check(my_{exercise.function}){used}")
    else:
        yield code_cell(f'{here}.check("")  # your number, between the quotes')
    if exercise.solution:
        code = isinstance(exercise, Exercise)
        shown = f"```python\n{renamed(exercise.solution, exercise.function)}\n```" if code else exercise.solution
        yield markdown_cell(f"<details><summary>Solution</summary>\n\n{shown}\n\n</details>")


def keys_of(piece):
    return [key.strip() for key in piece["text"].split(",")]


def numbered(number):
    """What stands before the title of a chapter with this number; nothing if it has none."""
    return f"{number}. " if number else ""


def chapters():
    """The notebooks of the book's chapters; its title page is none."""
    return sorted(path for path in BOOK.glob("*.ipynb") if path.stem != "index")


INSTALL = """try:
    import nbhelpers  # the functions and figures of this book
except ModuleNotFoundError:
    %pip install -q {package}"""


def installing(notebook, package):
    """The notebook with a cell under its title that installs what it imports, unless that is there."""
    cell = {**code_cell(INSTALL.format(package=package)), "id": "install"}
    title, *rest = notebook["cells"]
    return {**notebook, "cells": [title, cell, *rest]}


def notebooks(address="", package=""):
    """(name of its file, the readable notebook) of every chapter, with links to the book's pages at that address."""
    order, works, paths = contents(), Works(), chapters()
    numbers = equations(pages(), order)
    names = [path.name for path in paths]
    for path in paths:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        made = Chapter(path.stem, notebook, numbers, works, names, address).readable()
        title = made["cells"][0]
        title["source"] = title["source"].replace("# ", f"# {numbered(order[path.stem])}", 1)
        yield path.name, installing(made, package) if package else made


def main(folder, address="", package=""):
    try:
        for name, notebook in notebooks(f"{address.rstrip('/')}/" if address else "", package):
            write(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", Path(folder) / name)
    except Failure as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
