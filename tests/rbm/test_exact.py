"""Counting: against every pair of states, differences of the likelihood, and draws."""

import itertools

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.rbm import exact
from tests.rbm.test_rbm import corners, joint, machine

SIZES = [(5, 3), (3, 5), (4, 4)]


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("seed", range(3))
def test_the_partition_function_is_the_sum_over_all_pairs_of_states(sizes, seed):
    one = machine(*sizes, seed=seed)
    pairs = itertools.product(corners(sizes[0]), corners(sizes[1]))
    every = [np.exp(-rbm.energy(one, v[None], h[None])[0]) for v, h in pairs]
    assert exact.log_partition(one) == pytest.approx(np.log(sum(every)))


def test_sixteen_units_are_listed_and_without_weights_all_are_apart():
    one = machine(16, 16)._replace(W=np.zeros((16, 16)))
    assert exact.log_partition(one) == pytest.approx(np.log1p(np.exp([one.b, one.c])).sum())
    assert exact.all_bits(1).tolist() == [[0], [1]]


@pytest.mark.parametrize("sizes", SIZES)
def test_the_likelihood_is_that_of_the_joint_distribution(sizes):
    one = machine(*sizes)
    v = np.random.default_rng(0).integers(0, 2, (9, sizes[0])).astype(float)
    p = joint(one).sum(axis=1)[(v @ 2 ** np.arange(sizes[0] - 1, -1, -1)).astype(int)]
    assert exact.log_likelihood(one, v) == pytest.approx(np.log(p).mean())


@pytest.mark.parametrize("sizes", SIZES)
def test_the_gradient_is_that_of_central_differences(sizes):
    one, step = machine(*sizes), 1e-5
    v = np.random.default_rng(0).integers(0, 2, (9, sizes[0])).astype(float)
    slopes = exact.gradient(one, v)
    for part, name in enumerate("Wbc"):
        for at in np.ndindex(one[part].shape):
            moved = []
            for sign in (1, -1):
                parts = [values.copy() for values in one]
                parts[part][at] += sign * step
                moved.append(exact.log_likelihood(rbm.RBM(*parts), v))
            assert slopes[part][at] == pytest.approx((moved[0] - moved[1]) / (2 * step), abs=1e-8), (name, at)


def test_a_transition_goes_up_and_down_the_joint_distribution():
    p = joint(machine())
    up, down = p / p.sum(axis=1, keepdims=True), p.T / p.T.sum(axis=1, keepdims=True)
    assert np.allclose(exact.transition(machine()), up @ down)


def test_the_transition_of_a_gibbs_step_keeps_the_distribution_and_is_met_by_draws():
    one, v = machine(), corners(5)
    T, p = exact.transition(one), joint(one).sum(axis=1)
    assert np.allclose(T.sum(axis=1), 1) and np.allclose(p @ T, p)
    start = np.tile(v[[6]], (100_000, 1))
    ends = rbm.gibbs_step(one, start, np.random.default_rng(0)) @ 2 ** np.arange(4, -1, -1)
    assert np.abs(np.bincount(ends.astype(int), minlength=32) / 100_000 - T[6]).sum() / 2 < 0.01


@pytest.mark.parametrize("k", [1, 2])
def test_the_expected_estimate_is_the_data_less_where_k_steps_lead(k):
    one, states, rows = machine(), corners(5), [6, 6, 13]
    on = rbm.hidden_probability(one, states)
    pairs = np.array([np.outer(*pair) for pair in zip(states, on, strict=True)])
    ends = np.linalg.matrix_power(exact.transition(one), k)[rows].mean(axis=0)
    found = exact.expected_cd(one, states[rows], k)
    for part, each in zip(found, (pairs, states, on), strict=True):
        assert part == pytest.approx(each[rows].mean(axis=0) - np.tensordot(ends, each, 1))


@pytest.mark.parametrize("k", [1, 3])
def test_the_mean_of_many_cd_estimates_is_the_expected_one(k):
    one, v = machine(), np.repeat(corners(5)[[3, 17, 30]], 30_000, axis=0)
    found = rbm.contrastive_divergence(one, v, np.random.default_rng(0), k).slopes
    expected = exact.expected_cd(one, v, k)
    assert all(np.allclose(a, b, atol=0.01) for a, b in zip(found, expected, strict=True))
    if k == 1:
        assert not np.allclose(expected.W, exact.gradient(one, v).W, atol=0.02)
    endless = exact.expected_cd(one, v, 500)
    assert np.allclose(endless.W, exact.gradient(one, v).W, atol=1e-6)


def test_angles():
    one = machine()
    other = rbm.RBM(*(2 * part for part in one))
    against = rbm.RBM(*(-part for part in one))
    across = rbm.RBM(np.zeros_like(one.W), one.b, -one.c * (one.b @ one.b) / (one.c @ one.c))
    assert exact.angle(one, other) == pytest.approx(0, abs=1e-12)
    assert exact.angle(one, against) == pytest.approx(180)
    assert exact.angle(across, rbm.RBM(np.zeros_like(one.W), one.b, one.c)) == pytest.approx(90)


@pytest.mark.parametrize(
    "call, named",
    [
        (lambda one: exact.all_bits(17), "units = 17.* 1 to 16"),
        (lambda one: exact.log_partition(machine(20, 17)), "17 units.* up to 16"),
        (lambda one: exact.gradient(one, np.ones((2, 3))), r"v has shape \(2, 3\)"),
        (lambda one: exact.expected_cd(one, corners(5), 0), "k = 0"),
        (lambda one: exact.angle(one, rbm.RBM(*(0 * part for part in one))), "zero everywhere"),
    ],
)
def test_wrong_arguments_are_named(call, named):
    with pytest.raises(ValueError, match=named):
        call(machine())
