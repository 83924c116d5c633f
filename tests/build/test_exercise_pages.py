"""Sphinx puts the page's exercise where a notebook keeps its still; an unknown one is warned of."""

import gzip
import re

import pytest

from nbhelpers.build.exercise_pages import bundled
from nbhelpers.exercise import page
from nbhelpers.exercises import get
from tests.tiny import sphinx

LARGEST = 150_000  # bytes of the editor, gzipped
CONF = """extensions = ['myst_parser', 'nbhelpers.build.lab_pages', 'nbhelpers.build.exercise_pages']
html_theme = 'basic'
"""


def build(folder):
    (folder / "conf.py").write_text(CONF)
    return sphinx.run("-n", "-b", "html", folder, folder / "out" / "html")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    stills = "\n\n".join(page.still(get(name)) for name in ("hopfield.energy", "hopfield.after_the_turn"))
    (folder / "index.md").write_text(f"# Exercises\n\n{stills}\n\n```{{toctree}}\nplain\n```\n")
    (folder / "plain.md").write_text("# Plain\n")
    made = build(folder)
    assert made.returncode == 0 and "WARNING" not in made.stderr, made.stderr
    return folder


def test_the_still_becomes_the_exercise_of_the_page(book):
    text = (book / "out/html/index.html").read_text()
    assert "<!-- exercise -->" not in text
    assert 'id="energy-exercise" data-exercise="hopfield.energy" data-kind="code"' in text
    assert 'data-exercise="hopfield.after_the_turn" data-kind="prediction"' in text
    assert "Write <code>energy(W, x, b)</code>" in text


def test_script_and_style_are_on_pages_with_exercises_alone(book):
    assert "exercise.js" in (book / "out/html/index.html").read_text()
    assert "exercise.js" not in (book / "out/html/plain.html").read_text()


def test_a_second_build_writes_no_page(book):
    again = build(book)
    assert "0 added, 0 changed, 0 removed" in again.stdout


def test_an_unknown_exercise_is_warned_of(tmp_path):
    (tmp_path / "index.md").write_text("# One\n\n" + page.still(get("hopfield.energy")).replace("energy", "enrgy"))
    assert "'hopfield.enrgy' is not among the exercises" in build(tmp_path).stderr


def test_the_editor_is_one_small_file_without_imports(tmp_path):
    (tmp_path / "editor-old.js").write_text("")
    name = bundled(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name] and bundled(tmp_path) == name
    content = (tmp_path / name).read_bytes()
    assert len(gzip.compress(content)) < LARGEST
    assert not re.search(rb'import\s*[{*"]', content)
