"""Hebb's rule and Oja's cure: learning without a teacher.

Hebb (1949): what is active together is linked more strongly, w_ij <- w_ij + eta x_i x_j. Alone it never stops
growing. Oja (1982), doi:10.1007/BF00275687, takes off y_hat^2 w, and the weights keep length 1.
"""

import numpy as np

from nbhelpers.guards import doubles, random, takes


def hebb_step(W, x, eta):
    """w_ij + eta x_i x_j for units in states x (N,) of -1 and +1; W (N, N). Self-links stay as they are."""
    W, x = doubles("W", W), doubles("x", x)
    if x.ndim != 1 or W.shape != (len(x), len(x)):
        raise ValueError(f"W has shape {W.shape} and x {x.shape}; allowed: (N, N) and (N,)")
    if not np.all(np.abs(x) == 1):
        raise ValueError(f"x holds {np.unique(x[np.abs(x) != 1])[:3].tolist()}; only -1 and +1 are allowed")
    return W + eta * (np.outer(x, x) - np.eye(len(x)))  # x_i x_i = 1: the diagonal gets nothing


@takes(steps=1, rng=random)
def pairs(steps, agree, rng):
    """`steps` states of two units of -1 and +1 that are equal with probability `agree`: (steps, 2)."""
    if not 0 <= agree <= 1:
        raise ValueError(f"agree is {agree}; allowed is a probability from 0 to 1")
    first = rng.choice([-1.0, 1.0], size=steps)
    equal = rng.random(steps) < agree
    return np.stack([first, np.where(equal, first, -first)], axis=1)


@takes(states="T 2")
def link(states, eta, w=0.0):
    """The weight between two units after every state: (T, 2) -> (T + 1,). Its mean is w + eta t (2 agree - 1)."""
    states = doubles("states", states)
    return w + eta * np.concatenate([[0.0], np.cumsum(states[:, 0] * states[:, 1])])


def hebb(X, w, eta, far=1e100):
    """A linear unit y_hat = w . x by Hebb's rule, w <- w + eta y_hat x, sample by sample: (T, n) -> (T + 1, n).

    On average w <- (I + eta R) w with R = mean of x x^T: its part along an eigenvector grows by 1 + eta lambda a
    step. Stops early once |w| exceeds `far`.
    """
    return _path(X, w, lambda w, x, y_hat: w + eta * y_hat * x, far)


def oja(X, w, eta, far=1e100):
    """A linear unit by Oja's rule, w <- w + eta y_hat (x - y_hat w): (T, n) -> (T + 1, n).

    Hebb's step with the length brought back to 1, to first order in eta. Comes to the eigenvector of R with the
    largest eigenvalue (or its negative), with length 1.
    """
    return _path(X, w, lambda w, x, y_hat: w + eta * y_hat * (x - y_hat * w), far)


def principal(X):
    """(lambda, c): the largest eigenvalue of R = X^T X / m and its eigenvector (n,) of length 1, sum of c >= 0."""
    X = _samples(X)
    values, vectors = np.linalg.eigh(X.T @ X / len(X))
    c = vectors[:, -1]
    return float(values[-1]), c if c.sum() >= 0 else -c


def _path(X, w, change, far):
    X, w = _samples(X), doubles("w", w)
    if w.shape != X.shape[1:]:
        raise ValueError(f"w has shape {w.shape}; allowed here: {X.shape[1:]}")
    path = [w]
    for x in X:
        w = change(w, x, w @ x)
        path.append(w)
        if not np.hypot.reduce(w) <= far:
            break
    return np.array(path)


def _samples(X):
    X = doubles("X", X)
    if X.ndim != 2 or X.size == 0 or not np.isfinite(X).all():
        raise ValueError(f"X has shape {X.shape}; allowed: (m, n) of finite numbers, one sample at least")
    return X
