"""Twenty normalised layers, and one layer of 30 tanh units, given ten times the steps of `deep`; five seeds.

    python -m nbhelpers.activations.experiments.longer    # some minutes; writes data/longer.json

The nets of `deep` that start from LeCun's weights, at the rate that is best there, on the same digits in the same
order. Stopped half way, the command goes on where it was.
"""
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.activations import normalised
from nbhelpers.activations.experiments import deep
from nbhelpers.measurements import command
from nbhelpers.nn import mlp
from nbhelpers.nn.training import endless_minibatches

SETTINGS = {
    "nets": ["sigmoid", "tanh", "relu", "one layer"],
    "batch": deep.SETTINGS["batch"],
    "looks": [250, 1000, 2500],
    "eta": 0.1,
    "seeds": deep.SETTINGS["seeds"],
}
OUT = Path(__file__).parents[1] / "data" / "longer.json"


def cells() -> list[tuple]:
    """(net, seed) for every measurement."""
    return [(name, seed) for name in SETTINGS["nets"] for seed in SETTINGS["seeds"]]


def measure(name: str, seed: int, looks=SETTINGS["looks"]) -> dict:
    """The accuracy on the test digits after each number of steps in `looks`."""
    known, rng = datasets.mnist(), np.random.default_rng(seed)
    X, test = (deep.pooled(images) for images in (known.train_images, known.test_images))
    X, test, Y = X - X.mean(), test - X.mean(), mlp.one_hot(known.train_labels, 10)
    shallow = name == "one layer"
    sizes, hidden = ((196, 30, 10), "tanh") if shallow else (deep.SETTINGS["sizes"], name)
    slopes, middle = (mlp.gradients, "plain") if shallow else (normalised.gradients, "normalised")
    net, found = mlp.new_mlp(sizes, rng, hidden=hidden), []
    turns = islice(endless_minibatches(len(X), SETTINGS["batch"], rng), max(looks))
    for step, rows in enumerate(turns, start=1):
        net = mlp.descend(net, slopes(net, X[rows], Y[rows]), SETTINGS["eta"])
        if step in looks:
            right = deep.outputs(net, test, middle).argmax(axis=1) == known.test_labels
            found.append(round(float(np.mean(right)), 4))
    return {"accuracy": found}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
