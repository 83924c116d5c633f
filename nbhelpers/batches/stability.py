"""Where mini-batch descent on least squares breaks, and how close it comes where it holds: exact second moments.

With Delta_t = w_t - w* and C_t = E[Delta_t Delta_t^T], a step with a fresh random batch of B samples gives, once
E[Delta_t] = 0,

    C_{t+1} = C_t - eta (H C_t + C_t H) + eta^2 Q(C_t) + eta^2 nu Sigma_min,
    Q(C) = (1 - nu) H C H + nu (1/m) sum_k x_k x_k^T C x_k x_k^T,    Sigma_min = (1/m) sum_k r_k^2 x_k x_k^T,

nu the `noise_factor`, r_k = x_k . w* - y_k the residuals. Matrices act on C as on a row of d^2 numbers.
"""

from collections.abc import Callable

import numpy as np

from nbhelpers.batches import curvature, minimum, noise_factor, sample_gradients
from nbhelpers.guards import real, takes, whole_number
from nbhelpers.norm import length


@takes(X="m d")
def drift(X: np.ndarray) -> np.ndarray:
    """L: C -> H C + C H as a (d^2, d^2) matrix."""
    H = curvature(X)
    one = np.eye(len(H))
    return np.kron(H, one) + np.kron(one, H)


@takes(X="m d", nu=real(least=0, most=1))
def curvature_moment(X: np.ndarray, nu: float) -> np.ndarray:
    """Q: C -> E[H_S C H_S] = (1 - nu) H C H + nu mean_k x_k x_k^T C x_k x_k^T as a (d^2, d^2) matrix.

    H_S is the curvature of a random batch.
    """
    H, d = curvature(X), X.shape[1]
    fourth = np.einsum("ki,kj,kl,km->ijlm", X, X, X, X) / len(X)
    return (1 - nu) * np.kron(H, H) + nu * fourth.reshape(d * d, d * d)


@takes(X="m d")
def largest_eta(X: np.ndarray, batch: int, replace: bool = False) -> float:
    """eta with spectral radius of L^-1 Q equal to 1/eta: below it E|Delta|^2 stays bounded, above it grows for ever.

    All samples at once, without replacement: 2 / lambda_max.
    """
    nu = noise_factor(len(X), batch, replace)
    return 1 / float(abs(np.linalg.eigvals(np.linalg.solve(drift(X), curvature_moment(X, nu)))).max())


@takes(X="m d")
def safe_eta(X: np.ndarray, batch: int, replace: bool = False) -> float:
    """2 / ((1 - nu) lambda_max + nu max_k |x_k|^2): never above `largest_eta`, and easy to see."""
    nu = noise_factor(len(X), batch, replace)
    longest = np.sum(X**2, axis=1).max()
    return float(2 / ((1 - nu) * np.linalg.eigvalsh(curvature(X)).max() + nu * longest))


@takes(X="m d", y="m")
def stationary_covariance(X: np.ndarray, y: np.ndarray, eta: float, batch: int, replace: bool = False) -> np.ndarray:
    """C with (L - eta Q) C = eta nu Sigma_min, (d, d): how w scatters about w* when all else has died out.

    `ValueError` at and above `largest_eta`, where there is no such C.
    """
    bound, nu = largest_eta(X, batch, replace), noise_factor(len(X), batch, replace)
    if not 0 < eta < bound:
        raise ValueError(f"eta = {eta}: allowed is above 0 and below {bound:.6g}, the bound for batches of {batch}")
    G = sample_gradients(X, y, minimum(X, y))
    Sigma, d = G.T @ G / len(G), X.shape[1]
    return np.linalg.solve(drift(X) - eta * curvature_moment(X, nu), eta * nu * Sigma.ravel()).reshape(d, d)


@takes(X="m d", y="m")
def excess_loss(X: np.ndarray, y: np.ndarray, eta: float, batch: int, replace: bool = False) -> float:
    """tr(H C) / 2: what the hovering adds to the least loss, on average."""
    return float(np.trace(curvature(X) @ stationary_covariance(X, y, eta, batch, replace)) / 2)


@takes(X="m d", eta=real(), batch=whole_number(1, "m"), seed=0, runs=1, steps=1)
def growth(X, eta: float, batch: int, seed: int, runs: int = 1, steps: int = 400) -> float:
    """Mean of ln |Delta_{t+1}|^2 / |Delta_t|^2 over `steps`, with all residuals 0: above 0 the distance grows.

    One run: how a typical path grows. Many: how the mean of |Delta|^2 over runs grows. For that, after every step each
    run goes on from one of the runs, drawn with chances in proportion to |Delta|^2, so that the rare long ones count.
    """
    rng = np.random.default_rng(seed)
    samples, width = X.shape
    delta = _unit(rng.normal(size=(runs, width)))
    grown = 0.0
    for _ in range(steps):
        x = X[rng.random((runs, samples)).argsort(axis=1)[:, :batch]]
        delta = delta - eta * np.einsum("rbi,rb->ri", x, np.einsum("rbi,ri->rb", x, delta)) / batch
        squares = np.sum(delta**2, axis=1)
        grown += np.log(squares.mean())
        delta = _unit(delta[rng.choice(runs, runs, p=squares / squares.sum())] if runs > 1 else delta)
    return grown / steps


@takes(halvings=0)
def breaking_eta(grows: Callable[[float], bool], low: float, high: float, halvings: int = 10) -> float:
    """The learning rate at which `grows` turns from no to yes, by bisection, to (high - low) / 2^halvings."""
    if not low < high:
        raise ValueError(f"low = {low}: allowed is below high = {high}")
    for _ in range(halvings):
        middle = (low + high) / 2
        low, high = (low, middle) if grows(middle) else (middle, high)
    return (low + high) / 2


def _unit(delta: np.ndarray) -> np.ndarray:
    return delta / length(delta, axis=-1, keepdims=True)
