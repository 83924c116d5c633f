"""CBAPD put together: a small net with every choice of its five parts, trained until its curves are flat; five seeds.

    python -m nbhelpers.convolution.experiments.cbapd    # half an hour; writes data/cbapd.json

500 digits of 12 x 12, Adam at each of three learning rates. Stopped half way, the command goes on where it was.
"""

import itertools
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers.convolution import cbapd, cnn
from nbhelpers.measurements import command

SETTINGS = {
    "parts": cbapd.choices(), "samples": 500, "epochs": [1, 2, 3, 4, 6, 8, 10, 15, 20, 30, 40, 60, 80, 100, 120],
    "eta": [0.003, 0.01, 0.03], "batch": 50, "seeds": [0, 1, 2, 3, 4],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "cbapd.json"


def cells() -> list[tuple]:
    """(parts, eta, seed) for every net; the net without any part is "none"."""
    choices = itertools.product(SETTINGS["parts"], SETTINGS["eta"], SETTINGS["seeds"])
    return [(parts or "none", eta, seed) for parts, eta, seed in choices]


def measure(parts: str, eta: float, seed: int, epochs: tuple[int, ...] = tuple(SETTINGS["epochs"])) -> dict:
    """Train one net: how many of the 1,000 test digits it classifies correctly after each of the epochs, and its
    losses at the end, on the training digits and on the test digits."""
    rng = np.random.default_rng(seed)
    X, labels, T, wanted = cbapd.digits(SETTINGS["samples"])
    net = cbapd.new_net(parts.replace("none", ""), rng)
    run = enumerate(islice(cnn.train(net, X, labels, batch=SETTINGS["batch"], rng=rng, eta=eta), epochs[-1]), start=1)
    right = [round(cnn.accuracy(net, T, wanted) * len(T)) for epoch, net in run if epoch in epochs]
    losses = (cnn.cross_entropy(cnn.predict(net, of), to)[0] for of, to in ((X, labels), (T, wanted)))
    return {"right": right, "losses": [float(f"{loss:.3g}") for loss in losses]}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
