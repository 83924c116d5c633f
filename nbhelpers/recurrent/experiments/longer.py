"""Does the LSTM with bias 1 learn distance 40 if it is given more time? The runs of `recall`, four times as long.

    python -m nbhelpers.recurrent.experiments.longer    # some ten minutes; writes data/longer.json

The first 600 updates are those of `nbhelpers.recurrent.experiments.recall`, seed by seed. Stopped half way, the
command goes on where it was.
"""

import argparse
from itertools import islice
from pathlib import Path

import numpy as np

from nbhelpers.measurements import fill
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import lstm, recall_task
from nbhelpers.recurrent.clipping import clip

SETTINGS = {
    "net": "LSTM 1",
    "hidden": 16,
    "distance": 40,
    "updates": 2400,
    "every": 600,
    "batch": 20,
    "eta": 0.01,
    "threshold": 1.0,
    "tested": 1000,
    "seeds": [0, 1, 2, 3, 4],
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
    looks = [look(net, seed)]

    def gradient(row):
        batch = recall_task.sequences(distance, SETTINGS["batch"], rng)
        return clip(flat(recall_task.gradients(shaped(net, row), *batch)), SETTINGS["threshold"])

    turns = islice(adam(gradient, flat(net), eta=SETTINGS["eta"]), SETTINGS["updates"])
    for turn in islice(turns, SETTINGS["every"] - 1, None, SETTINGS["every"]):
        looks.append(look(shaped(net, turn.w), seed))
    return {key: [one[key] for one in looks] for key in looks[0]}


def look(net, seed: int) -> dict:
    """On fresh sequences: the share of letters named right, the mean of all forget gates, the gradient's share."""
    rng = np.random.default_rng([seed, SETTINGS["tested"]])
    x, _ = recall_task.sequences(SETTINGS["distance"], SETTINGS["tested"], rng)
    return {
        "success": round(recall_task.success(net, SETTINGS["distance"], SETTINGS["tested"], rng), 3),
        "gate": round(float(lstm.forward(net, x).gates[1:, 1].mean()), 3),
        "reach": float(f"{recall_task.reach(net, SETTINGS['distance'], 50, rng):.3g}"),
    }


def main() -> None:
    """Measure everything that is not measured yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=OUT, help="the record to write (default: %(default)s)")
    fill(parser.parse_args().out, SETTINGS, cells(), measure)


if __name__ == "__main__":
    main()
