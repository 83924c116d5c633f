"""What a control accepts, what it refuses and in which words."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.lab import Choice, Lab, Panel, Pixels, Range, Seed, Switch, Text, Time
from tests.tiny.rooms.tiny.labs import bowl

ETA = Range("eta", "learning rate η", 0.01, 1.0, 0.1, step=0.01, recorded=(0.1, 1.0))
UNITS = Range("hidden", "hidden units", 1, 20, 4)


@pytest.mark.parametrize(
    "control, value, allowed",
    [
        (ETA, 1.5, "a number from 0.01 to 1"),
        (ETA, float("nan"), "a number from 0.01 to 1"),
        (ETA, float("inf"), "a number from 0.01 to 1"),
        (ETA, "0.1", "a number from 0.01 to 1"),
        (ETA, True, "a number from 0.01 to 1"),
        (ETA, None, "a number from 0.01 to 1"),
        (UNITS, 2.5, "a whole number from 1 to 20"),
        (UNITS, 0, "a whole number from 1 to 20"),
        (Choice("surface", "surface", {"bowl": "bowl", "saddle": "saddle"}, "bowl"), "hill", "one of 'bowl', 'saddle'"),
        (Choice("surface", "surface", {"bowl": "bowl"}, "bowl"), ["bowl"], "one of 'bowl'"),
        (Range("rate", "rate", 0.1, 1.0, 0.1, recorded=(0.1, 0.5, 1.0), only=True), 0.3, "one of 0.1, 0.5, 1"),
        (Time("step", "step", last=20, every=10, default=0), 5, "a multiple of 10 from 0 to 20"),
        (Switch("noisy", "noise"), 1, "True or False"),
        (Seed(), -1, "a whole number from 0 to 9999"),
        (Seed(), 0.5, "a whole number from 0 to 9999"),
        (Time("step", "step", 10, 5), 11, "a whole number from 0 to 10"),
        (Time("step", "step", 10, 5), 1.5, "a whole number from 0 to 10"),
        (Time("step", "step", 10, 5), "3", "a whole number from 0 to 10"),
    ],
)
def test_refusal_names_control_value_and_what_is_allowed(control, value, allowed):
    with pytest.raises(ValueError) as refusal:
        control.check(value)
    assert control.name in str(refusal.value)
    assert repr(value) in str(refusal.value)
    assert allowed in str(refusal.value)


@given(st.floats(0.01, 1.0))
def test_range_keeps_what_is_inside(value):
    assert ETA.check(value) == value and isinstance(ETA.check(value), float)


@given(st.integers(1, 20))
def test_whole_range_gives_ints_whatever_the_number_type(value):
    assert isinstance(UNITS.check(np.int64(value)), int)
    assert UNITS.check(float(value)) == value and isinstance(UNITS.check(float(value)), int)


@pytest.mark.parametrize("control", [ETA, UNITS, Range("a", "a", 1e-4, 1.0, 0.12, log=True)])
def test_the_grid_runs_from_end_to_end_and_holds_what_is_recorded(control):
    grid = control.grid
    assert (grid[0], grid[-1]) == (control.low, control.high) and list(grid) == sorted(set(grid))
    assert set(control.recorded) <= set(grid) and 19 < len(grid) < 110
    assert [control.check(value) for value in grid] == list(grid)


@pytest.mark.parametrize(
    "control, value, shown",
    [
        (ETA, 0.3, "0.30"),
        (Range("t", "T", 0.1, 5.0, 1.0, step=0.5, unit="K"), 2.5, "2.5 K"),
        (Range("a", "a", 1e-4, 1.0, 0.1, log=True), 0.00031623, "0.000316"),
        (UNITS, 4, "4"),
        (Switch("s", "s"), True, "on"),
    ],
)
def test_values_are_shown_with_sensible_digits(control, value, shown):
    assert control.show(value) == shown


@pytest.mark.parametrize(
    "declare, said",
    [
        (lambda: Range("a b", "x", 0, 1, 0), "a Python identifier"),
        (lambda: Range("a", "x", 1, 1, 1), "must lie below"),
        (lambda: Range("a", "x", 0.0, 1.0, 0.5, log=True), "starts above 0"),
        (lambda: Range("a", "x", 0, 3, 1, recorded=(0, 3)), "not among the recorded"),
        (lambda: Range("a", "x", 0, 3, 1, recorded=(1, 1)), "stands twice"),
        (lambda: Range("a", "x", 0, 3, 1, recorded=(1, 4)), "can't be 4"),
        (lambda: Panel("p", "a panel", width=900), "widths from 100 to 360"),
    ],
)
def test_a_wrong_declaration_fails_at_once(declare, said):
    with pytest.raises(ValueError, match=said):
        declare()


def test_a_lab_names_its_controls_when_asked_for_another():
    with pytest.raises(
        ValueError, match=r"tiny.bowl has no control 'lr': its controls are start, eta, halve, seed, step"
    ):
        bowl.state(lr=0.1)


@pytest.mark.parametrize("change, said", [({"name": "Bowl"}, "lower case"), ({"panels": ()}, "at least one panel")])
def test_a_wrong_lab_fails_at_once(change, said):
    fields = {name: getattr(bowl, name) for name in bowl.__dataclass_fields__}
    with pytest.raises(ValueError, match=said):
        Lab(**{**fields, **change})


def test_recorded_states_are_the_product_with_the_last_control_fastest():
    states = list(bowl.recorded())
    assert len(states) == 2 * 4 * 2 * 2 * 11
    assert [state["step"] for state in states[:12]] == [*range(11), 0]
    assert states[0]["start"] == "left" and states[-1]["start"] == "right"


def test_a_line_of_text_has_its_letters_alone_and_small_ones_where_there_are_no_others():
    line = Text("own", "your own", alphabet=" abc", longest=5)
    assert line.check("A cab") == "a cab" and line.check("") == "" and line.show("a b") == "a b"
    assert Text("own", "your own", alphabet="aB", longest=5).check("aB") == "aB"
    for value in ("a cabs", "d", "aaaaaa", "ä", 3):
        with pytest.raises(ValueError, match="can't be .*: allowed is text of at most 5 of the letters “ abc”"):
            line.check(value)
    with pytest.raises(ValueError, match="longest"):
        Text("own", "your own", alphabet="abc", longest=0.5)


STRANGE = (
    None, [], {}, [1], object, b"AA", "x", "\ud800", "é" * 131, "-" * 400, -1, 1 + 2j, 10**400, math.nan, math.inf,
)  # fmt: skip


@pytest.mark.parametrize("value", STRANGE, ids=lambda value: repr(value)[:20])
def test_no_control_fails_at_a_value_of_any_type(value):
    pixels = Pixels("drawn", "drawing", panel="sheet", rows=28, columns=28, corners=((0, 28), (28, 0)))
    choice, time = Choice("surface", "surface", {"bowl": "bowl"}, "bowl"), Time("step", "step", 10, 5)
    line = Text("own", "your own", alphabet=" abc", longest=5)
    for control in (ETA, UNITS, choice, time, Switch("on", "on"), Seed(), pixels, line):
        with pytest.raises(ValueError, match=rf"^{control.name} \(.*\) can't be .*: allowed is "):
            control.check(value)
    with pytest.raises(ValueError, match="allowed is .* a drawing"):
        pixels.unpack(value)
