"""Do deep plain nets only need time, and what do other starts change? 34 and 50 layers, 400 epochs, five seeds each.

    python -m nbhelpers.architectures.experiments.deeper    # ten minutes; writes data/deeper.json

Nets, digits and batches are those of `stacks`. At the rate that suits the plain nets best, 50 layers learn from another
random start as well, one that forgets nothing (`mirrored`), and with shortcuts. Stopped half way, the command goes on
where it was.
"""
from pathlib import Path

import numpy as np

from nbhelpers.architectures import residual
from nbhelpers.architectures.experiments import stacks
from nbhelpers.architectures.mirrored import mirrored
from nbhelpers.measurements import command

SETTINGS = {
    **{name: value for name, value in stacks.LONGER.items() if name not in ("blocks", "etas")},
    "nets": [["plain", 16, 0.01], ["plain", 16, 0.003], ["plain", 24, 0.01], ["mirrored", 24, 0.01],
             ["residual", 24, 0.01]],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "deeper.json"


def cells() -> list[tuple]:
    """(kind, blocks, learning rate, seed) for every net."""
    return [(*net, seed) for net in SETTINGS["nets"] for seed in SETTINGS["seeds"]]


def new_net(kind: str, blocks: int, rng) -> residual.Stack:
    """A net of that kind at its start."""
    width, ends = SETTINGS["width"], (64, 10)
    if kind == "mirrored":
        return mirrored(width, blocks, rng, ends=ends)
    skip, start = stacks.KINDS[kind]
    return residual.new_stack(width, blocks, rng, skip=skip, start=start, ends=ends)


def measure(kind: str, blocks: int, eta: float, seed: int, epochs: tuple = tuple(SETTINGS["epochs"])) -> dict:
    """Train one net: its loss on the training digits after each of the epochs."""
    rng = np.random.default_rng(seed)
    return stacks.reading(new_net(kind, blocks, rng), eta, rng, epochs)


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
