"""How far back a head of attention remembers; the RNN and the LSTM where *Recurrent nets* has not measured them.

    python -m nbhelpers.attention.experiments.recall    # some seven minutes; writes data/recall.json

Every net learns one of the two tasks (`nbhelpers.attention.recall`) at one distance, from fresh sequences, with Adam
and clipped gradients: the settings of `nbhelpers.recurrent.experiments.recall`, whose record has the RNN and the LSTM
at shorter distances. Some runs go on for longer. Stopped half way, the command goes on where it was.
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers.attention import recall
from nbhelpers.measurements import command

SETTINGS = {
    "nets": {
        "apart": {"none": [5, 20, 40, 80], "sinusoids": [5, 20, 40, 80], "RNN 1.5": [80], "LSTM 5": [80]},
        "alike": {name: [5, 20, 40, 80] for name in ("none", "sinusoids", "learned")},
    },
    "updates": [150, 600],
    "longer": {"alike/none/5": 2400},
    "batch": 20,
    "eta": 0.01,
    "threshold": 1.0,
    "tested": 1000,
    "seeds": [0, 1, 2, 3, 4],
}
OUT = Path(__file__).parents[1] / "data" / "recall.json"


def cells() -> list[tuple]:
    """(task, net, distance, seed) for every measurement, the quick ones first."""
    runs = [(task, net, at) for task, nets in SETTINGS["nets"].items() for net, all_at in nets.items() for at in all_at]
    quick = sorted(runs, key=lambda run: (run[1] in recall.RIVALS, run[2]))
    return [(*run, seed) for run, seed in itertools.product(quick, SETTINGS["seeds"])]


def measure(task: str, name: str, distance: int, seed: int) -> dict:
    """Train one net; how often it is right after each number of updates."""
    rng, tests = np.random.default_rng([seed, distance]), np.random.default_rng([seed, distance, 1])
    net = recall.new_net(name, distance + 1, rng)
    longer = SETTINGS["longer"].get(f"{task}/{name}/{distance}")
    moments = [*SETTINGS["updates"], *([longer] if longer else [])]
    settings = {key: SETTINGS[key] for key in ("eta", "batch", "threshold")}
    learned = enumerate(recall.learn(net, distance, moments[-1], rng, task=task, **settings), start=1)
    nets = (now for update, now in learned if update in moments)
    return {"success": [round(recall.success(now, distance, SETTINGS["tested"], tests, task), 3) for now in nets]}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
