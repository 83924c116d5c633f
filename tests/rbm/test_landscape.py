"""The machine that has to forget: what it has learned, its three ways, and where their negative samples stand."""

from itertools import islice

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.nn.parameters import flat
from nbhelpers.rbm import exact
from nbhelpers.rbm import landscape as forgetting

LINES = np.vstack([forgetting.ROWS, forgetting.COLUMNS])
MACHINE = rbm.new_rbm(4, 2, np.random.default_rng(5), 1.5)


def steps(way, number=3, **how):
    return list(islice(forgetting.forget(MACHINE, way, np.random.default_rng(0), **how), number))


def turned(one, other, eta):
    return (flat(other.machine) - flat(one.machine)) / eta


def test_the_pictures_are_the_lines_of_two_by_two_pixels():
    grids = LINES.reshape(4, 2, 2)
    assert (grids[:2] == grids[:2, :, :1]).all() and (grids[2:] == grids[2:, :1]).all()
    assert len(np.unique(LINES, axis=0)) == 4 and (LINES.sum(axis=1) == 2).all()


def test_it_has_learned_the_four_lines_and_little_else():
    start, some, long = (forgetting.learned(1, steps=steps) for steps in (0, 50, 600))
    assert [part.shape for part in start] == [(4, 3), (4,), (3,)] and 0.2 < start.W.std() < 0.8
    assert exact.log_likelihood(start, LINES) < exact.log_likelihood(some, LINES) < exact.log_likelihood(long, LINES)
    assert forgetting.share(long, LINES) > 0.8
    assert forgetting.learned(1, 5, 0).W.shape == (4, 5)
    assert not np.array_equal(forgetting.learned(2, steps=0).W, start.W)
    np.testing.assert_array_equal(flat(forgetting.learned(1)), flat(long))
    one, two = (forgetting.learned(0, steps=steps) for steps in (0, 1))
    np.testing.assert_allclose((flat(two) - flat(one)) / 0.3, flat(exact.gradient(one, LINES)))


def test_the_cost_of_a_picture_is_its_share_by_enumeration():
    v, h = exact.all_bits(4), exact.all_bits(2)
    E = np.array([[rbm.energy(MACHINE, one[None], other[None])[0] for other in h] for one in v])
    p = np.exp(-E).sum(axis=1) / np.exp(-E).sum()
    np.testing.assert_allclose(forgetting.cost(MACHINE, v), -np.log(p))
    assert forgetting.share(MACHINE, forgetting.COLUMNS) == pytest.approx(p[5] + p[10])


def test_the_exact_way_climbs_the_likelihood_of_the_rows():
    one, two, _ = steps("exact", eta=0.2)
    np.testing.assert_array_equal(flat(one.machine), flat(MACHINE))
    np.testing.assert_allclose(turned(one, two, 0.2), flat(exact.gradient(MACHINE, forgetting.ROWS)))
    assert one.negative.shape == (0, 4)


@pytest.mark.parametrize("way", ["cd", "persistent"])
def test_a_step_of_chains_is_data_less_negative_samples(way):
    one, two, _ = steps(way, chains=7)
    data = forgetting.ROWS[[0, 1, 0, 1, 0, 1, 0]]
    np.testing.assert_array_equal(one.negative, rbm.gibbs_step(MACHINE, data, np.random.default_rng(0)))
    assert steps(way, 1)[0].negative.shape == (60, 4)
    wanted = flat(rbm.moments(MACHINE, data)) - flat(rbm.moments(MACHINE, one.negative))
    np.testing.assert_allclose(turned(one, two, 0.1), wanted)


def test_only_persistent_chains_go_on_from_where_they_stand():
    """A machine that keeps near a row for a while: the share of chains that have gone over to the other row."""
    stiff = rbm.RBM(4 * np.array([[-1.0], [-1], [1], [1]]), np.array([2.0, 2, -2, -2]), np.zeros(1))
    start, over = np.arange(200) % 2 * -2 + 1, {}
    for way in ("cd", "persistent"):
        run = islice(forgetting.forget(stiff, way, np.random.default_rng(1), 200, 1e-9), 60)
        over[way] = [float(((one.negative @ [-1, -1, 1, 1]) * start < 0).mean()) for one in run]
    assert max(over["cd"]) < 0.1 and 0.3 < over["persistent"][-1] < 0.7 and over["persistent"][0] == over["cd"][0]


def test_another_way_is_refused():
    with pytest.raises(ValueError, match="way = 'tempered'; allowed are 'cd', 'persistent', 'exact'"):
        next(forgetting.forget(MACHINE, "tempered", np.random.default_rng(0)))
