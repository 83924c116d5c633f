"""The map of the notes: every heading of the notes has its place, and every place is there."""

import re
from pathlib import Path

import pytest
import yaml

from nbhelpers.site.notes_map import entries, rows
from tests.places import sections
from tests.test_notebooks import pages

ROOT = Path(__file__).parents[1]
NOTES = ROOT.parent / "shared" / "notes" / "notes.zh.md"
MAP = ROOT / "book" / "notes_map.yml"
ENTRIES = entries(MAP)
IN_THE_BOOK = {Path(page).name for page in pages(yaml.safe_load((ROOT / "_toc.yml").read_text("utf8")))}
CUT = re.compile(r"[：；，,（(]|不会|对识别|对性能")


def headings(text):
    """What heads something in the notes: headings, bold words at the start of a line, items of the outermost lists."""
    found = []
    for line in re.sub(r"^```.*?^```", "", text, flags=re.S | re.M).splitlines():
        heading, bullet = re.match(r"#+ (.+)", line), re.match(r"\+ +(.+)", line)
        bold = re.match(r"\s*\*\*([^*]+)\*\*", line) or (bullet and re.search(r"\*\*([^*]+)\*\*", line))
        if heading:
            found.append(heading[1].strip())
        elif bold or bullet:
            found.append(CUT.split(bold[1] if bold else bullet[1])[0].strip())
    return found


def misplaced(entry):
    """What is wrong with an entry's place; None if it is there."""
    page, _, section = entry["place"].partition("#")
    there = section in sections(ROOT / "book" / f"{page}.ipynb")
    return None if page in IN_THE_BOOK and there else f"{entry['place']} is not there"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["heading"])
def test_a_heading_has_its_place(entry):
    assert misplaced(entry) is None


def test_a_missing_place_is_told():
    assert misplaced({"place": "hopfield#one-memory"}) is None
    assert "is not there" in misplaced({"place": "hopfield#no-memory"})
    assert "is not there" in misplaced({"place": "nowhere#at-all"})


@pytest.mark.parametrize("entry", ["{heading: A, english: a}", "{heading: A, english: a, place: b, also: c}"])
def test_an_entry_without_a_place_is_refused(tmp_path, entry):
    (tmp_path / "map.yml").write_text(f"- {entry}\n", "utf8")
    with pytest.raises(ValueError, match="needs heading, english and place"):
        entries(tmp_path / "map.yml")


def test_the_page_has_a_row_for_each():
    table = rows(ENTRIES)
    assert len(table) == len(ENTRIES) + 2 and all(row.count("|") == 3 for row in table)
    for entry, row in zip(ENTRIES, table[2:], strict=True):
        assert entry["heading"] in row and entry["place"] in row.replace(".ipynb", "")


def test_no_heading_of_the_notes_is_left_out():
    if not NOTES.is_file():
        pytest.skip(f"the notes are not part of the book; they would be in {NOTES}")
    assert [entry["heading"] for entry in ENTRIES] == headings(NOTES.read_text("utf8"))


def test_what_counts_as_a_heading():
    text = "# 一\n\n**二**\n\n+ **三**\n\n  words **bold**\n\n+ 四：五\n\n## 六\n```python\n# 七\n```\n"
    assert headings(text) == ["一", "二", "三", "四", "六"]
