"""The autoencoders that travel with the book, and the ten test digits on which they are shown.

`python -m nbhelpers.autoencoders.experiments.nets` made them. A weight is kept as a whole number of steps, -31 to 31,
a step being 1/31 of the largest weight of its unit: six bits instead of sixty-four.
"""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.nn.mlp import MLP, Layer

STEPS = 31
NETS = ("plain", "denoise", "walk")


@cache
def trained(name: str) -> MLP:
    """One of `NETS`: "plain" 784-32-784, "denoise" 784-192-784, "walk" 784-128-2-128-784."""
    if name not in NETS:
        raise ValueError(f"name = {name!r}: allowed are {', '.join(map(repr, NETS))}")
    parts, made = datasets.arrays(f"autoencoders/{name}")
    layers = (Layer(whole * step, bias) for whole, step, bias in zip(*[iter(parts)] * 3, strict=True))
    return MLP(tuple(layers), made["settings"]["hidden"], "sigmoid")


def in_steps(net: MLP) -> list[np.ndarray]:
    """The net as stored: for every layer its weights in whole steps (int8), the steps and biases (float16)."""
    parts = []
    for weights, bias in net.layers:
        step = (np.maximum(np.abs(weights).max(axis=0), 1e-6) / STEPS).astype(np.float16)
        whole = np.clip(np.round(weights / step.astype(float)), -127, 127)
        parts += [whole.astype(np.int8), step, bias.astype(np.float16)]
    return parts


@cache
def examples() -> np.ndarray:
    """The first test digit of each class, 0 to 9: (10, 784), read-only."""
    digits = datasets.mnist()
    found = digits.test_images[[np.flatnonzero(digits.test_labels == label)[0] for label in range(10)]]
    found.flags.writeable = False
    return found


def from_greys(text: str) -> np.ndarray:
    """A picture kept as hexadecimal figures, 0 (nothing) to e (full), as values from 0 to 1, square."""
    values = np.array([int(figure, 16) for figure in text]) / 14
    side = round(len(text) ** 0.5)
    return values.reshape(side, side)
