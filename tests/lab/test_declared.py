"""What a newcomer declares wrongly is said where it is declared, or at the first drawing: lab, part, given, allowed."""

from dataclasses import replace
from functools import cache

import pytest
from matplotlib.lines import Line2D

from nbhelpers.lab import Choice, Panel, Pixels, Point, Range, Seed, Switch, Time, kit
from nbhelpers.lab.answers import Answers
from nbhelpers.lab.definition import Lab
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.page import headlined
from nbhelpers.lab.words import say


def square(side, seed):
    return {"area": side**2, "side": side}


def lay(figure):
    axes = kit.axes(figure, (0.1, 0.1, 0.8, 0.8), "a square", xlim=(0, 4), ylim=(0, 4))
    return {"corner": kit.dots(axes, "weight")}


def move(artists, state):
    kit.put(artists.corner, state.side, state.side)


SIDE, HIGH = Range("side", "side", 0.0, 4.0, 1.0), Range("high", "height", 0.0, 4.0, 1.0)
PANEL = Panel("plane", "a square")
RIGHT = {
    "name": "own.square",
    "title": "A square",
    "controls": (SIDE, Seed()),
    "panels": (PANEL,),
    "compute": square,
    "setup": lay,
    "update": move,
    "read": lambda state: f"The area is {state.area:g}.",
}
TWO = {"controls": [SIDE, HIGH], "compute": lambda side, high: {"area": side, "side": high}}


def point(**changes):
    return Point(**{"label": "p", "panel": "plane", "x": "side", "y": "high", "at": lambda state: (1, 1), **changes})


def test_what_is_right_is_said_in_a_sentence():
    lab = Lab(**RIGHT)
    assert lab.reading(side=3) == "The area is 9." and len(Drawing(lab).panels(lab.state(side=3))) == 1


def test_a_list_is_as_good_as_a_tuple():
    lab = Lab(**{**RIGHT, **TWO, "panels": [PANEL], "points": [point()], "data": []})
    assert lab.controls == (SIDE, HIGH) and lab.panels == (PANEL,) and len(lab.points) == 1 and lab.data == ()
    hash(lab)


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"name": "square"}, "name is '<chapter>.<lab>' in letters of lower case and _, not 'square'"),
        ({"name": "own.a square"}, "not 'own.a square'"),
        ({"name": None}, "not None"),
        ({"title": ""}, "own.square: title = '': allowed is text, not empty"),
        ({"controls": SIDE}, r"own.square: controls = Range\(.*allowed is a tuple of controls .*comma, \(one,\)"),
        ({"controls": ("side", Seed())}, r"own.square: controls hold 'side'; allowed are controls \(Range, Time, Cho"),
        ({"controls": (SIDE, Seed)}, r"own.square: controls hold <class .*Seed'>; allowed are"),
        ({"controls": None}, "own.square: controls = None: allowed is a tuple"),
        ({"controls": (SIDE, SIDE, Seed())}, r"own.square: controls have one name twice in \['side', 'side', 'seed'\]"),
        (
            {"controls": (SIDE, HIGH, Seed())},
            r"own.square: compute\(side, seed\): got an unexpected keyword argument 'high'; "
            r"allowed is compute\(side, high, seed\), one argument for each control",
        ),
        ({"controls": (SIDE,)}, r"compute\(side, seed\): missing a required argument: 'seed'; allowed is compute\(sid"),
        ({"compute": lambda side, seed, /: {}}, "own.square: compute.*positional.*allowed"),
        ({"compute": 3}, r"own.square: compute = 3: allowed is a function of \(side, seed\), one argument for each"),
        ({"panels": PANEL}, r"own.square: panels = Panel\(.*allowed is a tuple of panels"),
        ({"panels": ("plane",)}, r"own.square: panels hold 'plane'; allowed are panels \(Panel\)"),
        ({"panels": ()}, "own.square: a lab needs at least one panel"),
        ({"panels": (PANEL, PANEL), "setup": lambda a, b: lay(a)}, "panels have one name twice in"),
        ({"setup": lambda a, b: lay(a)}, r"setup\(a, b\): missing .*'b'; allowed is setup\(plane\), one figure"),
        ({"panels": (PANEL, Panel("q", "q"))}, r"setup\(figure\): too many .*; allowed is setup\(plane, q\)"),
        ({"update": lambda state: None}, r"update\(state\): .*; allowed is update\(artists, state\), what setup and"),
        ({"read": lambda: ""}, r"own.square: read\(\): .*; allowed is read\(state\), what compute returned"),
        ({"read": "A square."}, "own.square: read = 'A square.': allowed is a function"),
        ({"points": point()}, r"own.square: points = Point\(.*allowed is a tuple of points"),
        ({"points": ("p",)}, r"own.square: points hold 'p'; allowed are points \(Point\)"),
        ({**TWO, "points": (point(panel="q"),)}, "own.square: the point 'p' lies in 'q', which is no panel"),
        ({**TWO, "points": (point(x="high"),)}, "own.square: the point 'p' moves high twice; allowed are two"),
        ({**TWO, "points": (point(at=(1, 1)),)}, r"own.square: the point 'p': at = \(1, 1\): allowed is a function"),
        ({"data": "rbm/x"}, "own.square: data = 'rbm/x': allowed is a tuple of names"),
    ],
)
def test_a_wrong_part_is_named_where_the_lab_is_declared(changes, said):
    with pytest.raises(ValueError, match=said):
        Lab(**{**RIGHT, **changes})


