"""The delta rule: a linear unit learns from the difference between its target and its output.

    y_hat_j = sum_i w_ij x_i        w_ij <- w_ij + eta (y_j - y_hat_j) x_i

Widrow and Hoff (1960). Averaged over all samples it is gradient descent on E = mean of (y - y_hat)^2 / 2, whose
curvatures are the eigenvalues of the inputs' correlation matrix R = X^T X / m. A threshold is the weight of a
constant input (`with_constant`).
"""

import numpy as np

from nbhelpers.guards import array, doubles, takes
from nbhelpers.optimizers.convergence import largest_eta


def delta_step(W, x, y, eta):
    """w_ij + eta (y_j - y_hat_j) x_i for one sample: W (n, units), x (n,), targets y (units,)."""
    W, x, y = (doubles(name, a) for name, a in (("W", W), ("x", x), ("y", y)))
    if W.ndim != 2 or x.shape != W.shape[:1] or y.shape != W.shape[1:]:
        raise ValueError(f"W, x, y have shapes {W.shape}, {x.shape}, {y.shape}; allowed: (n, units), (n,), (units,)")
    return W + eta * np.outer(x, y - x @ W)


def sample_path(X, y, w, eta, order):
    """One unit, one sample a step, in the `order` of their numbers: the weights (len(order) + 1, n)."""
    X, y, w = _fit(X, y, w)
    path = [w]
    for k in order:
        path.append(path[-1] + eta * (y[k] - path[-1] @ X[k]) * X[k])
    return np.array(path)


@takes(steps=0)
def mean_path(X, y, w, eta, steps, far=1e100):
    """One unit, the mean change over all samples at each step: the weights (steps + 1, n).

    w <- w + eta mean of (y - y_hat) x. Stops early once a weight exceeds `far`.
    """
    X, y, w = _fit(X, y, w)
    path = [w]
    for _ in range(steps):
        w = w + eta * X.T @ (y - X @ w) / len(X)
        path.append(w)
        if not np.abs(w).max() <= far:
            break
    return np.array(path)


@takes(X="m n", y="m", W=array("... n", finite=False))
def half_mean_square(X, y, W):
    """E = mean over the samples of (y - y_hat)^2 / 2: X (m, n), y (m,), W (..., n) -> (...)."""
    return 0.5 * np.mean((y - np.asarray(W) @ np.asarray(X).T) ** 2, axis=-1)


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


def least_squares(X, y):
    """The w (n,) with R w = mean of y x: the only place where the mean change is zero, if R can be inverted."""
    X = doubles("X", X)
    X, y, _ = _fit(X, y, np.zeros(X.shape[-1]))
    return np.linalg.solve(correlation(X), X.T @ y / len(X))


def with_constant(X):
    """A last input that is always 1: its weight is minus a threshold. (m,) or (m, n) -> (m, n + 1)."""
    X = doubles("X", X)
    X = X[:, None] if X.ndim == 1 else X
    return np.hstack([X, np.ones((len(X), 1))])


def _fit(X, y, w):
    X, y, w = (doubles(name, a) for name, a in (("X", X), ("y", y), ("w", w)))
    if X.ndim != 2 or y.shape != X.shape[:1] or w.shape != X.shape[1:]:
        raise ValueError(f"X, y, w have shapes {X.shape}, {y.shape}, {w.shape}; allowed: (m, n), (m,), (n,)")
    return X, y, w
