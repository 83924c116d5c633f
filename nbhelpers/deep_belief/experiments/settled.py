"""What makes dreams easier to read? A top that settles before the picture goes down, longer dreams, longer learning.

    python -m nbhelpers.deep_belief.experiments.settled    # half an hour; writes data/settled.json

The nets are those of `.dreamer`, seed by seed; `longer` has twice the epochs of up-down learning, its rate falling to
the same end, and `more steps` four times the Gibbs steps for each update. Stopped half way, the command goes on where
it was.
"""

from functools import cache
from pathlib import Path

import numpy as np

from nbhelpers import rbm
from nbhelpers.convolution import cnn
from nbhelpers.convolution.trained import trained_lenet
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import up_down
from nbhelpers.deep_belief.experiments import dreamer
from nbhelpers.measurements import command
from nbhelpers.nn.mlp import one_hot

TUNED = dreamer.SETTINGS["up-down"]
SETTINGS = {
    "up-down": {"tuned": TUNED, "longer": TUNED | {"epochs": 240, "decay": 0.982}, "more steps": TUNED | {"steps": 8}},
    "seeds": {"grown": 5, "tuned": 5, "longer": 1, "more steps": 1},
    "steps": [0, 100, 200, 500, 1000], "rounds": [0, 1, 5, 20], "each": 50, "test digits": 1000,
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "settled.json"


def cells() -> list[tuple]:
    """(kind, seed) for every measurement, in an order in which a grown net is tuned at once."""
    found = [(kind, seed) for kind, seeds in SETTINGS["seeds"].items() for seed in range(seeds)]
    return sorted(found, key=lambda cell: cell[1])


@cache
def net(kind: str, seed: int) -> up_down.Net:
    """The net of that kind from that seed."""
    if kind == "grown":
        return dreamer.grown(seed)
    how, rng = SETTINGS["up-down"][kind], np.random.default_rng([seed, 1])
    return dreamer.last(dreamer.grown(seed), dreamer.digits().train_images, how, rng)


def settled(one: up_down.Net, h, y) -> dict[int, np.ndarray]:
    """The pictures of h after each number of rounds with the labels y held."""
    return {
        rounds: up_down.picture(one, joint.settle(one.top, h, y, rounds), dreamer.CLASSES)
        for rounds in SETTINGS["rounds"]
    }


def read(pictures, labels) -> list[float]:
    """How many pictures in a hundred the judge reads as their label, digit by digit."""
    right = cnn.predict(trained_lenet(), pictures).argmax(axis=1) == labels
    return [round(100 * float(right[labels == digit].mean()), 1) for digit in range(dreamer.CLASSES)]


def variety(pictures, labels) -> float:
    """How far apart pictures of one label are: the root of their variance, summed over pixels, mean over labels."""
    spread = [pictures[labels == digit].var(axis=0).sum() for digit in range(dreamer.CLASSES)]
    return round(float(np.sqrt(np.mean(spread))), 2)


def dreams(one: up_down.Net, rng) -> dict:
    """After so many Gibbs steps and rounds: shares read as asked, and the variety of the pictures."""
    asked, found = np.repeat(np.arange(dreamer.CLASSES), SETTINGS["each"]), {"read": {}, "variety": {}}
    chain = joint.dream(one.top, asked, dreamer.CLASSES, SETTINGS["steps"][-1], rng)
    for at, moment in enumerate(chain):
        for rounds, shown in settled(one, moment.h, moment.y).items() if at in SETTINGS["steps"] else ():
            found["read"][f"{at}/{rounds}"] = read(shown, asked)
            found["variety"][f"{at}/{rounds}"] = variety(shown, asked)
    return found


def echoes(one: up_down.Net, rng) -> dict:
    """The same for test digits that go up with their label, and down again at once."""
    images, labels = (part[: SETTINGS["test digits"]] for part in dreamer.digits()[2:])
    y = one_hot(labels, dreamer.CLASSES).astype(np.float32)
    x = up_down.draw_up(one, joint.draw_units(images, rng), rng)[-1]
    h = joint.draw_units(rbm.hidden_probability(one.top, np.hstack([x, y])), rng)
    return {str(rounds): read(shown, labels) for rounds, shown in settled(one, h, y).items()}


def measure(kind: str, seed: int) -> dict:
    """What dreams and echoes of that net look like to the judge."""
    one, rng = net(kind, seed), np.random.default_rng([seed, 5])
    return dreams(one, rng) | {"echoes": echoes(one, rng)}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
