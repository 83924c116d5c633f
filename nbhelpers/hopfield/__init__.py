"""A Hopfield net: N units x_i of -1 or +1, symmetric weights w_ij, no link from a unit to itself.

A unit's input is u_i = sum_j w_ij x_j - b_i. When it is updated, a unit takes the sign of its input; at
u_i = 0 it stays as it is. Hopfield (1982), doi:10.1073/pnas.79.8.2554.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles, random, takes, whole
from nbhelpers.norm import length

LARGEST_ENUMERATION = 16  # units; 2^16 states


class Flip(NamedTuple):
    """One unit that changed during `recall`."""

    visit: int  # how many units had been updated by then, this one included
    unit: int  # the unit k that changed
    energy: float  # E after the change
    state: np.ndarray  # (N,) the state after the change, a copy


def store(patterns):
    """w_ij = 1/N sum_s x_i^s x_j^s, w_ii = 0: the rule of Hebb (1949), P patterns.

    `patterns` (P, N) of -1 and +1. Returns the weights (N, N). Without thresholds
    the factor in front does not matter: it scales every input alike and leaves all
    signs as they are. 1/N gives a stored bit an input of about 1, whatever P is.
    """
    patterns = as_patterns(patterns)
    weights = patterns.T @ patterns / patterns.shape[1]
    np.fill_diagonal(weights, 0.0)
    return weights


def net_input(weights, x, thresholds=None):
    """u_i = sum_j w_ij x_j - b_i, for all units at once: (N,)."""
    weights, b = as_net(weights, thresholds)
    return weights @ _as_state(x, len(b)) - b


def energy(weights, x, thresholds=None):
    """E = -1/2 sum_ij w_ij x_i x_j + sum_i b_i x_i."""
    weights, b = as_net(weights, thresholds)
    x = _as_state(x, len(b))
    return float(-0.5 * x @ weights @ x + b @ x)


def energy_change(weights, x, k, thresholds=None):
    """Delta E_k = -u_k Delta x_k: the change of E if unit k alone turns over."""
    u = net_input(weights, x, thresholds)
    whole("k", k, 0, len(u) - 1)
    return float(-u[k] * (-2 * x[k]))


@takes(rng=random)
def recall(weights, x, rng, thresholds=None) -> Iterator[Flip]:
    """Update the units one by one, each sweep in a new order, until none wants to turn.

    Yields a `Flip` for every unit that changes; nothing if `x` is stable already.
    It must end: every flip lowers E, by more than rounding could put back, and
    there are finitely many states.
    """
    weights, b = as_net(weights, thresholds)
    x = _as_state(x, len(b)).copy()
    u = weights @ x - b
    E = -0.5 * x @ (u - b)
    tie, visit = rounding(weights, b), 0
    while np.any(x * u < -tie):
        for k in rng.permutation(len(x)).tolist():
            visit += 1
            if x[k] * u[k] < -tie:
                x[k] = -x[k]
                E -= u[k] * 2 * x[k]
                u += 2 * x[k] * weights[k]
                yield Flip(visit, k, float(E), x.copy())


@takes(rng=random)
def settle(weights, x, rng, thresholds=None):
    """The state (N,) in which `recall` comes to rest."""
    state = np.array(doubles("x", x))
    for flip in recall(weights, x, rng, thresholds):
        state = flip.state
    return state


@takes(rounds=0)
def recall_at_once(weights, x, thresholds=None, rounds=100) -> Iterator[np.ndarray]:
    """All units change together, x(t+1) = sign u(t): yields x(1), x(2), ...; ends after `rounds` or at rest.

    For contrast with `recall`: this one may swing between two states for ever and the energy may rise.
    """
    weights, b = as_net(weights, thresholds)
    x = _as_state(x, len(b)).copy()
    for _ in range(rounds):
        u = weights @ x - b
        wanted = np.where(np.abs(u) > rounding(weights, b), np.sign(u), x)
        if np.array_equal(wanted, x):
            return
        x = wanted
        yield x.copy()


def is_stable(weights, x, thresholds=None):
    """True if no unit wants to change: x_i u_i >= 0 for every i."""
    weights, b = as_net(weights, thresholds)
    x = _as_state(x, len(b))
    return bool(np.all(x * (weights @ x - b) >= -rounding(weights, b)))


@takes(x="N", pattern="N")
def overlap(x, pattern):
    """m = 1/N sum_i x_i x_i^s: 1 for equal, 0 for half the units equal, -1 for the negative."""
    pattern = as_patterns(np.atleast_2d(pattern))[0]
    return float(_as_state(x, len(pattern)) @ pattern / len(pattern))


@takes(units=1)
def all_states(units):
    """Every state of a small net, (2^N, N); row r holds the binary digits of r."""
    if units > LARGEST_ENUMERATION:
        raise ValueError(f"units is {units}; enumeration allows 1 to {LARGEST_ENUMERATION} (2^N states)")
    bits = np.arange(2**units)[:, None] >> np.arange(units - 1, -1, -1) & 1
    return 2.0 * bits - 1.0


def all_energies(weights, thresholds=None):
    """E of every state of a small net, (2^N,), in the order of `all_states`."""
    weights, b = as_net(weights, thresholds)
    states = all_states(len(b))
    return -0.5 * np.sum(states @ weights * states, axis=1) + states @ b


def all_minima(weights, thresholds=None):
    """Every state of a small net in which no unit wants to change, (count, N)."""
    weights, b = as_net(weights, thresholds)
    states = all_states(len(b))
    agreement = states * (states @ weights - b)
    return states[np.all(agreement >= -rounding(weights, b), axis=1)]


def to_signs(bits):
    """2x - 1: units written 0 and 1 become units written -1 and +1."""
    bits = doubles("bits", bits)
    if not np.all((bits == 0) | (bits == 1)):
        raise ValueError(f"bits holds {_strangers(bits, (0, 1))}; only 0 and 1 are allowed")
    return 2 * bits - 1


def as_patterns(patterns, name="patterns"):
    """`patterns` as floats (P, N), looked over: ValueError unless there is one at least, all of -1 and +1."""
    patterns = doubles(name, patterns)
    if patterns.ndim != 2 or patterns.size == 0:
        raise ValueError(f"{name} has shape {patterns.shape}; it must be (P, N) with one pattern and one unit at least")
    _signs_only(name, patterns)
    return patterns


def _as_state(x, units):
    x = doubles("x", x)
    if x.shape != (units,):
        raise ValueError(f"x has shape {x.shape}; this net of {units} units allows ({units},) only")
    _signs_only("x", x)
    return x


def as_net(weights, thresholds=None):
    """(weights, thresholds) as floats, looked over: square, finite, symmetric, no self-links."""
    weights = doubles("weights", weights)
    if weights.ndim != 2 or weights.shape[0] != weights.shape[1] or weights.size == 0:
        raise ValueError(f"weights has shape {weights.shape}; it must be square, (N, N) with N >= 1")
    if not np.isfinite(weights).all():
        raise ValueError("weights holds NaN or infinity; only finite numbers are allowed")
    if not np.array_equal(weights, weights.T):
        i, j = np.argwhere(weights != weights.T)[0]
        raise ValueError(
            f"weights is not symmetric: w[{i}, {j}] = {weights[i, j]:g} but w[{j}, {i}] = {weights[j, i]:g}; "
            "only w_ij = w_ji is allowed"
        )
    if np.any(np.diagonal(weights)):
        i = int(np.flatnonzero(np.diagonal(weights))[0])
        w_ii = f"w[{i}, {i}] = {weights[i, i]:g}"
        raise ValueError(f"weights links unit {i} to itself: {w_ii}; only 0 is allowed")
    return weights, _as_thresholds(thresholds, len(weights))


def _as_thresholds(thresholds, units):
    b = np.zeros(units) if thresholds is None else doubles("thresholds", thresholds)
    if b.shape != (units,) or not np.isfinite(b).all():
        raise ValueError(f"thresholds has shape {b.shape}; it must be ({units},) and finite, or None for 0")
    return b


def _signs_only(name, values):
    if not np.all(np.abs(values) == 1):
        raise ValueError(
            f"{name} holds {_strangers(values, (-1, 1))}; only -1 and +1 are allowed "
            "(to_signs turns 0 and 1 into them)"
        )


def _strangers(values, allowed):
    found = values[~np.isin(values, allowed)]
    return ", ".join(f"{value:g}" for value in np.unique(found)[:3])


def rounding(weights, b):
    """Inputs nearer to 0 than this count as 0: rounding must not decide what a tie does."""
    return 1e-12 * (length(weights) + length(b))
