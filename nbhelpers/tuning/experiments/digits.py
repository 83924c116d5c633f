"""What the knobs of a small convolutional net do on real digits: the record behind the chapter on tuning.

    python -m nbhelpers.tuning.experiments.digits    # some ten minutes of one core; writes data/mnist.json

One knob is turned at a time, all others stand as in `BASE`. The seed chooses the digits to learn from, those held
out, the initial weights and the order of the mini-batches: one seed, one training set, whatever the knob says.
Stopped half way, it goes on where it was.
"""
import itertools
from functools import cache
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.convolution.cnn import Net, accuracy, slopes
from nbhelpers.convolution.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, Pool
from nbhelpers.datasets import preprocessing as pre
from nbhelpers.measurements import command
from nbhelpers.nn.optimizers import sgdm
from nbhelpers.nn.training import minibatches
from nbhelpers.tuning.maxout import Maxout

BASE = {"kernels": 8, "size": "5", "activation": "relu", "inputs": "unit", "dense": 1, "extras": "none"}
SETTINGS = {
    "base": BASE,
    "digits": 1000,
    "held out": 1000,
    "epochs": 6,
    "units": 32,
    "beta": 0.9,
    "eta": 0.3,
    "batch": 32,
    "zca eps": 0.1,
    "knobs": {
        "kernels": [1, 2, 4, 8, 16, 32],
        "activation": ["sigmoid", "tanh", "relu", "maxout"],
        "inputs": ["bytes", "unit", "standard", "gcn", "zca", "gcn zca"],
        "size": ["1", "3", "5", "7", "9", "3+3"],
        "dense": [0, 1, 2, 3],
        "extras": ["none", "dropout 0.25", "dropout 0.5", "batch norm", "both"],
    },
    "etas to choose from": {"activation": [0.3, 1.0, 3.0], "inputs": [0.1, 0.3, 1.0]},
    "bytes' etas": [0.003, 0.01, 0.03, 0.1],
    "map": {"etas": [0.01, 0.03, 0.1, 0.3, 1.0, 3.0], "batches": [8, 32, 128, 512]},
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "mnist.json"


def cell(knob: str, value, eta: float, batch: int, seed: int) -> tuple:
    """The name of a measurement; the base net has one name, whichever knob led to it."""
    if BASE.get(knob) == value:
        knob, value = "base", "base"
    return knob, value, float(eta), batch, seed


def rates(knob: str, value) -> list[float]:
    """The learning rates that a setting is measured at: some choose their own, the others take the base's."""
    if value == "bytes":
        return SETTINGS["bytes' etas"]
    return SETTINGS["etas to choose from"].get(knob, [SETTINGS["eta"]])


def cells() -> list[tuple]:
    """Every measurement, seed by seed, each once."""
    found = []
    for seed in SETTINGS["seeds"]:
        for knob, values in SETTINGS["knobs"].items():
            for value in values:
                found += [cell(knob, value, eta, SETTINGS["batch"], seed) for eta in rates(knob, value)]
        pairs = itertools.product(SETTINGS["map"]["etas"], SETTINGS["map"]["batches"])
        found += [cell("base", "base", eta, batch, seed) for eta, batch in pairs]
    return list(dict.fromkeys(found))


def new_net(rng, kernels, size, activation, inputs, dense, extras) -> Net:
    """Convolution, activation, pooling; `dense` layers of 32 units; 10 outputs."""
    pieces, gain = (2, 1.0) if activation == "maxout" else (1, 2.0 if activation == "relu" else 1.0)

    def after(channels):
        norm = [BatchNorm(channels * pieces)] if extras in ("batch norm", "both") else []
        return [*norm, Maxout(pieces) if activation == "maxout" else Activation(activation)]

    p = {"dropout 0.25": 0.25, "dropout 0.5": 0.5, "both": 0.25}.get(extras)
    layers, channels = [], 1
    for side in map(int, size.split("+")):
        layers += [Conv(channels, kernels * pieces, side, rng, padding="same", gain=gain), *after(kernels)]
        channels = kernels
    layers += [Pool(2), Flatten()]
    n_in = kernels * 14 * 14
    for _ in range(dense):
        layers += [Dense(n_in, SETTINGS["units"] * pieces, rng, gain=gain), *after(SETTINGS["units"])]
        layers += [Dropout(p)] if p else []
        n_in = SETTINGS["units"]
    return Net([*layers, Dense(n_in, 10, rng, gain=1.0)], (1, 28, 28))


@cache
def split(inputs: str, seed: int):
    """(images, labels) to learn from, held out, and to test on; preprocessing knows the first alone."""
    known = datasets.mnist()
    order = np.random.default_rng(seed).permutation(len(known.train_images))
    rows = order[: SETTINGS["digits"]]
    held = order[len(rows) : len(rows) + SETTINGS["held out"]]
    images = [known.train_images[rows], known.train_images[held], known.test_images]
    labels = [known.train_labels[rows], known.train_labels[held], known.test_labels]
    return list(zip(preprocessed(inputs, images), labels, strict=True))


def preprocessed(inputs: str, images: list, eps: float = SETTINGS["zca eps"]) -> list:
    """The images as the net gets them; what has to be learned for it, is learned from images[0]. eps: for ZCA."""
    if inputs == "bytes":
        images = [255 * part for part in images]
    if inputs.startswith("gcn"):
        images = [pre.gcn(part) for part in images]
    if inputs == "standard":
        found = pre.standard(images[0])
        images = [pre.standardise(part, found) for part in images]
    if inputs.endswith("zca"):
        found = pre.whitening(images[0], eps)
        images = [pre.whiten(part, found) for part in images]
    return [part.astype(np.float32) for part in images]


def learn(net: Net, X, labels, eta: float, batch: int, rng, epochs: int = SETTINGS["epochs"], most=None) -> bool:
    """Mini-batches of SGD with momentum; the rate falls evenly from eta to 0. False if the net left the finite numbers.

    The optimizer's own w drifts off; its steps alone are used, each times the share of eta that is left. most: the
    number of steps at most.
    """
    orders = [minibatches(len(X), batch, rng) for _ in range(epochs)]
    rows = list(itertools.chain.from_iterable(orders))[:most]
    coming = iter(rows)

    def gradient(_):
        chosen = next(coming)
        return slopes(net, X[chosen], labels[chosen], rng)[1]

    turns = sgdm(gradient, np.zeros_like(net.w), eta=eta, beta=SETTINGS["beta"])
    for t, turn in zip(range(len(rows)), turns):  # noqa: B905
        net.w -= np.float32(1 - t / len(rows)) * turn.step
        if not np.isfinite(net.w).all():
            return False
    return True


def measure(knob: str, value, eta: float, batch: int, seed: int) -> dict:
    """Train one net; the share of digits read right among those held out and those of the test, 0.1 if it blew up."""
    how = BASE if knob == "base" else {**BASE, knob: value}
    learned, held, test = split(how["inputs"], seed)
    rng = np.random.default_rng([seed, 1])
    with np.errstate(all="ignore"):
        net = new_net(rng, **how)
        whole = learn(net, *learned, eta, min(batch, len(learned[0])), rng)
        shares = [round(accuracy(net, *part), 4) if whole else 0.1 for part in (held, test)]
    return {"held out": shares[0], "test": shares[1], "blew up": not whole}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
