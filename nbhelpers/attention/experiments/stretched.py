"""Taught at one distance, asked at others: heads of attention, an RNN and an LSTM; five seeds each.

    python -m nbhelpers.attention.experiments.stretched    # some two minutes; writes data/stretched.json

The task is "apart" of `nbhelpers.attention.recall`, with the settings of `nbhelpers.attention.experiments.recall`.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers.attention import recall
from nbhelpers.measurements import command

SETTINGS = {
    "nets": ["none", "sinusoids", "RNN 1.5", "LSTM 5"],
    "distance": 20,
    "asked": [20, 40, 80, 160],
    "updates": 600,
    "tested": 1000,
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "stretched.json"


def cells() -> list[tuple]:
    return list(itertools.product(SETTINGS["nets"], SETTINGS["seeds"]))


def measure(name: str, seed: int) -> dict:
    """How often the net is right at each distance."""
    rng, tests = np.random.default_rng([seed, 20]), np.random.default_rng([seed, 20, 1])
    *_, net = recall.learn(recall.new_net(name, 21, rng), SETTINGS["distance"], SETTINGS["updates"], rng)
    return {"success": [round(recall.success(net, far, SETTINGS["tested"], tests), 3) for far in SETTINGS["asked"]]}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
