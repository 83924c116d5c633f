"""Dropout without its factor: nets that learn with half of their units, and are tested with all; five seeds.

    python -m nbhelpers.convolution.experiments.unscaled    # two minutes; writes data/unscaled.json

Dense nets, 784-100-100-10, p = 0.5 after both hidden layers, on 5,000 digits. Every trained net is tested twice: with
all units as they are, and with their activations times 1 - p. Stopped half way, the command goes on where it was.
"""

from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.convolution import cnn
from nbhelpers.convolution.dropout import dropout_mask
from nbhelpers.convolution.layers import Activation, Dense, Layer
from nbhelpers.measurements import command

SETTINGS = {"p": 0.5, "units": [784, 100, 100, 10], "epochs": [1, 10, 20, 40], "eta": 0.001, "batch": 50,
            "seeds": [0, 1, 2, 3, 4]}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "unscaled.json"


class AsNoted(Layer):
    """Dropout as the notes have it: units are left out while the net learns; at test time all are times `factor`."""

    def __init__(self, p: float, factor: float = 1.0):
        super().__init__()
        self.p, self.factor = p, factor

    def forward(self, x, training=False, rng=None):
        self.mask = dropout_mask(x.shape, self.p, rng) > 0 if training else np.full(x.shape, self.factor, x.dtype)
        return x * self.mask

    def backward(self, g):
        return g * self.mask


def cells() -> list[tuple]:
    """(seed,) for every net."""
    return [(seed,) for seed in SETTINGS["seeds"]]


def new_net(rng) -> cnn.Net:
    """Dense layers with dropout after all but the last."""
    made = []
    for n_in, n_out in zip(SETTINGS["units"], SETTINGS["units"][1:], strict=False):
        made += [Dense(n_in, n_out, rng), Activation(), AsNoted(SETTINGS["p"])]
    return cnn.Net(made[:-2], (SETTINGS["units"][0],))


def measure(seed: int, epochs: tuple[int, ...] = tuple(SETTINGS["epochs"])) -> dict:
    """Train one net; after each of the epochs its loss and accuracy on the test digits, without and with the factor."""
    digits, rng = datasets.mnist(), np.random.default_rng(seed)
    net, X = new_net(rng), digits.train_images.astype(np.float32)
    run = cnn.train(net, X, digits.train_labels, batch=SETTINGS["batch"], rng=rng, eta=SETTINGS["eta"])
    reached = (net for epoch, net in enumerate(islice(run, epochs[-1]), start=1) if epoch in epochs)
    looks = [{name: look(net, factor) for name, factor in (("as it is", 1.0), ("scaled", 1 - SETTINGS["p"]))}
             for net in reached]  # fmt: skip
    return {name: [one[name] for one in looks] for name in looks[0]}


def look(net: cnn.Net, factor: float) -> list[float]:
    """[loss, accuracy] on the test digits, with that factor on all activations that dropout meets."""
    digits = datasets.mnist()
    for layer in net.layers:
        if isinstance(layer, AsNoted):
            layer.factor = factor
    loss, _ = cnn.cross_entropy(cnn.predict(net, digits.test_images), digits.test_labels)
    return [round(loss, 4), round(cnn.accuracy(net, digits.test_images, digits.test_labels), 4)]


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
