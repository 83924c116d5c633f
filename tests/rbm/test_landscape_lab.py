"""Lab `rbm.landscape`: its map against enumeration, its negative samples against the run, what it says."""

from itertools import islice

import numpy as np
import pytest

from nbhelpers.nn import state_map
from nbhelpers.rbm import exact, labs
from nbhelpers.rbm import landscape as forgetting


@pytest.mark.parametrize("method", ["cd", "persistent", "exact"])
def test_the_map_and_the_samples_are_those_of_the_run(method):
    state = labs.landscape.state(method=method, seed=1, step=60)
    run = forgetting.forget(forgetting.learned(1), method, np.random.default_rng([1, 1]), 60)
    machine, negative = next(islice(run, 60, None))
    p = np.exp(-state["costs"])
    assert p.sum() == pytest.approx(1)
    for cell, v in enumerate(state_map.states()):
        assert np.log(p[cell]) == pytest.approx(exact.log_likelihood(machine, v[None]))
        if method != "exact":
            assert state["negative"][cell] == pytest.approx((negative == v).all(axis=1).mean())
    if method == "exact":
        np.testing.assert_allclose(state["negative"], p)
    columns = state_map.cells(forgetting.COLUMNS)
    assert state["old"][method][60] == pytest.approx(p[columns].sum())
    assert state["fell"] == pytest.approx(state["negative"][columns].sum())
    assert state["strayed"] == pytest.approx(1 - state["negative"][state_map.cells(forgetting.ROWS)].sum())


@pytest.mark.parametrize("seed", range(5))
def test_the_old_valley_stands_by_cd_and_is_filled_by_persistent_cd(seed):
    cd, persistent = (labs.landscape.state(method=way, seed=seed, step=100) for way in ("cd", "persistent"))
    assert cd["old"].keys() == persistent["old"].keys()
    assert cd["old"]["cd"][100] > 0.2 > 0.1 > persistent["old"]["persistent"][100]
    early = [labs.landscape.state(method=way, seed=seed, step=30)["fell"] for way in ("cd", "persistent")]
    assert early[0] < early[1]


def test_it_says_what_became_of_the_valley():
    says = labs.landscape.reading
    assert says().startswith("The old valley stands: the columns still have 30 % of p(v).\n")
    assert says(method="persistent").startswith("The old valley is filled: the columns have 6 % of p(v) left.\n")
    assert says(step=0).startswith("The columns are taken away; the machine still gives them 45 % of p(v).")
    assert "The machine itself puts" in says(method="exact") and "Of its negative samples" in says()
    with pytest.raises(ValueError, match="method .*'pcd'.* 'cd', 'persistent', 'exact'"):
        labs.landscape.state(method="pcd")
