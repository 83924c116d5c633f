"""A dense Hopfield net: the patterns themselves are kept, and a state is judged by its agreement with each.

E = -sum_s F(z_s) with z_s = sum_i x_i x_i^s, from -N to N. F(z) = z^n / N^(n-1), n = 2, 3, ... (Krotov and
Hopfield 2016, arXiv:1606.01164); n = 2 is the classic net. For `EXP` the sum is that of exp(z_s)
(Demircigil et al. 2017, arXiv:1702.01929), and E its negative logarithm, which orders the states alike.
"""

from collections.abc import Iterator

import numpy as np

from nbhelpers.guards import doubles, random, takes
from nbhelpers.hopfield import Flip, as_patterns
from nbhelpers.nn.mlp import softmax

EXP = "exp"
LARGEST_POWER = 8


def energy(patterns, x, power):
    """E of the state `x` (N,): -N^(1-n) sum_s z_s^n, or -ln sum_s exp(z_s) for `EXP`.

    A stored pattern lies at about -N whatever the power. For n = 2, E is twice the
    classic energy (no thresholds), less P.
    """
    stored, x = _as_net(patterns, x, power)
    return _energy(stored @ x, len(x), power)


def energy_changes(patterns, x, power):
    """Delta E_k, (N,): for every unit k what E would change by if that unit alone turned over.

    It changes each z_s by -2 x_k x_k^s, so only two other values of F occur in
    each pattern: F(z_s - 2) and F(z_s + 2).
    """
    stored, x = _as_net(patterns, x, power)
    return _changes(stored, stored @ x, x, power)[0]


@takes(rng=random)
def recall(patterns, x, rng, power) -> Iterator[Flip]:
    """Update the units one by one, each sweep in a new order: a unit turns if that lowers E. Yields the flips.

    Each update compares the energy of the unit's two values, the others held still; at a tie it stays.
    """
    stored, x = _as_net(patterns, x, power)
    x, visit = x.copy(), 0
    z = stored @ x
    change, tie = _changes(stored, z, x, power)
    while np.any(change < -tie):
        for k in rng.permutation(len(x)).tolist():
            visit += 1
            if change[k] < -tie:
                x[k] = -x[k]
                z += 2 * x[k] * stored[:, k]
                change, tie = _changes(stored, z, x, power)
                yield Flip(visit, k, _energy(z, len(x), power), x.copy())


@takes(rng=random)
def settle(patterns, x, rng, power):
    """The state (N,) in which `recall` comes to rest."""
    state = np.array(doubles("x", x))
    for flip in recall(patterns, x, rng, power):
        state = flip.state
    return state


def is_stable(patterns, x, power):
    """True if no single flip lowers E."""
    stored, x = _as_net(patterns, x, power)
    change, tie = _changes(stored, stored @ x, x, power)
    return bool(np.all(change >= -tie))


def attention(patterns, x):
    """(p, y): p_s = exp(z_s) / sum_t exp(z_t), (P,), and y = sum_s p_s x^s, (N,), the patterns so mixed."""
    stored, x = _as_net(patterns, x, EXP)
    p = softmax(stored @ x)
    return p, p @ stored


def _energy(z, units, power):
    if power == EXP:
        return float(-(z.max() + np.log(np.sum(np.exp(z - z.max())))))
    return float(-np.sum(z**power) / units ** (power - 1))


def _changes(stored, z, x, power):
    """(Delta E_k, tie): changes nearer to 0 than `tie` are rounding."""
    if power == EXP:  # ln sum e^z - ln sum e^(z - 2a) with a = x_k x_k^s, and e^(-2a) = cosh 2 - a sinh 2
        grown = np.cosh(2) - np.sinh(2) * x * (softmax(z) @ stored)
        return -np.log(grown), 1e-11
    units, (up, down) = stored.shape[1], ((z + 2) ** power, (z - 2) ** power)
    bend = np.sum(z**power - (up + down) / 2)
    scale = units ** (power - 1)
    return (bend + x * ((up - down) / 2 @ stored)) / scale, 1e-12 * (np.abs(up) + np.abs(down)).sum() / scale


def _as_net(patterns, x, power):
    """(stored, x) as floats, looked over."""
    stored, x = as_patterns(patterns), doubles("x", x)
    check_power(power)
    if x.shape != stored.shape[1:]:
        units = stored.shape[1]
        raise ValueError(f"x has shape {x.shape}; these patterns of {units} units allow ({units},) only")
    if not np.all(np.abs(x) == 1):
        raise ValueError(f"x holds {x[np.abs(x) != 1][0]:g}; only -1 and +1 are allowed")
    return stored, x


def check_power(power):
    """ValueError unless `power` is `EXP` or a whole number from 2 on."""
    whole = isinstance(power, int | np.integer) and not isinstance(power, bool)
    if power != EXP and not (whole and 2 <= power <= LARGEST_POWER):
        raise ValueError(f"power is {power!r}; allowed are the whole numbers 2 to {LARGEST_POWER}, or {EXP!r}")
