"""The learning rate at which mini-batch descent breaks, by bisection on measured growth; five seeds.

    python -m nbhelpers.batches.experiments.breaks    # some minutes; writes data/breaks.json

"mean square": where the mean of |w - w*|^2 over many runs turns from shrinking to growing. "one run": where a single
long run does.
"""

import itertools
from pathlib import Path

from nbhelpers.batches import stability
from nbhelpers.batches.tides import SIZES, tide_of
from nbhelpers.measurements import command

SETTINGS = {
    "weights": ["2", "8"],
    "batches": list(SIZES),
    "seeds": [0, 1, 2, 3, 4],
    "runs": 800,
    "steps": 80,
    "long": 3000,
    "halvings": 9,
    "between": [0.6, 2.2],
}
OUT = Path(__file__).parents[1] / "data" / "breaks.json"


def cells() -> list[tuple]:
    """(weights, batch size, seed) for every measurement."""
    return list(itertools.product(SETTINGS["weights"], SETTINGS["batches"], SETTINGS["seeds"]))


def measure(weights: str, batch: int, seed: int) -> dict:
    """Both breaking rates, searched between two multiples of the bound of theory."""
    X, _ = tide_of(weights)
    low, high = (share * stability.largest_eta(X, batch) for share in SETTINGS["between"])
    ways = {"mean square": (SETTINGS["runs"], SETTINGS["steps"]), "one run": (1, SETTINGS["long"])}
    found = {}
    for name, (runs, steps) in ways.items():

        def grows(eta, runs=runs, steps=steps):
            return stability.growth(X, eta, batch, seed, runs, steps) > 0

        found[name] = round(stability.breaking_eta(grows, low, high, SETTINGS["halvings"]), 4)
    return found


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
