"""How deep memories and strangers lie in nets of random patterns: sizes, loads and seeds.

    python -m nbhelpers.hopfield.experiments.depths    # about a quarter of an hour; writes data/depths.json

A stranger is a state at rest that overlaps with no memory and no negative by 0.9 or more. They are looked
for in two ways: slow cooling from random starts, as in the next chapter, and mixtures of three patterns run
downhill. A few of the largest nets are cooled four times as slowly as well. Stopped half way, the measurement
goes on where it was.
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import hopfield
from nbhelpers.hopfield.fast import settler
from nbhelpers.hopfield.patterns import random_patterns
from nbhelpers.measurements import fill

LOADS = (0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.14)
SETTINGS = {
    "units": [100, 200, 400, 800, 1000], "loads": list(LOADS), "starts": 32, "sweeps": 150, "hot": 0.7,
    "seeds": list(range(5)), "slow": {"units": 1000, "loads": [0.04, 0.05, 0.06, 0.08], "sweeps": 600},
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "depths.json"


def cells() -> list[tuple]:
    """(N, seed) for every measurement; each runs through all loads. Then the slow ones."""
    usual = itertools.product(SETTINGS["units"], SETTINGS["seeds"])
    return [*usual, *((SETTINGS["slow"]["units"], seed, "slow") for seed in SETTINGS["seeds"])]


def measure(units: int, seed: int, pace: str = "usual") -> dict:
    """For every load E/N of the memories in the mean, of the deepest memory and of the deepest stranger found."""
    at = SETTINGS if pace == "usual" else SETTINGS["slow"]
    found = [depths(units, load, seed, at["sweeps"]) for load in at["loads"]]
    return {name: [row[at] for row in found] for at, name in enumerate(("memories", "deepest", "stranger"))}


def depths(units: int, load: float, seed: int, sweeps: int) -> tuple[float, float, float | None]:
    """(mean memory, deepest memory, deepest stranger), each an E/N; None if no stranger was found."""
    rng = np.random.default_rng([seed, units, round(1000 * load)])
    stored = random_patterns(max(1, round(load * units)), units, rng)
    weights = hopfield.store(stored)
    settle = settler(weights)
    memories = settle(stored, rng)
    found = settle(np.vstack([cooled(weights, sweeps, rng), mixtures(stored, rng)]), rng)
    strange = found[np.abs(found @ stored.T).max(axis=1) < 0.9 * units]
    known, E = energies(weights, memories), energies(weights, strange)
    return round(float(known.mean()), 5), round(float(known.min()), 5), round(float(E.min()), 5) if len(E) else None


def energies(weights, states):
    """E/N of every row."""
    return -0.5 * np.sum(states @ weights * states, axis=1) / len(weights)


def cooled(weights, sweeps, rng):
    """Where random starts come to while the temperature falls to 0: (starts, N)."""
    units, starts = len(weights), SETTINGS["starts"]
    W, X = weights.astype(np.float32), random_patterns(units, starts, rng).astype(np.float32)
    for T in np.linspace(SETTINGS["hot"], 0, sweeps):
        limits = (T * rng.logistic(size=(units, starts)) / 2).astype(np.float32)
        for k in rng.permutation(units).tolist():
            X[k] = np.where(W[k] @ X > limits[k], 1, -1)
    return X.T.astype(float)


def mixtures(stored, rng):
    """Majorities of three of the patterns with random signs, (starts, N); of fewer patterns none."""
    if len(stored) < 3:
        return stored[:0]
    threes = [rng.choice(len(stored), 3, replace=False) for _ in range(SETTINGS["starts"])]
    return np.sign([rng.choice([-1, 1], 3) @ stored[three] for three in threes])


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
