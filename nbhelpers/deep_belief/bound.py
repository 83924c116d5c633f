"""What a second layer does to log p(v): the likelihood of a tiny stack of two, and its bound, by enumeration.

The stack is p(v, h) = p_2(h) p_1(v | h): the second machine says how likely h is, the first turns h into v. With
Q(h | v) = p_1(h | v), log p(v) >= sum_h Q(h | v) (log p_2(h) + log p_1(v | h)) + H(Q(. | v)). All logs are natural.
"""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers import rbm
from nbhelpers.deep_belief import as_stack
from nbhelpers.guards import random, real, takes, whole_number
from nbhelpers.rbm import RBM

MOST = 14  # units in a layer whose states are listed


class Terms(NamedTuple):
    """The parts of the bound, one for each row of v: their sum is the bound."""

    prior: np.ndarray  # (m,) sum_h Q log p_2(h): all that the second layer can change
    fit: np.ndarray  # (m,) sum_h Q log p_1(v | h)
    entropy: np.ndarray  # (m,) -sum_h Q log Q

    @property
    def bound(self) -> np.ndarray:
        return self.prior + self.fit + self.entropy


@takes(units=whole_number(1, MOST))
def states(units: int) -> np.ndarray:
    """All 2^units states of 0 and 1, (2^units, units), in binary order."""
    return (np.arange(2**units)[:, None] >> np.arange(units - 1, -1, -1) & 1).astype(float)


@takes(side=1)
def bars_and_stripes(side: int) -> np.ndarray:
    """Every picture of side x side whose rows are all alike or whose columns are: (2^(side + 1) - 2, side^2)."""
    lines = states(side)
    return np.unique(np.vstack([np.repeat(lines, side, axis=1), np.tile(lines, (1, side))]), axis=0)


@takes(v="m visible")
def row_of(v: np.ndarray) -> np.ndarray:
    """The place of every row of 0 and 1 among `states`: (m, visible) -> (m,) whole numbers."""
    return (rbm.as_units("v", v, v.shape[1]) @ 2.0 ** np.arange(v.shape[1] - 1, -1, -1)).astype(int)


@takes(v="m visible", steps=0, rng=random)
def first_layer(v: np.ndarray, hidden: int, steps: int, rng) -> RBM:
    """A machine with large random weights, after so many exact steps on the rows of v, all equally likely."""
    one, states_of_v = rbm.new_rbm(v.shape[1], hidden, rng, 2.0), 2 ** v.shape[1]
    weights = np.bincount(row_of(v), minlength=states_of_v) / len(v)
    return next(itertools.islice(learn(one, weights, 0.3), steps - 1, None)) if steps else one


@takes(rates="n k", units="m k")
def log_share(rates: np.ndarray, units: np.ndarray) -> np.ndarray:
    """log p(units) for units that are 1 with log odds `rates`: (n, k) and (m, k) -> (m, n)."""
    return units @ rates.T - np.logaddexp(0, rates).sum(axis=1)


def log_marginal(one: RBM) -> np.ndarray:
    """log p(v) of every state of the visible side, (2^visible,): -F(v) - log Z."""
    minus_F = -rbm.free_energy(one, states(len(one.b)))
    return minus_F - np.logaddexp.reduce(minus_F)


def log_likelihood(first: RBM, second: RBM, v) -> np.ndarray:
    """log p(v) = log sum_h p_2(h) p_1(v | h), exact: (m, visible) -> (m,)."""
    as_stack([first, second])
    return np.logaddexp.reduce(log_marginal(second) + log_v_given_h(first, v), axis=-1)


def bound(first: RBM, second: RBM, v) -> Terms:
    """The parts of the lower bound on log p(v), exact."""
    as_stack([first, second])
    log_q = log_posterior(first, v)
    Q = np.exp(log_q)
    fit = np.sum(Q * log_v_given_h(first, v), axis=1)
    return Terms(Q @ log_marginal(second), fit, -np.sum(Q * log_q, axis=1))


def log_posterior(first: RBM, v) -> np.ndarray:
    """log Q(h | v) = log p_1(h | v) for every state of h: (m, visible) -> (m, 2^hidden)."""
    v = rbm.as_units("v", v, len(first.b))
    return log_share(v @ first.W + first.c, states(len(first.c))).T


@takes(weights="states", eta=real(above=0))
def learn(one: RBM, weights: np.ndarray, eta: float) -> Iterator[RBM]:
    """Exact gradient ascent on sum_v weights(v) log p(v), without end. weights: (2^visible,), one for every state.

    Both moments are sums over all states: no chain, no chance. Yields the machine after every step.
    """
    v = states(len(one.b))
    if weights.shape != (len(v),) or weights.min() < 0 or not np.isclose(weights.sum(), 1):
        raise ValueError(f"weights: shape {weights.shape}, sum {weights.sum():g}; allowed: ({len(v)},), >= 0, sum 1")
    while True:
        surplus = weights - np.exp(log_marginal(one))
        p = rbm.hidden_probability(one, v)
        slopes = RBM((v * surplus[:, None]).T @ p, surplus @ v, surplus @ p)
        one = rbm.ascend(one, slopes, eta)
        yield one


def log_v_given_h(first, v):
    """log p_1(v | h) for every row of v and every state of h: (m, 2^hidden)."""
    v = rbm.as_units("v", v, len(first.b))
    return log_share(states(len(first.c)) @ first.W.T + first.b, v)
