"""Is it the division that forgets the inputs' units? One second moment for each parameter, or one for all; five seeds.

    python -m nbhelpers.optimizers.experiments.units    # some three minutes; writes data/units.json

Nets, digits and mini-batches are those of `digits`, which measures two epochs; here they go on to twenty. "one V" is
RMSProp with a single second moment for all parameters: a loss in another unit changes nothing, a pixel in another
unit does. "one scale again" divides each pixel in mixed units by its greatest value. Stopped half way, the command
goes on where it was.
"""

from itertools import count, islice
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import accuracy, gradients, loss, new_mlp
from nbhelpers.nn.optimizers import METHODS, Step
from nbhelpers.nn.training import fit
from nbhelpers.optimizers.experiments import digits

SETTINGS = {
    "looks": [2, 20],
    "etas": {
        "SGD": {
            "as they are": [0.01, 0.1, 0.3, 1.0], "in mixed units": [0.03, 0.1, 0.3], "one scale again": [0.1, 0.3],
        },
        "RMSProp": {"as they are": [0.001, 0.003, 0.01, 0.03], "in mixed units": [0.001, 0.003, 0.01]},
        "one V": {"as they are": [0.0003, 0.001, 0.003, 0.01], "in mixed units": [0.0003, 0.001, 0.003, 0.01]},
        "Adam": {"as they are": [0.01, 0.3]},
    },
    "seeds": digits.SETTINGS["seeds"],
}
OUT = Path(__file__).parents[1] / "data" / "units.json"


def cells() -> list[tuple]:
    """(optimizer, inputs, learning rate, seed) for every measurement."""
    ways = ((way, *one) for way, known in SETTINGS["etas"].items() for one in known.items())
    return [(way, inputs, eta, seed) for way, inputs, etas in ways for eta in etas for seed in SETTINGS["seeds"]]


def one_for_all(grad, w, eta=0.01, beta=0.9, eps=1e-8):
    """RMSProp with one V for all parameters: V_t = beta V_{t-1} + (1 - beta) mean(g_t^2)."""
    V = 0.0
    for _ in count(1):
        g = grad(w)
        V = beta * V + (1 - beta) * np.mean(g**2)
        step = eta * g / (np.sqrt(V) + eps)
        w = w - step
        yield Step(w, step, g, g, V)


def measure(way: str, inputs: str, eta: float, seed: int, looks=SETTINGS["looks"]) -> dict:
    """Loss on all training digits and accuracy on the test digits, after each number of epochs in `looks`."""
    rng, labels = np.random.default_rng(seed), datasets.mnist().test_labels
    X, Y, test = digits.digits("as they are" if inputs == "as they are" else "in mixed units", rng)
    if inputs == "one scale again":
        greatest = np.where(X.max(axis=0) > 0, X.max(axis=0), 1)
        X, test = X / greatest, test / greatest
    net = new_mlp(digits.SETTINGS["sizes"], rng, hidden=digits.SETTINGS["hidden"])
    method = {"one V": one_for_all, **METHODS}[way]
    nets = fit(net, lambda net, rows: gradients(net, X[rows], Y[rows]), len(X), batch=digits.SETTINGS["batch"],
               rng=rng, method=method, eta=eta)  # fmt: skip
    seen = [net for epoch, net in enumerate(islice(nets, max(looks)), start=1) if epoch in looks]
    return {
        "training loss": [round(loss(net, X, Y), 4) for net in seen],
        "test accuracy": [round(accuracy(net, test, labels), 4) for net in seen],
    }


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
