"""The committed notebooks: in the table of contents, run to their end, and without what goes stale."""

import re
from pathlib import Path

import nbformat
import pytest
import yaml

from tools.notebooks import problems

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))
LONGEST = 25


def pages(entry):
    """All documents named in a table of contents."""
    if isinstance(entry, list):
        return {page for part in entry for page in pages(part)}
    if not isinstance(entry, dict):
        return set()
    own = {entry[key] for key in ("root", "file") if key in entry}
    return own.union(*(pages(value) for value in entry.values()))


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_there_are_notebooks():
    assert NOTEBOOKS


def test_every_page_of_the_contents_exists_and_every_notebook_is_in_it():
    listed = pages(yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8")))
    for page in listed:
        assert any((ROOT / f"{page}{suffix}").is_file() for suffix in (".ipynb", ".md")), page
    assert {f"book/{path.stem}" for path in NOTEBOOKS} <= listed


def test_notebook_holds_outputs_and_no_widgets_errors_or_warnings(notebook):
    assert problems(notebook) == []


def test_code_cells_are_short_enough_to_read(notebook):
    for number, cell in enumerate(nbformat.read(notebook, as_version=4).cells, start=1):
        if cell.cell_type == "code":
            assert cell.source.count("\n") < LONGEST, f"cell {number}"


def test_output_holds_no_address_of_an_object(notebook):
    for number, cell in enumerate(nbformat.read(notebook, as_version=4).cells, start=1):
        for output in cell.get("outputs", ()):
            text = output.get("text", "") + output.get("data", {}).get("text/plain", "")
            assert " at 0x" not in text, f"cell {number}: {text}"


def test_folds_are_closed_and_hold_no_heading_and_their_titles_are_plain_text(notebook):
    cells = [cell.source for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "markdown"]
    for fold in "\n\n".join(cells).split("<details")[1:]:
        inside = fold.split("</details>")[0]
        assert "</details>" in fold, f"not closed: {fold[:80]}"
        assert not re.search(r"^#+ ", inside, re.M), f"a heading in {fold[:80]}"
        title = re.search(r"<summary>(.*?)</summary>", inside)
        assert title and "$" not in title[1] and "`" not in title[1], f"no plain title: {fold[:80]}"
