"""Machines trained on the book's digits, stored small; `nbhelpers.rbm.experiments.machines` made them.

A weight is kept as one byte: w = scale * byte, with one scale for the machine.
"""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.rbm import RBM

MACHINES = ("persistent", "cd", "small")


@cache
def trained(name: str) -> RBM:
    """"persistent" and "cd": 64 hidden units, the same digits and steps; "small": 10 hidden units; read-only."""
    if name not in MACHINES:
        raise ValueError(f"name = {name!r}: allowed are {', '.join(map(repr, MACHINES))}")
    parts = datasets.arrays("rbm/machines")[0]
    at = 4 * MACHINES.index(name)
    return unpacked(*parts[at : at + 4])


def packed(rbm: RBM) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(bytes, scale, b, c): the weights in 255 steps up to the largest, the biases as float16."""
    scale = np.abs(rbm.W).max() / 127
    return np.round(rbm.W / scale).astype(np.int8), np.array(scale), rbm.b.astype(np.float16), rbm.c.astype(np.float16)


def unpacked(steps, scale, b, c) -> RBM:
    """The machine again, its weights off by at most half a step."""
    machine = RBM(*(np.asarray(part, dtype=float) for part in (steps * scale, b, c)))
    for part in machine:
        part.flags.writeable = False
    return machine
