"""How many patterns a Hopfield net can hold: crosstalk, two theories, and the measurement."""

import functools
import math
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import random, real, takes
from nbhelpers.hopfield import as_patterns, store
from nbhelpers.hopfield.fast import settler
from nbhelpers.hopfield.patterns import add_noise, random_patterns

BLACKOUT = 0.138  # P/N above which no state near a pattern is stable (Amit, Gutfreund, Sompolinsky 1985)

DEEPEST = 0.051  # P/N above which the memories of a large net are not its deepest states (the same)


class Trial(NamedTuple):
    """What one net of random patterns made of them."""

    wrong_at_once: float  # share of stored bits whose unit wants to change
    recalled: float  # share of patterns that recall ends in, right to the last bit
    wrong_at_rest: float  # share of wrong bits where recall ends


def crosstalk(patterns):
    """C_i^s = -x_i^s 1/N sum_{t != s} x_i^t sum_{j != i} x_j^t x_j^s, (P, N).

    How hard the other patterns push against each bit of `patterns` (P, N). With
    them stored, x_i^s u_i = (1 - 1/N) - C_i^s: a bit flips if C_i^s > 1 - 1/N.
    """
    patterns = as_patterns(patterns)
    count, units = patterns.shape
    agreement = patterns @ patterns.T - units * np.eye(count)
    from_others = agreement @ patterns - (count - 1) * patterns
    return -patterns * from_others / units


def wrong_bit_probability(load):
    """Q(sqrt(N/P)) = 1/2 erfc(sqrt(N/(2P))): a Gaussian crosstalk of variance load = P/N exceeds 1."""
    _load_only(load)
    return 0.5 * math.erfc(math.sqrt(1 / (2 * load)))


@takes(units=real(least=2))
def error_free_load(units):
    """1 / (4 ln N): below this P/N all patterns are stable to the bit, N large (McEliece et al. 1987)."""
    return 1 / (4 * math.log(units))


def settled_overlap(load):
    """m of the state into which a stored pattern relaxes, N without end; 0 above the blackout.

    m = erf(y) with the greatest y that solves sqrt(2 load) = erf(y)/y - 2/sqrt(pi) exp(-y^2)
    (Amit, Gutfreund, Sompolinsky 1985, at temperature 0).
    """
    _load_only(load)
    y, loads = _branch()
    return math.erf(np.interp(-load, -loads, y)) if load <= loads[0] else 0.0


def blackout_load():
    """The greatest P/N at which `settled_overlap` still has a solution: 0.138."""
    return float(_branch()[1][0])


@takes(units=1, count=1, rng=random)
def capacity_trial(units, count, rng, noise=0.0):
    """Store `count` random patterns, start from each with a share `noise` of its bits turned, see where it ends.

    Without noise a pattern is recalled exactly if it is stable.
    """
    patterns = random_patterns(count, units, rng)
    weights = store(patterns)
    wrong = crosstalk(patterns) > 1 - 1 / units + 1e-9
    settle = settler(weights)
    rest = np.concatenate([settle(add_noise(x, noise, rng)[None], rng) for x in patterns])
    off = rest != patterns
    return Trial(float(wrong.mean()), float(np.mean(~off.any(axis=1))), float(off.mean()))


@takes(loads="n", values="n", level=real())
def first_crossing(loads, values, level):
    """The load at which `values` (one a load) first comes to the other side of `level`, between two loads straight."""
    away = np.asarray(values) - level
    crossed = np.flatnonzero(away * away[0] < 0) if away[0] else np.array([], dtype=int)
    if not crossed.size:
        raise ValueError(f"values go from {values[0]} to {values[-1]}; they must cross the level {level}")
    k = crossed[0]
    return float(loads[k - 1] + (loads[k] - loads[k - 1]) * away[k - 1] / (away[k - 1] - away[k]))


@functools.cache
def _branch():
    """(y, load): the stable branch of the equation in `settled_overlap`, from its top outwards."""
    y = np.linspace(0.5, 8, 20_001)
    erf = np.array([math.erf(value) for value in y])
    loads = (erf / y - 2 / math.sqrt(math.pi) * np.exp(-(y**2))) ** 2 / 2
    top = int(loads.argmax())
    return y[top:], loads[top:]


def _load_only(load):
    if not load > 0:
        raise ValueError(f"load is {load}; P/N must be greater than 0")
