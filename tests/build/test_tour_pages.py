"""The page of a tour: its steps as text, its labs once, what the player is told; what is said of a bad tour."""

import json
import re
from html import unescape

import pytest

from tests.test_gallery import CONF, LAB
from tests.tiny import add_labs
from tests.tiny.book import build

add_labs()
from tests.tiny.rooms.tiny import labs as tiny  # noqa: E402

STEPS = """
## Half way

[At step 5](lab:tiny.bowl)

Down it goes.

## On

Where to?

- [x] down
- [ ] up

[At step 10](lab:tiny.bowl?step=10)

It is lower.

## Later

[Slow](lab:tiny.slow)

It takes its time.

## Back

[A large step](lab:tiny.bowl?eta=1.0)

It jumps.
"""
TOUR = f"# Down\n\nFor a test.\n{STEPS}"
PAGES = {
    "index.md": "# Start\n\n```{toctree}\nbook/tiny\nbook/tour_good\nbook/tour_bad\nbook/seen\n```\n",
    "book/tiny.md": "# Tiny\n\n## A bowl & a ball\n\n" + LAB.format("bowl") + "\n" + LAB.format("slow"),
    "book/tour_good.md": TOUR,
    "book/tour_bad.md": TOUR.replace("eta=1.0", "eta=0.5"),
    "book/seen.md": "# Seen\n\n```{gallery}\n```\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    conf = CONF.replace('"nbhelpers.build.lab_pages"', '"nbhelpers.build.lab_pages", "nbhelpers.build.tour_pages"')
    done = build(folder, PAGES, conf + 'myst_url_schemes = ["https", "lab"]\n')
    return done.stderr, folder / "_build" / "html" / "book"


def test_a_bad_tour_is_named_with_its_line_and_nothing_else_is_said(made):
    said, _ = made
    warnings = [line for line in said.splitlines() if "WARNING" in line]
    assert len(warnings) == 1
    assert re.search(r"tour_bad\.md:30: WARNING: tiny\.bowl: eta = 0\.5 is not recorded; recorded are", warnings[0])


def test_the_page_has_its_steps_as_text_and_each_lab_once(made):
    page = (made[1] / "tour_good.html").read_text("utf8")
    assert re.findall(r"<h2>(\w+)", page) == ["Half", "On", "Later", "Back"]
    assert re.findall(r'data-lab="([^"]+)" data-record', page) == ["tiny.bowl", "tiny.slow"]
    assert "For a test. 4 steps and 1 question, about 1 minute." in page
    assert "<summary>What is seen</summary>" in page and "<strong>Right: down.</strong>" in page
    assert '<a class="lab-link reference internal" href="?bowl.step=10#bowl">At step 10</a>' in page
    assert '<a href="tiny.html?bowl.step=10#bowl">Tiny: A bowl &amp; a ball</a>' in page
    assert page.count("tour.css") == 1 and "tour.css" not in (made[1] / "tiny.html").read_text("utf8")


def test_the_player_is_told_every_state_with_all_its_values(made):
    page = (made[1] / "tour_good.html").read_text("utf8")
    told = json.loads(unescape(re.search(r'data-told="([^"]+)"', page)[1]))
    assert told["title"] == "Down" and [step["lab"] for step in told["steps"]] == ["bowl", "bowl", "slow", "bowl"]
    assert told["steps"][1]["values"] == tiny.bowl.values(step=10)
    assert told["steps"][1]["question"] == {"text": "Where to?", "answers": ["down", "up"], "right": 0}
    assert told["steps"][0]["question"] is None
    assert told["steps"][2]["more"] == {"href": "tiny.html#slow", "text": "Tiny: A bowl & a ball"}


def test_a_tour_is_not_where_its_labs_belong(made):
    seen = (made[1] / "seen.html").read_text("utf8")
    assert re.findall(r'data-chapter="(\w+)" aria-l', seen) == ["tiny"]
    index = (made[1].parent / "genindex.html").read_text("utf8")
    assert "book/tiny.html#bowl" in index and "tour_good.html#" not in index
