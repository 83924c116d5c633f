"""The labs of the chapter on neurons: their states against the mathematics, what they say, what they draw."""

import numpy as np
import pytest

from nbhelpers import neurons
from nbhelpers.lab.drawing import Drawing
from nbhelpers.neurons import delta, labs
from nbhelpers.neurons.labs.line import VIEW, segment, side
from tests.slips import overlaps, texts


@pytest.mark.parametrize("table", neurons.TABLES)
@pytest.mark.parametrize("theta", [-1.5, 0.5, 1.5])
def test_line_counts_the_points_it_gets_wrong(table, theta):
    for noise in (0.0, 0.3):
        s = labs.line.state(table=table, theta=theta, w1=1.0, w2=-1.0, noise=noise)
        says = s["points"][:, 0] - s["points"][:, 1] > theta
        assert len(s["points"]) == (4 if noise == 0 else 40)
        np.testing.assert_array_equal(s["wrong"], says != s["targets"])
        np.testing.assert_array_equal(s["corners"], [float(a - b > theta) for a, b in neurons.CORNERS])


@pytest.mark.parametrize("w", [(1, 1), (-1, 0), (0.5, -2), (0, 0.3)])
@pytest.mark.parametrize("theta", [-1.5, 0.2, 1.0])
def test_side_and_line_of_a_unit(w, theta):
    w = np.array(w, dtype=float)
    ends, polygon = segment(w, theta), side(w, theta)
    np.testing.assert_allclose(ends @ w, theta, atol=1e-12)
    assert (polygon @ w >= theta - 1e-12).all() and (np.abs(polygon - 0.5) <= 1.25 + 1e-12).all()
    x = np.random.default_rng(0).uniform(*VIEW, (4000, 2))
    share = np.mean(x @ w > theta) * (VIEW[1] - VIEW[0]) ** 2
    across, up = polygon.T if len(polygon) else np.zeros((2, 1))
    area = 0.5 * abs(across @ np.roll(up, -1) - up @ np.roll(across, -1))
    assert area == pytest.approx(share, abs=0.2)


def test_a_tie_on_the_corner_is_a_tie_in_the_lab():
    s = labs.line.state(table="AND", w1=0.1, w2=0.2, theta=0.3, noise=0.0)  # 0.1 + 0.2 > 0.3 in floats
    assert s["corners"][3] == 0


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, ("No line solves XOR: this one gets 3 of 4 corners right.\n", "30 of 40 points of XOR correctly")),
        ({"noise": 0.0}, ("No line solves XOR: this one gets 3 of 4", "3 of 4 points of XOR correctly")),
        ({"table": "OR", "noise": 0.0}, ("separates the two classes: all 4 points are right", "4 of 4 points of OR")),
        ({"table": "AND", "noise": 0.0}, ("leaves 2 of the 4 corners", "wrong at the corners (0, 1) and (1, 0).")),
        ({"table": "AND", "w2": 0.0, "noise": 0.0}, ("leaves 1 of the 4 corners", "wrong at the corner (1, 0).")),
        ({"table": "AND", "theta": 1.5}, ("four corners are right, but noise has carried 1 point", "39 of 40 points")),
        ({"w1": 0.0, "w2": 0.0}, ("Both weights are 0: the output is 0 everywhere",)),
        ({"w1": 0.0, "w2": 0.0, "theta": -0.5}, ("weights are 0: the output is 1 everywhere", "threshold −0.5 ")),
        ({"unit": "sigmoid"}, ("This S-shaped unit", "above ½ counts as 1")),
        ({"theta": 3.0, "w1": 0.5, "w2": 0.0}, ("The line lies outside the picture: the output is 0",)),
    ],
)
def test_line_says_what_is_right(values, says):
    reading = labs.line.reading(**values)
    assert [part for part in says if part not in reading] == []


def test_names_keep_apart_where_a_line_is_short_in_a_corner():
    drawing = Drawing(labs.line)
    drawing.parts(labs.line.state(table="XOR", unit="sigmoid", w1=0.7, w2=1.6, theta=1.7))
    assert overlaps(texts(drawing.figures[0])) == []


@pytest.mark.parametrize("agree", [0.0, 0.25, 0.9, 1.0])
def test_hebb_link_is_the_count_of_agreements(agree):
    s = labs.hebb.state(agree=agree, eta=0.03, step=200)
    change = np.diff(s["link"])
    np.testing.assert_allclose(np.abs(change), 0.03)
    assert s["equal"] == np.sum(change > 0)
    assert s["link"][-1] == pytest.approx(0.03 * (2 * s["equal"] - 200))
    assert abs(s["link"][-1] - s["link_mean"][-1]) <= 4 * s["link_spread"][-1] + 1e-9
    np.testing.assert_array_equal(s["states"][:, 0] == s["states"][:, 1], change[-16:] > 0)


