"""One convention in the whole book: what the page *Notation* promises of its letters holds in tables and formulas."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

BOOK = Path(__file__).parents[1] / "book"
TEXT = (BOOK / "notation.md").read_text("utf8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S))
SEVERAL = SECTIONS.pop("Letters with more than one meaning")
LETTER = re.compile(r"(?:\\(?:hat|bar|tilde) ?)?\{?(\\[A-Za-z]+|[A-Za-z])")
# Letters whose rows all tell the same: weights, inputs, states, targets and outputs, learning rates, ...
SAME = {"w", "W", "x", "y", "A", "Z", r"\eta", r"\epsilon", r"\Delta", r"\langle", r"\operatorname"}
# What one letter means wherever it stands, and the chapters whose formulas may have it (None: all)
ONE = {
    "g": (r"gradient|\\partial E", None),
    "e": (r"\\partial E", None),
    "d": (r"number of inputs", {"neurons", "backprop", "generalising", "activations", "batches"}),
    "q": (r"number of inputs, hidden units", {"backprop", "generalising"}),
    "R": (r"correlation matrix of the inputs", {"neurons", "optimizers", "batches"}),
}
CHAPTERS = [path.stem for path in sorted(BOOK.glob("*.ipynb")) if path.stem not in ("index", "errata")]


def rows():
    """(section, letter, name) for each symbol of every table."""
    for section, text in SECTIONS.items():
        for line in text.splitlines():
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)]
            if line.startswith("| $"):
                for symbol in re.findall(r"\$([^$]+)\$", cells[1]):
                    for part in re.split(r",\s*(?![^({]*[)}])", symbol):
                        if found := LETTER.match(part.strip()):
                            yield section, found[1], cells[2]


def test_a_letter_has_one_meaning_or_stands_in_the_list():
    listed = set(re.findall(r"^\| \$([^$]+)\$", SEVERAL, re.M))
    meanings = defaultdict(set)
    for _, letter, name in rows():
        meanings[letter].add(name)
    several = {letter for letter, names in meanings.items() if len(names) > 1} - SAME - set(ONE)
    assert several <= listed, several - listed
    assert not listed & set(ONE)


@pytest.mark.parametrize("letter", ONE)
def test_its_rows_all_say_the_same(letter):
    names = [name for _, found, name in rows() if found == letter]
    assert names and all(re.search(ONE[letter][0], name) for name in names), names


def test_the_page_needs_no_here():
    assert not re.search(r"\bHere\b", TEXT)


def formulas(chapter):
    """The TeX of a chapter's text, without words."""
    cells = json.loads((BOOK / f"{chapter}.ipynb").read_text("utf8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    found = re.findall(r"\$\$.*?\$\$|\$[^$\n]+(?:\n[^$\n]+)?\$", text, re.S)
    found = [one.replace(r"\frac{d}{ds}", "") for one in found]
    return [re.sub(r"\\(?:text|operatorname|mathrm|mathbb)\{[^}]*\}|\\[A-Za-z]+", " ", one) for one in found]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_uses_these_letters_for_nothing_else(chapter):
    for letter, (_, where) in ONE.items():
        if where is not None and chapter not in where:
            strays = [one for one in formulas(chapter) if re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", one)]
            assert not strays, (letter, strays)
