"""Does the rival catch up with pre-training when it may learn five times as long? Three layers, few and many labels.

    python -m nbhelpers.deep_belief.experiments.longer    # minutes; writes data/longer.json
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.deep_belief.experiments import labels as race
from nbhelpers.measurements import fill

SETTINGS = {
    "etas": {"pre-trained": [3.0], "random": [1.0, 3.0], "relu": [0.3]}, "labels": [100, 4000],
    "seeds": list(range(5)), "layers": 3, "updates": 5000,
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "longer.json"


def cells() -> list[tuple]:
    """(start, labels, seed) for every measurement; each runs through the learning rates of its start."""
    return list(itertools.product(SETTINGS["etas"], SETTINGS["labels"], SETTINGS["seeds"]))


def measure(start: str, labels: int, seed: int, updates: int = SETTINGS["updates"]) -> dict:
    """As `deep_belief.measure`, from the same starts and with the same labels."""
    digits, seen = datasets.mnist(), len(race.pictures()[0]) - race.SETTINGS["held back"]
    X, T = race.pictures()
    rows = race.labelled(digits.train_labels[:seen], labels, np.random.default_rng([seed, labels]))
    found = {"held": [], "test": []}
    for eta in SETTINGS["etas"][start]:
        rng = np.random.default_rng([seed, SETTINGS["layers"]])
        start_net = race.new_net(start, SETTINGS["layers"], seed, rng)
        net = race.tuned(start_net, X[rows], digits.train_labels[rows], eta, rng, updates)
        found["held"].append(race.error(net, X[seen:], digits.train_labels[seen:]))
        found["test"].append(race.error(net, T, digits.test_labels))
    return found


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
