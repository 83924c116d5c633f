"""Pictures that a net of digits was never shown: letters, digits with their pixels shuffled, noise. 28 x 28, 0 to 1."""

import numpy as np

from nbhelpers.datasets import mnist
from nbhelpers.guards import random, takes
from nbhelpers.hopfield.patterns import LETTERS, letters

SIDE = 28
ALL_LETTERS = "".join(LETTERS)


def letter_pictures(word: str = ALL_LETTERS) -> np.ndarray:
    """The letters of `word`, each of their 10 x 10 pixels drawn 2 x 2 in the middle of the sheet: (m, 784)."""
    ink = (letters(word).reshape(-1, 10, 10) > 0).astype(float)
    large = ink.repeat(2, axis=1).repeat(2, axis=2)
    return np.pad(large, ((0, 0), (4, 4), (4, 4))).reshape(-1, SIDE**2)


@takes(X="m n", rng=random)
def shuffled(X: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Every picture with its own pixels in a random order: as much ink, as many greys, no strokes."""
    return rng.permuted(X, axis=1)


@takes(m=1, rng=random)
def noise_pictures(m: int, rng: np.random.Generator) -> np.ndarray:
    """m pictures, every pixel of each uniform from 0 to 1."""
    return rng.random((m, SIDE**2))


@takes(rng=random)
def shown(kind: str, rng: np.random.Generator) -> np.ndarray:
    """Pictures of one kind: "digits" and "shuffled digits" (1,000 test digits), "letters" (all), "noise" (100)."""
    makers = {
        "digits": lambda: mnist().test_images,
        "letters": letter_pictures,
        "shuffled digits": lambda: shuffled(mnist().test_images, rng),
        "noise": lambda: noise_pictures(100, rng),
    }
    if kind not in makers:
        raise ValueError(f"kind = {kind!r}: allowed are {', '.join(map(repr, makers))}")
    return makers[kind]()
