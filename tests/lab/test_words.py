"""How numbers and counts are written, case by case, and that it is so wherever a lab's text leaves it."""

import json

import pytest

from nbhelpers.build import stages
from nbhelpers.build.record import record
from nbhelpers.lab import Lab, Panel, Range, notebook  # noqa: F401 - a host, which gives labs their widget
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.page import recorded, still
from nbhelpers.lab.words import (
    article,
    change,
    count,
    large,
    listed,
    mean_range,
    number,
    percent,
    plus_minus,
    printed,
)
from nbhelpers.live import Session

PRINTED = (
    ("w is -2, not (-2) or [-0.5, -1]", "w is −2, not (−2) or [−0.5, −1]"),
    ("E = -0.00 and −0.0 and +0.000, not -0.", "E = 0.00 and 0.0 and 0.000, not 0."),
    ("-0.004 and -0·5", "−0.004 and −0·5"),
    ("3.1e-05, 1e-06, -1e-9, 2.42e+03, 6e+04, 1e+12", "3.1·10⁻⁵, 10⁻⁶, −10⁻⁹, 2,420, 60,000, 10¹²"),
    ("15227688 of 60000, 1600 and 0.123456", "15,227,688 of 60,000, 1600 and 0.123456"),
    ("CIFAR-10, 2-3 steps, x1-2, 10⁻⁵, k-1, f(x)-1", "CIFAR-10, 2-3 steps, x1-2, 10⁻⁵, k-1, f(x)-1"),
)


@pytest.mark.parametrize("text, wanted", PRINTED)
def test_numbers_are_printed_as_in_a_book(text, wanted):
    assert printed(text) == wanted and printed(wanted) == wanted


def test_names_and_runs_are_said_together():
    assert [listed(names) for names in (["SGD"], "ab", "abc")] == ["SGD", "a and b", "a, b and c"]
    assert mean_range([1, 2, 4.5], 1) == "2.5 (1.0 to 4.5)"
    assert plus_minus([1, 3], 2) == "2.00 ± 1.00"


def test_counts_numbers_shares_and_articles():
    assert [count(n, "step") for n in (0, 1, 2, 2416)] == ["0 steps", "1 step", "2 steps", "2,416 steps"]
    assert count(1.0, "epoch") == "1 epoch" and count(31 / 32, "epoch") == "0.969 epochs"
    assert change(0.14031, 0.14029, 2) == "from 0.14031 to 0.14029" and change(1, -0.5, 1) == "from 1.0 to -0.5"
    assert count(1, "class", "classes") == "1 class" and count(3, "class", "classes") == "3 classes"
    assert [number(x) for x in (2416, -0.5, 3.14e-5, 1e-5)] == ["2,420", "−0.5", "3.14·10⁻⁵", "10⁻⁵"]
    assert number(float("-inf")) == "−∞"
    assert number(-0.0) == "0" and number(123456, 2) == "120,000"
    assert [large(x) for x in (9216, 52_300, 1.46e7, 999_999, 1.1e9)] == [
        "9,216", "52,300", "14.6 million", "1 million", "1.1 billion"
    ]  # fmt: skip
    assert [percent(x) for x in (0, 0.146, 0.0003, 1e-9, 0.9996, 1)] == [
        "0 %", "15 %", "0.03 %", "10⁻⁷ %", "99.96 %", "100 %"
    ]  # fmt: skip
    assert percent(0.146, 1) == "14.6 %" and percent(0.99999, 1) == "99.999 %" and percent(-0.02, 1) == "−2.0 %"
    assert [article(word) for word in ("error", 8, 1, 11, "unit", "unknown", "LSTM", "ReLU")] == [
        "an error", "an 8", "a 1", "an 11", "a unit", "an unknown", "an LSTM", "a ReLU"
    ]  # fmt: skip


def setup(figure):
    axes = figure.add_subplot()
    axes.set_title("from -3")
    return {"text": axes.text(0, 0, "")}


LAB = Lab(
    name="tiny.words",
    title="Words",
    controls=(Range("rate", "rate", 1e-7, 1e-5, default=1e-6, log=True), Range("x", "x", -2, 2, default=-2)),
    panels=(Panel("words", "a text"),),
    compute=lambda rate, x: {"rate": rate, "x": x},
    setup=setup,
    update=lambda artists, state: artists["text"].set_text(f"x = {state['x']}, {state['rate']:.2g}"),
    read=lambda state: f"The rate is {state['rate']:.3g} and x is {state['x']}.",
)
SENTENCE = "The rate is 10⁻⁶ and x is −2."


def test_every_host_prints_the_sentence(monkeypatch):
    monkeypatch.setattr("nbhelpers.live.find", lambda name: LAB)
    session = Session(stage=stages.of)
    asked = [json.dumps({"do": what, "lab": "tiny.words"}) for what in ("compute", "state", "numbers")]
    told = [json.loads(session.answer(request)) for request in asked]
    assert told[0]["reading"] == told[1]["reading"] == SENTENCE and SENTENCE in told[2]["csv"]
    assert LAB.reading() == SENTENCE and record(LAB)["readings"] == [SENTENCE]
    for page in (recorded(Drawing(LAB), "record.json"), still(LAB), LAB.widget().bundle()["text/html"], repr(LAB)):
        assert SENTENCE in page


def test_pictures_and_controls_are_printed_as_well():
    picture = Drawing(LAB).panels(LAB.state())[0]
    assert ">x = −2, 10⁻⁶<" in picture and ">from −3<" in picture
    assert [control.show(control.default) for control in LAB.controls] == ["10⁻⁶", "−2"]
