"""A Boltzmann machine: N units x_i of 0 or 1, symmetric weights w_ij, no link from a unit to itself, a temperature T.

A unit's input is u_i = sum_j w_ij x_j - b_i. An update draws the unit anew: it is 1 with probability
1 / (1 + exp(-u_i / T)), whatever it was before. T is measured in units of energy (k = 1).
Ackley, Hinton, Sejnowski (1985), doi:10.1207/s15516709cog0901_7.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles, random, real, takes
from nbhelpers.hopfield import LARGEST_ENUMERATION, as_net, rounding
from nbhelpers.nn.activations import sigmoid

LARGEST_TRANSITION = 10  # units; a matrix of 2^10 x 2^10


class Step(NamedTuple):
    """One step of `gibbs_updates`: the unit that was updated and the state after it."""

    unit: int
    state: np.ndarray  # (N,) a copy


def fire_probability(u, T=1.0):
    """p(x_i = 1 | u_i) = 1 / (1 + exp(-u_i / T)) for T > 0, entry by entry."""
    return sigmoid(doubles("u", u) / as_temperature(T))


def net_input(weights, x, thresholds=None):
    """u_i = sum_j w_ij x_j - b_i for all units: (N,), or (m, N) for m states in rows."""
    weights, b = as_net(weights, thresholds)
    return as_states(x, len(b)) @ weights - b


def energy(weights, x, thresholds=None):
    """E = -sum_{i<j} w_ij x_i x_j + sum_i b_i x_i: one number, or (m,) for m states in rows."""
    weights, b = as_net(weights, thresholds)
    x = as_states(x, len(b))
    E = -0.5 * np.sum(x @ weights * x, axis=-1) + x @ b
    return float(E) if x.ndim == 1 else E


@takes(rng=random)
def gibbs_updates(weights, x, rng, T=1.0, thresholds=None) -> Iterator[Step]:
    """Gibbs sampling without end: a unit chosen at random is updated, then the next one. Geman and Geman (1984).

    T = 0 is allowed and means the rule of a Hopfield net: the side of the input, at u_i = 0 stay.
    """
    weights, b = as_net(weights, thresholds)
    x, T, tie = as_states(x, len(b)).copy(), as_temperature(T, zero=True), rounding(weights, b)
    if x.ndim != 1:
        raise ValueError(f"x has shape {x.shape}; one walker allows ({len(b)},) only")
    while True:
        k = int(rng.integers(len(x)))
        x[k] = _answer(weights[k] @ x - b[k], x[k], T, rng.random(), tie)
        yield Step(k, x.copy())


@takes(rng=random)
def chains(weights, x, rng, T=1.0, thresholds=None, clamped=()) -> Iterator[np.ndarray]:
    """Gibbs sampling of m nets side by side, without end: yields all states (m, N) after every sweep.

    In a sweep each unit but the `clamped` ones is updated once, in the order of their numbers. `T` is a number or a
    sequence of temperatures, one for each sweep; the chains end with it. T = 0 is the rule of a Hopfield net.
    """
    weights, b = as_net(weights, thresholds)
    x = np.atleast_2d(as_states(x, len(b))).copy()
    free, tie = [k for k in range(len(b)) if k not in set(clamped)], rounding(weights, b)
    for now in _temperatures(T):
        dice = rng.random((len(free), len(x)))
        for k, die in zip(free, dice, strict=True):
            x[:, k] = _answer(x @ weights[k] - b[k], x[:, k], now, die, tie)
        yield x.copy()


@takes(units=1)
def all_states(units):
    """Every state of a small net, (2^N, N); row r holds the binary digits of r."""
    if units > LARGEST_ENUMERATION:
        raise ValueError(f"units is {units}; enumeration allows 1 to {LARGEST_ENUMERATION} (2^N states)")
    return (np.arange(2**units)[:, None] >> np.arange(units - 1, -1, -1) & 1).astype(float)


@takes(states="N | m N")
def rows(states):
    """Which row of `all_states` each state is: (m, N) -> (m,) of whole numbers."""
    states = np.atleast_2d(states)
    return (states @ 2.0 ** np.arange(states.shape[1] - 1, -1, -1)).astype(int)


def log_partition(weights, thresholds=None, T=1.0):
    """ln Z, with Z = sum over all 2^N states of exp(-E / T). weights: (N, N), thresholds: (N,)."""
    return float(np.logaddexp.reduce(_powers(weights, thresholds, T)))


def distribution(weights, thresholds=None, T=1.0):
    """p(x) = exp(-E(x) / T) / Z for every state, (2^N,), in the order of `all_states`: Boltzmann's distribution."""
    powers = _powers(weights, thresholds, T)
    return np.exp(powers - np.logaddexp.reduce(powers))


