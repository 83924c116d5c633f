"""Losses, free energies and entropies at inputs of any size, against the formula in numbers of 300 decimals."""

import decimal
import itertools
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import autoencoders, boltzmann, rbm
from nbhelpers.architectures import residual
from nbhelpers.autoencoders import sparsity
from nbhelpers.boltzmann import learning
from nbhelpers.convolution import cnn
from nbhelpers.deep_belief import bound
from nbhelpers.hopfield import dense
from nbhelpers.nn import activations, mlp
from nbhelpers.rbm import ais, pseudo_likelihood
from nbhelpers.rbm import exact as rbm_exact
from nbhelpers.tuning import random_search

decimal.getcontext().prec = 300
SIZES = st.sampled_from([1e-12, 1e-3, 1.0, 20.0, 38.0, 100.0, 500.0])
SIGNED = st.builds(lambda size, share: size * share, SIZES, st.floats(-1, 1).map(lambda x: round(x, 3)))


def rows(count):
    return st.lists(SIGNED, min_size=count, max_size=count).map(np.array)


def log(x):
    return Decimal(x).ln()


def exact(values):
    return [Decimal(float(value)) for value in values]


def near(found, wanted, digits=1e-12):
    return found == pytest.approx(float(wanted), rel=digits, abs=1e-200)


def softplus(z):
    return log(1 + Decimal(float(z)).exp())


@pytest.mark.parametrize("z", [-700, -40, -38.5, -1e-9, 0, 0.3, 17, 40, 700])
def test_sigmoid_and_the_slopes_keep_their_digits_at_every_size(z):
    power = Decimal(z).exp()
    assert near(activations.sigmoid(z), power / (1 + power), 1e-13)
    assert near(activations.sigmoid_slope(z), power / (1 + power) ** 2, 1e-13)
    assert near(activations.ACTIVATIONS["tanh"].slope(z / 2), 4 * power / (1 + power) ** 2, 1e-13)


@pytest.mark.parametrize("x, a, wanted", [(0, 38, 38.0), (1, -40, 40.0), (1, 40, 4.248354255291589e-18), (0, -800, 0)])
def test_the_cross_entropy_of_a_sure_answer_right_or_wrong(x, a, wanted):
    assert autoencoders.cross_entropy([[a]], [[x]]) == pytest.approx(wanted, rel=1e-13)
    layer = mlp.Layer(np.zeros((1, 1)), np.zeros(1)), mlp.Layer(np.zeros((1, 1)), np.array([float(a)]))
    net = mlp.MLP(layer, "sigmoid", "sigmoid")
    assert autoencoders.loss(net, [[0.0]], [[x]], "cross-entropy") == pytest.approx(wanted, rel=1e-13)


@given(a=rows(3), x=st.lists(st.sampled_from([0, 0.25, 1]), min_size=3, max_size=3))
@settings(max_examples=40)
def test_cross_entropy_of_sigmoid_units(a, x):
    wanted = sum(Decimal(t) * softplus(-s) + (1 - Decimal(t)) * softplus(s) for s, t in zip(a, x, strict=True))
    assert near(autoencoders.cross_entropy(a[None], np.array([x])), wanted)


@given(z=rows(4), label=st.integers(0, 3))
@settings(max_examples=40)
def test_cross_entropy_of_a_softmax_in_every_module(z, label):
    wanted = log(sum(one.exp() for one in exact(z - z[label])))
    Y, last = mlp.one_hot([label], 4), mlp.Layer(np.zeros((1, 4)), z)
    assert near(mlp.cross_entropy(z[None], Y)[0], wanted)
    assert near(mlp.loss(mlp.MLP((last,)), np.ones((1, 1)), Y), wanted)
    assert near(cnn.cross_entropy(z[None], [label])[0], wanted)
    stack = residual.Stack(mlp.Layer(np.zeros((1, 1)), np.zeros(1)), (), last, skip=True)
    assert near(residual.loss(stack, np.ones((1, 1)), Y), wanted)


@given(b=rows(2), c=rows(2), W=rows(4), v=st.lists(st.integers(0, 1), min_size=2, max_size=2))
@settings(max_examples=25)
def test_free_energy_partition_and_likelihoods_of_a_restricted_machine(b, c, W, v):
    machine, (b_, c_, W_) = rbm.RBM(W.reshape(2, 2), b, c), map(exact, (b, c, W))

    def minus_free_energy(v):
        heard = (c_[j] + v[0] * W_[j] + v[1] * W_[2 + j] for j in range(2))
        return b_[0] * v[0] + b_[1] * v[1] + sum(log(1 + u.exp()) for u in heard)

    F = {state: minus_free_energy(state) for state in itertools.product((0, 1), repeat=2)}
    log_Z, rounding = log(sum(f.exp() for f in F.values())), 1e-13 * (1 + sum(np.abs(part).sum() for part in machine))
    wanted = {"F": -F[tuple(v)], "log Z": log_Z, "log p": F[tuple(v)] - log_Z}
    flips = [F[tuple(bit ^ (k == i) for i, bit in enumerate(v))] for k in range(2)]
    wanted["pseudo"] = -sum(log(1 + (flip - F[tuple(v)]).exp()) for flip in flips)
    found = {
        "F": rbm.free_energy(machine, [v])[0], "log Z": rbm_exact.log_partition(machine),
        "log p": rbm_exact.log_likelihood(machine, [v]), "pseudo": pseudo_likelihood.pseudo_likelihood(machine, [v]),
    }  # fmt: skip
    assert found == pytest.approx({name: float(value) for name, value in wanted.items()}, rel=1e-12, abs=rounding)
    np.testing.assert_allclose(rbm_exact.transition(machine).sum(axis=1), 1)


