"""How well six digits are recalled by a net that has lost some of its weights.

    python -m nbhelpers.hopfield.experiments.cutting    # seconds; writes data/cutting.json
"""
import itertools
from pathlib import Path

import numpy as np

from nbhelpers import hopfield
from nbhelpers.hopfield.cutting import cut
from nbhelpers.hopfield.patterns import add_noise, unlike_digits
from nbhelpers.measurements import fill

SETTINGS = {
    "digits": 6, "shares": [0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98], "noise": [0.1, 0.25],
    "seeds": list(range(5)),
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "cutting.json"


def cells() -> list[tuple]:
    """(noise of the cue, seed) for every measurement; each runs through all shares."""
    return list(itertools.product(SETTINGS["noise"], SETTINGS["seeds"]))


def measure(noise: float, seed: int) -> dict:
    """For every share of weights cut: how many pixels of each digit are wrong at rest."""
    return {"wrong": [wrong(share, noise, seed) for share in SETTINGS["shares"]]}


def wrong(share: float, noise: float, seed: int) -> list[int]:
    """The same draws of a seed whatever the share: first the noise, then the weights, then the order."""
    stored, rng = unlike_digits()[: SETTINGS["digits"]], np.random.default_rng(seed)
    cues = [add_noise(x, noise, rng) for x in stored]
    weights = cut(hopfield.store(stored), share, rng)
    ends = [hopfield.settle(weights, cue, rng) for cue in cues]
    return [int(np.sum(end != x)) for end, x in zip(ends, stored, strict=True)]


if __name__ == "__main__":
    fill(OUT, SETTINGS, cells(), measure)
