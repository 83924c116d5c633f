"""Five optimizers learn digits: how far each gets in two epochs, against its learning rate; five seeds each.

    python -m nbhelpers.optimizers.experiments.digits    # some two minutes; writes data/mnist.json

Every optimizer starts from the same net and sees the same mini-batches. With the inputs "in mixed units" each
pixel is multiplied by its own random factor, as if every pixel were measured in a unit of its own.
Stopped half way, it goes on where it was.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import MLP, accuracy, gradients, loss, new_mlp, one_hot
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.nn.parameters import flat
from nbhelpers.nn.training import fit

SETTINGS = {
    "sizes": [784, 30, 10],
    "hidden": "relu",
    "batch": 50,
    "epochs": 2,
    "inputs": ["as they are", "in mixed units"],
    "units": [0.1, 10.0],
    "etas": [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0],
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "mnist.json"


def cells() -> list[tuple]:
    """(inputs, optimizer, learning rate, seed) for every measurement."""
    return list(itertools.product(SETTINGS["inputs"], METHODS, SETTINGS["etas"], SETTINGS["seeds"]))


def learn(method, net: MLP, X: np.ndarray, Y: np.ndarray, steps: int, rng: np.random.Generator, **settings):
    """The net after `steps` mini-batches of `method`; None if its parameters left the finite numbers."""

    def slopes(net, rows):
        return gradients(net, X[rows], Y[rows])

    nets = fit(net, slopes, len(X), batch=SETTINGS["batch"], rng=rng, method=method, every=1, **settings)
    with np.errstate(over="ignore", invalid="ignore"):
        for net in itertools.islice(nets, steps):
            if not np.isfinite(flat(net)).all():
                return None
    return net


def digits(inputs: str, rng: np.random.Generator):
    """Training and test images for one run, in their own units or in mixed ones; and the targets."""
    known = datasets.mnist()
    units = np.ones(784)
    if inputs == "in mixed units":
        low, high = np.log10(SETTINGS["units"])
        units = 10 ** rng.uniform(low, high, 784)
    return known.train_images * units, one_hot(known.train_labels, 10), known.test_images * units


def measure(inputs: str, optimizer: str, eta: float, seed: int) -> dict:
    """Train one net; its loss on all training digits and its accuracy on the test digits."""
    rng = np.random.default_rng(seed)
    X, Y, test = digits(inputs, rng)
    start = new_mlp(SETTINGS["sizes"], rng, hidden=SETTINGS["hidden"])
    steps = SETTINGS["epochs"] * len(X) // SETTINGS["batch"]
    net = learn(METHODS[optimizer], start, X, Y, steps, rng, eta=eta)
    if net is None:
        return {"training loss": None, "test accuracy": None}
    with np.errstate(over="ignore", invalid="ignore"):
        reached = loss(net, X, Y)
        right = accuracy(net, test, datasets.mnist().test_labels)
    return {"training loss": round(reached, 4) if np.isfinite(reached) else None, "test accuracy": round(right, 4)}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
