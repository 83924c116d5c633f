"""Gradient clipping, and a loss with a cliff to need it: one recurrent unit that receives nothing but its own state."""

import math

import numpy as np

from nbhelpers.guards import numbers, takes
from nbhelpers.norm import length

STEPS = 40  # of the unit through time
START = -0.5  # its state h_0
WANTED = 0.2  # its state at the end, y


def clip(g, threshold: float) -> np.ndarray:
    """g min(1, threshold / |g|): the direction of g, its length at most `threshold` (Pascanu et al. 2013)."""
    g = numbers("g", g, finite=False)
    size = length(g)
    if not (np.isscalar(threshold) and threshold > 0):
        raise ValueError(f"threshold must be a number > 0, got {threshold!r}")
    return g if size <= threshold else g * (threshold / size)


@takes(w="...", b="...")
def cliff_loss(w, b) -> np.ndarray:
    """E(w, b) = 1/2 (h_T - y)^2 of that unit; w and b may be arrays of one shape."""
    h = np.full(np.broadcast(w, b).shape, START)
    for _ in range(STEPS):
        h = np.tanh(w * h + b)
    return 0.5 * (h - WANTED) ** 2


@takes(at="2")
def cliff_gradient(at) -> np.ndarray:
    """(dE/dw, dE/db) at (w, b), by back-propagation through time: e_t h_{t-1} and e_t, summed over t."""
    w, b = map(float, at)
    h = [START]
    for _ in range(STEPS):
        h.append(math.tanh(w * h[-1] + b))
    g_h, by_w, by_b = h[-1] - WANTED, 0.0, 0.0
    for t in range(STEPS, 0, -1):
        e = (1 - h[t] ** 2) * g_h
        by_w, by_b, g_h = by_w + e * h[t - 1], by_b + e, w * e
    return np.array([by_w, by_b])
