"""A new chapter: all its files under its name, entered where it has to be; a failure leaves nothing behind."""

import ast
import json
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest
import yaml

from nbhelpers.site import glossary, reading
from tools import new_chapter
from tools.console import ROOT, Failure

SHARED = (new_chapter.CONTENTS, new_chapter.GLOSSARY, new_chapter.GRAPH, new_chapter.MAP, new_chapter.REPORT)


@pytest.fixture
def book(tmp_path):
    """The parts of this book that a new chapter changes, and the folders that it writes to."""
    for place in (*new_chapter.FILES.values(), *SHARED):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    for place in SHARED:
        shutil.copyfile(ROOT / place, tmp_path / place)
    return tmp_path


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_has_every_file_and_stands_in_every_list(book):
    before, _ = new_chapter.lowest((book / new_chapter.MAP).read_text())
    new_chapter.create("toy_box", book, finish=lambda name: None)
    for place in new_chapter.FILES.values():
        text = (book / place.format("toy_box")).read_text()
        assert "@" not in text.replace("@equation", "").replace("@pytest", "")
        ast.parse(text) if place.endswith(".py") else json.loads(text)
    parts = yaml.safe_load((book / "_toc.yml").read_text())["parts"]
    assert parts[-2]["chapters"][-1] == {"file": "book/toy_box"}
    assert reading.graph(book)["book/toy_box"] == [f"book/{before}"]
    entries = glossary.entries(book / new_chapter.GLOSSARY)
    names = [entry.names[0].lower() for entry in entries]
    assert "toy box map" in names and names == sorted(names)
    assert len(names) == len(glossary.entries(ROOT / new_chapter.GLOSSARY)) + 1


def test_two_chapters_stand_below_each_other_in_the_drawing(book):
    for name in ("one", "two"):
        new_chapter.create(name, book, finish=lambda name: None)
    root = ElementTree.parse(book / new_chapter.MAP).getroot()
    height = float(root.get("viewBox").split()[3])
    boxes = {link.get("href"): link[0] for link in root.iter("{http://www.w3.org/2000/svg}a")}
    one, two = (float(boxes[f"{name}.html"].get("y")) for name in ("one", "two"))
    assert two - one == new_chapter.TALL + new_chapter.GAP and two + new_chapter.TALL < height
    assert reading.graph(book)["book/two"] == ["book/one"]


def test_its_files_are_as_ruff_wants_them(book):
    for name in ("abacus", "zoo"):  # before and after our other modules in the alphabet
        new_chapter.create(name, book, finish=lambda name: None)
    shutil.copyfile(ROOT / "pyproject.toml", book / "pyproject.toml")
    for name in ("equations/arithmetic", "equations/registry", "edge/calling"):  # ruff looks whether a module is ours
        (book / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        (book / f"tests/{name}.py").touch()
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "."]
    done = subprocess.run(command, cwd=book, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "allowed are small letters"),
        ("Toy", "allowed are small letters"),
        ("toy2", "allowed are small letters"),
        ("../toy", "allowed are small letters"),
        ("toy__box", "allowed are small letters"),
        ("lambda", "Python has that word"),
        ("random", "Python has that word"),
        ("taken", "'taken' is taken: there is nbhelpers/taken"),
        ("labs", "'labs' is taken: there is nbhelpers/labs.py"),
    ],
)
def test_a_name_that_cannot_be_is_refused(book, name, said):
    (book / "nbhelpers" / "taken").mkdir()
    (book / "nbhelpers" / "labs.py").touch()
    before = contents(book)
    with pytest.raises(Failure, match=said):
        new_chapter.create(name, book)
    assert contents(book) == before


@pytest.mark.parametrize("error", [Failure("a cell"), KeyboardInterrupt()])
def test_a_failure_leaves_nothing_half_written(book, error):
    before = contents(book)

    def fail(name):
        (book / new_chapter.REPORT).write_text("{}")
        raise error

    with pytest.raises(type(error)):
        new_chapter.create("toy", book, finish=fail)
    assert contents(book) == before and not list(book.rglob("toy"))


def test_a_list_that_cannot_be_changed_is_named(book):
    (book / "_toc.yml").write_text("format: jb-book\n")
    before = contents(book)
    with pytest.raises(Failure, match="no part 'Back matter'"):
        new_chapter.create("toy", book)
    assert contents(book) == before
