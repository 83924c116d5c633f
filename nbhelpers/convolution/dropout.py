"""Dropout: while a net learns, each unit is left out with probability p (Srivastava et al. 2014)."""
import numpy as np

from nbhelpers.guards import generator, number, numbers


def dropout_mask(shape, p, rng, dtype=float):
    """0 with probability p, else 1 / (1 - p): the mean of the mask is 1. p must lie in [0, 1)."""
    number("p", p, least=0, below=1)
    draws = generator(rng).random(shape, dtype=np.float32)
    return (draws >= p) * np.asarray(1 / (1 - p), dtype=dtype)


def dropout(x, p, rng):
    """x times a mask: what training sees. At test time x stays as it is. Inverted dropout."""
    return numbers("x", x) * dropout_mask(np.shape(x), p, rng)


def dropout_as_noted(x, p, rng):
    """x with units set to 0 and nothing else. Kept to show how it fails: the mean falls to (1 - p) x."""
    return numbers("x", x) * (dropout_mask(np.shape(x), p, rng) > 0)
