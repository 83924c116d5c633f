"""What the exercises on optimizers share: rows of gradients, averages of them in two ways, answers as optimizers."""

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


def in_turns(method, grad, w, answer, **settings):
    """The turns of `method`, with other steps: the last of those that the answer gives to all gradients so far.

    As in the exercises, of one parameter. Several are left to the book: there may be thousands, and thousands of turns.
    """
    if np.ndim(w):
        yield from method(grad, w, **settings)
        return
    g, turns = [], method(lambda _: g[-1], w, **settings)
    while True:
        g.append(np.asarray(grad(w), dtype=float))
        turn, step = next(turns), answer(np.array(g), *settings.values())[-1]
        w = w - step
        yield turn._replace(w=w, step=step)
