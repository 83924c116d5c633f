"""How fast momentum runs down a quadratic bowl, and where it falls off: the roots of one equation.

Along a direction of curvature lambda the heavy ball obeys
w_{t+1} = (1 + beta - eta lambda) w_t - beta w_{t-1}. Learning rates here are those of `heavy_ball`;
`averaged_eta` turns one into the learning rate of `sgdm` that walks the same path. SGD is beta = 0.
"""

import numpy as np

from nbhelpers.guards import array, doubles, takes


def averaged_eta(eta, beta):
    """eta / (1 - beta): the learning rate with which `sgdm` walks the path of `heavy_ball` at eta."""
    return eta / (1 - _beta(beta))


def largest_eta(lambda_max, beta=0.0):
    """2 (1 + beta) / lambda_max: `heavy_ball` converges below it and diverges above; beta = 0 is SGD."""
    return 2 * (1 + _beta(beta)) / _curvatures(lambda_max, "lambda_max").max()


def rate(eta, beta, curvatures):
    """max over lambda of |r|, where r^2 - (1 + beta - eta lambda) r + beta = 0.

    The factor by which |w| shrinks a step in the long run; above 1 it grows. `eta` and `beta` may be arrays
    that broadcast together; `curvatures` has shape (n,).
    """
    lam = _curvatures(curvatures)
    eta, beta = np.asarray(eta, dtype=float)[..., None], np.asarray(beta, dtype=float)[..., None]
    half_sum = (1 + beta - eta * lam) / 2
    root = np.emath.sqrt(half_sum**2 - beta)
    return np.maximum(abs(half_sum + root), abs(half_sum - root)).max(axis=-1)


def best_sgd(curvatures):
    """eta = 2 / (lambda_max + lambda_min), rate = (kappa - 1) / (kappa + 1): SGD at its best. Gives both."""
    lam = _curvatures(curvatures)
    low, high = lam.min(), lam.max()
    return 2 / (high + low), (high - low) / (high + low)


def best_momentum(curvatures):
    """eta = 4 / (sqrt(lambda_max) + sqrt(lambda_min))^2, beta = rate^2.

    rate = (sqrt(kappa) - 1) / (sqrt(kappa) + 1). Gives (eta, beta, rate) for `heavy_ball` (Polyak 1964).
    """
    roots = np.sqrt(_curvatures(curvatures))
    low, high = roots.min(), roots.max()
    fastest = (high - low) / (high + low)
    return 4 / (high + low) ** 2, fastest**2, fastest


def bowl_path(eta, beta, curvatures, start, steps):
    """The path of `heavy_ball` on E = sum of lambda w^2 / 2 from `start`, shape (steps + 1, n), in a few products.

    There a step is one matrix for each direction: (w, m)_{t+1} = M (w, m)_t, M = [[1 - eta lambda, -eta beta],
    [lambda, beta]]. M carries the first state one step on, M^2 the first two states two steps, and so on.
    `minimize` walks the same path step by step.
    """
    lam = _curvatures(curvatures)
    start = doubles("start", start)
    if start.shape != lam.shape:
        raise ValueError(f"start must have one number a curvature, shape {lam.shape}, got {start.shape}")
    if isinstance(steps, bool) or not isinstance(steps, (int, np.integer)) or steps < 0:
        raise ValueError(f"steps must be an integer >= 0, got {steps!r}")
    row = np.ones_like(lam)
    M = np.array([[1 - eta * lam, -eta * _beta(beta) * row], [lam, beta * row]]).transpose(2, 0, 1)
    states = np.stack([start, np.zeros_like(start)], axis=-1)[..., None]  # (n, 2, states known)
    while states.shape[-1] <= steps:
        states = np.concatenate([states, M @ states], axis=-1)
        M = M @ M
    return states[:, 0, : steps + 1].T


@takes(path=array("T n", finite=False))
def measured_rate(path, last=None):
    """(|w_T| / |w_{T-last}|)^(1 / last): the mean factor a step over the last steps of a path, (T + 1, n).

    |w| is the largest coordinate; the minimum must be at the origin. `last` is T / 2 unless told.
    NaN where the path ended before T.
    """
    distance = abs(np.asarray(path, dtype=float)).max(axis=-1)
    steps = len(distance) - 1
    last = steps // 2 if last is None else last
    if isinstance(last, bool) or not isinstance(last, int | np.integer) or not 1 <= last <= steps:
        raise ValueError(f"last must be between 1 and {steps}, the steps of the path, got {last!r}")
    return (distance[-1] / distance[-1 - last]) ** (1 / last)


def _beta(beta):
    if not 0 <= beta < 1:
        raise ValueError(f"beta must be a number with 0 <= beta < 1, got {beta!r}")
    return beta


def _curvatures(curvatures, name="curvatures"):
    lam = np.atleast_1d(doubles(name, curvatures))
    if lam.ndim != 1 or lam.size == 0 or not (np.isfinite(lam).all() and (lam > 0).all()):
        raise ValueError(f"{name} must be finite numbers > 0, shape (n,), got {curvatures!r}")
    return lam
