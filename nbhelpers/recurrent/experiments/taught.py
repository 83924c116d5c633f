"""Is a distance that is not learned only short of time, and would a gradient that arrives be enough? Five seeds each.

    python -m nbhelpers.recurrent.experiments.taught    # some five minutes; writes data/taught.json

Four times as many updates as in `recall`, all at the distance that is asked for ("time"), or shorter distances first,
up to the one that is asked for ("lessons"). Stopped half way, the command goes on where it was.
"""

from pathlib import Path

import numpy as np

from nbhelpers.measurements import command
from nbhelpers.recurrent import recall_task
from nbhelpers.recurrent.experiments import recall

SETTINGS = {
    "time": [["RNN 0.5", 16, 20], ["RNN 1.0", 16, 20], ["RNN 1.0", 16, 40], ["LSTM 5", 8, 40]],
    "lessons": [["RNN 0.5", 16, [5, 10, 15, 20]]],
    "updates": recall.SETTINGS["updates"], "times": 4,
} | {name: recall.SETTINGS[name] for name in ("batch", "eta", "threshold", "tested", "seeds")}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "taught.json"


def cells() -> list[tuple]:
    """(way, net, hidden units, distance, seed) for every measurement."""
    asked = [("time", *case) for case in SETTINGS["time"]]
    asked += [("lessons", net, hidden, lessons[-1]) for net, hidden, lessons in SETTINGS["lessons"]]
    return [(*case, seed) for case in asked for seed in SETTINGS["seeds"]]


def measure(way: str, name: str, hidden: int, distance: int, seed: int) -> dict:
    """Train one net; at the start and after every quarter its success and reach at the distance asked for."""
    rng = np.random.default_rng([seed, hidden, distance])
    net = recall_task.new_net(name, hidden, rng)
    recall_task.reach(net, distance, 50, rng)  # as `recall` does: the draws that follow are the same
    looks = [look(net, distance, seed)]
    for now in lessons(way, distance):
        net = learned(net, now, rng)
        looks.append(look(net, distance, seed))
    return {key: [one[key] for one in looks] for key in looks[0]}


def lessons(way: str, distance: int) -> list[int]:
    """The distances that are learned one after the other."""
    if way == "time":
        return [distance] * SETTINGS["times"]
    return next(found for _, _, found in SETTINGS["lessons"] if found[-1] == distance)


def learned(net, distance: int, rng):
    """The net after one lesson."""
    settings = {key: SETTINGS[key] for key in ("eta", "batch", "threshold")}
    *_, net = recall_task.learn(net, distance, SETTINGS["updates"], rng, **settings)
    return net


def look(net, distance: int, seed: int) -> dict:
    """On fresh sequences: the share of letters named correctly, and how much of the gradient reaches the letter."""
    rng = np.random.default_rng([seed, SETTINGS["tested"]])
    return {
        "success": round(recall_task.success(net, distance, SETTINGS["tested"], rng), 3),
        "reach": float(f"{recall_task.reach(net, distance, 50, rng):.3g}"),
    }


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
