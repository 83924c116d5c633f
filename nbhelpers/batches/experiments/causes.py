"""Is it the last digits read, and is it the number of steps? Both with the cause put elsewhere; five seeds.

    python -m nbhelpers.batches.experiments.causes    # some two minutes; writes data/causes.json

"last": the nets of `order` read the digits sorted by label, but begin with another one, so that 9, or 0, or 4 comes
last; "shuffled" is for comparison. "owed": the nets of `digits` with batches above 64, at the rate that reaches the
target soonest, for as many steps as batches of 64 take in twelve epochs, and for twice as many. Stopped half way, the
command goes on where it was.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers import datasets
from nbhelpers.batches.experiments import digits, order
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import accuracy, gradients, new_mlp, predict
from nbhelpers.nn.training import fit

SETTINGS = {
    "last": {"names": ["shuffled", "9", "0", "4"], "epochs": [12, 24]},
    "owed": {"names": [256, 1024], "eta": 0.5, "steps": [768, 1536]},
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "causes.json"


def cells() -> list[tuple]:
    """(part, last digit or batch size, seed) for every measurement."""
    return [(part, name, seed) for part in ("last", "owed") for name in SETTINGS[part]["names"]
            for seed in SETTINGS["seeds"]]  # fmt: skip


def measure(part: str, name, seed: int, looks=None) -> dict:
    """Test accuracy after each number of epochs, or of steps, in `looks`; of "last" also what the digits are called."""
    rng = np.random.default_rng(seed)
    X, Y = digits.digits()
    net = new_mlp(digits.SETTINGS["sizes"], rng, hidden=digits.SETTINGS["hidden"])
    known = datasets.mnist()
    if part == "owed":
        looks = looks or SETTINGS["owed"]["steps"]
        steps = enumerate(digits.steps(net, X, Y, SETTINGS["owed"]["eta"], name, rng), start=1)
        nets = [now for step, (_, now) in itertools.islice(steps, max(looks)) if step in looks]
        return {"test accuracy": [round(accuracy(net, known.test_images, known.test_labels), 4) for net in nets]}
    looks, found = looks or SETTINGS["last"]["epochs"], {"test accuracy": [], "called": []}
    for epoch, now in enumerate(itertools.islice(_reading(net, X, Y, name, rng), max(looks)), start=1):
        if epoch in looks:
            called = predict(now, known.test_images).argmax(axis=1)
            found["test accuracy"].append(round(float(np.mean(called == known.test_labels)), 4))
            found["called"].append(np.bincount(called, minlength=10).tolist())
    return found


def _reading(net, X, Y, last, rng):
    """The net after each epoch; the digits are shuffled, or sorted by label with `last` at the end."""
    size = order.SETTINGS["batch"]
    kind = "shuffled"
    if last != "shuffled":
        row = np.argsort((Y.argmax(axis=1) - int(last) - 1) % 10, kind="stable")
        X, Y, kind = X[row], Y[row], "as they come"
    rows = order.deal(len(X), size, rng, kind)
    nets = fit(net, lambda net, _: gradients(net, X[one := next(rows)], Y[one]), len(X), batch=size, rng=rng,
               eta=order.SETTINGS["eta"])  # fmt: skip
    yield from nets


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
