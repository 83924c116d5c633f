"""The errata: three kinds of entries, each with both forms, the notes' own words, numbers, and its place."""

import re
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest
from pybtex.database import parse_file

from tests.places import anchor, sections

ROOT = Path(__file__).parents[1]
NOTES = ROOT.parent / "shared" / "notes" / "notes.zh.md"
WORKS = parse_file(ROOT / "book/references.bib", bib_format="bibtex").entries
FORMS = {"Slips": "**Right:**", "Omissions": "**Missing:**", "Remarks": "**Beside it:**"}  # what follows "**Noted:**"
SIGNS = {r"\lceil": "⌈", r"\rceil": "⌉"}
CELLS = nbformat.read(ROOT / "book/errata.ipynb", as_version=4).cells


class Entry(NamedTuple):
    """One entry: the heading it stands under, its number, its text, and its code cells."""

    kind: str
    number: int
    text: str
    cells: list


def entries(cells):
    """The entries of a notebook's cells, in their order."""
    found, kind = [], ""
    for cell in cells:
        if cell.cell_type == "code":
            if found:
                found[-1].cells.append(cell)
        elif match := re.match(r"## (.+)", cell.source):
            kind = match[1].strip()
        elif match := re.match(r"### (\d+) · ", cell.source):
            found.append(Entry(kind, int(match[1]), cell.source, []))
        elif found:
            found[-1] = found[-1]._replace(text=found[-1].text + "\n\n" + cell.source)
    return found


def wrong_with(entry):
    """What an entry lacks or has too much, in words; [] if nothing."""
    wrong = [] if entry.kind in FORMS else [f"{entry.kind!r} is no kind"]
    bold = re.findall(r"^\*\*[\w ]+:\*\*", entry.text, re.M)
    if bold != ["**Noted:**", FORMS.get(entry.kind)]:
        wrong.append(f"its forms are {bold}")
    if not quotes(entry.text):
        wrong.append("no words of the notes")
    printed = "".join(output.get("text", "") for cell in entry.cells for output in cell.outputs)
    if not re.search(r"\d", printed):
        wrong.append("no cell prints a number")
    links = re.findall(r"\]\((\w+\.ipynb)#([\w-]+)\)", entry.text)
    if not links:
        wrong.append("no link to the section that explains it")
    wrong += [f"{page}#{at} is not there" for page, at in links if at not in sections(ROOT / "book" / page)]
    cited = [key for keys in re.findall(r"\{cite:\w+\}`([^`]+)`", entry.text) for key in keys.split(",")]
    return wrong + [f"{key} is no work" for key in cited if key not in WORKS]


def quotes(text):
    """What an entry quotes as the notes' words: all between “ and ” in the paragraph that begins with **Noted:**."""
    noted = re.search(r"^\*\*Noted:\*\*.*$", text, re.M)
    return re.findall("“([^”]+)”", noted[0]) if noted else []


def plain(text):
    """Text without what differs between a quotation and the notes: spaces, marks of bold type and of formulas."""
    for name, sign in SIGNS.items():
        text = text.replace(name, sign)
    return re.sub(r"[\s*$`]", "", text)


ENTRIES = entries(CELLS)
IDS = [f"{one.kind} {one.number}" for one in ENTRIES]


def test_each_stands_under_one_kind_and_none_is_left_out():
    kinds = [one.kind for one in ENTRIES]
    assert list(dict.fromkeys(kinds)) == list(FORMS)
    assert kinds == sorted(kinds, key=list(FORMS).index)  # each kind in one piece
    assert [one.number for one in ENTRIES] == list(range(1, len(ENTRIES) + 1))
    assert not [cell for cell in CELLS if re.match(r"#+ \d+ · ", cell.source) and not cell.source.startswith("### ")]


def test_a_kind_says_in_one_sentence_what_it_holds_and_the_page_leads_to_it():
    heads = [cell.source for cell in CELLS if re.match("## ", cell.source)]
    assert [head.split("\n")[0][3:] for head in heads] == [*FORMS, "References"]
    for head in heads[: len(FORMS)]:
        (sentence,) = head.strip().split("\n\n")[1:]
        assert sentence.endswith(".") and sentence.count(". ") == 0, head
    assert re.findall(r"\]\(errata.ipynb#([\w-]+)\)", CELLS[0].source) == [anchor(kind) for kind in FORMS]


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_an_entry_has_both_forms_its_source_its_place_and_its_numbers(entry):
    assert wrong_with(entry) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_the_notes_are_quoted_as_they_stand(entry):
    if not NOTES.is_file():
        pytest.skip(f"the notes are not part of the book; they would be in {NOTES}")
    notes = plain(NOTES.read_text("utf8"))
    assert [quote for quote in quotes(entry.text) if plain(quote) not in notes] == []


@pytest.mark.parametrize("change, told", [
    (("**Right:**", "**Missing:**"), "its forms are ['**Noted:**', '**Missing:**']"),
    (("**Right:**", "Right:"), "its forms are ['**Noted:**']"),
    (("**Right:**", "**Missing:** it.\n\n**Right:**"), "its forms are ['**Noted:**', '**Missing:**', '**Right:**']"),
    (("“", '"'), "no words of the notes"),
    (("](hopfield.ipynb#one-memory)", "]"), "no link to the section that explains it"),
    (("#one-memory", "#no-memory"), "hopfield.ipynb#no-memory is not there"),
    (("hopfield1982", "hopfield1892"), "hopfield1892 is no work"),
])  # fmt: skip
def test_what_an_entry_lacks_is_told(change, told):
    (entry,) = [one for one in ENTRIES if "hopfield.ipynb#one-memory" in one.text]
    assert wrong_with(entry._replace(text=entry.text.replace(*change))) == [told]


def test_another_kind_and_a_silent_cell_are_told():
    entry = ENTRIES[0]
    assert wrong_with(entry._replace(kind="Remarks")) == ["its forms are ['**Noted:**', '**Right:**']"]
    assert "'Slip' is no kind" in wrong_with(entry._replace(kind="Slip"))
    assert wrong_with(entry._replace(cells=[])) == ["no cell prints a number"]


def test_a_word_that_the_notes_do_not_have_is_noticed():
    assert plain("输出=⌈输入-核长+1/步长⌉") == plain(r"$输出=\lceil输入-核长+1/步长\rceil$")
    assert plain("**最大值池化**可提取") == plain("最大值池化可提取") != plain("最大值池化不可提取")


def test_an_entry_before_the_first_kind_or_of_another_depth_is_no_entry_of_a_kind():
    cells = [nbformat.v4.new_markdown_cell(text) for text in ("### 1 · A", "## Slips\n\nB.", "### 2 · C", "more")]
    assert [(one.kind, one.number) for one in entries(cells)] == [("", 1), ("Slips", 2)]
    assert entries(cells)[1].text == "### 2 · C\n\nmore"


def test_chance_is_asked_at_least_five_times():
    for entry in ENTRIES:
        source = "\n".join(cell.source for cell in entry.cells)
        for count in re.findall(r"for seed in range\((\d+)\)", source):
            assert int(count) >= 5, entry.number


def test_years_that_are_subtracted_are_those_of_the_bibliography():
    (source,) = [cell.source for entry in ENTRIES for cell in entry.cells if "years = {" in cell.source]
    years = re.findall(r'"(\w+\d{4}\w*)": (\d{4})', source)
    assert len(years) == 3 and all(WORKS[key].fields["year"] == year for key, year in years)
