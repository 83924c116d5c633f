"""What did pre-training do? The race run longer, with one layer and with three, and what was learned shuffled.

    python -m nbhelpers.deep_belief.experiments.controls    # four minutes; writes data/controls.json
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.deep_belief.experiments import labels as race
from nbhelpers.measurements import command

SETTINGS = {
    "etas": {"pre-trained": 3.0, "random": 3.0, "shuffled": 3.0}, "layers": [1, 3],
    "updates": {"100": [1000, 5000], "4000": [1000, 6000]}, "seeds": list(range(5)),
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "controls.json"


def cells() -> list[tuple]:
    """(start, hidden layers, labels, seed) for every measurement."""
    return list(itertools.product(SETTINGS["etas"], SETTINGS["layers"], SETTINGS["updates"], SETTINGS["seeds"]))


def measure(start: str, layers: int, labels: str, seed: int, updates: list | None = None) -> dict:
    """After each number of updates the error (in %) on the labelled digits and on the test digits."""
    digits, (X, T), found = datasets.mnist(), race.pictures(), {"trained": [], "test": []}
    seen = len(X) - race.SETTINGS["held back"]
    rows = race.labelled(digits.train_labels[:seen], int(labels), np.random.default_rng([seed, int(labels)]))
    for count in updates or SETTINGS["updates"][labels]:
        rng = np.random.default_rng([seed, layers])
        net = race.new_net(start, layers, seed, rng)
        net = race.tuned(net, X[rows], digits.train_labels[rows], SETTINGS["etas"][start], rng, count)
        found["trained"].append(race.error(net, X[rows], digits.train_labels[rows]))
        found["test"].append(race.error(net, T, digits.test_labels))
    return found


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
