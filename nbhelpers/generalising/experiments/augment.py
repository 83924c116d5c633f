"""Data augmentation: small nets that learn from few digits, moved anew each time, moved once, or never; five seeds.

    python -m nbhelpers.generalising.experiments.augment    # some ten minutes; writes data/augment.json

All runs of one size take the same number of updates, from the same start. "never" leaves the digits as they are.
"once" moves each digit by up to one pixel before training begins, and then leaves it there: as many digits as before.
"1", "2" and "4" move it by up to so many pixels, anew each time it is seen. Stopped half way, the command goes on
where it was.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import MLP, accuracy, descend, gradients, loss, new_mlp, one_hot
from nbhelpers.nn.training import endless_minibatches, shift_digits

SETTINGS = {
    "sizes": [784, 48, 10], "hidden": "relu", "eta": 0.2, "batch": 50, "m": [200, 1000, 5000],
    "moved": ["never", "once", "1", "2", "4"], "looks": [50, 100, 200, 500, 1000, 2000, 4000],
    "seeds": [0, 1, 2, 3, 4],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "augment.json"


def cells() -> list[tuple]:
    """(m, moved, seed) for every run."""
    return list(product(SETTINGS["m"], SETTINGS["moved"], SETTINGS["seeds"]))


def measure(m: int, moved: str, seed: int, looks=None) -> dict:
    """After each of `looks` updates: accuracy and loss on the m digits as they were given, and on the test digits."""
    looks, known = looks or SETTINGS["looks"], datasets.mnist()
    learned = known.train_images[:m], one_hot(known.train_labels[:m], 10)
    tests = known.test_images, one_hot(known.test_labels, 10)
    seen = []
    for update, net in enumerate(run(*learned, moved, seed, max(looks)), start=1):
        if update in looks:
            seen.append([(accuracy(net, X, Y.argmax(axis=1)), loss(net, X, Y)) for X, Y in (learned, tests)])
    found = np.round(seen, 4).transpose(1, 2, 0).tolist()
    return {"training": dict(zip(("accuracy", "loss"), found[0], strict=True)),
            "test": dict(zip(("accuracy", "loss"), found[1], strict=True))}  # fmt: skip


def run(X: np.ndarray, Y: np.ndarray, moved: str, seed: int, updates: int) -> Iterator[MLP]:
    """The net after each update."""
    rng, shifts = np.random.default_rng(seed), np.random.default_rng([seed, 1])
    net = new_mlp(SETTINGS["sizes"], rng, hidden=SETTINGS["hidden"])
    X = shift_digits(X, shifts, 1) if moved == "once" else X
    reach = int(moved) if moved.isdigit() else 0
    rows = endless_minibatches(len(X), SETTINGS["batch"], rng)
    for _ in range(updates):
        chosen = next(rows)
        inputs = shift_digits(X[chosen], shifts, reach) if reach else X[chosen]
        net = descend(net, gradients(net, inputs, Y[chosen]), SETTINGS["eta"])
        yield net


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
