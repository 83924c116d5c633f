"""The machines behind the labs on restricted Boltzmann machines: trained once, stored with what made them.

    python -m nbhelpers.rbm.experiments.machines [machines] [filters]    # two minutes; writes two files into data

A machine is kept with one byte a weight; the pseudo-likelihoods in the file are those of the machines as stored.
"""
import argparse
import io
import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from nbhelpers import files, rbm
from nbhelpers.datasets.binary_digits import binary_mnist
from nbhelpers.measurements import versions
from nbhelpers.rbm.pseudo_likelihood import pseudo_likelihood
from nbhelpers.rbm.trained import packed, unpacked

FOLDER = Path(__file__).parents[1] / "data"
BATCH, SEED = 50, 0
MACHINES = {
    "persistent": {"hidden": 64, "eta": 0.05, "persistent": True, "epochs": 100},
    "cd": {"hidden": 64, "eta": 0.05, "persistent": False, "epochs": 100},
    "small": {"hidden": 10, "eta": 0.05, "persistent": True, "epochs": 30},
}
FILTERS = {
    "plain": {"hidden": 64, "eta": 0.05},
    "few": {"hidden": 9, "eta": 0.05},
    "slow": {"hidden": 64, "eta": 0.005},
    "fast": {"hidden": 64, "eta": 1.0},
    "persistent": {"hidden": 64, "eta": 0.05, "persistent": True},
}
EPOCHS, SHOWN_AT, SHOWN, SCORED = 30, (0, 1, 2, 5, 10, 30), 9, 300


def machines(hidden: int, eta: float, persistent: bool = False) -> Iterator[rbm.RBM]:
    """The machine at its start and after each epoch."""
    rng, X = np.random.default_rng(SEED), binary_mnist()[0]
    start = rbm.new_rbm(X.shape[1], hidden, rng, data=X)
    yield start
    yield from rbm.train(start, X, eta=eta, batch=BATCH, rng=rng, persistent=persistent)


def store_machines() -> None:
    """Train the three and write them."""
    parts, made = [], {}
    for name, how in MACHINES.items():
        run = machines(**{key: value for key, value in how.items() if key != "epochs"})
        stored = packed(next(itertools.islice(run, how["epochs"], None)))
        parts += stored
        made[name] = {**how, "pseudo-likelihood": round(pseudo_likelihood(unpacked(*stored), binary_mnist()[1]), 2)}
        print(name, made[name], file=sys.stderr, flush=True)
    _write("machines", parts, made)


def filters(how: dict, epochs: int = EPOCHS) -> dict:
    """The first units' weights at the epochs shown, and pseudo-likelihoods after every epoch."""
    found = {"W": [], "largest": [], "train": [], "test": []}
    for epoch, machine in enumerate(itertools.islice(machines(**how), epochs + 1)):
        for part, digits in zip(("train", "test"), binary_mnist(), strict=True):
            found[part].append(round(pseudo_likelihood(machine, digits[:SCORED]), 2))
        found["largest"].append(round(float(np.abs(machine.W).max()), 3))
        if epoch in SHOWN_AT:
            found["W"].append(machine.W.T[:SHOWN])
    return found


def store_filters() -> None:
    """Train all settings and write the filters in steps of 1/12 of the largest shown, the scores beside them."""
    parts, made = [], {}
    for name, how in FILTERS.items():
        found = filters(how)
        W = np.array(found.pop("W"))
        scale = np.quantile(np.abs(W[-1]), 0.995) / 12
        parts += [np.clip(np.round(W / scale), -12, 12).astype(np.int8), np.array(scale)]
        made[name] = {**how, **found}
        print(name, {**how, "test": found["test"][-1]}, file=sys.stderr, flush=True)
    _write("filters", parts, made)


def _write(name: str, parts: list, runs: dict) -> None:
    settings = {"batch": BATCH, "seed": SEED, "epochs shown": SHOWN_AT, "digits scored": SCORED}
    made = {"settings": settings, "versions": versions(), "runs": runs}
    file = io.BytesIO()
    np.savez_compressed(file, *parts, made=np.array(json.dumps(made)))
    files.write(file.getvalue(), FOLDER / f"{name}.npz")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="*", metavar="what", help="machines, filters (default: both)")
    stores = {"machines": store_machines, "filters": store_filters}
    asked = parser.parse_args().what or list(stores)
    if strange := sorted(set(asked) - set(stores)):
        parser.error(f"{strange[0]!r} is unknown; allowed are {' and '.join(stores)}")
    for what in asked:
        stores[what]()


if __name__ == "__main__":
    main()
