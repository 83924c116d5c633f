"""LeNet without what is said to help it: its pixels shuffled, means in the place of maxima; five seeds each.

    python -m nbhelpers.convolution.experiments.controls    # three minutes; writes data/controls.json

The plain net of `lenet`, its 5,000 digits, its Adam and its 12 epochs. Stopped half way, the command goes
on where it was.
"""

import itertools
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.convolution import cnn
from nbhelpers.convolution.experiments import lenet
from nbhelpers.measurements import command

((ETA, EPOCHS),) = lenet.ADAM
SETTINGS = {
    "nets": ["plain", "shuffled", "mean"], "epochs": [1, EPOCHS // 2, EPOCHS], "eta": ETA,
    "batch": lenet.SETTINGS["batch"], "seeds": lenet.SETTINGS["seeds"],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "controls.json"


def cells() -> list[tuple]:
    """(net, seed) for every measurement."""
    return list(itertools.product(SETTINGS["nets"], SETTINGS["seeds"]))


def measure(name: str, seed: int, epochs: tuple[int, ...] = tuple(SETTINGS["epochs"])) -> dict:
    """Train one net: the share of test digits that it classifies correctly after each of the epochs.

    "shuffled": the pixels of all digits, test digits as well, change places in the same way; "mean": pooling by means.
    """
    digits, rng = datasets.mnist(), np.random.default_rng(seed)
    net = cnn.lenet(rng, pool="mean" if name == "mean" else "max")
    pixels = np.random.default_rng([seed, 784]).permutation(784) if name == "shuffled" else np.arange(784)
    X, T = digits.train_images.astype(np.float32)[:, pixels], digits.test_images[:, pixels]
    run = cnn.train(net, X, digits.train_labels, batch=SETTINGS["batch"], rng=rng, eta=SETTINGS["eta"])
    reached = enumerate(islice(run, epochs[-1]), start=1)
    right = [cnn.accuracy(net, T, digits.test_labels) for epoch, net in reached if epoch in epochs]
    return {"test accuracy": [round(share, 4) for share in right]}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
