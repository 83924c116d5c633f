"""Simulated annealing of a net of 0/1 units: warm enough to climb, then cooled until it rests.

Kirkpatrick, Gelatt, Vecchi (1983), doi:10.1126/science.220.4598.671.
"""

import functools
from typing import NamedTuple

import numpy as np

from nbhelpers import boltzmann, hopfield
from nbhelpers.datasets import record
from nbhelpers.guards import doubles, random, real, takes
from nbhelpers.hopfield import patterns


class Stuck(NamedTuple):
    """A Hopfield net caught in a state that nobody stored, written for 0/1 units."""

    weights: np.ndarray  # (N, N)
    thresholds: np.ndarray  # (N,)
    memories: np.ndarray  # (P, N) of 0 and 1; the first is the one that was asked for
    cue: np.ndarray  # (N,) the damaged pattern
    state: np.ndarray  # (N,) where recall came to rest


@takes(hottest=real(above=0), sweeps=1)
def cooling(hottest, sweeps):
    """T_t = T_0 (1 - t / S) for the sweeps t = 0 ... S - 1: (S,)."""
    return held(hottest, sweeps) * (1 - np.arange(sweeps) / sweeps)


@takes(hottest=real(above=0), sweeps=1)
def held(hottest, sweeps):
    """T_0 in every sweep: (S,)."""
    return np.full(sweeps, float(hottest))


@takes(rng=random, temperatures="S")
def anneal(weights, x, rng, temperatures, thresholds=None):
    """All m nets through one sweep at each of the temperatures, then `quench`: (m, N) -> (m, N)."""
    *_, x = boltzmann.chains(weights, x, rng, temperatures, thresholds)
    return quench(weights, x, thresholds)


def quench(weights, x, thresholds=None):
    """Sweeps at T = 0 until no unit of any net changes: (m, N). Each change lowers E, so this ends."""
    x = np.atleast_2d(doubles("x", x))
    for after in boltzmann.chains(weights, x, np.random.default_rng(0), 0.0, thresholds):
        if np.array_equal(after, x):
            return x
        x = after


@takes(states="... N", memories="P N")
def outcome(states, memories):
    """For every state (m, N): 0 if it is memory 0 (the one asked for), 1 if another or a negative, 2 if neither."""
    m = (2 * np.atleast_2d(states) - 1) @ (2 * memories - 1).T / memories.shape[1]
    return np.where(m[:, 0] == 1, 0, np.where((np.abs(m) == 1).any(axis=1), 1, 2))


@functools.cache
def measured(way, hottest):
    """Of the record `boltzmann_annealing`: the shares of runs that ended in the memory asked for, and in another one.

    `way` is "cooled" or "held", `hottest` a measured T_0. Two arrays (times, seeds), in the order of its settings.
    """
    found = record("boltzmann/annealing")
    settings = found["settings"]
    if way not in settings["ways"] or hottest not in settings["hottest"]:
        known = f"{', '.join(settings['ways'])} with {', '.join(map(str, settings['hottest']))}"
        raise ValueError(f"way is {way!r}, hottest is {hottest!r}; measured are {known}")
    key = f"{way}/{hottest}"
    rows = [[found["cells"][f"{key}/{S}/{seed}"] for seed in settings["seeds"]] for S in settings["sweeps"]]
    return tuple(np.array([[cell[kind] for cell in row] for row in rows]) for kind in ("asked", "other"))


@functools.cache
def stuck_letters():
    """P, L and S stored; 45 of the 100 pixels of the P turned over; recall ends in a mixture of all three."""
    stored = patterns.letters("PLS")
    cue = patterns.add_noise(stored[0], 0.45, np.random.default_rng(5))
    end = hopfield.settle(hopfield.store(stored), cue, np.random.default_rng(5))
    return Stuck(*boltzmann.from_signs(hopfield.store(stored)), *((s + 1) / 2 for s in (stored, cue, end)))
