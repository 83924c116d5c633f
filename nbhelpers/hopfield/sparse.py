"""Patterns in which few units are on: Hebb's rule put right for them. Units are -1 and +1 as elsewhere.

Tsodyks and Feigelman (1988), doi:10.1209/0295-5075/6/2/002.
"""

import numpy as np

from nbhelpers.guards import random, takes
from nbhelpers.hopfield import as_patterns


@takes(count=1, units=2, rng=random)
def sparse_patterns(count, units, activity, rng):
    """`count` random patterns in each of which round(activity * units) units are +1: (count, units)."""
    on = round(activity * units) if 0 < activity < 1 else 0
    if not 0 < on < units:
        raise ValueError(f"activity is {activity}; of {units} units one at least must be on, and one at least off")
    row = np.where(np.arange(units) < on, 1.0, -1.0)
    return rng.permuted(np.tile(row, (count, 1)), axis=1)


def store(patterns):
    """(weights, thresholds): w_ij = sum_s (x_i^s - mu)(x_j^s - mu) / (N (1 - mu^2)), b_i = mu (sum_j w_ij - 1).

    w_ii = 0, and mu is the mean of all stored bits: 2a - 1 if a share a of them is +1. Then
    u_i = sum_j w_ij (x_j - mu) + mu: a stored bit receives about its own value, whatever a is. With mu = 0 this is
    Hebb's rule without thresholds. `patterns` (P, N) of -1 and +1, not all alike; returns (N, N) and (N,).
    """
    patterns = as_patterns(patterns)
    mu = _mean(patterns)
    off = patterns - mu
    weights = off.T @ off / (patterns.shape[1] * (1 - mu**2))
    weights = (weights + weights.T) / 2  # to the last digit
    np.fill_diagonal(weights, 0.0)
    return weights, mu * (weights.sum(axis=1) - 1)


def likeness(states, patterns):
    """Row by row, 1 for equal and about 0 for unrelated patterns, however few units are on: (count,).

    sum_i (x_i - mu)(x_i^s - mu) / (N (1 - mu^2)), mu the mean of the patterns. The overlap of two unrelated
    patterns is mu^2, and so says little where nearly all units are off.
    """
    patterns, states = as_patterns(patterns), as_patterns(states, "states")
    if states.shape != patterns.shape:
        raise ValueError(f"states has shape {states.shape}; these patterns allow {patterns.shape} only")
    mu = _mean(patterns)
    return np.mean((states - mu) * (patterns - mu), axis=1) / (1 - mu**2)


def _mean(patterns):
    mu = patterns.mean()
    if abs(mu) == 1:
        raise ValueError(f"patterns holds {mu:g} only; both values must occur")
    return mu
