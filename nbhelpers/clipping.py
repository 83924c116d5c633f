"""Gradient clipping, and a loss with a cliff to need it: one recurrent unit that hears nothing but itself."""

import numpy as np

from nbhelpers import recurrent

STEPS = 40  # of the unit through time
START = -0.5  # its state h_0
WANTED = 0.2  # its state at the end, y


def clip(g, threshold: float) -> np.ndarray:
    """g min(1, threshold / |g|): the direction of g, its length at most `threshold` (Pascanu et al. 2013)."""
    g = np.asarray(g, dtype=float)
    if not (np.isscalar(threshold) and threshold > 0):
        raise ValueError(f"threshold must be a number > 0, got {threshold!r}")
    length = np.linalg.norm(g)
    return g if length <= threshold else g * (threshold / length)


def unit(w: float, b: float) -> recurrent.RNN:
    """One unit h_t = tanh(w h_{t-1} + b), read off as it is."""
    return recurrent.RNN(np.zeros((1, 1)), np.array([[w]]), np.array([b]), np.ones((1, 1)), np.zeros(1))


def cliff_loss(w, b) -> np.ndarray:
    """E(w, b) = 1/2 (h_T - y)^2 of that unit; w and b may be arrays of one shape."""
    h = np.full(np.broadcast(w, b).shape, START)
    for _ in range(STEPS):
        h = np.tanh(w * h + b)
    return 0.5 * (h - WANTED) ** 2


def cliff_gradient(at) -> np.ndarray:
    """(dE/dw, dE/db) at (w, b), by back-propagation through time."""
    net, x, r = unit(*at), np.zeros((STEPS, 1)), np.zeros((STEPS, 1))
    states = recurrent.forward(net, x, h0=START)
    r[-1] = states.y_hat[-1] - WANTED
    back = recurrent.backward(net, x, states, r).net
    return np.array([back.W_hh[0, 0], back.b[0]])
