"""Slopes by central differences: the second opinion on every derivative of the book."""

import numpy as np

STEP = 1e-6


def slopes(function, at):
    """d function / d at, entry by entry: (*shape of the value, *shape of at)."""
    at = np.array(at, dtype=float)
    found = []
    for index in np.ndindex(at.shape):
        up, down = at.copy(), at.copy()
        up[index] += STEP
        down[index] -= STEP
        found.append((np.asarray(function(up), dtype=float) - function(down)) / (2 * STEP))
    return np.moveaxis(np.array(found), 0, -1).reshape((*np.shape(found[0]), *at.shape))


ROUGH = 1e-7  # what is left of the digits
