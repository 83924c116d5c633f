"""The errata: each correction has both forms, cells that show them in numbers, and a source or a place."""

import re
from pathlib import Path

import nbformat
import pytest
from pybtex.database import parse_file

from tests.places import sections

ROOT = Path(__file__).parents[1]
WORKS = parse_file(ROOT / "book/references.bib", bib_format="bibtex").entries
FIRST = 16  # corrections of a formula, a number or a date; the others follow


def corrections():
    """(number, text, code cells) of each section."""
    found = []
    for cell in nbformat.read(ROOT / "book/errata.ipynb", as_version=4).cells:
        if cell.cell_type == "markdown" and (match := re.match(r"## (\d+) · ", cell.source)):
            found.append((int(match[1]), cell.source, []))
        elif cell.cell_type == "code" and found:
            found[-1][2].append(cell)
    return found


CORRECTIONS = corrections()


def test_none_is_left_out():
    assert [number for number, _, _ in CORRECTIONS] == list(range(1, len(CORRECTIONS) + 1))
    assert len(CORRECTIONS) >= FIRST


@pytest.mark.parametrize(("number", "text", "cells"), CORRECTIONS, ids=[str(one[0]) for one in CORRECTIONS])
def test_a_correction_has_both_forms_its_source_its_place_and_its_numbers(number, text, cells):
    assert text.index("**Noted:**") < text.index("**Right:**")
    printed = "".join(output.get("text", "") for cell in cells for output in cell.outputs)
    assert re.search(r"\d", printed), "no cell prints a number"
    cited = [key for keys in re.findall(r"\{cite:\w+\}`([^`]+)`", text) for key in keys.split(",")]
    links = re.findall(r"\]\((\w+\.ipynb)#([\w-]+)\)", text)
    assert all(key in WORKS for key in cited)
    assert all(section in sections(ROOT / "book" / page) for page, section in links), links
    assert links, "a link to the section that explains it is missing"


def test_chance_is_asked_at_least_five_times():
    for number, _, cells in CORRECTIONS:
        source = "\n".join(cell.source for cell in cells)
        for count in re.findall(r"for seed in range\((\d+)\)", source):
            assert int(count) >= 5, number


def test_years_that_are_subtracted_are_those_of_the_bibliography():
    (source,) = [cell.source for number, _, cells in CORRECTIONS for cell in cells if "years = {" in cell.source]
    years = re.findall(r'"(\w+\d{4}\w*)": (\d{4})', source)
    assert len(years) == 3 and all(WORKS[key].fields["year"] == year for key, year in years)
