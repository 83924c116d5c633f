"""Codes and errors when the nets learn ten times as long: plain, damaged and sparse autoencoders of 100 units.

    python -m nbhelpers.autoencoders.experiments.longer    # ten minutes; writes data/longer.json

Stopped half way, it goes on where it was.
"""
import itertools
from functools import partial
from pathlib import Path

from nbhelpers import autoencoders, datasets
from nbhelpers.autoencoders import sparsity
from nbhelpers.autoencoders.experiments import features
from nbhelpers.measurements import command

EPOCHS = (1, 10, 30, 100)
LITTLE = 0.3
OPTIONS = {**features.OPTIONS, "little": {"penalty": partial(sparsity.kl_penalty, beta=LITTLE)}}
SETTINGS = {**features.SETTINGS, "kinds": list(OPTIONS), "little beta": LITTLE, "epochs": list(EPOCHS)}
OUT = Path(__file__).parents[1] / "data" / "longer.json"


def cells() -> list[tuple]:
    """(kind, seed) for every measurement."""
    return list(itertools.product(OPTIONS, SETTINGS["seeds"]))


def measure(kind: str, seed: int, epochs: tuple = EPOCHS) -> dict:
    """After each number of epochs: the squared error on the test digits, and the accuracy of a reader of the codes."""
    X, found = datasets.mnist().test_images, {"error": [], "accuracy": []}
    for epoch, net in enumerate(itertools.islice(features.nets(kind, seed, OPTIONS), epochs[-1]), start=1):
        if epoch in epochs:
            error = autoencoders.reconstruction_error(autoencoders.reconstruct(net, X), X)
            found["error"].append(round(error, 3))
            found["accuracy"].append(features.accuracy(partial(autoencoders.encode, net), seed))
    return found


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