def test_hebb_shows_the_states_up_to_its_step():
    assert [len(labs.hebb.state(step=step)["states"]) for step in (0, 3, 16, 100)] == [0, 3, 16, 16]


def test_hebb_says_which_way_the_link_went():
    assert "changes it by η(2p − 1) = +0.024." in labs.hebb.reading()
    assert "agreed more often than not: their link has grown to 2.16.\n" in labs.hebb.reading()
    assert "disagreed more often than not: their link has fallen to −" in labs.hebb.reading(agree=0.25)
    assert "changes it by η(2p − 1) = −0.015." in labs.hebb.reading(agree=0.25)
    assert "Nothing has happened yet" in labs.hebb.reading(step=0)
    even = {"agree": 0.5, "eta": 0.03, "step": 2, "c": 0.0, "equal": 1, "link": np.array([0.0, 0.03, 0.0])}
    assert "agreed half of the time: their link is where it was" in labs.hebb.read(even)


@pytest.mark.parametrize("agree", [0.0, 0.25, 0.9, 1.0])
def test_ojas_weights_have_length_one_along_the_first_eigenvector_and_hebbs_run_away(agree):
    s = labs.oja.state(agree=agree, eta=0.03, step=200)
    assert s["sizes"][1][-1] == pytest.approx(1, abs=0.1) and s["sizes"][0][-1] > 10
    assert abs(s["oja"][-1] @ s["direction"]) > 0.98


def test_oja_says_both_lengths():
    assert "Hebb's weights have grown to length 10,700; Oja's have length 1.00.\n" in labs.oja.reading()
    assert "towards the first eigenvector" in labs.oja.reading()
    assert "No direction is better than another" in labs.oja.reading(agree=0.5)
    assert "Nothing has happened yet" in labs.oja.reading(step=0)


@pytest.mark.parametrize(("centre", "bound"), [(0.0, 2.0), (1.0, 4 / (3 + 5**0.5)), (2.0, 2 / (3 + 8**0.5))])
def test_delta_bound_in_closed_form_and_both_sides_of_it(centre, bound):
    """R = [[1 + c^2, c], [c, 1]]: its eigenvalues by the quadratic formula."""
    s = labs.delta.state(centre=centre)
    assert s["bound"] == pytest.approx(bound)
    X = delta.with_constant(s["x"])
    np.testing.assert_allclose(s["goal"], np.linalg.lstsq(X, s["y"], rcond=None)[0])
    below, above = (labs.delta.control("eta").grid[k] for k in _around(bound))
    safe, fast = (labs.delta.reading(centre=centre, eta=eta) for eta in (below, above))
    assert "nearer and nearer to the best line.\n" in safe and "the best line has 0.0723" in safe
    assert f"η is below its bound 2/λmax = {bound:.4g}." in safe
    assert f"Too fast: above η = {bound:.4g} the loss grows without end.\n" in fast
    assert f"η is above its bound 2/λmax = {bound:.4g}." in fast
    steepest = np.linalg.svd(X)[2][0]
    for eta in (below, above):
        path = labs.delta.state(centre=centre, eta=eta, step=60)["path"] - s["goal"]
        assert (abs(path[-1] @ steepest) < abs(path[0] @ steepest)) == (eta < bound)


def _around(bound):
    """The places in the grid of η just below and just above the bound."""
    grid = np.array(labs.delta.control("eta").grid)
    return np.flatnonzero(grid < bound - 1e-9)[-1], np.flatnonzero(grid > bound + 1e-9)[0]


def test_delta_on_the_bound_itself_says_so():
    assert "Exactly on the bound 2/λmax = 2: the line hops for ever" in labs.delta.reading(centre=0.0, eta=2.0)
    assert "beyond a million" in labs.delta.reading(centre=2.0, eta=2.01, step=60)


@pytest.mark.parametrize(
    ("lab", "values", "says"),
    [
        ("line", {"w1": 3.0}, "w1 .*3.0.* from -2 to 2"),
        ("line", {"table": "NAND"}, "table .*'NAND'.* one of 'AND', 'OR', 'XOR'"),
        ("hebb", {"agree": 1.1}, "agree .*1.1.* from 0 to 1"),
        ("delta", {"eta": 0}, "eta .*0.* from 0.02 to 2.2"),
    ],
)
def test_bad_values_are_named_with_what_is_allowed(lab, values, says):
    with pytest.raises(ValueError, match=says):
        getattr(labs, lab).state(**values)
