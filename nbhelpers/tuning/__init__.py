"""The notes' list on tuning as claims that can fail, and the verdict of the record `tuning_mnist` on each.

Accuracies are in points (per cent of 1,000 test digits). A knob that comes with learning rates of its own is shown at
the rate whose mean accuracy on the digits held out was best; the test digits have no say in that.
"""
from functools import cache
from typing import NamedTuple

import numpy as np

from nbhelpers import datasets
from nbhelpers.stats.paired_t import Interval, judge, t_interval, verdict

NAMES = {
    "bytes": "0 … 255", "unit": "0 … 1", "standard": "standardised", "gcn": "GCN", "zca": "ZCA", "gcn zca": "GCN, ZCA",
    "relu": "ReLU", "3+3": "3×3 twice", **{str(k): f"{k}×{k}" for k in (1, 3, 5, 7, 9)},
}  # fmt: skip


class Claim(NamedTuple):
    """What the notes say of a knob, and the comparisons that test it: (setting, against), each to be `kind`."""

    name: str
    words: str
    kind: str
    settings: tuple
    pairs: tuple


class Comparison(NamedTuple):
    """setting minus against, seed by seed."""

    setting: object
    against: object
    found: Interval
    agrees: str  # "yes", "no", "open"


def _against(reference, *settings):
    return tuple((one, reference) for one in settings)


CLAIMS = {
    claim.name: claim
    for claim in (
        Claim("kernels", "More convolution kernels are better", "better", (1, 2, 4, 8, 16, 32),
              ((2, 1), (4, 2), (8, 4), (16, 8), (32, 16))),
        Claim("activation", "ReLU and maxout are better than sigmoid and tanh", "better",
              ("sigmoid", "tanh", "relu", "maxout"),
              (("relu", "sigmoid"), ("relu", "tanh"), ("maxout", "sigmoid"), ("maxout", "tanh"))),
        Claim("inputs", "Preprocessing improves recognition clearly", "clearly better",
              ("bytes", "unit", "standard", "gcn", "zca", "gcn zca"),
              (("unit", "bytes"), *_against("unit", "standard", "gcn", "zca", "gcn zca"))),
        Claim("size", "Kernel size matters little; 5×5 as a rule", "the same", ("1", "3", "5", "7", "9", "3+3"),
              _against("5", "1", "3", "7", "9", "3+3")),
        Claim("dense", "The number of dense layers matters little", "the same", (0, 1, 2, 3), _against(1, 0, 2, 3)),
        Claim("extras", "Dropout and normalisation layers help slightly", "slightly better",
              ("none", "dropout 0.25", "dropout 0.5", "batch norm", "both"),
              _against("none", "dropout 0.25", "dropout 0.5", "batch norm", "both")),
        Claim("rate", "The learning rate matters little", "the same", (0.01, 0.03, 0.1, 0.3, 1.0, 3.0),
              _against(0.3, 0.01, 0.03, 0.1, 1.0, 3.0)),
        Claim("batch", "Mini-batch size matters little", "the same", (8, 32, 128, 512),
              _against(32, 8, 128, 512)),
    )
}  # fmt: skip


def shown(setting) -> str:
    """The setting as a reader sees it."""
    return NAMES.get(setting, f"{setting:g}" if isinstance(setting, float) else str(setting))


@cache
def record() -> dict:
    return datasets.record("tuning/mnist")


def runs(knob: str, value, eta: float, batch: int, digits: str = "test") -> np.ndarray:
    """Accuracies in points, one a seed. digits: "test" or "held out"."""
    settings, cells = record()["settings"], record()["cells"]
    if settings["base"].get(knob) == value:
        knob = value = "base"
    found = [cells[f"{knob}/{value}/{float(eta)}/{batch}/{seed}"][digits] for seed in settings["seeds"]]
    return 100 * np.array(found)


def rates(knob: str, value) -> list:
    """The learning rates that a setting was measured at."""
    settings = record()["settings"]
    if value == "bytes":
        return settings["bytes' etas"]
    return settings["etas to choose from"].get(knob, [settings["eta"]])


def best_rate(knob: str, value) -> float:
    """The rate with the best mean accuracy on the digits held out; the smallest one among equals."""
    batch = record()["settings"]["batch"]
    return max(rates(knob, value), key=lambda eta: runs(knob, value, eta, batch, "held out").mean())


def scores(claim: str, setting) -> np.ndarray:
    """Test accuracies of one setting of a claim, in points, one a seed."""
    settings = record()["settings"]
    if claim == "rate":
        return runs("base", "base", setting, settings["batch"])
    if claim == "batch":
        return runs("base", "base", settings["eta"], setting)
    return runs(claim, setting, best_rate(claim, setting), settings["batch"])


def compare(claim: Claim) -> list[Comparison]:
    """Every pair of the claim: the paired differences' interval, and whether it agrees."""
    found = []
    for setting, against in claim.pairs:
        interval = t_interval(scores(claim.name, setting) - scores(claim.name, against))
        found.append(Comparison(setting, against, interval, judge(claim.kind, interval)))
    return found


def judged(claim: Claim) -> str:
    """The verdict in one word, from the record."""
    return verdict(one.agrees for one in compare(claim))


def accuracy_map(digits: str = "test") -> np.ndarray:
    """Accuracies over learning rate and mini-batch: (batches, etas, seeds), in points."""
    sizes = record()["settings"]["map"]
    return np.array([[runs("base", "base", eta, B, digits) for eta in sizes["etas"]] for B in sizes["batches"]])
