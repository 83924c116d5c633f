"""How many random patterns a dense Hopfield net holds: theory and measurement, for F(z) = z^n."""

import math
from statistics import NormalDist

import numpy as np

from nbhelpers.guards import random, real, takes
from nbhelpers.hopfield import as_patterns
from nbhelpers.hopfield.dense import EXP, check_power
from nbhelpers.hopfield.patterns import random_patterns

SHARE = 0.99  # of the patterns must be at rest to the last bit


def odd_factorial(power):
    """(2n - 3)!! = 1 * 3 * ... * (2n - 3): the mean of g^(2n-2) for a standard Gaussian g."""
    _power_only(power)
    return math.prod(range(1, 2 * power - 2, 2))


@takes(units=real(least=1), count=real(above=1))
def wrong_bit_probability(units, count, power):
    """Q(sqrt(N^(n-1) / ((2n-3)!! (P-1)))): the chance that a stored bit turns over, crosstalk taken as Gaussian."""
    _power_only(power)
    ratio = units ** (power - 1) / (odd_factorial(power) * (count - 1))
    return 0.5 * math.erfc(math.sqrt(ratio / 2))


@takes(units=real(above=1))
def error_free_count(units, power):
    """N^(n-1) / (2 (2n-3)!! ln N): one given pattern is stable to the bit below it, N large (Krotov, Hopfield 2016)."""
    _power_only(power)
    return units ** (power - 1) / (2 * odd_factorial(power) * math.log(units))


@takes(units=real(least=1))
def predicted_count(units, power, share=SHARE):
    """P at which that share of the patterns is right in all N bits: (1 - p)^N = share, p of `wrong_bit_probability`."""
    if not 0 < share < 1:
        raise ValueError(f"share is {share}; it must lie between 0 and 1")
    _power_only(power)
    z = NormalDist().inv_cdf(share ** (1 / units))
    return 1 + units ** (power - 1) / (odd_factorial(power) * z**2)


@takes(units=1, count=1, rng=random, tested=1)
def stable_share(units, count, power, rng, tested=1000):
    """Share of stored random patterns without a unit that wants to turn.

    `tested` of them at least are looked at, in as many nets as that takes.
    """
    nets = math.ceil(tested / count)
    return float(np.mean([stable(random_patterns(count, units, rng), power, tested) for _ in range(nets)]))


@takes(first=1)
def stable(patterns, power, first=None):
    """Which of the `first` patterns (all, if None) are at rest: every Delta E_k is 0 or more, for all at once."""
    _power_only(power)
    patterns = as_patterns(patterns)
    x = patterns[:first]
    z = x @ patterns.T  # (tested, P)
    up, down = (z + 2) ** power, (z - 2) ** power
    bend = np.sum(z**power - (up + down) / 2, axis=1, keepdims=True)
    change = bend + x * ((up - down) / 2 @ patterns)
    return np.all(change >= -1e-9 * patterns.shape[1] ** (power - 1), axis=1)


def _power_only(power):
    check_power(power)
    if power == EXP:
        raise ValueError(f"power is {EXP!r}; this theory holds for whole numbers from 2 on")
