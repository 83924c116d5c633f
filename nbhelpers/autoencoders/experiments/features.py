"""What the codes of several kinds of autoencoder are worth to a reader of digits with few labels.

    python -m nbhelpers.autoencoders.experiments.features    # writes data/features.json

Stopped half way, it goes on where it was.
"""
import itertools
from functools import partial
from pathlib import Path

import numpy as np

from nbhelpers import autoencoders, datasets
from nbhelpers.autoencoders import corruption, greedy_pretraining, sparsity
from nbhelpers.measurements import fill
from nbhelpers.nn import mlp

KINDS = ("pixels", "untrained", "plain", "noisy", "masked", "sparse")
SETTINGS = {"kinds": list(KINDS), "units": 100, "hidden": "sigmoid", "eta": 0.002, "batch": 100, "epochs": 10,
            "noise": 0.5, "lost": 0.25, "beta": 1.0, "labels": 200, "classifier updates": 2000, "classifier eta": 0.01,
            "seeds": list(range(5))}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "features.json"


def with_noise(X: np.ndarray, rng) -> np.ndarray:
    return corruption.corrupt(X, "gaussian", SETTINGS["noise"], rng)


def with_holes(X: np.ndarray, rng) -> np.ndarray:
    return corruption.corrupt(X, "masking", SETTINGS["lost"], rng)


OPTIONS = {
    "plain": {},
    "noisy": {"damage": with_noise},
    "masked": {"damage": with_holes},
    "sparse": {"penalty": partial(sparsity.kl_penalty, beta=SETTINGS["beta"])},
}


def new_net(rng):
    """784-100-784 before it learns."""
    return autoencoders.new_autoencoder((784, SETTINGS["units"]), rng, SETTINGS["hidden"])


def nets(kind: str, seed: int, options: dict = OPTIONS):
    """The net 784-100-784 after each epoch, without end, trained as `options[kind]` says."""
    rng = np.random.default_rng(seed)
    how = {"eta": SETTINGS["eta"], "batch": SETTINGS["batch"], **options[kind]}
    return autoencoders.train(new_net(rng), datasets.mnist().train_images, rng, **how)


def features(kind: str, seed: int, epochs: int = SETTINGS["epochs"]):
    """A function X -> features: the pixels themselves, or the code of a net 784-100-784 (trained as `kind` says)."""
    if kind == "pixels":
        return lambda X: X
    if kind != "untrained":
        net = next(itertools.islice(nets(kind, seed), epochs - 1, None))
    else:
        net = new_net(np.random.default_rng(seed))
    return partial(autoencoders.encode, net)


def accuracy(of, seed: int) -> float:
    """Accuracy on the test digits of a softmax layer on the features `of` X, trained with few labels by Adam."""
    digits, rng = datasets.mnist(), np.random.default_rng([seed, 7])
    rows = rng.permutation(len(digits.train_labels))[: SETTINGS["labels"]]
    X, test = of(digits.train_images[rows]), of(digits.test_images)
    reader = mlp.new_mlp((X.shape[1], 10), rng)
    learning = greedy_pretraining.fine_tune(
        reader, X, digits.train_labels[rows], rng, eta=SETTINGS["classifier eta"], every=SETTINGS["classifier updates"]
    )
    return round(mlp.accuracy(next(learning), test, digits.test_labels), 4)


def measure(kind: str, seed: int) -> dict:
    """The accuracy of a reader of the pixels or codes of this kind."""
    return {"accuracy": accuracy(features(kind, seed), seed)}


if __name__ == "__main__":
    fill(OUT, SETTINGS, list(itertools.product(KINDS, SETTINGS["seeds"])), measure)
