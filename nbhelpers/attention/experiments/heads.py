"""The heads that lab `attention.memory` looks into: one of each kind and task, trained at distance 20.

    python -m nbhelpers.attention.experiments.heads    # some ten seconds; writes data/heads.json

Settings as in `nbhelpers.attention.experiments.recall`, seed 0; the weights are rounded to three decimals.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers.attention import recall
from nbhelpers.measurements import command
from nbhelpers.nn.parameters import flat

SETTINGS = {"tasks": list(recall.TASKS), "positions": ["none", "sinusoids"], "distance": 20, "updates": 600, "seed": 0}
OUT = Path(__file__).parents[1] / "data" / "heads.json"


def cells() -> list[tuple]:
    return list(itertools.product(SETTINGS["tasks"], SETTINGS["positions"]))


def measure(task: str, positions: str) -> dict:
    """All weights in one row."""
    distance = SETTINGS["distance"]
    rng = np.random.default_rng([SETTINGS["seed"], distance])
    net = recall.new_net(positions, distance + 1, rng)
    *_, learned = recall.learn(net, distance, SETTINGS["updates"], rng, task=task)
    return {"weights": flat(learned).round(3).tolist()}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
