"""What was measured on deep stacks (`nbhelpers.architectures.experiments.stacks`), ready to be drawn and quoted.

A run that left the finite numbers counts as `FAILED` from there on: no better than an answer that never looks.
"""
from functools import cache

import numpy as np

from nbhelpers.datasets import record

FAILED = {"degradation": float(np.log(10)), "copy": 1.0}  # the loss of guessing; the error of the mean digit
VALUE = {"degradation": "loss", "copy": "error"}


@cache
def _found(name: str) -> dict:
    if name not in VALUE:
        raise ValueError(f"name = {name!r}: allowed are {', '.join(map(repr, VALUE))}")
    return record(f"architectures/{name}")


def settings(name: str) -> dict:
    """How the measurements of that name ("degradation" or "copy") were made."""
    return _found(name)["settings"]


def runs(name: str, kind: str, blocks: int, eta: float, method: str = "SGD") -> np.ndarray:
    """The loss (or copying error) of every seed after every recorded epoch: (seeds, epochs)."""
    cells, known = _found(name)["cells"], settings(name)
    keys = [f"{method}/{kind}/{blocks}/{eta}/{seed}" for seed in known["seeds"]]
    if keys[0] not in cells:
        raise ValueError(f"kind, blocks, eta, method = {kind!r}, {blocks}, {eta}, {method!r}: this was not measured")
    whole = np.full((len(keys), len(known["epochs"])), np.nan)
    for row, key in zip(whole, keys, strict=True):
        values = cells[key][VALUE[name]]
        row[: len(values)] = [np.nan if value is None else value for value in values]
    return np.where(np.isnan(whole), FAILED[name], whole)


def best_eta(name: str, kind: str, blocks: int, method: str = "SGD") -> float:
    """The learning rate with the smallest mean at the end."""
    etas = settings(name)["etas"][method]
    return min(etas, key=lambda eta: runs(name, kind, blocks, eta, method)[:, -1].mean())


def at_best(name: str, kind: str, blocks: int, method: str = "SGD") -> np.ndarray:
    """`runs` at the learning rate that suits this kind and depth best."""
    return runs(name, kind, blocks, best_eta(name, kind, blocks, method), method)


def longer(blocks: int, eta: float) -> np.ndarray:
    """The loss of every seed of a plain net that learns ten times as long, after some epochs: (seeds, epochs)."""
    losses = _seeds("longer", "loss", f"{blocks}/{eta}", f"blocks, eta = {blocks}, {eta}")
    return np.where(np.isnan(losses), FAILED["degradation"], losses)


def deeper(kind: str, blocks: int, eta: float) -> np.ndarray:
    """As `longer`, of nets of 34 and 50 layers; kind: "plain", "residual" or "mirrored"."""
    losses = _seeds("deeper", "loss", f"{kind}/{blocks}/{eta}", f"kind, blocks, eta = {kind!r}, {blocks}, {eta}")
    return np.where(np.isnan(losses), FAILED["degradation"], losses)


def shuffled(task: str, kind: str) -> np.ndarray:
    """The error of every seed of stacks of 16 layers that "copy" or "shuffle", after some epochs: (seeds, epochs)."""
    rates = {(work, net): eta for work, net, eta in record("architectures/shuffled")["settings"]["cases"]}
    eta = rates.get((task, kind))
    return _seeds("shuffled", "error", f"{task}/{kind}/{eta}", f"task, kind = {task!r}, {kind!r}")


def _seeds(name: str, value: str, part: str, asked: str) -> np.ndarray:
    """(seeds, epochs) of a record whose cells are called "part/seed"."""
    found = record(f"architectures/{name}")
    keys = [f"{part}/{seed}" for seed in found["settings"]["seeds"]]
    if keys[0] not in found["cells"]:
        raise ValueError(f"{asked}: this was not measured")
    return np.array([found["cells"][key][value] for key in keys], dtype=float)


def accuracies(kind: str, blocks: int, which: str, method: str = "SGD") -> np.ndarray:
    """The accuracy at the end, at the best rate, on the "training" or the "test" digits. A failed run: 0.1."""
    eta, cells = best_eta("degradation", kind, blocks, method), _found("degradation")["cells"]
    keys = [f"{method}/{kind}/{blocks}/{eta}/{seed}" for seed in settings("degradation")["seeds"]]
    return np.array([cells[key].get(f"{which} accuracy", 0.1) for key in keys])


def copies(kind: str, blocks: int, eta: float) -> np.ndarray:
    """What a stack (seed 0) made of the shown digits: (digits, 8, 8) grey values; zeros where the run failed."""
    shown = len(settings("copy")["shown"])
    texts = _found("copy")["cells"][f"SGD/{kind}/{blocks}/{eta}/0"].get("copies", ["0" * 64] * shown)
    return np.array([[int(letter, 16) / 15 for letter in text] for text in texts]).reshape(shown, 8, 8)
