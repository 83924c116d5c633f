"""What a stack of autoencoders is worth as the beginning of a classifier, against random beginnings.

    python -m nbhelpers.autoencoders.experiments.stacked    # writes data/stacked.json

Stopped half way, it goes on where it was.
"""
import functools
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.autoencoders import greedy_pretraining
from nbhelpers.measurements import fill
from nbhelpers.nn import mlp

HIDDEN = {"1": [128], "3": [128, 64, 32]}
STARTS = ("random", "stacked", "relu")
RATES = {"SGD": {"random": 0.3, "stacked": 0.3, "relu": 0.1}, "Adam": dict.fromkeys(STARTS, 0.003)}
UPDATES = (0, 50, 100, 150, 200, 300, 400, 600, 800, 1000, 1250, 1500)
SETTINGS = {"hidden": HIDDEN, "starts": list(STARTS), "rates": RATES, "labels": [100, 1000], "updates": list(UPDATES),
            "batch": 20, "pretraining epochs": 10, "pretraining eta": 0.002, "seeds": list(range(5))}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "stacked.json"


def cells() -> list[tuple]:
    """(hidden layers, labels, method, seed) for every measurement; each runs all starts."""
    return list(itertools.product(HIDDEN, SETTINGS["labels"], RATES, SETTINGS["seeds"]))


def measure(depth: str, labels: int, method: str, seed: int) -> dict:
    """For every start the accuracy on the test digits after each number of updates in `UPDATES`."""
    return {start: accuracies(depth, labels, method, seed, start) for start in STARTS}


def accuracies(depth, labels, method, seed, start, updates=UPDATES) -> list[float]:
    """The same labelled digits and the same order of mini-batches for every start of a seed."""
    digits, rng = datasets.mnist(), np.random.default_rng([seed, labels])
    rows = rng.permutation(len(digits.train_labels))[:labels]
    net, eta = beginning(depth, seed, start), RATES[method].get(start, RATES[method]["random"])
    nets = greedy_pretraining.fine_tune(
        net, digits.train_images[rows], digits.train_labels[rows], rng, method=method, eta=eta,
        batch=SETTINGS["batch"], every=1,
    )  # fmt: skip
    path = itertools.chain([net], itertools.islice(nets, updates[-1]))
    return [
        round(mlp.accuracy(one, digits.test_images, digits.test_labels), 4)
        for update, one in enumerate(path)
        if update in updates
    ]


def beginning(depth: str, seed: int, start: str) -> mlp.MLP:
    """The net before its first label: sigmoid units with random or stacked weights, or ReLU with He's start.

    "wide": sigmoid units and the weights of "random" times four, as much as their derivative of 1/4 takes away.
    """
    sizes, rng = (784, *HIDDEN[depth]), np.random.default_rng([seed, 1])
    if start == "stacked":
        return greedy_pretraining.with_output(stack(depth, seed), 10, rng)
    hidden, gain = {"relu": ("relu", 2**0.5), "wide": ("sigmoid", 4.0)}.get(start, ("sigmoid", 1.0))
    return greedy_pretraining.with_output(mlp.new_mlp(sizes, rng, gain=gain).layers, 10, rng, hidden)


@functools.lru_cache(maxsize=2)
def stack(depth: str, seed: int):
    """The encoders of a stack trained on all 5,000 digits, without a label."""
    X, rng = datasets.mnist().train_images, np.random.default_rng([seed, 2])
    epochs, eta = SETTINGS["pretraining epochs"], SETTINGS["pretraining eta"]
    return greedy_pretraining.pretrain((784, *HIDDEN[depth]), X, rng, epochs, eta)


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