def grid(**changes):
    size = {"rows": 2, "columns": 2, "corners": ((0, 2), (2, 0)), **changes}
    return Pixels("a", "a", panel="p", **size)


@pytest.mark.parametrize(
    "declare, said",
    [
        (lambda: Range(3, "x", 0, 1, 0), "name must be a Python identifier, not 3"),
        (lambda: Range("lambda", "x", 0, 1, 0), "name must be a Python identifier, not 'lambda'"),
        (lambda: Range("a", 3, 0, 1, 0), "a: label = 3: allowed is text"),
        (lambda: Range("a", "x", "0", 1, 0), "a: low = '0': allowed are finite numbers"),
        (lambda: Range("a", "x", 0, float("inf"), 0), "a: high = inf: allowed are finite numbers"),
        (lambda: Range("a", "x", 0.0, 1.0, 0.0, step=0), "a: step = 0: allowed are finite numbers above 0"),
        (lambda: Range("a", "x", 0, 3, 0, step=0.5), "a: step = 0.5: allowed are whole numbers from 1"),
        (lambda: Range("a", "x", 0.0, 1.0, 0.5, recorded=0.5), "a: recorded = 0.5: allowed is a tuple of values"),
        (lambda: Switch("a", "x", recorded=False), "a: recorded = False: allowed is a tuple of values"),
        (lambda: Time("a", "x", last="9", default=0), "a: last = '9': allowed are whole numbers from 1"),
        (lambda: Time("a", "x", last=9, default=0, every=0), "a: every = 0: allowed are whole numbers from 1"),
        (lambda: Choice("a", "x", ["b", "c"], "b"), "a: options = .*: allowed is a dictionary from each value to"),
        (lambda: Choice("a", "x", {1: "one"}, 1), "a: options = {1: 'one'}: allowed is a dictionary .*, both text"),
        (lambda: Choice("a", "x", {}, "b"), "a: options = {}: allowed is a dictionary"),
        (lambda: Seed(recorded=(0, 1)), r"seed: recorded = \(0, 1\): allowed are whole numbers from 1"),
        (lambda: Panel("p", ""), "panel p: what it shows = '': allowed is text"),
        (lambda: Panel(3, "x"), "a panel's name = 3: allowed is text"),
        (lambda: Panel("p", "x", width="300"), "panel p: width = '300': allowed are whole numbers"),
        (lambda: Panel("p", "x", height=3.5), "panel p: height = 3.5: allowed are whole numbers"),
        (lambda: grid(rows=2.5), "a: rows = 2.5: allowed are whole numbers from 1 to 64"),
        (lambda: grid(corners=(0, 2, 2, 0)), r"a: corners has shape \(4,\); allowed: \(2, 2\)"),
    ],
)
def test_a_wrong_control_or_panel_is_named_with_what_is_allowed(declare, said):
    with pytest.raises(ValueError, match=said):
        declare()


