"""The restricted Boltzmann machine against enumeration and against means over many draws."""

import itertools

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.nn.training import minibatches


def machine(visible=5, hidden=3, seed=0):
    rng = np.random.default_rng(seed)
    shapes = (visible, hidden), visible, hidden
    return rbm.RBM(*(rng.normal(size=shape) for shape in shapes))


def corners(units):
    return np.array(list(itertools.product([0.0, 1.0], repeat=units)))


def joint(one):
    """p(v, h) of every pair of states, (2^visible, 2^hidden), from the energy written as a sum over pairs."""
    p = np.zeros((2 ** len(one.b), 2 ** len(one.c)))
    for (row, v), (column, h) in itertools.product(enumerate(corners(len(one.b))), enumerate(corners(len(one.c)))):
        linked = sum(v[i] * one.W[i, j] * h[j] for i in range(len(v)) for j in range(len(h)))
        p[row, column] = np.exp(linked + sum(one.b * v) + sum(one.c * h))
    return p / p.sum()


@pytest.mark.parametrize("seed", range(5))
def test_conditionals_and_free_energy_are_those_of_the_joint_distribution(seed):
    one = machine(seed=seed)
    p, v, h = joint(one), corners(5), corners(3)
    assert np.allclose(p @ h / p.sum(axis=1, keepdims=True), rbm.hidden_probability(one, v))
    assert np.allclose(p.T @ v / p.T.sum(axis=1, keepdims=True), rbm.visible_probability(one, h))
    weights = np.exp(-rbm.free_energy(one, v))
    assert np.allclose(weights / weights.sum(), p.sum(axis=1))
    pairs = [np.repeat(v, len(h), axis=0), np.tile(h, (len(v), 1))]
    weights = np.exp(-rbm.energy(one, *pairs))
    assert np.allclose(weights / weights.sum(), p.ravel())


def test_a_gibbs_step_leaves_the_distribution_as_it_is():
    one, rng = machine(), np.random.default_rng(0)
    p, v = joint(one).sum(axis=1), corners(5)
    start = v[rng.choice(len(v), size=200_000, p=p)]
    rows = rbm.gibbs_step(one, start, rng) @ 2 ** np.arange(4, -1, -1)
    found = np.bincount(rows.astype(int), minlength=32) / len(start)
    assert np.abs(found - p).sum() / 2 < 0.01


def test_moments_are_means_over_the_rows_of_what_each_gives():
    one, v = machine(), corners(5)[[6, 13, 29]]
    p = joint(one)[[6, 13, 29]] @ corners(3) / joint(one)[[6, 13, 29]].sum(axis=1, keepdims=True)
    found = rbm.moments(one, v)
    assert found.W == pytest.approx(sum(np.outer(*row) for row in zip(v, p, strict=True)) / 3)
    assert found.b == pytest.approx(sum(v) / 3) and found.c == pytest.approx(sum(p) / 3)


@pytest.mark.parametrize("chain", [None, corners(5)[[8, 9]]])
def test_a_slope_is_the_data_less_where_one_gibbs_step_leads(chain):
    one, v = machine(), corners(5)[[6, 13]]
    slopes, end = rbm.contrastive_divergence(one, v, np.random.default_rng(3), chain=chain)
    assert (end == rbm.gibbs_step(one, v if chain is None else chain, np.random.default_rng(3))).all()
    assert slopes.b == pytest.approx((v[0] + v[1] - end[0] - end[1]) / 2)
    assert slopes.c == pytest.approx((rbm.hidden_probability(one, v) - rbm.hidden_probability(one, end)).mean(axis=0))


def test_a_chain_takes_k_steps():
    one, v, rng = machine(), corners(5)[[6, 13]], np.random.default_rng(3)
    end = rbm.contrastive_divergence(one, v, np.random.default_rng(3), k=2).chain
    assert (end == rbm.gibbs_step(one, rbm.gibbs_step(one, v, rng), rng)).all()


