"""Does a net of twenty hidden layers learn digits? Activation x initial weights x normalised or not; five seeds.

    python -m nbhelpers.activations.experiments.deep    # writes data/deep.json

Every cell is trained at each of the learning rates; whoever reads the record picks the best one for each kind of
net, so that none is judged at a rate that suits another. Stopped half way, it goes on where it was.
"""
import itertools
import math
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.activations import normalised
from nbhelpers.measurements import command
from nbhelpers.nn import mlp
from nbhelpers.nn.training import endless_minibatches

SETTINGS = {
    "sizes": [196, *[30] * 20, 10],
    "batch": 32,
    "steps": 250,
    "every": 25,
    "activations": ["sigmoid", "tanh", "relu"],
    "gains": {"too small": 0.5, "LeCun": 1.0, "He": math.sqrt(2), "too large": 2 * math.sqrt(2)},
    "middle": ["plain", "normalised"],
    "etas": [0.01, 0.1],
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "deep.json"


def cells() -> list[tuple]:
    """(activation, initial weights, middle layers, learning rate, seed) for every measurement."""
    names = ("activations", "gains", "middle", "etas", "seeds")
    return list(itertools.product(*(SETTINGS[name] for name in names)))


def measure(activation: str, init: str, middle: str, eta: float, seed: int) -> dict:
    """Train one net; its mini-batch loss (mean over every `every` steps) and its accuracy on the test digits.

    A net whose numbers leave the finite ones has None from there on.
    """
    known, rng = datasets.mnist(), np.random.default_rng(seed)
    X, test = (pooled(images) for images in (known.train_images, known.test_images))
    X, test, Y = X - X.mean(), test - X.mean(), mlp.one_hot(known.train_labels, 10)
    net = mlp.new_mlp(SETTINGS["sizes"], rng, hidden=activation, gain=SETTINGS["gains"][init])
    slopes = mlp.gradients if middle == "plain" else normalised.gradients
    losses = []
    with np.errstate(all="ignore"):
        for rows in itertools.islice(endless_minibatches(len(X), SETTINGS["batch"], rng), SETTINGS["steps"]):
            losses.append(_loss(outputs(net, X[rows], middle), Y[rows]))
            if not np.isfinite(losses[-1]):
                break
            net = mlp.descend(net, slopes(net, X[rows], Y[rows]), eta)
        right = np.mean(outputs(net, test, middle).argmax(axis=1) == known.test_labels)
    return {"loss": _curve(losses), "accuracy": round(float(right), 4)}


def pooled(images: np.ndarray) -> np.ndarray:
    """28 x 28 pixels -> 14 x 14: the mean of every two by two; (m, 784) -> (m, 196)."""
    return images.reshape(len(images), 14, 2, 14, 2).mean(axis=(2, 4)).reshape(len(images), 196)


def outputs(net: mlp.MLP, X: np.ndarray, middle: str) -> np.ndarray:
    """(m, 10); a normalised net normalises over the rows it is given."""
    return mlp.predict(net, X) if middle == "plain" else normalised.forward(net, X)[0][-1]


def _loss(Y_hat, Y):
    """Mean cross-entropy; not a number where the outputs are none."""
    right = np.sum(Y * Y_hat, axis=1)
    return float(-np.log(np.maximum(right, 1e-30)).mean()) if np.isfinite(right).all() else math.nan


def _curve(losses):
    """Means over stretches of `every` steps; None for a stretch that was not finished in finite numbers."""
    every, steps = SETTINGS["every"], SETTINGS["steps"]
    padded = np.array(losses + [math.nan] * (steps - len(losses))).reshape(-1, every).mean(axis=1)
    return [round(float(one), 4) if np.isfinite(one) else None for one in padded]


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
