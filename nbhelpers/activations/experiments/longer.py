"""Twenty normalised layers, and one layer of 30 tanh units, given ten times the steps of `deep`; five seeds.

    python -m nbhelpers.activations.experiments.longer    # some minutes; writes data/longer.json

The nets of `deep` that start from LeCun's weights, at the rate that is best there, on the same digits. The five nets
of a kind learn side by side: weights (seeds, n_in, n_out), and each has its own mini-batches.
"""
import argparse
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.activations.experiments import deep
from nbhelpers.activations.normalised import EPS
from nbhelpers.measurements import fill
from nbhelpers.nn import mlp
from nbhelpers.nn.training import endless_minibatches

SETTINGS = {
    "nets": ["sigmoid", "tanh", "relu", "one layer"],
    "batch": 32,
    "looks": [250, 1000, 2500],
    "eta": 0.1,
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "longer.json"


def cells() -> list[tuple]:
    """(net,) for every measurement."""
    return [(name,) for name in SETTINGS["nets"]]


def measure(name: str, looks=SETTINGS["looks"]) -> dict:
    """The accuracy on the test digits after each number of steps in `looks`, of every seed."""
    known, normal = datasets.mnist(), name != "one layer"
    X, test = (deep.pooled(images) for images in (known.train_images, known.test_images))
    X, test, Y = X - X.mean(), test - X.mean(), mlp.one_hot(known.train_labels, 10)
    sizes, hidden = (deep.SETTINGS["sizes"], name) if normal else ((196, 30, 10), "tanh")
    rngs = [np.random.default_rng(seed) for seed in SETTINGS["seeds"]]
    each = [mlp.new_mlp(sizes, rng, hidden=hidden).layers for rng in rngs]
    w = [np.stack([layer.weights for layer in layers]) for layers in zip(*each, strict=True)]
    b = [np.zeros((len(each), 1, one.shape[2])) for one in w]
    rows, found = [endless_minibatches(len(X), SETTINGS["batch"], rng) for rng in rngs], []
    for step in range(1, max(looks) + 1):
        chosen = np.stack([next(one) for one in rows])
        _descend(w, b, X[chosen], Y[chosen], hidden, normal)
        if step in looks:
            guess = _forward(w, b, test[None], hidden, normal)[0][-1].argmax(axis=-1)
            found.append(np.mean(guess == known.test_labels, axis=1).round(4).tolist())
    return {"accuracy": found}


def _forward(w, b, X, hidden, normal):
    """Activations of every layer, (seeds, m, n), and (Z_hat, r) of the hidden ones; see `normalised.forward`."""
    f, A, scales = mlp.HIDDEN[hidden][0], [X], []
    for weights, bias in zip(w[:-1], b, strict=False):
        Z, r = A[-1] @ weights + bias, 1.0
        if normal:
            Z = Z - Z.mean(axis=1, keepdims=True)
            r = np.sqrt(np.square(Z).mean(axis=1, keepdims=True) + EPS)
        scales.append((Z / r, r))
        A.append(f(Z / r))
    return [*A, A[-1] @ w[-1] + b[-1]], scales


def _descend(w, b, X, Y, hidden, normal):
    """One step in place; see `normalised.gradients` and `mlp.gradients`."""
    A, scales = _forward(w, b, X, hidden, normal)
    e = (Y - mlp.softmax(A.pop())) / X.shape[1]
    for n in range(len(w) - 1, -1, -1):
        back = e @ w[n].swapaxes(1, 2)
        w[n] += SETTINGS["eta"] * (A[n].swapaxes(1, 2) @ e)
        if n == len(w) - 1 or not normal:
            b[n] += SETTINGS["eta"] * e.sum(axis=1, keepdims=True)
        if n:
            e = mlp.HIDDEN[hidden][1](A[n]) * back
            e = _back(e, *scales[n - 1]) if normal else e


def _back(e, Z_hat, r):
    """As `normalised.normalise_back`, for several nets at once."""
    e = e - e.mean(axis=1, keepdims=True)
    return (e - Z_hat * (e * Z_hat).mean(axis=1, keepdims=True)) / r


def main() -> None:
    """Measure everything that is not measured yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the record to write (default: %(default)s)")
    fill(parser.parse_args().out, SETTINGS, cells(), measure)


if __name__ == "__main__":
    main()
