"""What lies in the valleys of small Hopfield nets: minima and basins by kind, all states enumerated.

    python -m nbhelpers.hopfield.experiments.spurious    # seconds; writes data/spurious.json
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers.hopfield import spurious
from nbhelpers.hopfield.patterns import random_patterns
from nbhelpers.measurements import fill

SETTINGS = {"units": [10, 12, 14], "patterns": list(range(1, 8)), "seeds": list(range(20))}
OUT = Path(__file__).parents[1] / "data" / "spurious.json"


def cells() -> list[tuple]:
    """(N, seed) for every measurement; each runs through all P."""
    return list(itertools.product(SETTINGS["units"], SETTINGS["seeds"]))


def measure(units: int, seed: int) -> dict:
    """For every P, by kind: how many minima there are, and the share of all starts that ends in one."""
    found = [counted(units, count, seed) for count in SETTINGS["patterns"]]
    return {
        "minima": [minima for minima, _ in found],
        "starts": [[round(share, 5) for share in starts] for _, starts in found],
    }


def counted(units: int, count: int, seed: int) -> tuple[list[int], list[float]]:
    """(minima, starts), each in the order of `spurious.KINDS`."""
    stored = random_patterns(count, units, np.random.default_rng([seed, units, count]))
    _, kinds, shares = spurious.census(stored)
    kinds = np.array(kinds)
    return (
        [int(np.sum(kinds == kind)) for kind in spurious.KINDS],
        [float(shares[kinds == kind].sum()) for kind in spurious.KINDS],
    )


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