@pytest.mark.parametrize("given", [None, [1.0], 1.0, [("area", 1.0)]], ids=repr)
def test_a_state_is_a_dictionary(given):
    with pytest.raises(ValueError, match=r"own.square: compute returned .*: allowed is a dictionary, {name: \.\.\.}"):
        Lab(**{**RIGHT, "compute": lambda side, seed: given}).state()


def test_a_state_has_names():
    with pytest.raises(ValueError, match="own.square: compute returned the name 1; allowed is text"):
        Lab(**{**RIGHT, "compute": lambda side, seed: {1: side}}).state()


@pytest.mark.parametrize("given", [None, 3, "", [], ("a", 3), ["a", ""]], ids=repr)
def test_what_is_read_is_a_sentence(given):
    with pytest.raises(ValueError, match="own.square: read returned .*: allowed is text, or a list of sentences"):
        Lab(**{**RIGHT, "read": lambda state: given}).reading()


def test_the_first_of_several_sentences_is_the_headline():
    lab = Lab(**{**RIGHT, "read": lambda state: iter(["It grew.", say("By {some:.1f}.", some=2), "Or so."])})
    assert lab.reading() == "It grew.\nBy 2.0. Or so."
    assert headlined(lab.reading()) == "<strong>It grew.</strong>\nBy 2.0. Or so."
    assert headlined("No <more>.") == "No &lt;more&gt;."


@cache
def stray():
    return Line2D([], [])


@pytest.mark.parametrize(
    "setup, said",
    [
        (lambda figure: None, r"own.square: setup returned None: allowed is a dictionary, {name"),
        (lambda figure: lay(figure)["corner"], "own.square: setup returned <matplotlib.*Line2D .*: allowed is a dict"),
        (lambda figure: [*lay(figure).values()], r"own.square: setup returned \[<.*: allowed is a dictionary"),
        (lambda figure: {"corner": None}, "own.square: setup returned None as 'corner'; allowed are artists"),
        (lambda figure: {"corner": 3}, "own.square: setup returned 3 as 'corner'; allowed are artists"),
        (lambda figure: {"corner": lay(figure)}, "own.square: setup returned {'corner.* as 'corner'; allowed"),
        (lambda figure: {"corner": stray()}, "own.square: setup returned <.*Line2D.*> as 'corner'; allowed are"),
        (lambda figure: {**lay(figure), "all": figure.axes[0]}, "setup returned <Axes.*> as 'all'; allowed are artis"),
        (lambda figure: {**lay(figure), "all": figure}, "setup returned <Figure.*> as 'all'; allowed are artists"),
        (lambda figure: {"one": (only := lay(figure)["corner"]), "two": [only]}, "one artist as 'one' and as 'two.0'"),
    ],
)
def test_what_setup_returns_wrongly_is_said_before_a_picture(setup, said):
    with pytest.raises(ValueError, match=said):
        Drawing(Lab(**{**RIGHT, "setup": setup, "update": lambda artists, state: None}))


def test_an_artist_that_is_not_there_is_named_with_those_that_are():
    for update in (lambda artists, state: artists.dot, lambda artists, state: artists["dot"]):
        with pytest.raises((AttributeError, KeyError), match="there is no 'dot'; there are corner"):
            Drawing(Lab(**{**RIGHT, "update": update}))


def test_a_point_needs_axes_and_two_numbers():
    lab = Lab(**{**RIGHT, **TWO, "points": (point(at=lambda state: state.side),)})
    with pytest.raises(ValueError, match=r"own.square: the point 'p' is at 1.0; allowed is \(x, y\)"):
        Answers(Drawing(lab)).compute()
    bare = replace(lab, setup=lambda figure: {}, update=lambda artists, state: None)
    with pytest.raises(ValueError, match="own.square: the point 'p' lies in 'plane', where setup laid no axes"):
        Drawing(bare)
