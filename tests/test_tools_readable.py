"""The text of a chapter for JupyterLite: numbers, works, links - against what stands in a tiny book."""

import base64
import json
import re
from xml.etree import ElementTree

import pytest

from nbhelpers import labs
from tools import lite, readable
from tools.console import Failure

BIB = r"""
@book{one, author = {G{\"o}del, Kurt}, title = {First}, publisher = {P}, year = {1931}}
@book{two, author = {McCulloch, W. S. and Pitts, Walter}, title = {Second}, publisher = {P}, year = {1943}}
@book{three, author = {von Neumann, John and B, B. and C, C.}, title = {Third}, publisher = {P}, year = {1945}}
"""


def notebook(*texts, labs=()):
    cells = [{"cell_type": "markdown", "source": text} for text in texts]
    outputs = [{"data": {"text/html": [f'<figure class="lab" data-lab="{name}">', "</figure>"]}} for name in labs]
    return {"cells": [*cells, {"cell_type": "code", "source": "", "outputs": outputs}]}


@pytest.fixture
def works(tmp_path):
    (tmp_path / "references.bib").write_text(BIB)
    return readable.Works(tmp_path / "references.bib")


@pytest.fixture
def plain(works):
    """`plain(text)` as the chapter on Hopfield nets would have it, the tenth, after a chapter with an equation."""

    def made(text, more=""):
        own = notebook(text, more, labs=["hopfield.recall"])
        texts = {"first": "$$a$$ (fir-a)", "hopfield": readable.markdown(own)}
        numbers = readable.equations(texts, {"first": 1, "hopfield": 10})
        return readable.Chapter("hopfield", own, numbers, works, ["hopfield.ipynb"], lite.PAGES).plain(text)

    return made


def test_equations_are_counted_through_their_chapter(plain):
    text = "$$\nx\n$$ (hop-X)\n\nThen $$y$$ has none, and by {eq}`hop-X` and {eq}`fir-a` and {eq}`hop-z`"
    there = "[(1.1)](https://book.invalid/book/first.html#equation-fir-a)"
    assert plain(text, "$$z$$ (hop-z)") == (
        f"$$\nx \\tag{{10.1}}\n$$\n\nThen $$y$$ has none, and by (10.1) and {there} and (10.2)"
    )


def test_chapters_are_counted_through_the_parts_and_named_with_their_numbers():
    titles = {name: notebook["cells"][0]["source"].splitlines()[0] for name, notebook in readable.notebooks()}
    assert titles["neurons.ipynb"] == "# 1. Neurons" and titles["hopfield.ipynb"] == "# 11. Hopfield nets"
    assert titles["errata.ipynb"] == "# Errata of the notes"


def test_the_landing_page_lists_the_chapters_with_their_numbers():
    listed = re.findall(r"^(\d+)\. \*\*\[.*?\]\((\w+)\.ipynb\)", readable.pages()["index"], re.M)
    numbers = readable.contents()
    assert listed and all(numbers[page] == int(number) for number, page in listed)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("{cite:p}`one`", "(Gödel, 1931)"),
        ("{cite:t}`two` say", "McCulloch and Pitts (1943) say"),
        ("{cite:p}`one, three`", "(Gödel, 1931; von Neumann et al., 1945)"),
        ("{ref}`the lab <x>` and {sub}`2`", "the lab and 2"),
        ("`{eq}` and ``{cite:p}`one` ``", "`{eq}` and ``{cite:p}`one` ``"),
        ("```python\n{eq}`none` $$a$$ (b)\n```", "```python\n{eq}`none` $$a$$ (b)\n```"),
        ("[here](hopfield.ipynb) [b](n)", "[here](hopfield.ipynb) [b](n)"),
        ("[n](notation.md#x)", "[n](https://book.invalid/book/notation.html#x)"),
        ("[n](index.ipynb)", "[n](https://book.invalid/book/index.html)"),
        ("[t](lab:recall)", "[t](https://book.invalid/book/hopfield.html?#recall)"),
    ],
)
def test_roles_and_links(plain, text, expected):
    assert plain(text) == expected


def test_a_link_into_a_state_is_the_page_s(plain):
    control = next(one for one in labs.get("hopfield.recall").controls if len(one.recorded) > 1)
    value = control.recorded[-1]
    expected = f"https://book.invalid/book/hopfield.html?recall.{control.name}={value}#recall"
    assert plain(f"[t](lab:recall?{control.name}={value})") == f"[t]({expected})"


def test_the_list_holds_what_the_chapter_cites(plain):
    listed = plain("```{bibliography}\n:filter: docname in docnames\n```", "{cite:p}`two` {cite:t}`one`")
    first, second = listed.split("\n- ")
    assert first.startswith("- Kurt Gödel") and "Pitts" in second and "Neumann" not in listed


@pytest.mark.parametrize(
    "text, said",
    [
        ("{eq}`hop-none`", "hopfield: there is no equation 'hop-none'"),
        ("{cite:p}`nobody`", "there is no work 'nobody'"),
        ("[t](lab:race)", "hopfield: this page has no lab 'race'"),
    ],
)
def test_what_is_not_there_is_named(plain, text, said):
    with pytest.raises(Failure, match=said):
        plain(text)


def test_no_notebook_of_the_book_keeps_a_role(tmp_path):
    (tmp_path / "files").mkdir()
    lite.lay_out_notebooks(tmp_path)
    for path in (tmp_path / "files").iterdir():
        text = readable.markdown(json.loads(path.read_text(encoding="utf-8")))
        assert "](lab:" not in text and "{eq}" not in text and "{cite" not in text and "```{" not in text, path.name


def test_drawings_stand_in_the_text_itself():
    """No file lies beside a notebook. Where no page gives a colour, each has its own."""
    drawn = {path.name for path in (readable.BOOK / "drawn").glob("*.svg")} - {"chapters.svg"}  # of the landing page
    texts = ["".join(cell["source"]) for _, made in readable.notebooks() for cell in made["cells"]]
    pictures = [found for text in texts for found in re.findall(r"\]\(data:image/svg\+xml;base64,([^)]+)\)", text)]
    assert len(pictures) == len(drawn) and not [text for text in texts if "](drawn/" in text]
    for picture in pictures:
        text = base64.b64decode(picture).decode()
        assert re.findall(r"var\(--[\w-]+\)", text) == []
        ElementTree.fromstring(text)
