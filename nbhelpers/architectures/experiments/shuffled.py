"""Is it the identity that deep stacks find hard, or easy? They copy digits, or give them back with shuffled pixels.

    python -m nbhelpers.architectures.experiments.shuffled    # two minutes; writes data/shuffled.json

Stacks of 16 layers as in `stacks`, but for 200 epochs; with every seed the pixels are shuffled in another way, the same
for all digits. For plain stacks both tasks are one by symmetry. Stopped half way, the command goes on where it was.
"""
from pathlib import Path

import numpy as np

from nbhelpers.architectures import residual
from nbhelpers.architectures.experiments import stacks
from nbhelpers.measurements import command

SETTINGS = {
    **stacks.COMMON, "epochs": [0, 2, 40, 100, 150, 200], "width": 64, "blocks": 8,
    "cases": [["copy", "plain", 0.03], ["copy", "residual", 0.01], ["shuffle", "residual", 0.01]],
}  # fmt: skip
OUT = Path(__file__).parents[1] / "data" / "shuffled.json"


def cells() -> list[tuple]:
    """(task, kind, learning rate, seed) for every stack."""
    return [(*case, seed) for case in SETTINGS["cases"] for seed in SETTINGS["seeds"]]


def measure(task: str, kind: str, eta: float, seed: int, epochs: tuple[int, ...] = tuple(SETTINGS["epochs"])) -> dict:
    """Train one stack: its error as a share of the digits' variance after each of the epochs."""
    X, rng = stacks.digits(SETTINGS["digits"]), np.random.default_rng(seed)
    skip, start = stacks.KINDS[kind]
    net = residual.new_stack(SETTINGS["width"], SETTINGS["blocks"], rng, skip=skip, start=start)
    pixels = np.random.default_rng([seed, 64]).permutation(64) if task == "shuffle" else np.arange(64)
    return stacks.copying(net, X, X[:, pixels], eta, rng, epochs)


if __name__ == "__main__":
    command(__doc__, OUT, SETTINGS, cells(), measure)
