"""Damage done to pictures on purpose, simple repairs, and how near they come. Pictures are rows of pixels 0 to 1."""

import numpy as np

from nbhelpers.guards import random, real, takes
from nbhelpers.norm import length

SIDE = 28


@takes(X="...", strength=real(least=0), rng=random)
def gaussian(X: np.ndarray, strength: float, rng) -> np.ndarray:
    """x + n with n ~ N(0, strength^2) in every pixel, clipped to 0..1."""
    return np.clip(X + rng.normal(0, strength, X.shape), 0, 1)


@takes(X="...", strength=real(least=0, most=1), rng=random)
def salt_and_pepper(X: np.ndarray, strength: float, rng) -> np.ndarray:
    """Each pixel with probability `strength` is thrown away and becomes 0 or 1, with equal chances."""
    hit, white = rng.random(X.shape) < strength, rng.random(X.shape) < 0.5
    return np.where(hit, white, X)


@takes(X="...", strength=real(least=0, most=1), rng=random)
def masking(X: np.ndarray, strength: float, rng) -> np.ndarray:
    """Each pixel with probability `strength` becomes 0."""
    return np.where(rng.random(X.shape) < strength, 0.0, X)


KINDS = {"gaussian": gaussian, "salt and pepper": salt_and_pepper, "masking": masking}


@takes(X="...", rng=random)
def corrupt(X: np.ndarray, kind: str, strength: float, rng: np.random.Generator) -> np.ndarray:
    """X damaged in one of the ways of `KINDS`; strength, 0 to 1: the standard deviation, or the share of pixels."""
    if kind not in KINDS:
        raise ValueError(f"kind = {kind!r}: allowed are {', '.join(map(repr, KINDS))}")
    if not 0 <= strength <= 1:
        raise ValueError(f"strength = {strength}: allowed are 0 (no damage) to 1")
    return KINDS[kind](np.asarray(X, dtype=float), strength, rng)


@takes(X_hat="m n", X="m n")
def psnr(X_hat: np.ndarray, X: np.ndarray) -> float:
    """Peak signal to noise ratio in decibels, 10 log10(1 / mean (x_hat - x)^2), 1 being full ink.

    Over all pictures given together; infinite if they are equal. Ten more decibels are a tenth of the squared error.
    """
    root_mean_square = length(X_hat - X) / np.sqrt(X.size)
    return float(-20 * np.log10(root_mean_square)) if root_mean_square > 0 else float("inf")


@takes(X="m 784")
def mean_filter(X: np.ndarray) -> np.ndarray:
    """Every pixel becomes the mean of the 3 x 3 around it; beyond the edge lies paper. X: (m, 784)."""
    return _neighbours(X).mean(axis=0).reshape(X.shape)


@takes(X="m 784")
def median_filter(X: np.ndarray) -> np.ndarray:
    """Every pixel becomes the median of the 3 x 3 around it; beyond the edge lies paper. X: (m, 784)."""
    return np.median(_neighbours(X), axis=0).reshape(X.shape)


def _neighbours(X):
    """(9, m, 28, 28): the pictures moved by -1, 0 and 1 pixels down and across."""
    padded = np.pad(X.reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 1)))
    moves = [(down, across) for down in range(3) for across in range(3)]
    return np.stack([padded[:, down : down + SIDE, across : across + SIDE] for down, across in moves])
