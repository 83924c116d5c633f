"""What a small Hopfield net holds besides its memories: every minimum named, and how many starts end in each."""

from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from nbhelpers import hopfield
from nbhelpers.guards import doubles, takes

KINDS = ("memory", "negative", "mixture", "other")


class Census(NamedTuple):
    """All minima of a small net."""

    minima: np.ndarray  # (count, N) the states at rest
    kinds: list[str]  # for each of them one of `KINDS`
    shares: np.ndarray  # (count,) the share of all 2^N starts that end there


def census(patterns):
    """The minima of the net that stores `patterns` (P, N) by Hebb's rule, their kinds and their basins."""
    weights = hopfield.store(patterns)
    minima, shares = basins(weights)
    return Census(minima, kinds_of(minima, patterns), shares)


@takes(states="m N")
def kinds_of(states, patterns):
    """For each state (a row): a "memory", a "negative", a "mixture" of three stored patterns, or an "other"."""
    patterns = hopfield.as_patterns(patterns)
    named = {tuple(x): "mixture" for x in mixtures_of_three(patterns)}
    named |= {tuple(-x): "negative" for x in patterns} | {tuple(x): "memory" for x in patterns}
    return [named.get(tuple(x), "other") for x in states]


def mixtures_of_three(patterns):
    """sgn(+-x^a +- x^b +- x^c) for every three of the patterns (P, N): 8 times P over 3 rows."""
    patterns = hopfield.as_patterns(patterns)
    threes, signs = combinations(patterns, 3), list(product((-1.0, 1.0), repeat=3))
    rows = [np.sign(np.array(sign) @ np.array(three)) for three in threes for sign in signs]
    return np.array(rows).reshape(-1, patterns.shape[1])


def basins(weights):
    """(minima, shares): of all 2^N starts, each as likely, the share that ends in each minimum. Exact.

    Each time, one of the units that want to change, chosen by lot, turns over. So a
    state hands what arrives in it to its lower neighbours in equal parts; from the
    highest energy downwards, all of it has arrived by the time it is handed on.
    """
    weights = doubles("weights", weights)
    energies = hopfield.all_energies(weights)
    rows, units = np.arange(len(energies)), len(weights)
    near = rows[:, None] ^ (1 << np.arange(units))
    lower = energies[near] < energies[:, None] - 1e-9
    ways = lower.sum(axis=1)
    bottoms = rows[ways == 0]
    weight = np.full(len(rows), 1 / len(rows))  # what arrives in a state, handed on downwards
    level = energies.round(9)
    order = np.argsort(-level, kind="stable")
    for states in np.split(order, np.flatnonzero(np.diff(level[order])) + 1):
        give = np.where(lower[states], (weight[states] / np.maximum(ways[states], 1))[:, None], 0.0)
        np.add.at(weight, near[states], give)
    return hopfield.all_states(units)[bottoms], weight[bottoms]
