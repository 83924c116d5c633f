"""What the page says has moved here from back-propagation is here."""

import re
from pathlib import Path

import pytest

import nbhelpers
from nbhelpers import exercises, labs
from tests.places import sections

ROOT = Path(__file__).parents[2]
MOVED = (Path(nbhelpers.__file__).parent / "lab/web/moved.js").read_text("utf8")


@pytest.mark.parametrize("what", ["labs", "sections", "exercises"])
def test_what_moved_is_here_and_no_longer_there(what):
    names = re.findall(r'"([\w-]+)"', re.search(rf"{what}: \[(.*?)\]", MOVED)[1])
    here, there = (
        sections(ROOT / "book" / f"{page}.ipynb") if what == "sections" else
        [name.removeprefix(f"{page}.") for name in (labs if what == "labs" else exercises).registry()
         if name.startswith(f"{page}.")]
        for page in ("generalising", "backprop")
    )  # fmt: skip
    assert names and set(names) <= set(here) and not set(names) & set(there)
