"""How well an MLP reads digits: plain, early stopping, weight decay, shifted digits; five seeds each.

    python -m nbhelpers.generalising.experiments.digits    # some ten minutes; writes data/mnist.json

"fewer digits" is plain training without the digits that early stopping holds back: it tells the price of holding
back from the price of stopping. The weight decays are tried on digits held back from the training images, never on
the test digits. Stopped half way, the command goes on where it was.
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.measurements import command
from nbhelpers.nn import training
from nbhelpers.nn.mlp import MLP, accuracy, loss, new_mlp, one_hot

SETTINGS = {
    "nets": {
        "sigmoid": {"hidden": 100, "eta": 1.0, "epochs": 60, "weight_decay": 3e-4},
        "relu": {"hidden": 300, "eta": 0.2, "epochs": 40, "weight_decay": 1e-3},
    },
    "batch": 50,
    "held_back": 500,
    "patience": 10,
    "shift": 1,
    "tried_weight_decays": [1e-4, 3e-4, 1e-3, 3e-3],
    "seeds": [0, 1, 2, 3, 4],
}
VARIANTS = ("plain", "fewer digits", "early stopping", "weight decay", "shifts")
OUT = Path(__file__).parents[1] / "data" / "mnist.json"


def cells() -> list[tuple]:
    """(net, variant, seed) for every measurement; a variant may also be "try <weight decay>"."""
    tries = tuple(f"try {decay:g}" for decay in SETTINGS["tried_weight_decays"])
    return list(itertools.product(SETTINGS["nets"], VARIANTS + tries, SETTINGS["seeds"]))


def measure(net: str, variant: str, seed: int) -> dict:
    """Train one net and measure it on the test digits (a weight decay is tried on the held-back ones)."""
    held_back = 0 if variant in ("plain", "weight decay", "shifts") else SETTINGS["held_back"]
    nets = itertools.islice(_training(net, variant, seed, held_back), SETTINGS["nets"][net]["epochs"])
    if variant.startswith("try"):
        *_, last = nets
        images, labels = _held_back(held_back)
        return {"accuracy on held-back digits": round(accuracy(last, images, labels), 4)}
    if variant == "early stopping":
        images, labels = _held_back(held_back)
        targets = one_hot(labels, 10)
        stopped = training.early_stopping(nets, lambda at: loss(at, images, targets), SETTINGS["patience"])
        return _scores(stopped.net, stopped.epoch)
    for epoch, last in enumerate(nets, start=1):  # noqa: B007 - the last pair is what we want
        pass
    return _scores(last, epoch)


def _training(net: str, variant: str, seed: int, held_back: int):
    """The endless run of one cell: a net an epoch."""
    chosen, rng, digits = SETTINGS["nets"][net], np.random.default_rng(seed), datasets.mnist()
    learn = len(digits.train_images) - held_back
    decay = {"weight decay": chosen["weight_decay"]}.get(variant, 0.0)
    if variant.startswith("try "):
        decay = float(variant.removeprefix("try "))
    return training.train(
        new_mlp((784, chosen["hidden"], 10), rng, hidden=net),
        digits.train_images[:learn], one_hot(digits.train_labels[:learn], 10),
        eta=chosen["eta"], batch=SETTINGS["batch"], rng=rng, weight_decay=decay,
        distort=_shift if variant == "shifts" else None,
    )


def _shift(images, rng):
    return training.shift_digits(images, rng, SETTINGS["shift"])


def _held_back(count: int):
    digits = datasets.mnist()
    return digits.train_images[-count:], digits.train_labels[-count:]


def _scores(net: MLP, epoch: int) -> dict:
    digits = datasets.mnist()
    return {
        "test accuracy": round(accuracy(net, digits.test_images, digits.test_labels), 4),
        "test loss": round(loss(net, digits.test_images, one_hot(digits.test_labels, 10)), 4),
        "training accuracy": round(accuracy(net, digits.train_images, digits.train_labels), 4),
        "epoch": epoch,
    }


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
