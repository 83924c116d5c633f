"""The PDF's own code without a browser: the outline, page numbers that settle, a font for Chinese."""

import io

import pypdf
import pytest

from tools import fonts, pdf
from tools.console import Failure
from tools.environment import Environment

ENTRIES = [(0, "Part I", "one"), (1, "One", "one"), (2, "A question", "one--q"), (0, "Part II", "end")]
PAGES = {"one": 2, "one--q": 3, "two": 4, "end": 5}


def printed(pages=5):
    """A PDF of empty pages, as read back."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    for name, page in PAGES.items():
        writer.add_named_destination(f"/{name}", page - 1)
    data = io.BytesIO()
    writer.write(data)
    return pypdf.PdfReader(data)


def outline(reader, items=None, level=0):
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            yield from outline(reader, item, level + 1)
        else:
            yield level, item.title, reader.get_destination_page_number(item) + 1


def test_places_are_counted_from_page_one():
    assert pdf.places(printed()) == PAGES


def test_the_outline_and_the_title_are_in_the_file(tmp_path):
    pdf.save(printed(), "A title", ENTRIES, tmp_path / "new" / "book.pdf")
    reader = pypdf.PdfReader(tmp_path / "new" / "book.pdf")
    assert list(outline(reader)) == [(level, title, PAGES[place]) for level, title, place in ENTRIES]
    assert reader.metadata.title == "A title" and reader.metadata.author == pdf.author()


@pytest.fixture
def passes(monkeypatch):
    """Prints whose places are those of a list, and what was written between them."""
    written = []

    def prepare(found):
        found = iter(found)
        monkeypatch.setattr(pdf, "print_once", lambda page: next(found))
        monkeypatch.setattr(pdf, "places", lambda printed: printed)
        monkeypatch.setattr(pdf, "call", lambda page, module, function, pages: written.append(pages))
        return written

    return prepare


def test_it_prints_until_the_numbers_are_right(passes):
    found = [{"a": 2}, {"a": 3}, {"a": 3}]
    written = passes(found)
    assert pdf.print_numbered(None) is found[2] and written == found[:2]


def test_numbers_that_do_not_settle_are_said(passes):
    passes([{"a": number} for number in range(pdf.PASSES)])
    with pytest.raises(Failure, match="did not settle"):
        pdf.print_numbered(None)


def test_a_place_without_a_page_is_named(passes, monkeypatch):
    passes([{"a": 1}])
    monkeypatch.setattr(pdf, "call", lambda *arguments: ["rbm--gone"])
    with pytest.raises(Failure, match="rbm--gone"):
        pdf.print_numbered(None)


@pytest.mark.parametrize("apt", [True, False])
def test_a_missing_font_for_chinese_is_installed_or_said(apt, monkeypatch, tmp_path, capsys):
    commands = []
    monkeypatch.setattr(fonts, "has_chinese", lambda: bool(commands))
    monkeypatch.setattr(fonts.browser, "can_apt", lambda: apt)
    monkeypatch.setattr(fonts, "run_logged", lambda command, *rest: commands.append(command[1]))
    fonts.ensure_chinese(Environment(tmp_path))
    assert commands == (["update", "install"] if apt else [])
    assert ("apt-get install fonts-wqy-zenhei" in capsys.readouterr().out) != apt
