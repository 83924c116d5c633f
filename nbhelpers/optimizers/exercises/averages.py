"""What the exercises on optimizers share: rows of gradients, and averages of them in two ways."""

import numpy as np

CONSTANT = np.array([2.0, 2.0, 2.0, 2.0])
FLIPPING = np.array([3.0, -1.0, 2.0, -2.0, 0.5])
ONE = np.array([-4.0])


def average(g, beta, first=0.0):
    """m_t = beta m_{t-1} + (1 - beta) g_t for every t, from m_0 = first: shape (T,)."""
    return sums(g, beta, 1 - beta, first)


def sums(g, old, new, first=0.0):
    """m_t = old m_{t-1} + new g_t for every t, from m_0 = first: shape (T,)."""
    m, found = first, []
    for g_t in g:
        m = old * m + new * g_t
        found.append(m)
    return np.array(found)


def before(m):
    """The averages as they were one step earlier: zero first."""
    return np.concatenate([[0.0], m[:-1]])


def ages(g, beta):
    """(T, T): entry (t, s) is beta^(t-s) for s <= t, else 0; the weight of gradient s at step t."""
    t = np.arange(len(g))
    return np.tril(np.power(float(beta), np.maximum(t[:, None] - t, 0)))
