"""What the extras of Hinton's guide do to persistent CD on few digits: likelihood, free energies, activity, counted.

    python -m nbhelpers.rbm.experiments.guide    # about ten minutes; writes data/guide.json

With 12 hidden units ln Z is exact. Stopped half way, it goes on where it was.
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import rbm
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.measurements import command
from nbhelpers.rbm import exact, guide

WAYS = {
    "plain": {"last": 8000},
    "5,000 digits": {"digits": 5000, "last": 8000},
    "decay": {"decay": 0.02, "last": 8000},
    "sparsity": {"target": 0.1, "cost": 0.1},
    "falling": {"falls": True},
    "momentum": {"momentum": 0.9},
    "large rate": {"rate": 0.5},
    "momentum, a tenth of the rate": {"momentum": 0.9, "rate": 0.005},
}
SETTINGS = {
    "ways": WAYS, "hidden": 12, "digits": 100, "batch": 50, "rate": 0.05, "last": 4000, "seeds": list(range(5)),
    "steps": [0, 100, 200, 400, 1000, 2000, 4000, 8000],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "guide.json"


def cells() -> list[tuple]:
    """(way, seed) for every measurement."""
    return [(way, seed) for seed, way in itertools.product(SETTINGS["seeds"], WAYS)]


def measure(way: str, seed: int, stop: int | None = None) -> dict:
    """After each number of steps: exact log likelihoods, the gap in free energy, units on, the largest weight.

    With `stop` the run ends early.
    """
    (X, T), rng, how = binary_mnist(), np.random.default_rng(seed), {**WAYS[way]}
    digits, rate, last = (how.pop(part, SETTINGS[part]) for part in ("digits", "rate", "last"))
    v = X[rng.permutation(len(X))[:digits]]
    start = rbm.new_rbm(784, SETTINGS["hidden"], rng, data=v)
    rates = rate * (1 - np.arange(last) / last if how.pop("falls", False) else np.ones(last))
    found = {"train": [], "held out": [], "gap": [], "on": [], "largest": []}
    machines = guide.learn(start, v, rates[:stop], batch=SETTINGS["batch"], rng=rng, **how)
    for step, one in enumerate(itertools.chain([start], machines)):
        if step in SETTINGS["steps"]:
            for part, value in scores(one, v, T).items():
                found[part].append(round(float(value), 3))
    return found


def scores(one: rbm.RBM, v: np.ndarray, held_out: np.ndarray) -> dict:
    """One machine's numbers."""
    return {
        "train": exact.log_likelihood(one, v), "held out": exact.log_likelihood(one, held_out),
        "gap": guide.gap(one, v, held_out), "on": rbm.hidden_probability(one, held_out).mean(),
        "largest": np.abs(one.W).max(),
    }  # fmt: skip


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
