"""Every page has one script and one style sheet of the book's, the sheet in itself, and no other."""

import re

import pytest
from sphinx.errors import ExtensionError

from nbhelpers.site import packed
from tests.tiny.book import built

CONF = 'extensions = ["myst_nb", "nbhelpers.site", "nbhelpers.build.lab_pages"]\n'
PAGES = {"index.md": "# Start\n\n```{toctree}\nbook/one\n```\n", "book/one.md": "# One\n\n$x^2$\n"}


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    return built(tmp_path_factory.mktemp("packed"), PAGES, CONF)


@pytest.mark.parametrize("page", ["index.html", "book/one.html"])
def test_a_page_names_one_script_that_is_there_and_has_one_style_sheet(html, page):
    text = (html / page).read_text("utf8")
    scripts = re.findall(r'<script [^>]*?src="([^"?]+)', text)
    assert [name.rpartition("/")[2][:5] for name in scripts] == ["theme", "book-"]
    assert all(((html / page).parent / name).is_file() for name in scripts)
    assert text.count("<style") == 1 and 'rel="stylesheet"' not in text
    (style,) = re.findall("<style>(.*?)</style>", text, flags=re.DOTALL)
    assert all(
        word in style for word in (".katex", "--lab-weight", "figure.lab", "div.exercise", ".gallery", "article")
    )
    named = [name for name in re.findall(r"url\(\"?([^)\"]+)", style) if not name.startswith(("data:", "#"))]
    assert len(named) > 20 and all(((html / page).parent / name).is_file() for name in named)


def test_the_script_holds_every_part(html):
    (script,) = html.glob("_static/lab-*/book-*.js")
    text = script.read_text("utf8")
    assert all(
        word in text for word in ("data-theme-switch", "figure.lab", "div.exercise", ".gallery", "[data-offline]")
    )


def test_a_part_that_is_not_there_ends_the_build_by_name(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "MODULES", (tmp_path / "lost.js",))
    with pytest.raises(ExtensionError, match="lost.js"):
        packed.made(tmp_path, "")


@pytest.mark.parametrize("address", ["data:image/svg+xml;base64,AA", "#arrow"])
def test_only_files_get_another_address(address):
    assert packed.RELATIVE.sub("no", f"url({address})") == f"url({address})"
