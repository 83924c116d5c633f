"""Is it the size of the first weights? Three sigmoid layers: random, the same weights times four, and the stack.

    python -m nbhelpers.autoencoders.experiments.starts    # three minutes; writes data/starts.json
"""
import itertools
from pathlib import Path

from nbhelpers.autoencoders.experiments import stacked
from nbhelpers.measurements import command

UPDATES = (200, 1500, 4000)
SETTINGS = {"starts": ["random", "wide", "stacked"], "gain of wide": 4.0, "labels": [100, 1000], "depth": "3",
            "method": "SGD", "eta": 0.3, "updates": list(UPDATES), "seeds": list(range(5))}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "starts.json"


def cells() -> list[tuple]:
    """(start, labels, seed) for every measurement."""
    return list(itertools.product(SETTINGS["starts"], SETTINGS["labels"], SETTINGS["seeds"]))


def measure(start: str, labels: int, seed: int, updates: tuple = UPDATES) -> dict:
    """The accuracy on the test digits after each number of updates of plain SGD."""
    return {"accuracy": stacked.accuracies("3", labels, "SGD", seed, start, updates)}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