def transition_matrix(weights, thresholds=None, T=1.0):
    """K[a, c]: the probability that one update of a random unit leads from state a to c; (2^N, 2^N)."""
    weights, b = as_net(weights, thresholds)
    if len(b) > LARGEST_TRANSITION:
        raise ValueError(f"weights has {len(b)} units; the matrix of all steps allows 1 to {LARGEST_TRANSITION}")
    states = all_states(len(b))
    p, K, here = fire_probability(states @ weights - b, T), np.zeros((len(states),) * 2), np.arange(len(states))
    for k in range(len(b)):
        bit = 1 << (len(b) - 1 - k)
        K[here, here | bit] += p[:, k] / len(b)
        K[here, here & ~bit] += (1 - p[:, k]) / len(b)
    return K


@takes(states="N | m N")
def shares(states):
    """The share of each of the 2^N states among the given ones: (m, N) -> (2^N,)."""
    states = np.atleast_2d(states)
    return np.bincount(rows(states), minlength=2 ** states.shape[1]) / len(states)


@takes(p="n", other="n")
def total_variation(p, other):
    """1/2 sum |p - other|: by how much they can differ about any event; from 0 (equal) to 1 (nothing in common)."""
    return float(0.5 * np.abs(np.asarray(p) - np.asarray(other)).sum())


@takes(p="n", count=1)
def expected_variation(p, count):
    """The mean total variation between p and the shares in `count` independent samples, for many samples.

    A share is about normal with variance p(1 - p)/count, and the mean of |N(0, s^2)| is s sqrt(2/pi).
    """
    p = np.asarray(p)
    return float(np.sqrt(p * (1 - p) / (2 * np.pi * count)).sum())


@takes(units=1, rng=random, spread=real(least=0))
def random_net(units, rng, spread=1.0):
    """(weights, thresholds) with w_ij = w_ji and b_i drawn from N(0, spread^2), w_ii = 0."""
    upper = np.triu(rng.normal(0, spread, (units, units)), 1)
    return upper + upper.T, rng.normal(0, spread, units)


def from_signs(weights, thresholds=None):
    """The net of 0/1 units that does what a net of -1/+1 units (`hopfield`) does: (weights, thresholds).

    With s = 2x - 1 put into E: w_ij becomes 4 w_ij, b_i becomes 2 b_i + 2 sum_j w_ij, and every energy moves by
    the same constant, sum_{i<j} w_ij + sum_i b_i (which the 0/1 net is higher).
    """
    weights, b = as_net(weights, thresholds)
    return 4 * weights, 2 * b + 2 * weights.sum(axis=1)


def as_temperature(T, zero=False):
    """`T` as a float, looked over: above 0; where only the rule is asked for, 0 is allowed too."""
    T = float(T)
    if not (0 < T < np.inf or (zero and T == 0)):
        why = " (at T = 0 a net follows Hopfield's rule, and where it ends depends on its start)" if T == 0 else ""
        raise ValueError(f"T is {T:g}; allowed are finite numbers {'from' if zero else 'above'} 0{why}")
    return T


def as_states(x, units):
    """`x` as floats, (N,) or (m, N), looked over: ValueError unless there is one state at least, all of 0 and 1."""
    x = doubles("x", x)
    if x.ndim not in (1, 2) or x.shape[-1] != units or x.size == 0:
        raise ValueError(f"x has shape {x.shape}; this net of {units} units allows ({units},) or (m, {units})")
    if not np.all((x == 0) | (x == 1)):
        strange = ", ".join(f"{value:g}" for value in np.unique(x[(x != 0) & (x != 1)])[:3])
        raise ValueError(f"x holds {strange}; only 0 and 1 are allowed ((x + 1) / 2 makes them of -1 and +1)")
    return x


def _answer(u, x, T, die, tie):
    """The new state of a unit with input u: 1 with its probability; at T = 0 the side of u, at u = 0 as it was."""
    if T == 0:
        return np.where(np.abs(u) <= tie, x, u > 0)
    return die < sigmoid(u / T)


def _temperatures(T):
    if np.ndim(T):
        yield from [as_temperature(now, zero=True) for now in T]
    else:
        T = as_temperature(T, zero=True)
        while True:
            yield T


def _powers(weights, thresholds, T):
    """-E(x) / T of every state."""
    weights, b = as_net(weights, thresholds)
    return -energy(weights, all_states(len(b)), b) / as_temperature(T)
