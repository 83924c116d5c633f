"""What the normalising constant Z of N units costs: its terms, its operations, and the years at a given speed.

One operation is a multiplication with what goes with it (an addition), or one exponential.
"""

import itertools
import math

from nbhelpers.guards import takes
from nbhelpers.hopfield import as_net

YEAR = 365.25 * 24 * 3600  # seconds
UNIVERSE = 13.8e9  # years since the big bang


def counted_partition(weights, thresholds=None, T=1.0):
    """(Z, operations): Z term by term, with every operation counted as it is done."""
    weights, b = as_net(weights, thresholds)
    units, Z, operations = len(b), 0.0, 0
    for x in itertools.product((0, 1), repeat=units):
        E = 0.0
        for i in range(units):
            E += b[i] * x[i]
            operations += 1
            for j in range(i):
                E -= weights[i, j] * (x[i] and x[j])
                operations += 1
        Z += math.exp(-E / T)
        operations += 1
    return Z, operations


@takes(units=1)
def operations(units):
    """2^N (N (N + 1) / 2 + 1): for each term N(N - 1)/2 pairs, N thresholds and one exponential; an exact integer."""
    return 2**units * (units * (units + 1) // 2 + 1)


@takes(units=1)
def frugal_operations(units):
    """2^N (N + 1): the states in an order in which neighbours differ in one unit, so that Delta E = -u_k Delta x_k."""
    return 2**units * (units + 1)


@takes(units=1, samples=1, sweeps=1)
def sampled_operations(units, samples=1000, sweeps=20):
    """samples x sweeps x N (N + 1): one estimate of <x_i x_j> from `samples` chains, N inputs of N terms a sweep."""
    return samples * sweeps * units * (units + 1)


@takes(count=1)
def log10_years(count, rate):
    """log10 of the years that `count` operations take at `rate` operations a second; works for any size of integer."""
    if not 0 < rate < math.inf:
        raise ValueError(f"rate is {rate}; allowed are finite numbers above 0")
    return math.log10(count) - math.log10(rate) - math.log10(YEAR)


def largest_net(years, rate):
    """The most units N whose Z takes at most that many years at that rate; 0 if not even one unit fits."""
    if not years > 0:
        raise ValueError(f"years is {years}; allowed are numbers above 0")
    fits = itertools.takewhile(lambda N: log10_years(operations(N), rate) <= math.log10(years), itertools.count(1))
    return max(fits, default=0)
