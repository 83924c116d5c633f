"""How often a stuck net reaches a memory, against the temperature it starts from and the time it is given.

    python -m nbhelpers.boltzmann.experiments.annealing    # about a minute; writes data/annealing.json

Stopped half way, it goes on where it was.
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers.boltzmann import annealing
from nbhelpers.measurements import fill

SETTINGS = {
    "ways": ["cooled", "held"],
    "hottest": [0.3, 0.5, 0.8, 1.2, 2.0],
    "sweeps": [1, 3, 10, 30, 100, 300],
    "seeds": list(range(8)),
    "runs": 25,
}
OUT = Path(__file__).parents[1] / "data" / "annealing.json"


def cells() -> list[tuple]:
    """(way, T_0, sweeps, seed) for every measurement."""
    return list(itertools.product(*(SETTINGS[name] for name in ("ways", "hottest", "sweeps", "seeds"))))


def measure(way: str, hottest: float, sweeps: int, seed: int) -> dict:
    """The shares of the runs that end in the memory asked for, and in another memory or a negative."""
    stuck, rng = annealing.stuck_letters(), np.random.default_rng([seed, sweeps, round(10 * hottest)])
    schedule = {"cooled": annealing.cooling, "held": annealing.held}[way](hottest, sweeps)
    start = np.tile(stuck.state, (SETTINGS["runs"], 1))
    ends = annealing.anneal(stuck.weights, start, rng, schedule, stuck.thresholds)
    kinds = np.bincount(annealing.outcome(ends, stuck.memories), minlength=3) / len(ends)
    return {"asked": round(float(kinds[0]), 4), "other": round(float(kinds[1]), 4)}


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