def test_many_steps_of_cd_give_the_exact_gradient():
    one, rng = machine(), np.random.default_rng(1)
    v = rng.integers(0, 2, (40_000, 5)).astype(float)
    p = joint(one)
    exact = v.T @ rbm.hidden_probability(one, v) / len(v) - corners(5).T @ p @ corners(3)
    slopes = rbm.contrastive_divergence(one, v, rng, k=30).slopes
    assert np.allclose(slopes.W, exact, atol=0.015)


def test_a_new_machine_starts_as_hinton_advises():
    """Small weights, no hidden biases, and each visible unit as often 1 as in the data."""
    data = np.random.default_rng(0).integers(0, 2, (18, 200)).astype(float)
    one = rbm.new_rbm(200, 100, np.random.default_rng(1), data=data)
    assert one.W.std() == pytest.approx(0.01, rel=0.03) and abs(one.W.mean()) < 3e-4
    assert not one.c.any() and not rbm.new_rbm(3, 2, np.random.default_rng(0)).b.any()
    assert 1 / (1 + np.exp(-one.b)) == pytest.approx((data.sum(axis=0) + 1) / 20)
    assert rbm.new_rbm(200, 100, np.random.default_rng(1), spread=0.5).W == pytest.approx(50 * one.W)


@pytest.mark.parametrize("persistent", [None, False, True])
def test_training_takes_these_steps(persistent):
    """CD-1 from the rows of each mini-batch unless told otherwise, or on from where the chain stands."""
    one, v, rng = machine(), corners(5)[[6, 13, 29, 30]], np.random.default_rng(7)
    how = {} if persistent is None else {"persistent": persistent}
    epochs = rbm.train(one, v, eta=0.5, batch=2, rng=np.random.default_rng(7), **how)
    chain = v[rng.integers(0, 4, 2)] if persistent else None
    for after in (next(epochs), next(epochs)):
        for rows in minibatches(4, 2, rng):
            slopes, end = rbm.contrastive_divergence(one, v[rows], rng, chain=chain)
            chain = end if persistent else None
            one = rbm.RBM(one.W + 0.5 * slopes.W, one.b + 0.5 * slopes.b, one.c + 0.5 * slopes.c)
        assert all(np.allclose(part, found) for part, found in zip(one, after, strict=True))


def test_a_chain_may_begin_at_the_first_sample():
    next(rbm.train(machine(), corners(5)[[6]], eta=0.5, batch=1, rng=np.random.default_rng(7), persistent=True))


def test_training_raises_the_likelihood():
    data = np.repeat([[1.0, 1, 1, 0, 0], [0, 0, 1, 1, 1]], 20, axis=0)
    gains = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        one = rbm.new_rbm(5, 4, rng)
        steps = rbm.train(one, data, eta=0.1, batch=10, rng=rng, persistent=bool(seed % 2))
        after = [next(steps) for _ in range(100)][-1]
        gains.append(likelihood(after, data) - likelihood(one, data))
    assert min(gains) > 1


def likelihood(one, data):
    p = joint(one).sum(axis=1)
    return np.log(p[(data @ 2 ** np.arange(4, -1, -1)).astype(int)]).mean()


@pytest.mark.parametrize(
    "call, named",
    [
        (lambda one: rbm.free_energy(one, np.ones((2, 4))), r"v has shape \(2, 4\)"),
        (lambda one: rbm.free_energy(one, np.ones((0, 5))), r"v has shape \(0, 5\)"),
        (lambda one: rbm.free_energy(one, -np.ones((2, 5))), "from 0 to 1"),
        (lambda one: rbm.free_energy(one, [[0, 0, 0, 0.5, -1]]), "from -1 to 0.5; .* from 0 to 1"),
        (lambda one: rbm.free_energy(one, [[0, 0, 0, 0.5, 1.5]]), "from 0 to 1.5; .* from 0 to 1"),
        (lambda one: rbm.energy(one, np.ones((2, 5)), np.ones((3, 3))), "h has 3 rows; allowed here: 2"),
        (lambda one: rbm.contrastive_divergence(one, np.ones((2, 5)), np.random.default_rng(0), k=0), "k = 0"),
        (lambda one: rbm.new_rbm(0, 3, np.random.default_rng(0)), "visible = 0"),
    ],
)
def test_wrong_arguments_are_named(call, named):
    with pytest.raises(ValueError, match=named):
        call(machine())
