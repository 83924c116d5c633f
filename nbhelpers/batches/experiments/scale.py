"""The noise scale of a small net on real digits, before and while it learns; five seeds.

    python -m nbhelpers.batches.experiments.scale    # under a minute; writes data/scale.json

The simple noise scale is tr(Sigma) / |g|^2: the batch size at which the noise of a batch's gradient is as long as the
gradient itself (McCandlish, Kaplan, Amodei et al. 2018).
"""

import argparse
import itertools
from pathlib import Path

import numpy as np

from nbhelpers.batches.experiments.digits import SETTINGS as GRID
from nbhelpers.batches.experiments.digits import digits, steps
from nbhelpers.measurements import fill
from nbhelpers.nn.mlp import gradients, loss, new_mlp
from nbhelpers.nn.parameters import flat

SETTINGS = {"batch": 16, "eta": 0.0625, "epochs": [0, 1, 4, 12], "sampled": 1024, "seeds": [0, 1, 2, 3, 4]}
OUT = Path(__file__).parents[1] / "data" / "scale.json"


def simple_noise_scale(net, X: np.ndarray, Y: np.ndarray, sampled: int) -> float:
    """(mean |g_k|^2 - |g|^2) / |g|^2, g over all samples, the mean of squares over the first `sampled`."""
    g = flat(gradients(net, X, Y))
    singles = (flat(gradients(net, X[k : k + 1], Y[k : k + 1])) for k in range(sampled))
    return float(np.mean([single @ single for single in singles]) / (g @ g) - 1)


def measure(seed: int) -> dict:
    """Loss and noise scale after each of the epochs."""
    rng = np.random.default_rng(seed)
    X, Y = digits()
    net, found = new_mlp(GRID["sizes"], rng, hidden=GRID["hidden"]), {"loss": [], "scale": []}
    turns = itertools.chain([(0, net)], steps(net, X, Y, SETTINGS["eta"], SETTINGS["batch"], rng))
    for seen, now in turns:
        if seen in [epoch * len(X) for epoch in SETTINGS["epochs"]]:
            found["loss"].append(round(loss(now, X, Y), 4))
            found["scale"].append(round(simple_noise_scale(now, X, Y, SETTINGS["sampled"]), 2))
        if seen >= SETTINGS["epochs"][-1] * len(X):
            return found


def main() -> None:
    """Measure everything that is not measured yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the record to write (default: %(default)s)")
    fill(parser.parse_args().out, SETTINGS, [(seed,) for seed in SETTINGS["seeds"]], measure)


if __name__ == "__main__":
    main()
