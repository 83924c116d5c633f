"""Lab `boltzmann.landscape`: its maps against enumeration, its walk against the chapter's chains."""

from importlib import import_module
from itertools import islice

import numpy as np
import pytest

from nbhelpers import boltzmann
from nbhelpers.boltzmann import labs, learning
from nbhelpers.nn import state_map

module = import_module("nbhelpers.boltzmann.labs.landscape")  # the package has the lab under this name
LINES = state_map.cells(np.array([[0, 0, 1, 1], [1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 1, 0]]))


@pytest.mark.parametrize("T", [0.2, 1.0, 20.0])
@pytest.mark.parametrize("gradient", ["exact", "sampled"])
def test_both_maps_belong_to_one_net(gradient, T):
    state = labs.landscape.state(gradient=gradient, T=T)
    for name, at in (("p", T), ("model", 1.0)):
        weights = np.exp(-state["E"] / at)
        np.testing.assert_allclose(state[name], weights / weights.sum())
    assert state["visits"].sum() == pytest.approx(1)
    assert state["distance"] == pytest.approx(np.abs(state["visits"] - state["p"]).sum() / 2)
    assert state["data"][LINES].tolist() == [0.25] * 4 and state["data"].sum() == 1


def test_the_walk_is_that_of_the_chapter_s_chains():
    net = boltzmann.random_net(4, np.random.default_rng(1), 1.0)
    walk = boltzmann.chains(net[0], np.zeros(4), np.random.default_rng(3), 0.8, net[1])
    wanted = [boltzmann.rows(x)[0] for x in islice(walk, module.SWEEPS)]
    assert module._walk(net, 0.8, np.random.default_rng(3)) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_learning_digs_at_the_data_and_the_phases_come_to_rest(seed):
    """The four lines have one pair of pixels each way that differ: a net without hidden units can hold them."""
    states = [labs.landscape.state(seed=seed, step=step) for step in (0, 10, 50, 150)]
    shares = [state["model"][LINES].sum() for state in states]
    assert (np.diff(shares) > 0).all() and shares[-1] > 0.8
    gaps = [np.abs(state["data"] - state["model"]).sum() for state in states]
    assert (np.diff(gaps) < 0).all()
    assert learning.ceiling(module.DATA) == pytest.approx(-np.log(4))


def test_a_cold_walker_stays_in_one_valley_and_a_hot_one_is_everywhere():
    cold, hot = (labs.landscape.state(T=T, step=150) for T in (0.2, 20.0))
    assert cold["visits"].max() > 0.9 and cold["distance"] > 0.6
    assert hot["visits"].min() > 0.02 and hot["distance"] < 0.15


def test_it_says_how_much_of_its_time_the_walker_spends_with_the_data():
    assert labs.landscape.reading().startswith("The walker spends 67 % of its time in the four valleys of the data.\n")
    assert "hardly leaves a valley" in labs.landscape.reading(T=0.2, step=150)
    assert labs.landscape.reading(step=0).startswith("Before it learns, the walker spends ")
    with pytest.raises(ValueError, match="T .*0.0.* from 0.1 to 20"):
        labs.landscape.state(T=0.0)
