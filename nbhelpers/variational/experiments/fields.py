"""Denoisers and contractive nets of a curve in the plane, three strengths, five seeds: where their arrows point.

    python -m nbhelpers.variational.experiments.fields    # three minutes; writes data/fields.json
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers.measurements import command
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat
from nbhelpers.variational import contractive, field

OUT = Path(__file__).parents[1] / "data" / "fields.json"
SETTINGS = {"kinds": ["noise", "contractive"], "sigmas": ["0.1", "0.2", "0.4"], "points": 1000, "units": 48,
            "updates": 800, "seeds": list(range(5))}  # fmt: skip
LEARN = {"noise": field.learned, "contractive": contractive.learned}


def cells() -> list[tuple]:
    """(kind, sigma, seed) for every net."""
    return list(itertools.product(SETTINGS["kinds"], SETTINGS["sigmas"], SETTINGS["seeds"]))


def off(r, x: np.ndarray, sigma: float) -> float:
    """Root mean square of the error of the arrows r(x) - x, as a share of that of the best arrows."""
    wanted = field.best(x, field.curve(SETTINGS["points"]), sigma)
    return float(np.sqrt(np.sum((r(x) - wanted) ** 2) / np.sum((wanted - x) ** 2)))


def measure(kind: str, sigma: str, seed: int) -> dict:
    """The net's parameters, and how far its arrows are from the best ones, at noisy points of the curve."""
    X, s = field.curve(SETTINGS["points"]), float(sigma)
    net = LEARN[kind](X, SETTINGS["units"], s, np.random.default_rng(seed), SETTINGS["updates"])
    noisy = X + s * np.random.default_rng(seed + 100).normal(size=X.shape)
    return {"off": round(off(lambda x: mlp.predict(net, x), noisy, s), 4), "net": [round(one, 3) for one in flat(net)]}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
