"""Batch size against learning rate on real digits: losses, epochs to a loss, test accuracy; five seeds each.

    python -m nbhelpers.batches.experiments.digits    # some half an hour; writes data/mnist.json

For one seed every run starts from the same net. A run ends after the target was reached and `curve` epochs were
drawn, after `longest epochs` or `longest steps`, or when it blew up. With `hopeless` losses, or where the batch size is
`too slow` times the learning rate or more, it ends after the curve: of the runs of three seeds that were taken on from
there, none reached the target in `longest epochs`. Stopped half way, it goes on where it was.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.batches import checkpoints
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import accuracy, descend, gradients, loss, new_mlp, one_hot
from nbhelpers.nn.training import endless_minibatches

SETTINGS = {
    "sizes": [784, 32, 10],
    "hidden": "relu",
    "samples": 4096,
    "batches": [1, 4, 16, 64, 256, 1024, 4096],
    "etas": [2.0**k for k in range(-8, 2)],
    "seeds": [0, 1, 2, 3, 4],
    "curve": 12,
    "target": 0.25,
    "looks": 512,
    "longest epochs": 100,
    "longest steps": 50_000,
    "blown up": 20.0,
    "hopeless": 2.0,
    "too slow": 2**14,
}
OUT = Path(__file__).parents[1] / "data" / "mnist.json"


def cells() -> list[tuple]:
    """(learning rate, batch size, seed) for every measurement; seed by seed, so that a part is of use too."""
    every = itertools.product(SETTINGS["seeds"], SETTINGS["etas"], SETTINGS["batches"])
    return [(eta, batch, seed) for seed, eta, batch in every]


def digits():
    """Training images and targets."""
    known, samples = datasets.mnist(), SETTINGS["samples"]
    return known.train_images[:samples], one_hot(known.train_labels[:samples], 10)


def steps(net, X, Y, eta: float, batch: int, rng: np.random.Generator):
    """(samples seen, net) after every step, epoch after epoch, each epoch in a new order."""
    seen = 0
    for rows in endless_minibatches(len(X), batch, rng):
        net = descend(net, gradients(net, X[rows], Y[rows]), eta)
        seen += len(rows)
        yield seen, net


def measure(eta: float, batch: int, seed: int) -> dict:
    """One run: losses at the start and at the checkpoints (None where there is none), epochs to the target, accuracy.

    The target is looked for every `looks` samples, or after every step where steps are longer.
    """
    rng = np.random.default_rng(seed)
    X, Y = digits()
    start = new_mlp(SETTINGS["sizes"], rng, hidden=SETTINGS["hidden"])
    draw = checkpoints(len(X), SETTINGS["curve"])
    drawn, reached, right = {}, None, None
    with np.errstate(over="ignore", invalid="ignore"):
        for seen, net in steps(start, X, Y, eta, batch, rng):
            looking = reached is None and seen % SETTINGS["looks"] == 0
            if not looking and seen not in draw:
                continue
            found = loss(net, X, Y)
            if not found < SETTINGS["blown up"]:  # NaN is not below it
                break
            if looking and found <= SETTINGS["target"]:
                reached = seen / len(X)
            if seen in draw:
                drawn[seen] = round(found, 4)
            if seen == draw[-1]:
                right = round(accuracy(net, datasets.mnist().test_images, datasets.mnist().test_labels), 4)
            if over(seen, eta, batch, found, reached):
                break
    curve = [round(loss(start, X, Y), 4)] + [drawn.get(seen) for seen in draw]
    return {"loss": curve, "epochs": reached, "test accuracy": right}


def over(seen: int, eta: float, batch: int, found: float, reached: float | None) -> bool:
    """Is the run at its end? Never before its curve is drawn."""
    epochs = seen / SETTINGS["samples"]
    if epochs < SETTINGS["curve"]:
        return False
    late = epochs >= SETTINGS["longest epochs"] or seen / batch >= SETTINGS["longest steps"]
    return late or reached is not None or found > SETTINGS["hopeless"] or batch / eta >= SETTINGS["too slow"]


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
