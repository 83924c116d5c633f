"""The gallery on a tiny book: every lab once, with its picture, its sentence and a link to its place."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nbhelpers.lab.style import COLOUR, DARK
from nbhelpers.site import gallery
from tests.tiny import add_labs

add_labs()
from tests.tiny.book import built  # noqa: E402
from tests.tiny.rooms.tiny import labs as tiny  # noqa: E402

ROOT = Path(__file__).parents[1]
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.tiny import add_labs
add_labs()
extensions = ["myst_nb", "nbhelpers.site", "nbhelpers.build.lab_pages"]
myst_heading_anchors = 3
"""
LAB = '<figure class="lab" data-lab="tiny.{}"></figure>\n'
PAGES = {
    "index.md": "# Start\n\n" + LAB.format("bowl") + "\n```{toctree}\nbook/deep\nbook/seen\nbook/glossary\n```\n",
    "book/deep.md": "# Deep & down\n\nA *bowl*\n(碗) holds a *bowl* (碗).\n\n"
    + LAB.format("bowl")
    + "\n"
    + LAB.format("slow"),
    "book/seen.md": "# Seen\n\n```{gallery}\n```\n",
    "book/glossary.md": "# Words\n\n```{glossary}\nbowl\n  碗 · It is round. Explained in [](/book/deep.md).\n```\n",
}


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return built(tmp_path_factory.mktemp("book"), PAGES, CONF)


def test_every_lab_of_a_chapter_is_there_once_with_its_sentence_and_leads_to_its_place(html):
    page = (html / "book/seen.html").read_text("utf8")
    assert re.findall(r'<section class="gallery-chapter" data-chapter="([^"]+)"', page) == ["deep"]
    assert '<a href="deep.html">Deep &amp; down</a>' in page
    assert re.findall(r'<h3><a href="deep.html#(\w+)">', page) == ["bowl", "slow"]
    assert f"<p>{tiny.bowl.reading()}</p>" in page


def test_its_pictures_are_files_with_their_size_and_their_words(html):
    page = (html / "book/seen.html").read_text("utf8")
    images = re.findall(
        r'<img class="on-(\w+)" src="([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)" loading="lazy"', page
    )
    assert len(images) == 4 and {theme for theme, *_ in images} == {"light", "dark"}
    for theme, source, words, width, height in images:
        root = ElementTree.parse(html / "book" / source).getroot()
        assert (root.get("width"), root.get("height")) == (width, height)
        assert root.get("aria-label") == words
        colours = COLOUR if theme == "light" else DARK
        assert f"--lab-ink:{colours['ink']};" in (html / "book" / source).read_text("utf8")


def test_the_first_definition_of_a_term_leads_to_its_entry_and_only_that(html):
    page = (html / "book/deep.html").read_text("utf8")
    assert page.count('class="term"') == 1
    assert re.search(
        r'<a [^>]*href="glossary.html#term-bowl"[^>]*><em class="term" id="defined-bowl">bowl</em></a>', page
    )


def test_the_index_knows_terms_and_labs_with_their_places(html):
    page = (html / "genindex.html").read_text("utf8")
    for place in ("book/glossary.html#term-bowl", "book/deep.html#defined-bowl", "book/deep.html#slow"):
        assert f'href="{place}"' in page
    assert "lab in Deep &amp; down" in page
    assert 'href="../genindex.html">Index</a>' in (html / "book/deep.html").read_text("utf8")


def test_an_older_picture_goes(tmp_path):
    (tmp_path / "tiny.slow.0123.light.svg").write_text("old")
    (tmp_path / "tiny.bowl.0123.light.svg").write_text("another's")
    paths = gallery.ensure(tiny.slow, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in paths.values()} | {
        "tiny.bowl.0123.light.svg"
    }
    before = {path: path.stat().st_mtime_ns for path in paths.values()}
    assert {path: path.stat().st_mtime_ns for path in gallery.ensure(tiny.slow, tmp_path).values()} == before
