"""Every exercise of every chapter has a solution on its page, as the landing page promises."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

BOOK = Path(__file__).parents[2] / "book"
CHAPTERS = sorted(path.stem for path in BOOK.glob("*.ipynb") if path.stem not in ("index", "errata"))


def parts(chapter):
    """The text under each heading "Exercise", with the solutions of the exercises that check themselves."""
    module = import_module(f"nbhelpers.{chapter}.exercises")
    text = ""
    for cell in json.loads((BOOK / f"{chapter}.ipynb").read_text("utf8"))["cells"]:
        source = "".join(cell["source"])
        shown = re.fullmatch(r"exercises\.(\w+)", source)
        if shown and getattr(module, shown[1]).solution:
            source = "<details><summary>Solution</summary>"
        text += f"\n{source}\n"
    return [part for part in re.split(r"^##+ ", text, flags=re.M) if re.match(r"Exercise \d", part)]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_has_a_solution(chapter):
    found = parts(chapter)
    assert len(found) >= 3
    assert [part.splitlines()[0] for part in found if "<details><summary>Solution</summary>" not in part] == []
