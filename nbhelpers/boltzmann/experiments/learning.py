"""How far a machine with hidden units gets on the parity riddle if it is given time, and what noise does on a plateau.

    python -m nbhelpers.boltzmann.experiments.learning    # about two minutes; writes data/learning.json

Stopped half way, it goes on where it was.
"""
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import numpy as np

from nbhelpers.boltzmann import learning
from nbhelpers.measurements import command

SETTINGS = {
    "eta": 0.7, "spread": 1.0, "exact": {"hidden": [0, 1, 2, 4], "steps": [100, 800, 8000, 24000]},
    "sampled": {"hidden": [1], "start": 0, "samples": [100, 2500], "steps": [100, 800, 1600]}, "seeds": list(range(5)),
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "learning.json"


def cells() -> list[tuple]:
    """("exact", hidden units, seed of the start), and ("sampled", samples a step, seed of the samples)."""
    rows = [("exact", SETTINGS["exact"]["hidden"]), ("sampled", SETTINGS["sampled"]["samples"])]
    return [(way, one, seed) for way, many in rows for one, seed in product(many, SETTINGS["seeds"])]


def measure(way: str, one: int, seed: int, upto: float = np.inf) -> dict:
    """The log likelihood after each number of steps, up to `upto`."""
    steps, target = [step for step in SETTINGS[way]["steps"] if step <= upto], learning.parity(3)
    kept = (machine for step, machine in enumerate(islice(climb(way, one, seed), steps[-1]), start=1) if step in steps)
    return {"L": [round(learning.log_likelihood(machine, target), 5) for machine in kept]}


def climb(way: str, one: int, seed: int) -> Iterator[learning.Machine]:
    """Its machines, step by step: the exact gradient from a start of its own, or the sampled one from one start."""
    exact, target, eta = way == "exact", learning.parity(3), SETTINGS["eta"]
    hidden, first = (one, seed) if exact else (SETTINGS["sampled"]["hidden"][0], SETTINGS["sampled"]["start"])
    start = learning.new_machine(3, hidden, np.random.default_rng(first), SETTINGS["spread"])
    if exact:
        return learning.learn(start, target, eta)
    return learning.learn_from_samples(start, target, eta, np.random.default_rng([seed, 1]), count=one)


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
