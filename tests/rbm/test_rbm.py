"""The restricted Boltzmann machine against enumeration and against means over many draws."""

import itertools

import numpy as np
import pytest

from nbhelpers import rbm


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
        (lambda one: rbm.contrastive_divergence(one, np.ones((2, 5)), np.random.default_rng(0), k=0), "k = 0"),
        (lambda one: rbm.new_rbm(0, 3, np.random.default_rng(0)), "visible = 0"),
    ],
)
def test_wrong_arguments_are_named(call, named):
    with pytest.raises(ValueError, match=named):
        call(machine())
