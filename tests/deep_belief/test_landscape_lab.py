"""Lab `deep_belief.landscape`: log p(v) of two layers and its bound against sums over all states."""

from itertools import islice

import numpy as np
import pytest

from nbhelpers import deep_belief, rbm
from nbhelpers.deep_belief import bound, labs
from nbhelpers.nn import state_map
from nbhelpers.rbm import landscape as forgetting

ROWS, COLUMNS = (state_map.cells(pictures) for pictures in (forgetting.ROWS, forgetting.COLUMNS))


def test_the_map_is_that_of_the_two_machines():
    """Over all v, h and the second layer's own hidden units, one by one."""
    state = labs.landscape.state(seed=1, step=10, first=200)
    one = forgetting.learned(1, steps=200)
    q = np.exp(bound.log_posterior(one, forgetting.ROWS)).mean(axis=0)
    two = next(islice(bound.learn(deep_belief.upside_down(one), q, 0.3), 9, None))
    h, v = bound.states(3), state_map.states()
    prior = np.array([np.exp(-rbm.energy(two, np.tile(x, (16, 1)), bound.states(4))).sum() for x in h])
    prior /= prior.sum()
    on = rbm.visible_probability(one, h)
    p_v = np.prod(np.where(v[:, None] > 0, on, 1 - on), axis=2)
    np.testing.assert_allclose(state["log_p"], np.log(p_v @ prior))
    q = rbm.hidden_probability(one, v)[:, None]
    Q = np.prod(np.where(h > 0, q, 1 - q), axis=2)
    np.testing.assert_allclose(state["bound"], (Q * (np.log(prior) + np.log(p_v) - np.log(Q))).sum(axis=1))
    np.testing.assert_allclose(state["alone"], -forgetting.cost(one, v))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("first", [200, 600])
def test_the_bound_lifts_the_rows_and_never_lies_above(seed, first):
    for step in (0, 10, 100, 300):
        state = labs.landscape.state(seed=seed, step=step, first=first)
        assert np.exp(state["log_p"]).sum() == pytest.approx(1)
        assert (state["bound"] <= state["log_p"] + 1e-9).all()
        if step == 0:
            np.testing.assert_allclose(state["bound"], state["log_p"], atol=1e-9)
    assert state["log_p"][ROWS].mean() >= state["bound"][ROWS].mean() > state["alone"][ROWS].mean() + 0.1
    assert state["log_p"][COLUMNS].mean() < state["alone"][COLUMNS].mean()


def test_it_says_what_the_bound_promised():
    assert labs.landscape.reading().startswith("At the rows the bound rose by 0.65, and log p(v) by 0.67.\n")
    assert labs.landscape.reading(step=0).startswith("Upside down, the second layer changes nothing: the bound touches")
    with pytest.raises(ValueError, match="first .*1001.* from 0 to 1000"):
        labs.landscape.state(first=1001)
