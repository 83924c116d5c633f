"""The line under a chapter's title: its time, its counts, what it builds on; and the drawing of what builds on what."""

import json
import re
from math import hypot
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nbhelpers.build.tours import is_tour
from nbhelpers.site import reading
from tests.test_gallery import CONF
from tests.test_site import CHAPTERS
from tests.tiny.book import built

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"
BACK = {
    "errata", "notes_map", "notation", "glossary", "bibliography", "gallery", "yours", "teaching", "accessibility",
    "speed", "licences", "dares",
}  # fmt: skip


def test_the_graph_has_every_chapter_and_builds_on_earlier_ones_alone():
    found = reading.graph(ROOT)
    chapters = [name for name in CHAPTERS if Path(name).name not in BACK and not is_tour(name)]
    assert set(found) == set(chapters)
    for name, before in found.items():
        assert all(chapters.index(one) < chapters.index(name) for one in before), name
    assert [name for name, before in found.items() if not before] == ["book/neurons"]


def ends(path):
    """First and last point of a path of M, C, H, V, h, v, q commands."""
    x = y = 0.0
    points = []
    for command, text in re.findall(r"([MCHVhvq])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", text)]
        if command in "MC":
            x, y = numbers[-2:]
        elif command in "Hh":
            x = numbers[0] + (x if command == "h" else 0)
        elif command in "Vv":
            y = numbers[0] + (y if command == "v" else 0)
        else:
            x, y = x + numbers[-2], y + numbers[-1]
        points.append((x, y))
    return points[0], points[-1]


def distance(point, box):
    """From a point to a box (0 within)."""
    x, y, width, height = box
    return hypot(max(x - point[0], 0, point[0] - x - width), max(y - point[1], 0, point[1] - y - height))


def test_the_drawing_has_the_edges_of_the_graph():
    root = ElementTree.parse(ROOT / "book/drawn/chapters.svg").getroot()
    boxes = {}
    for link in root.iter(f"{SVG}a"):
        rect = link.find(f"{SVG}rect")
        box = [float(rect.get(key)) for key in ("x", "y", "width", "height")]
        boxes[f"book/{link.get('href').removesuffix('.html')}"] = box
    drawn = set()
    for path in root.find(f"{SVG}g[@class='lines']").iter(f"{SVG}path"):
        pair = [min(boxes, key=lambda name: distance(point, boxes[name])) for point in ends(path.get("d"))]
        assert all(distance(p, boxes[name]) < 6 for p, name in zip(ends(path.get("d")), pair, strict=True)), pair
        drawn.add(tuple(pair))
    assert drawn == {(one, name) for name, before in reading.graph(ROOT).items() for one in before}


def test_a_chapter_that_is_not_there_is_named(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / reading.GRAPH).write_text("one: []\ntwo: [one, three]\n")
    with pytest.raises(ValueError, match="three"):
        reading.graph(tmp_path)
    assert reading.graph(tmp_path / "book") == {}


def notebook(*sources):
    cells = [{"cell_type": kind, "metadata": {}, "source": text, **extra} for kind, text, extra in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def test_words_are_those_of_the_text(tmp_path):
    path = tmp_path / "one.ipynb"
    text = "# Two words\n\n- a [link there](other.ipynb#far-away) – <b>bold</b> $x$.\n\n```bash\nmake lab\n```\n"
    fold = ("markdown", "<details>\n<summary>In full</summary>\n\nA proof.\n", {})
    end = ("markdown", "Its end.\n\n</details>\n\nLess: $a < b$, $b > c$.", {})
    code = ("code", "no = 1", {"outputs": [], "execution_count": None})
    path.write_text(notebook(("markdown", text, {}), code, fold, code, end))
    assert reading.words(path) == 7 + 5


@pytest.mark.parametrize(
    ("words", "labs", "exercises", "told"),
    [(0, 0, 0, 5), (2000, 0, 0, 10), (3000, 6, 0, 25), (0, 0, 8, 25), (3000, 6, 9, 55)],
)
def test_the_time_is_reading_and_an_allowance_for_each_figure_and_exercise(words, labs, exercises, told):
    assert reading.minutes(words, labs, exercises) == told


# a tiny book --------------------------------------------------------------------------------------------

LAB = '<figure class="lab" data-lab="tiny.bowl"></figure>'


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    terms = "```{glossary}\nround bowl\nbowl\ndish\n  碗; 盆 · It is round. Explained in [](/book/one.ipynb).\n```\n"
    pages = {
        "book/chapters.yml": "one: []\ntwo: [one]\nlater: [two]\n",
        "index.md": "# Start\n\n```{toctree}\nbook/one\nbook/two\nbook/glossary\n```\n",
        "book/one.ipynb": notebook(("markdown", f"# One & all\n\nWords.\n\n{LAB}\n", {})),
        "book/two.ipynb": notebook(("markdown", "# Two\n\n" + "word " * 3000, {})),
        "book/glossary.md": f"# Words\n\n{terms}",
    }
    return built(tmp_path_factory.mktemp("book"), pages, CONF)


def test_the_line_stands_under_the_title_with_its_links(html):
    one, two = ((html / f"book/{name}.html").read_text("utf8") for name in ("one", "two"))
    assert re.search(r'</h1>\s*<p class="chapter-facts">About 5 minutes · 1 figure to turn</p>', one)
    line = r'</h1>\s*<p class="chapter-facts">About 15 minutes · builds on <a href="one.html">One &amp; all</a></p>'
    assert re.search(line, two)
    assert 'class="chapter-facts' not in (html / "book/glossary.html").read_text("utf8")


def test_the_search_knows_terms_by_both_names_labs_and_controls(html):
    index = (html / "searchindex.js").read_text("utf8").removeprefix("Search.setIndex(").removesuffix(")")
    index = json.loads(index)
    kinds = {number: kind for number, (_, kind, _) in index["objnames"].items()}
    found = {
        (kinds[str(kind)], index["docnames"][page], anchor, f"{before}.{name}".removeprefix("."))
        for before, objects in index["objects"].items()
        for page, kind, _, anchor, name in objects
    }
    assert ("term", "book/glossary", "term-round-bowl", "round bowl, dish · 碗, 盆") in found
    assert ("lab", "book/one", "bowl", "A ball in a bowl · tiny.bowl") in found
    assert {kind for kind, *_ in found} == {"term", "lab", "control"}
    assert "sphinx.query = " in (html / "_static/language_data.js").read_text("utf8")
