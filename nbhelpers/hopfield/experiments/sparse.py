"""How many patterns a net keeps in which few units are on: by Hebb's rule, and by the rule put right.

    python -m nbhelpers.hopfield.experiments.sparse    # half a minute; writes data/sparse.json
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import hopfield
from nbhelpers.hopfield import sparse
from nbhelpers.hopfield.fast import settler
from nbhelpers.measurements import fill

LOADS = (0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.14, 0.16, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
SETTINGS = {
    "units": 400, "activities": [0.5, 0.2, 0.1, 0.05], "rules": ["hebb", "corrected"], "loads": list(LOADS),
    "found": 0.9, "seeds": list(range(5)),
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "sparse.json"


def cells() -> list[tuple]:
    """(share of units that are on, rule, seed) for every measurement; each runs through all loads."""
    return list(itertools.product(SETTINGS["activities"], SETTINGS["rules"], SETTINGS["seeds"]))


def measure(activity: float, rule: str, seed: int) -> dict:
    """For every load the share of patterns that are found: started there, the net rests at a likeness of 0.9."""
    return {"found": [round(found(activity, rule, load, seed), 4) for load in LOADS]}


def found(activity: float, rule: str, load: float, seed: int) -> float:
    """One net of its own for each activity, load and seed; the same patterns for both rules."""
    units = SETTINGS["units"]
    rng = np.random.default_rng([seed, round(1000 * activity), round(1000 * load)])
    stored = sparse.sparse_patterns(round(load * units), units, activity, rng)
    weights, thresholds = sparse.store(stored) if rule == "corrected" else (hopfield.store(stored), None)
    ends = settler(weights, thresholds)(stored, rng)
    return float(np.mean(sparse.likeness(ends, stored) >= SETTINGS["found"]))


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
