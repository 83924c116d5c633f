"""What the order of the samples does on real digits: one small net, twelve epochs, five seeds for each order.

    python -m nbhelpers.batches.experiments.order    # under a minute; writes data/order.json

"sorted" reads all zeros first, then all ones, and so on, the same in every epoch.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.batches import deal
from nbhelpers.batches.experiments.digits import digits
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import accuracy, descend, gradients, loss, new_mlp

SETTINGS = {
    "sizes": [784, 32, 10],
    "hidden": "relu",
    "batch": 16,
    "eta": 0.0625,
    "epochs": 12,
    "orders": ["shuffled", "one shuffle", "fresh", "sorted"],
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "order.json"


def cells() -> list[tuple]:
    """(order, seed) for every measurement."""
    return list(itertools.product(SETTINGS["orders"], SETTINGS["seeds"]))


def rows(order: str, labels: np.ndarray, rng: np.random.Generator):
    """Batches of sample numbers without end, in the order asked for."""
    samples, size = len(labels), SETTINGS["batch"]
    known = {"sorted": lambda: np.argsort(labels, kind="stable"), "one shuffle": lambda: rng.permutation(samples)}
    if order not in known:
        yield from deal(samples, size, rng, order)
    row = known[order]()
    for chosen in deal(samples, size, rng, "as they come"):
        yield row[chosen]


def measure(order: str, seed: int) -> dict:
    """Train one net; its loss on all training digits after the last epoch, and its accuracy on the test digits."""
    rng = np.random.default_rng(seed)
    X, Y = digits()
    net = new_mlp(SETTINGS["sizes"], rng, hidden=SETTINGS["hidden"])
    steps = SETTINGS["epochs"] * len(X) // SETTINGS["batch"]
    for chosen in itertools.islice(rows(order, Y.argmax(axis=1), rng), steps):
        net = descend(net, gradients(net, X[chosen], Y[chosen]), SETTINGS["eta"])
    right = accuracy(net, datasets.mnist().test_images, datasets.mnist().test_labels)
    return {"training loss": round(loss(net, X, Y), 4), "test accuracy": round(right, 4)}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
