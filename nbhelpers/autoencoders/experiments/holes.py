"""How much of a code of two numbers stays empty: plain autoencoders, and nets whose code is shaken while they learn.

    python -m nbhelpers.autoencoders.experiments.holes    # eight minutes; writes data/holes.json

Stopped half way, it goes on where it was.
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import autoencoders, datasets
from nbhelpers.measurements import command
from nbhelpers.nn import digit_classifier, mlp, optimizers, training
from nbhelpers.nn.mlp import HIDDEN, MLP, Layer

NOISE = {"plain": 0.0, "shaken": 0.05}  # standard deviation of what is added to each number of the code
SETTINGS = {"noise": NOISE, "sizes": [784, 128, 2], "hidden": "sigmoid", "gain": 3.0, "batch": 50,
            "rates": [[0.004, 12], [0.001, 4]], "reach": 0.02, "grid": 50, "drawings": 500,
            "seeds": list(range(10))}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "holes.json"


def shaken_gradients(net: MLP, X: np.ndarray, noise: np.ndarray) -> list[Layer]:
    """The gradient of the squared error if the decoder receives H + noise, (m, k), in place of the codes H."""
    first = autoencoders.code_layer(net)
    decoder = net._replace(layers=net.layers[first:])
    *activations, H = mlp.forward(net, X)[: first + 1]
    e = digit_classifier.input_errors(decoder, H + noise, X) / len(X)
    found, (_, slope), A = [], HIDDEN[net.hidden], H
    for layer, below in zip(net.layers[first - 1 :: -1], activations[::-1], strict=True):
        e = slope(A) * e
        found.append(Layer(below.T @ e, e.sum(axis=0)))
        e, A = e @ layer.weights.T, below
    return [*found[::-1], *mlp.gradients(decoder, H + noise, X)]


def trained(kind: str, seed: int, rates=SETTINGS["rates"]) -> MLP:
    """784-128-2-128-784, sigmoid units, squared error, Adam; both kinds see the same batches."""
    X, rng = datasets.mnist().train_images, np.random.default_rng([seed, 2])
    shaking = np.random.default_rng([seed, 3])
    net = autoencoders.new_autoencoder(SETTINGS["sizes"], rng, SETTINGS["hidden"], gain=SETTINGS["gain"])

    def slopes(net, rows):
        return shaken_gradients(net, X[rows], shaking.normal(0, NOISE[kind], (len(rows), 2)))

    for eta, epochs in rates:
        nets = training.fit(net, slopes, len(X), batch=SETTINGS["batch"], rng=rng, method=optimizers.adam, eta=eta)
        net = next(itertools.islice(nets, epochs - 1, None))
    return net


def empty_share(codes: np.ndarray, reach: float = SETTINGS["reach"], grid: int = SETTINGS["grid"]) -> float:
    """The share of the places of a grid over the unit square that have none of the codes, (m, 2), within reach."""
    middles = (np.arange(grid) + 0.5) / grid
    places = np.array(list(itertools.product(middles, repeat=2)))
    nearest = [np.hypot(*(codes - place).T).min() for place in places]
    return float(np.mean(np.array(nearest) > reach))


def measured(net: MLP, seed: int) -> dict:
    """The error on the test digits, the empty share, and how often a digit classifier is 90 % sure of drawings."""
    digits, rng = datasets.mnist(), np.random.default_rng([seed, 4])
    known, own = (autoencoders.encode(net, X) for X in (digits.train_images, digits.test_images))
    chance = rng.random((SETTINGS["drawings"], 2))
    judge = digit_classifier.trained()
    sure = [np.mean(mlp.predict(judge, autoencoders.decode(net, codes)).max(axis=1) > 0.9) for codes in (own, chance)]
    error = autoencoders.reconstruction_error(autoencoders.reconstruct(net, digits.test_images), digits.test_images)
    return {"error": round(error, 3), "empty": round(empty_share(known), 4),
            "evenly strewn": round(empty_share(rng.random(known.shape)), 4),
            "sure of own codes": round(float(sure[0]), 3), "sure of chance": round(float(sure[1]), 3)}  # fmt: skip


def cells() -> list[tuple]:
    """(kind, seed) for every measurement."""
    return list(itertools.product(NOISE, SETTINGS["seeds"]))


def measure(kind: str, seed: int) -> dict:
    """What `measured` says of the trained net."""
    return measured(trained(kind, seed), seed)


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
