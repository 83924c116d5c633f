"""One unit, and a layer of them: weighted sums, thresholds, the step and the S-shaped answer.

    u_j = sum_i w_ij x_i - theta_j        y_hat_j = f(u_j)

w_ij leads from input i to unit j, so the weights of a layer are (inputs, units). Samples are rows: X is (m, n).
The step unit goes back to McCulloch and Pitts (1943), doi:10.1007/BF02478259, its learning rule to the perceptron of
Rosenblatt (1958), doi:10.1037/h0042519.
"""

from collections.abc import Iterator

import numpy as np

from nbhelpers.guards import doubles, numbers, takes, whole_number
from nbhelpers.nn.activations import sigmoid, sigmoid_slope  # noqa: F401 - this chapter's as well

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TABLES = {
    "AND": np.array([0.0, 0.0, 0.0, 1.0]),
    "OR": np.array([0.0, 1.0, 1.0, 1.0]),
    "XOR": np.array([0.0, 1.0, 1.0, 0.0]),
}


def step(u):
    """1 where u > 0, else 0. A tie is a no: the sum must exceed the threshold."""
    return (numbers("u", u) > 0).astype(float)


def weighted_sum(X, w, theta=0.0):
    """u = sum_i w_i x_i - theta of one unit: X (m, n) or (n,), w (n,) -> (m,) or a number."""
    X, w = doubles("X", X), doubles("w", w)
    if w.ndim != 1 or X.ndim not in (1, 2) or X.shape[-1] != len(w):
        raise ValueError(f"X has shape {X.shape} and w {w.shape}; allowed: (m, n) or (n,) with w (n,)")
    return X @ w - theta


def layer(X, W, theta=0.0, f=sigmoid):
    """y_hat = f(X W - theta): X (m, n), W (n, units), theta (units,) -> (m, units)."""
    X, W = doubles("X", X), doubles("W", W)
    if W.ndim != 2 or X.ndim not in (1, 2) or X.shape[-1] != len(W) or not W.size:
        raise ValueError(f"X has shape {X.shape} and W {W.shape}; allowed: (m, n) or (n,) with W (n, units)")
    return f(X @ W - numbers("theta", theta, W.shape[1:], ()))


@takes(n=whole_number(1, 12))
def corners(n):
    """All inputs of n zeros and ones, (2^n, n), counted upward in binary."""
    return (np.arange(2**n)[:, None] >> np.arange(n - 1, -1, -1) & 1).astype(float)


@takes(n=1, largest=1)
def decidable_tables(n, largest):
    """The truth tables, as tuples of 0 and 1, of all step units with n whole weights from -largest to largest.

    The threshold runs through every half between the sums, so that it is never met exactly.
    """
    span = np.arange(-largest, largest + 1)
    weights = np.array(np.meshgrid(*[span] * n)).reshape(n, -1)
    sums = corners(n) @ weights
    thresholds = np.arange(-n * largest - 0.5, n * largest + 1)
    return {tuple(table) for theta in thresholds for table in step(sums - theta).astype(int).T.tolist()}


@takes(sweeps=1)
def perceptron(X, y, sweeps=100) -> Iterator[tuple[int, np.ndarray]]:
    """Rosenblatt's rule from w = 0: w <- w + (y - y_hat) x for each sample in turn, y_hat = step(w . x).

    X (m, n), y (m,) of 0 and 1; a threshold is the weight of a constant input. Yields (mistakes, w) after each
    sweep; ends after one without mistakes, or after `sweeps`.
    """
    X, y = numbers("X", X), numbers("y", y)
    if X.ndim != 2 or y.shape != (len(X),) or not np.isin(y, (0, 1)).all():
        raise ValueError(f"X has shape {X.shape} and y {y.shape}; allowed: (m, n) and (m,) of 0 and 1")
    w = np.zeros(X.shape[1])
    for _ in range(sweeps):
        mistakes = 0
        for x, wanted in zip(X, y, strict=True):
            error = wanted - float(w @ x > 0)
            w = w + error * x
            mistakes += int(error != 0)
        yield mistakes, w
        if not mistakes:
            return
