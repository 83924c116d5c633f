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


def features(kind: str, seed: int, epochs: int = SETTINGS["epochs"]):
    """A function X -> features: the pixels themselves, or the code of a net 784-100-784 (trained as `kind` says)."""
    if kind == "pixels":
        return lambda X: X
    rng = np.random.default_rng(seed)
    net = autoencoders.new_autoencoder((784, SETTINGS["units"]), rng, SETTINGS["hidden"])
    if kind != "untrained":
        options = {"eta": SETTINGS["eta"], "batch": SETTINGS["batch"], **OPTIONS[kind]}
        nets = autoencoders.train(net, datasets.mnist().train_images, rng, **options)
        net = next(itertools.islice(nets, epochs - 1, None))
    return partial(autoencoders.encode, net)


def measure(kind: str, seed: int) -> dict:
    """Accuracy on the test digits of a softmax layer on the features, trained with few labels by Adam."""
    digits, rng, of = datasets.mnist(), np.random.default_rng([seed, 7]), features(kind, seed)
    rows = rng.permutation(len(digits.train_labels))[: SETTINGS["labels"]]
    X, test = of(digits.train_images[rows]), of(digits.test_images)
    reader = mlp.new_mlp((X.shape[1], 10), rng)
    nets = greedy_pretraining.fine_tune(
        reader, X, digits.train_labels[rows], rng, eta=SETTINGS["classifier eta"], every=SETTINGS["classifier updates"]
    )
    return {"accuracy": round(mlp.accuracy(next(nets), test, digits.test_labels), 4)}


if __name__ == "__main__":
    fill(OUT, SETTINGS, list(itertools.product(KINDS, SETTINGS["seeds"])), measure)
