"""The delta rule: a linear unit learns from the difference between what it says and what it should say.

    y_i = sum_j w_ij x_j        w_ij <- w_ij + eta (d_i - y_i) x_j

Widrow and Hoff (1960). Averaged over all samples it is gradient descent on E = mean of (d - y)^2 / 2, whose
curvatures are the eigenvalues of the inputs' correlation matrix R = X^T X / m. A threshold is the weight of a
constant input (`with_constant`).
"""

import numpy as np

from nbhelpers.guards import array, doubles, takes
from nbhelpers.optimizers.convergence import largest_eta


def delta_step(W, x, d, eta):
    """w_ij + eta (d_i - y_i) x_j for one sample: W (units, n), x (n,), d (units,)."""
    W, x, d = (doubles(name, a) for name, a in (("W", W), ("x", x), ("d", d)))
    if W.ndim != 2 or x.shape != W.shape[1:] or d.shape != W.shape[:1]:
        raise ValueError(f"W, x, d have shapes {W.shape}, {x.shape}, {d.shape}; allowed: (units, n), (n,), (units,)")
    return W + eta * np.outer(d - W @ x, x)


def sample_path(X, d, w, eta, order):
    """One unit, one sample a step, in the `order` of their numbers: the weights (len(order) + 1, n)."""
    X, d, w = _fit(X, d, w)
    path = [w]
    for k in order:
        path.append(path[-1] + eta * (d[k] - path[-1] @ X[k]) * X[k])
    return np.array(path)


@takes(steps=0)
def mean_path(X, d, w, eta, steps, far=1e100):
    """One unit, the mean change over all samples at each step: the weights (steps + 1, n).

    w <- w + eta mean of (d - y) x. Stops early once a weight exceeds `far`.
    """
    X, d, w = _fit(X, d, w)
    path = [w]
    for _ in range(steps):
        w = w + eta * X.T @ (d - X @ w) / len(X)
        path.append(w)
        if not np.abs(w).max() <= far:
            break
    return np.array(path)


@takes(X="m n", d="m", W=array("... n", finite=False))
def half_mean_square(X, d, W):
    """E = mean over the samples of (d - y)^2 / 2: X (m, n), d (m,), W (..., n) -> (...)."""
    return 0.5 * np.mean((d - np.asarray(W) @ np.asarray(X).T) ** 2, axis=-1)


@takes(X="m n")
def correlation(X):
    """R = X^T X / m, (n, n): the second derivatives of E."""
    X = doubles("X", X)
    return X.T @ X / len(X)


def bound(X):
    """2 / lambda_max of R: `mean_path` converges for every eta between 0 and this, and diverges above."""
    return float(largest_eta(np.linalg.eigvalsh(correlation(X))[-1]))


def factors(X, eta):
    """1 - eta lambda_k, lambda falling: what a step leaves of the error along each eigenvector of R."""
    return 1 - eta * np.linalg.eigvalsh(correlation(X))[::-1]


def least_squares(X, d):
    """The w (n,) with R w = mean of d x: the only place where the mean change is zero, if R can be inverted."""
    X = doubles("X", X)
    X, d, _ = _fit(X, d, np.zeros(X.shape[-1]))
    return np.linalg.solve(correlation(X), X.T @ d / len(X))


def with_constant(X):
    """A last input that is always 1: its weight is minus a threshold. (m,) or (m, n) -> (m, n + 1)."""
    X = doubles("X", X)
    X = X[:, None] if X.ndim == 1 else X
    return np.hstack([X, np.ones((len(X), 1))])


def _fit(X, d, w):
    X, d, w = (doubles(name, a) for name, a in (("X", X), ("d", d), ("w", w)))
    if X.ndim != 2 or d.shape != X.shape[:1] or w.shape != X.shape[1:]:
        raise ValueError(f"X, d, w have shapes {X.shape}, {d.shape}, {w.shape}; allowed: (m, n), (m,), (n,)")
    return X, d, w
