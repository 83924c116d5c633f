"""The drawings of nets as files and pictures: up to date, told in words, legible on a phone, in the book's colours."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from nbhelpers.build.drawn import drawings
from nbhelpers.build.drawn.sheet import Sheet
from nbhelpers.lab.style import COLOUR
from tests import drawn
from tests.places import markdown

BY_HAND = {"chapters"}
PHONE, COLUMN, LEAST = 343, 525, 12  # px: the columns of a phone and of the book, the smallest letters
SVGS = {drawing.name: drawing.svg() for drawing in drawings.DRAWINGS}
every = pytest.mark.parametrize("name", SVGS)
FONTS = (drawn.FOLDER.parents[1] / "site" / "motion" / "static" / "page.css").read_text("utf8")


@every
def test_the_file_is_what_the_command_writes_now(name):
    assert (drawn.FOLDER / f"{name}.svg").read_text("utf8") == SVGS[name], "run: python -m nbhelpers.build.drawn"


def test_no_file_is_left_over():
    assert {path.stem for path in drawn.FOLDER.glob("*.svg")} == {*SVGS} | BY_HAND


@every
def test_it_is_told_in_one_or_two_sentences(name):
    root = ElementTree.fromstring(SVGS[name])
    title = root.find(f"{drawn.SVG}title")
    assert root.get("role") == "img" and root.get("aria-labelledby") == title.get("id")
    assert re.fullmatch(r"[A-Z].{60,}\.", title.text) and len(re.findall(r"\.(?: |$)", title.text)) in (1, 2)


@every
def test_it_stands_in_one_chapter_with_its_own_words(name):
    books = drawn.FOLDER.parent.glob("*.ipynb")
    alternatives = re.findall(rf"!\[([^\]]*)\]\(drawn/{name}\.svg\)", "\n".join(map(markdown, books)))
    assert alternatives == [next(one.title for one in drawings.DRAWINGS if one.name == name)]


def test_ids_are_unlike_in_all_drawings():
    all_of_them = "".join(path.read_text("utf8") for path in drawn.FOLDER.glob("*.svg"))
    ids = re.findall(r'\bid="([^"]+)"', all_of_them)
    assert len(ids) == len({*ids}) > len(SVGS)


@every
def test_it_fits_the_columns(name):
    root = ElementTree.fromstring(SVGS[name])
    own, shown = drawn.page(SVGS[name]).right, float(root.get("width"))
    assert own <= shown <= COLUMN
    smallest = min(text.size for text in drawn.texts(SVGS[name]))
    assert smallest * min(shown, PHONE) / own >= LEAST


@every
def test_no_text_leaves_the_drawing_or_touches_another(name):
    page, texts = drawn.page(SVGS[name]), drawn.texts(SVGS[name])
    assert [text.words for text in texts if not page.holds(text.box)] == []
    assert [(a.words, b.words) for a, b in combinations(texts, 2) if a.box.meets(b.box)] == []


@every
def test_a_text_stands_in_a_unit_or_a_box_or_beside_it(name):
    texts = drawn.texts(SVGS[name])
    edges = [*drawn.circles(SVGS[name]), *drawn.frames(SVGS[name])]
    assert [t.words for t in texts for edge in edges if t.box.meets(edge, by=2) and not _inside(edge, t.box)] == []


def _inside(edge, box):
    """Letters reach into a circle's corners less than their box does."""
    return edge.left <= box.left and box.right <= edge.right and edge.top < box.top + 3 and box.bottom < edge.bottom + 3


@every
def test_every_colour_is_a_role_with_its_light_value(name):
    found = re.findall(r'(?:fill|stroke)="([^"]+)"', SVGS[name])
    assert {*found} <= {f"var(--lab-{role},{value})" for role, value in COLOUR.items()} | {"none"}


@every
def test_the_book_s_type_has_every_sign(name):
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", " ".join(re.findall(r"unicode-range:([^;]*);", FONTS)))
    signs = {sign for first, last in ranges for sign in range(int(first, 16), int(last or first, 16) + 1)}
    assert {char for text in drawn.texts(SVGS[name]) for char in text.words if ord(char) not in signs} == set()


def test_a_sheet_wider_than_a_phone_is_refused():
    with pytest.raises(ValueError, match="width = 350: allowed are widths up to 343"):
        Sheet(350, 100)
