"""How many random patterns a Hopfield net keeps: sizes, loads and seeds.

    python -m nbhelpers.hopfield.experiments.capacity    # some minutes; writes data/capacity.json

Stopped half way, it goes on where it was.
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers.hopfield import capacity
from nbhelpers.measurements import fill

LOADS = (0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.13, 0.14, 0.15, 0.16, 0.18, 0.2, 0.25, 0.3)
SETTINGS = {"units": [100, 200, 400, 800, 1000], "loads": list(LOADS), "noise": [0.0, 0.25], "seeds": list(range(8))}
OUT = Path(__file__).parents[1] / "data" / "capacity.json"


def cells() -> list[tuple]:
    """(N, noise of the cue, seed) for every measurement; each runs through all loads."""
    return list(itertools.product(SETTINGS["units"], SETTINGS["noise"], SETTINGS["seeds"]))


def measure(units: int, noise: float, seed: int) -> dict:
    """For every load the share of patterns recalled to the last bit, and of wrong bits at rest."""
    trials = [trial(units, load, noise, seed) for load in LOADS]
    return {
        "recalled": [round(one.recalled, 4) for one in trials],
        "wrong_at_rest": [round(one.wrong_at_rest, 5) for one in trials],
    }


def trial(units: int, load: float, noise: float, seed: int) -> capacity.Trial:
    """One net of its own for each size, load and seed; the same net whatever the noise."""
    rng = np.random.default_rng([seed, units, round(1000 * load)])
    return capacity.capacity_trial(units, round(load * units), rng, noise)


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
