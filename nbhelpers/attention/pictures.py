"""Attention as a memory of grey pictures: six digits are kept, and a damaged one is the query.

Keys and queries are pictures with their mean taken off and brought to length 1, so that a bright picture does not
speak louder than a pale one; the values are the pictures as they are.
"""

import numpy as np

from nbhelpers.attention import Attended, attend
from nbhelpers.datasets import mnist
from nbhelpers.guards import real, takes

KEPT = (365, 546, 2, 3, 1, 4)  # training digits: two threes, then 0, 1, 4 and 7
CUES = ("half", "noise", "seven")


@takes(x="... n")
def direction(x: np.ndarray) -> np.ndarray:
    """x less its mean, divided by its length, along the last axis; a picture of one grey alone is refused."""
    x = x - x.mean(axis=-1, keepdims=True)
    length = np.linalg.norm(x, axis=-1, keepdims=True)
    if (length < 1e-12).any():
        raise ValueError("x holds a picture of one grey alone, which has no direction")
    return x / length


@takes(cue="n", pictures="P n", beta=real(above=0), updates=1)
def recall(cue: np.ndarray, pictures: np.ndarray, beta: float, updates: int = 1) -> Attended:
    """The weights (P,) and the picture (n,) after so many updates: each result is the next query."""
    keys = direction(pictures)
    for _ in range(updates):
        p, Y = attend(direction(cue)[None], keys, pictures, beta=beta)
        cue = Y[0]
    return Attended(p[0], cue)


def kept() -> np.ndarray:
    """The six pictures, (6, 784), from 0 to 1."""
    return mnist().train_images[list(KEPT)]


def damaged(cue: str) -> np.ndarray:
    """A query, (784,): the upper half of the first three, the same three under noise, or the upper half of the 7."""
    if cue not in CUES:
        raise ValueError(f"cue = {cue!r}: allowed are {', '.join(map(repr, CUES))}")
    picture = kept()[-1 if cue == "seven" else 0]
    if cue == "noise":
        return np.clip(picture + np.random.default_rng(0).normal(0, 0.6, 784), 0, 1)
    return np.where(np.arange(784) < 392, picture, 0.0)
