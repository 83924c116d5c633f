"""Does a schedule help? SGDM and Adam on digits, a constant learning rate against four that change; five seeds.

    python -m nbhelpers.optimizers.experiments.schedules    # some ten minutes; writes data/schedules.json

Nets, digits and mini-batches are those of `digits`. Each schedule is spread over the whole training, of 5 epochs,
and for some of them and the middle learning rates of 20. Stopped half way, it goes on where it was.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import accuracy, loss, new_mlp, one_hot
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.optimizers.experiments import digits
from nbhelpers.optimizers.schedules import LAST, SCHEDULES, WARM

SETTINGS = {
    "warm": WARM,
    "last": LAST,
    "epochs": 5,
    "longer": {"epochs": 20, "schedules": ["constant", "cosine", "warm-up and cosine"]},
    "schedules": list(SCHEDULES),
    "etas": {"SGDM": [0.3, 1.0, 2.0, 3.0, 5.0], "Adam": [0.001, 0.003, 0.01, 0.02, 0.03, 0.05]},
    "seeds": digits.SETTINGS["seeds"],
}
OUT = Path(__file__).parents[1] / "data" / "schedules.json"


def cells() -> list[tuple]:
    """(optimizer, schedule, epochs, learning rate, seed) for every measurement; the long runs come last."""
    longer = SETTINGS["longer"]
    short = [(way, SCHEDULES, SETTINGS["epochs"], etas) for way, etas in SETTINGS["etas"].items()]
    long = [(way, longer["schedules"], longer["epochs"], etas[1:4]) for way, etas in SETTINGS["etas"].items()]
    return [
        (way, schedule, epochs, eta, seed)
        for way, schedules, epochs, etas in short + long
        for schedule, eta, seed in itertools.product(schedules, etas, SETTINGS["seeds"])
    ]


def measure(method: str, schedule: str, epochs: int, eta: float, seed: int) -> dict:
    """Train one net; its loss on all training digits and its accuracy on the test digits."""
    known, rng = datasets.mnist(), np.random.default_rng(seed)
    X, Y = known.train_images, one_hot(known.train_labels, 10)
    start = new_mlp(digits.SETTINGS["sizes"], rng, hidden=digits.SETTINGS["hidden"])
    steps, share = epochs * len(X) // digits.SETTINGS["batch"], SCHEDULES[schedule]
    net = digits.learn(METHODS[method], start, X, Y, steps, rng, eta=lambda t: eta * share(t, steps))
    if net is None:
        return {"training loss": None, "test accuracy": None}
    right = accuracy(net, known.test_images, known.test_labels)
    return {"training loss": round(loss(net, X, Y), 5), "test accuracy": round(right, 4)}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
