"""The small transformer, whole and with one part taken out: loss on text held out.

Five seeds each, 2,000 updates, the last quarter at a quarter of the learning rate. About 5 minutes of one core:

    python -m nbhelpers.attention.experiments.without         # writes data/without.json
"""

import itertools
from pathlib import Path

import numpy as np

from nbhelpers.attention import readers
from nbhelpers.attention.experiments import transformer as experiment
from nbhelpers.measurements import command
from nbhelpers.recurrent import letters

SETTINGS = {
    "size": readers.SIZES["small"], "updates": 2000, "every": 1000, "eta": readers.ETA["small"],
    "without": ["nothing", "positions", "residuals", "layer norm"], "seeds": [0, 1, 2, 3, 4],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "without.json"


def lesser(net, part: str):
    """The net without that part."""
    if part == "positions":
        return net._replace(P=None)
    if part == "residuals":
        return net._replace(blocks=tuple(block._replace(skip=0.0) for block in net.blocks))
    if part == "layer norm":
        return net._replace(last=None, blocks=tuple(block._replace(before=None, between=None) for block in net.blocks))
    return net


def cells() -> list[tuple]:
    """(what is missing, seed) for every measurement."""
    return list(itertools.product(SETTINGS["without"], SETTINGS["seeds"]))


def measure(part: str, seed: int) -> dict:
    """Mean surprise on text held out, after every 1,000 updates."""
    rng = np.random.default_rng(seed)
    net = lesser(readers.start("small", rng), part)
    nets = experiment.learning(net, SETTINGS["eta"], SETTINGS["updates"], rng)
    held_out = letters.text()[1]
    return {"held out": [experiment.loss(net, held_out) for net in itertools.islice(nets, 0, None, SETTINGS["every"])]}


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
