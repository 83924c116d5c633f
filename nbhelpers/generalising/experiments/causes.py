"""Overfitting without noise, sureness without its price, shifts never seen: causes taken away; five seeds each.

    python -m nbhelpers.generalising.experiments.causes    # some four minutes; writes data/causes.json

"points": the curves of the lab `generalising.early_stopping`, for ten times its epochs. "sure": the nets of `digits`
with 500 digits held back, at the epoch that early stopping keeps and at the last one, as they are and with their
weighted sums divided by the temperature that is best for the digits held back; that changes how sure a net is, and no
answer.
"shifts": small nets that learn from digits moved by up to so many pixels, on test digits moved to the side. Stopped
half way, the command goes on where it was.
"""

from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.generalising import overfitting
from nbhelpers.generalising.experiments import digits
from nbhelpers.measurements import command
from nbhelpers.nn import training
from nbhelpers.nn.digit_classifier import shift
from nbhelpers.nn.mlp import accuracy, cross_entropy, loss, new_mlp, one_hot, weighted_sums

SETTINGS = {
    "points": {"names": ["0/1e-06", "0.3/1e-06", "0.3/0.001", "0.3/0.003", "0.3/0.03"], "looks": [2000, 20000]},
    "sure": {"names": ["sigmoid", "relu"], "looks": [60, 40]},
    "shifts": {"names": [0, 1, 4], "looks": [20, 40], "moved": [0, 1, 2, 4, 6], "sizes": [784, 48, 10], "eta": 0.2},
    "seeds": digits.SETTINGS["seeds"],
}
TEMPERATURES = np.geomspace(0.5, 4, 61)
OUT = Path(__file__).parents[1] / "data" / "causes.json"


def cells() -> list[tuple]:
    """(part, name, seed) for every measurement."""
    return [(part, name, seed) for part in ("points", "sure", "shifts") for name in SETTINGS[part]["names"]
            for seed in SETTINGS["seeds"]]  # fmt: skip


def measure(part: str, name, seed: int, looks=None) -> dict:
    """One cell; `looks` are the epochs after which "points" and "shifts" look, and the last one of "sure"."""
    looks = looks or SETTINGS[part]["looks"]
    return {"points": _points, "sure": _sure, "shifts": _shifts}[part](name, seed, looks)


def _points(name, seed, looks):
    """The errors after each of `looks` epochs, and the least validation error of all."""
    noise, decay = map(float, name.split("/"))
    rng = np.random.default_rng(seed)
    (x, y), fresh = overfitting.points(noise, rng)
    net = overfitting.wiggly_net(rng)
    how = {"eta": overfitting.ETA, "batch": overfitting.LEARN, "weight_decay": decay}
    nets, seen, checked = training.train(net, x, y, rng=rng, **how), [], [loss(net, *fresh)]
    for epoch, now in enumerate(islice(nets, max(looks)), start=1):
        checked.append(loss(now, *fresh))
        if epoch in looks:
            seen.append([loss(now, x, y), checked[-1], min(checked)])
    training_, validation, least = ([round(float(one), 5) for one in row] for row in zip(*seen, strict=True))
    return {"training": training_, "validation": validation, "least": least}


def _sure(name, seed, looks):
    """(loss, loss at the best temperature, accuracy) on the test digits, at the epoch kept and at the last."""
    last = looks[SETTINGS["sure"]["names"].index(name)]
    held = digits.SETTINGS["held_back"]
    known, nets = datasets.mnist(), digits._training(name, "fewer digits", seed, held)
    checks = known.train_images[-held:], one_hot(known.train_labels[-held:], 10)
    stopped = training.early_stopping(seen := list(islice(nets, last)), lambda net: loss(net, *checks), last)
    found = {"epoch": stopped.epoch}
    for when, net in (("kept", stopped.net), ("last", seen[-1])):
        held_sums, sums = (weighted_sums(net, X)[-1] for X in (checks[0], known.test_images))
        best = min(TEMPERATURES, key=lambda T, sums=held_sums: cross_entropy(sums / T, checks[1]).mean())
        losses = [cross_entropy(sums / T, one_hot(known.test_labels, 10)).mean() for T in (1, best)]
        right = np.mean(sums.argmax(axis=1) == known.test_labels)
        found[when] = [round(float(one), 4) for one in (*losses, right)]
    return found


def _shifts(reach, seed, looks):
    """After each of `looks` epochs: the accuracy on test digits moved by so many pixels, left and right together."""
    rng, known, own = np.random.default_rng(seed), datasets.mnist(), SETTINGS["shifts"]
    moved = {by: [shift(x.reshape(28, 28), right=way * by) for x in known.test_images for way in (-1, 1)]
             for by in own["moved"]}  # fmt: skip
    labels = np.repeat(known.test_labels, 2)
    nets = training.train(
        new_mlp(own["sizes"], rng, hidden="relu"), known.train_images, one_hot(known.train_labels, 10), eta=own["eta"],
        batch=digits.SETTINGS["batch"], rng=rng, distort=lambda X, rng: training.shift_digits(X, rng, reach),
    )  # fmt: skip
    seen = [net for epoch, net in enumerate(islice(nets, max(looks)), start=1) if epoch in looks]
    return {"accuracy": [[round(accuracy(net, np.reshape(images, (-1, 784)), labels), 4) for images in moved.values()]
                         for net in seen]}  # fmt: skip


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
