"""Does the LSTM with bias 1 learn distance 40 if it is given more time? The runs of `recall`, four times as long.

    python -m nbhelpers.recurrent.experiments.longer    # some ten minutes; writes data/longer.json

The first 600 updates are those of `nbhelpers.recurrent.experiments.recall`, seed by seed. Stopped half way, the
command goes on where it was.
"""

from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers.measurements import command
from nbhelpers.recurrent import lstm, recall_task
from nbhelpers.recurrent.experiments import recall

SETTINGS = {"net": "LSTM 1", "hidden": 16, "distance": 40, "updates": 2400, "every": recall.SETTINGS["updates"]} | {
    name: recall.SETTINGS[name] for name in ("batch", "eta", "threshold", "tested", "seeds")
}
OUT = Path(__file__).parents[1] / "data" / "longer.json"


def cells() -> list[tuple]:
    """(net, seed) for every measurement."""
    return [(SETTINGS["net"], seed) for seed in SETTINGS["seeds"]]


def measure(name: str, seed: int) -> dict:
    """Train one net; after every 600 updates its success, its mean forget gate, and what reaches the letter."""
    hidden, distance = SETTINGS["hidden"], SETTINGS["distance"]
    rng = np.random.default_rng([seed, hidden, distance])
    net = recall_task.new_net(name, hidden, rng)
    recall_task.reach(net, distance, 50, rng)  # as `recall` does: the draws that follow are the same
    settings = {key: SETTINGS[key] for key in ("eta", "batch", "threshold")}
    nets = recall_task.learn(net, distance, SETTINGS["updates"], rng, **settings)
    every = SETTINGS["every"]
    looks = [look(one, seed) for one in (net, *islice(nets, every - 1, None, every))]
    return {key: [one[key] for one in looks] for key in looks[0]}


def look(net, seed: int) -> dict:
    """On fresh sequences: the share of letters named correctly, the mean of all forget gates, the gradient's share."""
    rng = np.random.default_rng([seed, SETTINGS["tested"]])
    x, _ = recall_task.sequences(SETTINGS["distance"], SETTINGS["tested"], rng)
    return {
        "success": round(recall_task.success(net, SETTINGS["distance"], SETTINGS["tested"], rng), 3),
        "gate": round(float(lstm.forward(net, x).gates[1:, 1].mean()), 3),
        "reach": float(f"{recall_task.reach(net, SETTINGS['distance'], 50, rng):.3g}"),
    }


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
