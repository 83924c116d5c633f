"""Dropout: while a net learns, each unit is left out with probability p (Srivastava et al. 2014)."""
import numpy as np


def dropout_mask(shape, p, rng, dtype=float):
    """0 with probability p, else 1 / (1 - p): the mean of the mask is 1. p must lie in [0, 1)."""
    if not 0 <= p < 1:
        raise ValueError(f"p = {p!r}: allowed is 0 <= p < 1, the probability that a unit is left out")
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng = {rng!r}: dropout needs a numpy.random.Generator to draw from")
    draws = rng.random(shape, dtype=np.float32)
    return (draws >= p) * np.asarray(1 / (1 - p), dtype=dtype)


def dropout(x, p, rng):
    """x times a mask: what training sees. At use x stays as it is. Inverted dropout."""
    return x * dropout_mask(np.shape(x), p, rng)


def dropout_as_noted(x, p, rng):
    """x with units set to 0 and nothing else. Kept to show how it fails: the mean falls to (1 - p) x."""
    return x * (dropout_mask(np.shape(x), p, rng) > 0)
