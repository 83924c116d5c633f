"""What pre-training is worth: test errors against the number of labels, from four starts, at one budget.

    python -m nbhelpers.deep_belief.experiments.labels    # some minutes; writes data/labels.json

Stopped half way, it goes on where it was. `.longer` gives some of the nets five times the updates; the
net of the labs is trained by `.dreamer`.
"""
import itertools
from functools import lru_cache
from pathlib import Path

import numpy as np

from nbhelpers import datasets, deep_belief
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.measurements import fill
from nbhelpers.nn.mlp import MLP, Layer, accuracy, new_mlp, one_hot
from nbhelpers.nn.training import train

SETTINGS = {
    "starts": ["pre-trained", "random", "shuffled", "relu"], "layers": [1, 2, 3], "units": 100,
    "labels": [10, 30, 100, 300, 1000, 4000], "held back": 1000, "seeds": list(range(5)),
    "pre-training": {"epochs": 30, "eta": 0.1, "batch": 20, "k": 1},
    "fine-tuning": {"updates": 1000, "batch": 50, "etas": [0.1, 0.3, 1.0, 3.0, 10.0]},
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "labels.json"


def cells() -> list[tuple]:
    """(start, hidden layers, labels, seed) for every measurement; each runs through all learning rates."""
    return list(itertools.product(*(SETTINGS[part] for part in ("starts", "layers", "labels", "seeds"))))


def measure(start: str, layers: int, labels: int, seed: int) -> dict:
    """For every learning rate the error (in %) on the digits held back and on the test digits."""
    digits, seen = datasets.mnist(), len(pictures()[0]) - SETTINGS["held back"]
    X, T = pictures()
    rows = labelled(digits.train_labels[:seen], labels, np.random.default_rng([seed, labels]))
    found = {"held": [], "test": []}
    for eta in SETTINGS["fine-tuning"]["etas"]:
        rng = np.random.default_rng([seed, layers])
        net = tuned(new_net(start, layers, seed, rng), X[rows], digits.train_labels[rows], eta, rng)
        found["held"].append(error(net, X[seen:], digits.train_labels[seen:]))
        found["test"].append(error(net, T, digits.test_labels))
    return found


@lru_cache(maxsize=1)
def pictures() -> tuple[np.ndarray, np.ndarray]:
    """The digits to learn from and to test on, 14 x 14 pixels; in float32, half the time."""
    digits = datasets.mnist()
    return tuple(shrink(images).astype(np.float32) for images in (digits.train_images, digits.test_images))


def labelled(labels: np.ndarray, count: int, rng) -> np.ndarray:
    """`count` rows, the classes as equal in number as they can be."""
    order = rng.permutation(len(labels))
    turn = np.empty(len(labels))
    for label in range(10):
        mine = labels[order] == label
        turn[mine] = np.arange(mine.sum())
    return order[np.argsort(turn, kind="stable")][:count]


@lru_cache(maxsize=5)
def pretrained(seed: int, layers: int = 3) -> deep_belief.Stack:
    """The stack that no label has touched."""
    how, rng = SETTINGS["pre-training"], np.random.default_rng([seed, 0])
    sizes = [SETTINGS["units"]] * layers
    *_, last = deep_belief.grow(pictures()[0], sizes, rng=rng, **how)
    return last.stack


def new_net(start: str, layers: int, seed: int, rng) -> MLP:
    """The net before it sees a label; the softmax on top starts alike in all sigmoid nets."""
    if start == "relu":
        return new_mlp([196, *[SETTINGS["units"]] * layers, 10], rng, hidden="relu", gain=2**0.5)
    net = deep_belief.unroll(pretrained(seed)[:layers], 10, rng)
    if start == "pre-trained":
        return net
    if start == "shuffled":
        return net._replace(layers=(*(Layer(*map(rng.permuted, layer)) for layer in net.layers[:-1]), net.layers[-1]))
    return net._replace(layers=(*new_mlp([196, *[SETTINGS["units"]] * layers, 10], rng).layers[:-1], net.layers[-1]))


def tuned(net: MLP, X: np.ndarray, labels: np.ndarray, eta: float, rng, updates: int | None = None) -> MLP:
    """After the same number of updates (those of the settings, unless told), whatever the number of labels."""
    how, Y = SETTINGS["fine-tuning"], one_hot(labels, 10).astype(np.float32)
    updates = updates or how["updates"]
    net = net._replace(layers=tuple(Layer(*(part.astype(np.float32) for part in layer)) for layer in net.layers))
    batch = min(how["batch"], len(X))
    epochs = -(-updates * batch // len(X))
    return next(itertools.islice(train(net, X, Y, eta=eta, batch=batch, rng=rng), epochs - 1, None))


def error(net, X, labels):
    return round(100 * (1 - accuracy(net, X, labels)), 2)


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
