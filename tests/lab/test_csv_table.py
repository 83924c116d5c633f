"""A lab's numbers as CSV: read back by a reader that knows only the form told in its comment, nothing is lost."""

import csv
import json
import math

from nbhelpers import labs
from nbhelpers.build import stages
from nbhelpers.lab.answers import plain
from nbhelpers.lab.csv_table import shape, table
from nbhelpers.live import Session
from tests.tiny import add_labs

add_labs()


def blocks(text):
    """(title, rows) of every block; comments alone are no block."""
    for block in text.split("\n\n"):
        lines = block.split("\n")
        title = [line for line in lines if line.startswith("# ")][-1].removeprefix("# ")
        rows = list(csv.reader(line for line in lines if line and not line.startswith("# ")))
        if rows:
            yield title, rows


def read_back(text):
    """{name: {place: text}} of all blocks but the controls; a single value's place is ()."""
    found = {}
    for title, (heading, *rows) in blocks(text):
        if title == "single values":
            found |= {name: {(): value} for name, value in rows}
        elif title.startswith("lists of "):
            for k, name in enumerate(heading):
                found[name] = {(i,): row[k] for i, row in enumerate(rows)}
        elif title.startswith("array "):
            name = title.removeprefix("array ").rsplit(", ", 1)[0]
            axes = sum(word.startswith("axis ") for word in heading)
            cells = ((row, k) for row in rows for k in range(len(heading) - axes))
            found[name] = {(*map(int, row[:axes]), k): row[axes + k] for row, k in cells}
    return found


def spread(value, place=()):
    """{place: value} of everything in nested lists and dictionaries."""
    if isinstance(value, (dict, list)):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        return {p: leaf for key, entry in entries for p, leaf in spread(entry, (*place, key)).items()}
    return {place: value}


def same(value, text):
    if value is None:
        return text == ""
    if isinstance(value, (bool, str)):
        return text == str(value)
    return math.isclose(value, float(text), rel_tol=1e-9) or (value != value and text == "nan")


def missing(state, text):
    """What of the state does not stand in the text, or not as it should."""
    there = {}
    for name, cells in read_back(text).items():
        there |= {(*name.split("."), *map(str, place)): cell for place, cell in cells.items()}
    wanted = {tuple(".".join(map(str, place)).split(".")): leaf for place, leaf in spread(state).items()}
    lost = [(place, leaf) for place, leaf in wanted.items() if place not in there or not same(leaf, there[place])]
    return lost + [(place, "too much") for place in there.keys() - wanted.keys()]


def test_every_kind_of_value():
    bowl = labs.get("tiny.bowl")
    state = {
        "third": 1 / 3, "none": None, "words": 'a, "b"', "nan": float("nan"), "on": True,
        "w": [1.5, 2e-300], "e": [3, 4], "names": ["x", "y,z"], "alone": [7.0, 8.0, 9.0],
        "cube": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], "ragged": [[1.0], [2.0, 3.0]], "deep": {"a": {"b": [[1.0, 2.0]]}},
    }  # fmt: skip
    text = table(bowl, state, bowl.defaults, "One line.\n# and no more")
    assert missing(state, text) == []
    found = dict(blocks(text))
    assert found["lists of 2"][0] == ["w", "e", "names", "ragged.1"] and found["lists of 3"][0] == ["alone"]
    assert found["array cube, 2 x 2 x 2"][0] == ["axis 0", "axis 1", "0", "1"]
    assert found["controls"][1:] == [[name, str(value)] for name, value in bowl.defaults.items()]
    assert text.startswith("# A ball in a bowl (tiny.bowl)\n# One line.\n# # and no more\n# Lines that begin with #")


def test_the_shape_of_lists():
    assert [shape(value) for value in (3, [], [1, 2], [[1], [2]], [[1], 2], [[1], [2, 3]], {})] == [
        (), (0,), (2,), (2, 1), None, None, None,
    ]  # fmt: skip


def test_a_page_is_answered_with_the_text():
    asked = {"do": "numbers", "lab": "tiny.bowl", "values": {"step": 2}}
    answer = json.loads(Session(stage=stages.of).answer(json.dumps(asked)))
    bowl = labs.get("tiny.bowl")
    assert missing(plain(bowl.state(step=2)), answer["csv"]) == []
    assert bowl.reading(step=2) in answer["csv"] and "step,2\n" in answer["csv"]
