"""The lab with five switches: what it shows is what the record says, and its headline is true of it."""

import itertools

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.convolution.labs import cbapd
from nbhelpers.lab.drawing import Drawing

ALL = [dict(zip("cbapd", on, strict=True)) for on in itertools.product((True, False), repeat=5)]


def right(letters, epoch):
    """Per cent from the record itself, read anew: one number a seed."""
    record = datasets.record("convolution/cbapd")
    at = record["settings"]["epochs"].index(epoch)
    name = "".join(letter for letter in "CBAPD" if letter in letters) or "none"
    return np.array([record["cells"][f"{name}/0.01/{seed}"]["right"][at] for seed in range(5)]) / 10


@pytest.mark.parametrize("values", ALL, ids=lambda v: "".join(k for k in v if v[k]) or "none")
def test_each_part_adds_the_difference_between_the_nets_with_it_and_without_it(values):
    state = cbapd.state(**values)
    on = {name.upper() for name, there in values.items() if there}
    assert set(state["parts"]) == on
    for part in "CBAPD":
        for moment, epoch in enumerate((10, 60)):
            wanted = right(on | {part}, epoch) - right(on - {part}, epoch)
            assert state["adds"][part][:, moment] == pytest.approx(wanted)
    assert state["runs"][:, -1] == pytest.approx(right(on, 60))
    assert state["all"][-1] == pytest.approx(right("CBAPD", 60).mean())
    assert state["none"][-1] == pytest.approx(right("", 60).mean())


NAMES = {"C": "convolution", "B": "batch norm", "A": "relu", "P": "pooling", "D": "dropout"}


@pytest.mark.parametrize("values", ALL, ids=lambda v: "".join(k for k in v if v[k]) or "none")
def test_the_headline_names_the_part_with_the_largest_difference_and_its_sign(values):
    headline = cbapd.reading(**values).split("\n")[0]
    on = {name.upper() for name, there in values.items() if there}
    found = {part: right(on | {part}, 60) - right(on - {part}, 60) for part in "CBAPD"}
    part = max(found, key=lambda one: abs(found[one].mean()))
    points, error = found[part].mean(), found[part].std(ddof=1) / 5**0.5
    if abs(points) < 2 * error:
        assert headline == "At the end no part makes a clear difference here."
        return
    assert headline.lower().startswith(NAMES[part]) and f"{abs(points):.1f} points" in headline
    said = {(True, True): "without it the nets lose", (True, False): "it would add",
            (False, True): "without it the nets gain", (False, False): "it would cost"}  # fmt: skip
    assert said[bool(points > 0), part in on] in headline


def test_no_difference_and_no_line_leaves_its_panel():
    """What is drawn at the edge only looks smaller: here nothing at the end is cut."""
    for values in ALL:
        state = cbapd.state(**values)
        assert max(abs(state["adds"][part][:, 1].mean()) for part in "CBAPD") < 16
        assert 50 < state["runs"][:, -1].mean() < 96


def test_marks_stand_at_the_means():
    drawing = Drawing(cbapd)
    mark = drawing.artists["C marks"][1]
    assert mark.get_xdata()[0] == pytest.approx((right("CBAPD", 60) - right("BAPD", 60)).mean())
