"""How many random patterns a dense Hopfield net keeps to the last bit: powers, sizes, loads and seeds.

    python -m nbhelpers.hopfield.experiments.dense    # two minutes; writes data/dense.json

Stopped half way, it goes on where it was.
"""
from pathlib import Path

import numpy as np

from nbhelpers.hopfield import dense_capacity as dense
from nbhelpers.measurements import fill

SIZES = {2: [25, 50, 100, 200], 3: [25, 50, 100, 200], 4: [25, 50, 100]}
# the numbers of patterns, in parts of the number at which theory expects 99 % of them to be right
PARTS = [0.25, 0.35, 0.5, 0.7, 0.85, 1.0, 1.2, 1.4, 2.0]
SETTINGS = {
    "sizes": {str(power): sizes for power, sizes in SIZES.items()}, "parts": PARTS, "tested": 1000,
    "seeds": list(range(8)),
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "dense.json"


def cells() -> list[tuple]:
    """(n, N, seed) for every measurement; each runs through all numbers of patterns."""
    return [(power, units, seed) for power in SIZES for units in SIZES[power] for seed in SETTINGS["seeds"]]


def counts(power: int, units: int) -> list[int]:
    """The numbers of patterns P, each once, from 1 on."""
    predicted = dense.predicted_count(units, power)
    return sorted({1, *(max(1, round(part * predicted)) for part in PARTS)})


def measure(power: int, units: int, seed: int) -> dict:
    """For every P the share of patterns at rest to the last bit."""
    return {"shares": [round(share(power, units, count, seed), 5) for count in counts(power, units)]}


def share(power: int, units: int, count: int, seed: int) -> float:
    """Nets of their own for each power, size, number and seed; `tested` patterns at least."""
    rng = np.random.default_rng([seed, power, units, count])
    return dense.stable_share(units, count, power, rng, SETTINGS["tested"])


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
