"""How far back recurrent nets remember: six nets, two sizes, five distances; five seeds each.

    python -m nbhelpers.recurrent.experiments.recall    # some ten minutes; writes data/memory.json

Every net learns the memory task (`nbhelpers.recurrent.recall_task`) at one distance, from fresh sequences, with Adam
and clipped gradients. Stopped half way, the command goes on where it was.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers.measurements import command
from nbhelpers.recurrent import recall_task

SETTINGS = {
    "nets": list(recall_task.NETS),
    "hidden": [16, 8],
    "distances": [5, 10, 20, 40],
    "updates": 600,
    "batch": 20,
    "eta": 0.01,
    "threshold": 1.0,
    "tested": 1000,
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "memory.json"


def cells() -> list[tuple]:
    """(hidden units, net, distance, seed) for every measurement."""
    return list(itertools.product(*(SETTINGS[name] for name in ("hidden", "nets", "distances", "seeds"))))


def measure(hidden: int, name: str, distance: int, seed: int) -> dict:
    """Train one net; how often it is right, and what reached the first letter of the gradient before training."""
    rng = np.random.default_rng([seed, hidden, distance])
    net = recall_task.new_net(name, hidden, rng)
    before = recall_task.reach(net, distance, 50, rng)
    settings = {key: SETTINGS[key] for key in ("eta", "batch", "threshold")}
    *_, learned = recall_task.learn(net, distance, SETTINGS["updates"], rng, **settings)
    return {
        "success": round(recall_task.success(learned, distance, SETTINGS["tested"], rng), 3),
        "reach": float(f"{before:.3g}"),
    }


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
