"""The likelihood of a tiny stack and its bound, against sums over all states written out."""

import itertools

import numpy as np
import pytest

from nbhelpers import deep_belief, rbm
from nbhelpers.deep_belief import bound as exact
from nbhelpers.rbm import exact as rbm_exact


def machine(visible, hidden, seed):
    rng = np.random.default_rng(seed)
    return rbm.RBM(rng.normal(size=(visible, hidden)), rng.normal(size=visible), rng.normal(size=hidden))


def brute(first, second, v):
    """(log p(v), KL(q || p(h | v))) from the energies of every triple of states."""
    hs, tops = (list(itertools.product([0.0, 1.0], repeat=len(one.c))) for one in (first, second))
    vs = list(itertools.product([0.0, 1.0], repeat=len(first.b)))
    prior = np.array([sum(np.exp(-rbm.energy(second, [h], [t])[0]) for t in tops) for h in hs])
    pairs = np.array([[np.exp(-rbm.energy(first, [v], [h])[0]) for h in hs] for v in vs])
    given_h = pairs / pairs.sum(axis=0)
    row = vs.index(tuple(v))
    joint = prior / prior.sum() * given_h[row]
    q = pairs[row] / pairs[row].sum()
    return np.log(joint.sum()), np.sum(q * np.log(q / (joint / joint.sum())))


@pytest.mark.parametrize("seed", range(5))
def test_likelihood_and_bound_are_those_of_the_sums(seed):
    first, second = machine(4, 3, seed), machine(3, 2, seed + 100)
    v = np.random.default_rng(seed).integers(0, 2, (3, 4)).astype(float)
    L, terms = exact.log_likelihood(first, second, v), exact.bound(first, second, v)
    for k, row in enumerate(v):
        log_p, apart = brute(first, second, row)
        assert L[k] == pytest.approx(log_p)
        assert terms.bound[k] == pytest.approx(log_p - apart)


def test_the_parts_of_the_bound_by_hand():
    """q is independent unit by unit; of a second layer without weights every state of 3 units is as likely."""
    first, flat = machine(4, 3, 0), rbm.RBM(np.zeros((3, 2)), np.zeros(3), np.zeros(2))
    v = exact.states(4)
    p = rbm.hidden_probability(first, v)
    terms = exact.bound(first, flat, v)
    np.testing.assert_allclose(terms.entropy, -np.sum(p * np.log(p) + (1 - p) * np.log(1 - p), axis=1))
    np.testing.assert_allclose(terms.prior, -3 * np.log(2))


@pytest.mark.parametrize("seed", range(5))
def test_the_first_machine_upside_down_changes_nothing_and_closes_the_gap(seed):
    first = machine(4, 3, seed)
    v = exact.states(4)
    tied = deep_belief.upside_down(first)
    alone = exact.log_marginal(first)
    assert np.exp(alone).sum() == pytest.approx(1)
    np.testing.assert_allclose(exact.log_likelihood(first, tied, v), alone)
    np.testing.assert_allclose(exact.bound(first, tied, v).bound, alone)


def test_exact_learning_climbs_the_slope_of_the_likelihood():
    """Central differences of sum_v weights(v) log p(v), for every parameter."""
    one, rng = machine(3, 2, 0), np.random.default_rng(0)
    weights = rng.dirichlet(np.ones(8))
    after = next(exact.learn(one, weights, 1.0))
    for part, (at, new) in enumerate(zip(one, after, strict=True)):
        for place in np.ndindex(at.shape):
            step = np.zeros(at.shape)
            step[place] = 1e-5
            ends = [one._replace(**{one._fields[part]: at + sign * step}) for sign in (1, -1)]
            up, down = (weights @ exact.log_marginal(end) for end in ends)
            assert (new - at)[place] == pytest.approx((up - down) / 2e-5, abs=1e-7)


def test_a_state_may_have_no_weight():
    one = machine(2, 2, 0)
    assert exact.log_marginal(next(exact.learn(one, [0, 0, 0, 1], 0.1)))[3] > exact.log_marginal(one)[3]


def test_a_learning_second_layer_raises_the_bound_and_the_likelihood_stays_above():
    v = exact.bars_and_stripes(3)
    for seed in range(5):
        first = rbm.new_rbm(9, 4, np.random.default_rng(seed), 2.0)
        q = np.exp(exact.log_posterior(first, v)).mean(axis=0)
        two = deep_belief.upside_down(first)
        bounds, likelihoods = [], []
        for machine_now in itertools.chain([two], itertools.islice(exact.learn(two, q, 0.2), 60)):
            bounds.append(exact.bound(first, machine_now, v).bound.mean())
            likelihoods.append(exact.log_likelihood(first, machine_now, v).mean())
        assert (np.diff(bounds) > 0).all()
        assert likelihoods[0] == pytest.approx(bounds[0]) and (np.array(likelihoods[1:]) > bounds[1:]).all()


def test_bars_and_stripes_are_the_fourteen():
    found = {"".join(map(str, row)) for row in exact.bars_and_stripes(3).astype(int)}
    lines = ["".join(line) for line in itertools.product("01", repeat=3)]
    wanted = {line * 3 for line in lines} | {"".join(bit * 3 for bit in line) for line in lines}
    assert found == wanted and len(found) == len(exact.bars_and_stripes(3)) == 14


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: exact.states(0), "units = 0"),
        (lambda: exact.states(15), "units = 15: allowed are whole numbers from 1 to 14"),
        (lambda: exact.bound(machine(4, 3, 0), machine(4, 3, 0), np.ones((1, 4))), "layer 2 has 4 visible units"),
        (lambda: exact.log_likelihood(machine(4, 3, 0), machine(4, 3, 0), np.ones((1, 4))), "layer 2 has 4 visible"),
        (lambda: exact.bound(machine(4, 3, 0), machine(3, 3, 0), np.ones((1, 3))), r"v has shape \(1, 3\)"),
        (lambda: next(exact.learn(machine(2, 2, 0), np.ones(4), 0.1)), "sum 4"),
        (lambda: next(exact.learn(machine(2, 2, 0), [1.5, -0.5, 0, 0], 0.1)), r"allowed: \(4,\), >= 0, sum 1"),
        (lambda: next(exact.learn(machine(2, 2, 0), np.ones(3) / 3, 0.1)), r"shape \(3,\)"),
    ],
)
def test_wrong_arguments_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_a_row_stands_where_the_states_have_it():
    for units in (1, 3, 4):
        np.testing.assert_array_equal(exact.row_of(exact.states(units)), np.arange(2**units))


def test_a_first_layer_climbs_the_likelihood_of_its_rows_from_large_weights():
    v = exact.states(3)[[0, 5, 5, 6]]
    start = rbm.new_rbm(3, 2, np.random.default_rng(4), 2.0)
    for steps in (0, 1, 2):
        found = exact.first_layer(v, 2, steps, np.random.default_rng(4))
        for part, wanted in zip(found, start, strict=True):
            np.testing.assert_allclose(part, wanted)
        start = rbm.RBM(*(a + 0.3 * b for a, b in zip(start, rbm_exact.gradient(start, v), strict=True)))
    with pytest.raises(ValueError, match="v runs from 0 to 2; allowed are values from 0 to 1"):
        exact.row_of(2 * v)
