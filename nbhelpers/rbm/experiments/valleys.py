"""The CD-1 machine goes on learning, by CD-1 or by persistent CD: what becomes of the valley that its dreams fall into?

    python -m nbhelpers.rbm.experiments.valleys    # some minutes; writes data/valleys.json

Stopped half way, it goes on where it was.
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import rbm
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.measurements import command
from nbhelpers.nn import digit_classifier, mlp
from nbhelpers.rbm.trained import trained

SETTINGS = {
    "ways": ["cd", "persistent"], "epochs": [1, 5, 20], "eta": 0.05, "batch": 50, "chains": 20, "steps": 300,
    "seeds": list(range(5)),
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "valleys.json"


def cells() -> list[tuple]:
    """(way, seed) for every measurement."""
    return list(itertools.product(SETTINGS["ways"], SETTINGS["seeds"]))


def measure(way: str, seed: int, epochs: int = SETTINGS["epochs"][-1]) -> dict:
    """Before and after each number of epochs: how far the old dreams lie above test digits, and kinds of new dreams.

    The height is a difference of mean free energies in nats; the kinds are counted among chains from noise.
    """
    (X, T), start, rng = binary_mnist(), trained("cd"), np.random.default_rng([seed, 1])
    how = {"eta": SETTINGS["eta"], "batch": SETTINGS["batch"], "persistent": way == "persistent"}
    old, found = dreams(start, seed), {"above": [], "kinds": []}
    for epoch, machine in enumerate(itertools.chain([start], rbm.train(start, X, rng=rng, **how))):
        if epoch in (0, *SETTINGS["epochs"]):
            above = rbm.free_energy(machine, old).mean() - rbm.free_energy(machine, T).mean()
            found["above"].append(round(float(above), 2))
            found["kinds"].append(kinds(machine, dreams(machine, seed)))
        if epoch == epochs:
            return found


def dreams(machine: rbm.RBM, seed: int) -> np.ndarray:
    """Where chains from noise stand after `steps` Gibbs steps: (chains, 784)."""
    rng = np.random.default_rng(seed)
    v = (rng.random((SETTINGS["chains"], len(machine.b))) < 0.5).astype(float)
    for _ in range(SETTINGS["steps"]):
        v = rbm.gibbs_step(machine, v, rng)
    return v


def kinds(machine: rbm.RBM, v: np.ndarray) -> int:
    """How many kinds of digit the book's digit classifier sees in them."""
    p = rbm.visible_probability(machine, rbm.hidden_probability(machine, v))
    return len(set(mlp.predict(digit_classifier.trained(), p).argmax(axis=1).tolist()))


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
