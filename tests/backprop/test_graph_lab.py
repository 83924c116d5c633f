"""The lab of messages: against sums by hand, central differences and the chapter's matrix form."""

from itertools import pairwise

import numpy as np
import pytest

from nbhelpers import backprop
from nbhelpers.backprop.example import START
from nbhelpers.backprop.labs.graph import GRAPHS, LAST
from nbhelpers.backprop.labs.graph import graph as lab
from tests.equations.differences import slopes

GIVEN = {"x1": 0.8, "x2": -0.5, "w1": 1.3, "w2": 0.6, "theta": -0.4, "y": 0.3}
LEAVES = {"x₁": "x1", "x₂": "x2", "w₁": "w1", "w₂": "w2", "w": "w1", "θ": "theta", "y": "y"}


def messages(**values):
    state = lab.state(**values)
    return dict(zip(state["names"], state["messages"], strict=True))


@pytest.mark.parametrize("graph", GRAPHS)
def test_the_last_messages_are_the_derivatives(graph):
    def loss(row):
        nodes = GRAPHS[graph](**dict(zip(GIVEN, row, strict=True)))
        return float(nodes["E"].data)

    wanted = dict(zip(GIVEN, slopes(loss, list(GIVEN.values())), strict=True))
    found = messages(graph=graph, step=LAST, **GIVEN)
    ends = {name: found[name] for name in LEAVES if name in found}
    assert ends == pytest.approx({name: wanted[LEAVES[name]] for name in ends}, abs=1e-8)
    assert None not in found.values()


def test_the_unit_by_hand():
    """The default: z = 0.7 - 0.3 - 0.2."""
    y_hat = 1 / (1 + np.exp(-0.2))
    at_z = (y_hat - 1) * y_hat * (1 - y_hat)
    found = messages(step=6)
    assert found == pytest.approx({
        "E": 1, "ŷ": y_hat - 1, "y": 1 - y_hat, "z": at_z, "θ": -at_z, "p₁": at_z, "p₂": at_z, "w₁": at_z,
        "w₂": 0.5 * at_z, "x₁": 0.7 * at_z, "x₂": -0.6 * at_z,
    })  # fmt: skip


def test_messages_arrive_one_step_at_a_time():
    arrived = [{name for name, message in messages(step=step).items() if message is not None} for step in range(7)]
    new = [later - before for before, later in pairwise(arrived)]
    assert arrived[0] == set()
    assert new == [{"E"}, {"ŷ", "y"}, {"z"}, {"p₁", "p₂", "θ"}, {"w₂", "x₂"}, {"w₁", "x₁"}]


def test_a_weight_used_twice_adds_its_messages_up():
    so_far, both = (messages(graph="twice", step=step, **GIVEN) for step in (5, 6))
    assert so_far["w"] == pytest.approx(GIVEN["x2"] * both["p₂"])
    assert both["w"] == pytest.approx(GIVEN["x1"] * both["p₁"] + GIVEN["x2"] * both["p₂"])


def test_the_net_has_the_errors_of_the_matrix_form():
    net = START._replace(w=np.array([[GIVEN["w1"]], [GIVEN["w2"]]]), theta=np.array([GIVEN["theta"]]))
    signals = backprop.forward(net, np.array([GIVEN["x1"], GIVEN["x2"]]))
    errors = backprop.backward(net, signals, np.array([GIVEN["y"]]))
    found = messages(graph="net", step=6, **GIVEN)
    np.testing.assert_allclose([found["z₁"], found["z₂"], found["z"]], [*errors.e, *errors.g])


def test_local_derivatives_stand_on_the_edges():
    state = lab.state(graph="twice", **GIVEN)
    factors = {tuple(ends): factor for ends, factor in zip(state["edges"], state["factors"], strict=True)}
    data = dict(zip(state["names"], state["data"], strict=True))
    assert factors[("w", "p₁")] == GIVEN["x1"] and factors[("x₂", "p₂")] == GIVEN["w1"]
    assert factors[("θ", "z")] == -1 and factors[("p₁", "z")] == 1
    assert factors[("z", "ŷ")] == pytest.approx(data["ŷ"] * (1 - data["ŷ"]))
    assert factors[("ŷ", "E")] == pytest.approx(data["ŷ"] - GIVEN["y"]) == pytest.approx(-factors[("y", "E")])


def test_it_says_when_the_sigmoid_lets_nothing_through():
    assert lab.reading(w1=-5.0, step=3).startswith("The sigmoid is saturated")
    assert lab.reading(step=3).startswith("Through the sigmoid")
    assert lab.reading(step=2).startswith("The output should have been larger")
    assert lab.reading(step=2, y=0.0).startswith("The output should have been smaller")
