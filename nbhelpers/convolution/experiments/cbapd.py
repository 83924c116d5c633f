"""CBAPD put together: a small net with every choice of its five parts, trained until its curves are flat; five seeds.

    python -m nbhelpers.convolution.experiments.cbapd    # half an hour; writes data/cbapd.json

500 digits of 12 x 12, Adam, one learning rate for all; the net with all parts, and those with one less, at two more.
Stopped half way, the command goes on where it was.
"""

import itertools
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers.convolution import cbapd, cnn
from nbhelpers.measurements import command

SETTINGS = {
    "parts": cbapd.choices(), "samples": 500, "epochs": [1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 40, 60],
    "eta": 0.01, "other eta": [0.003, 0.03], "batch": 50, "seeds": [0, 1, 2, 3, 4],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "cbapd.json"


def cells() -> list[tuple]:
    """(parts, eta, seed) for every net; the net without any part is "none"."""
    at = [(parts or "none", SETTINGS["eta"]) for parts in SETTINGS["parts"]]
    at += itertools.product([parts for parts in SETTINGS["parts"] if len(parts) > 3], SETTINGS["other eta"])
    return [(*one, seed) for one, seed in itertools.product(at, SETTINGS["seeds"])]


def measure(parts: str, eta: float, seed: int, epochs: tuple[int, ...] = tuple(SETTINGS["epochs"])) -> dict:
    """Train one net: how many of the 1,000 test digits it classifies correctly after each of the epochs."""
    rng = np.random.default_rng(seed)
    X, labels, T, wanted = cbapd.digits(SETTINGS["samples"])
    net = cbapd.new_net(parts.replace("none", ""), rng)
    run = cnn.train(net, X, labels, batch=SETTINGS["batch"], rng=rng, eta=eta)
    reached = enumerate(islice(run, epochs[-1]), start=1)
    return {"right": [round(cnn.accuracy(net, T, wanted) * len(T)) for epoch, net in reached if epoch in epochs]}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