@given(w=SIGNED, b=rows(2))
@settings(max_examples=25)
def test_a_boltzmann_machine_of_two_units(w, b):
    weights, minus_E = np.array([[0, w], [w, 0]]), []
    for x, y in itertools.product((0, 1), repeat=2):
        minus_E.append(Decimal(w) * x * y - sum(t * s for t, s in zip(exact(b), (x, y), strict=True)))
    Z = sum(one.exp() for one in minus_E)
    assert boltzmann.log_partition(weights, b) == pytest.approx(float(log(Z)), rel=1e-13, abs=1e-14)
    assert boltzmann.distribution(weights, b) == pytest.approx([float(e.exp() / Z) for e in minus_E], rel=1e-11)
    machine = learning.Machine(weights, b, 1)
    p = [(minus_E[2 * v].exp() + minus_E[2 * v + 1].exp()) / Z for v in (0, 1)]
    L = learning.log_likelihood(machine, [0.25, 0.75])
    assert L == pytest.approx(float((log(p[0]) + 3 * log(p[1])) / 4), rel=1e-11, abs=1e-12 * (abs(w) + abs(b).sum()))
    slopes = learning.exact_slopes(machine, [0.25, 0.75])
    on = minus_E[3].exp() / (minus_E[2].exp() + minus_E[3].exp())  # <x y> with v clamped on
    assert slopes.weights[0, 1] == pytest.approx(float(Decimal("0.75") * on - minus_E[3].exp() / Z), abs=1e-11)


@given(z=st.lists(st.integers(-40, 40), min_size=1, max_size=4))
@settings(max_examples=20)
def test_the_energy_of_a_dense_net_of_exponentials(z):
    x, patterns = np.ones(40), np.ones((len(z), 40))
    for row, agreement in zip(patterns, z, strict=True):
        row[: (40 - agreement) // 2] = -1
    wanted = -log(sum(Decimal(int(row @ x)).exp() for row in patterns))
    assert dense.energy(patterns, x, dense.EXP) == pytest.approx(float(wanted), rel=1e-12, abs=1e-15)


@given(c=rows(2), W=rows(2))
@settings(max_examples=15)
def test_the_bound_of_a_stack_never_lies_above_the_likelihood_and_meets_it_where_q_is_exact(c, W):
    first = rbm.RBM(W.reshape(1, 2), np.zeros(1), c)
    v = np.array([[0.0], [1.0]])
    found = bound.bound(first, rbm_exact.turned(first), v)
    assert np.isfinite(found).all() and (found.entropy >= 0).all()
    log_p = bound.log_likelihood(first, rbm_exact.turned(first), v)
    assert log_p == pytest.approx(found.bound, rel=1e-11, abs=1e-11 * (1 + np.abs(c).sum() + np.abs(W).sum()))


@pytest.mark.parametrize("rho", [0, 1e-12, 0.05, 0.5, 1])
@pytest.mark.parametrize("rho_hat", [1e-300, 1e-9, 0.05, 0.999])
def test_the_divergence_of_two_coins(rho, rho_hat):
    p, q = Decimal(rho), Decimal(rho_hat)
    wanted = (p * log(p / q) if p else 0) + ((1 - p) * log((1 - p) / (1 - q)) if p < 1 else 0)
    assert sparsity.kl_divergence(rho, rho_hat) == pytest.approx(float(wanted), rel=1e-9, abs=1e-15)


def test_the_divergence_from_a_coin_that_never_falls_so_is_infinite_and_the_penalty_goes_on():
    assert sparsity.kl_divergence(0.05, np.array([0.0, 1.0])).tolist() == [np.inf, np.inf]
    value, slopes = sparsity.kl_penalty(np.array([[1e-9, 0.0, 1.0]]), 1.0)
    assert value > 0.05 * np.log(0.05 / 1e-9) and np.isfinite(slopes).all()
    assert slopes[0, 0] == pytest.approx(-0.05 / 1e-9, rel=1e-6)


@pytest.mark.parametrize("share, sure", [(1e-17, 0.95), (0.05, 0.95), (0.5, 1e-17)])
def test_the_trials_that_are_needed(share, sure):
    wanted = log(1 - Decimal(sure)) / log(1 - Decimal(share))
    assert random_search.trials_needed(share, sure) == pytest.approx(
        int(wanted.to_integral_value("ROUND_CEILING")), rel=1e-9
    )


@pytest.mark.parametrize("logs", [[-1e4, -1e4 + 1], [900.0, 0.0, 901.0]])
def test_the_mean_of_weights_too_large_or_small_to_be_written(logs):
    wanted = log(sum(Decimal(one).exp() for one in logs) / len(logs))
    assert near(ais.summary(logs).log_Z, wanted)
