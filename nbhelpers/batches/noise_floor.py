"""How close noisy descent comes to a minimum: closed forms for one parameter and for the mean of m numbers.

One parameter of curvature lam: Delta_{t+1} = (1 - eta lam) Delta_t - eta n_t, the noise n_t with mean 0 and variance s.
The mean: E = (1/2m) sum_k (w - y_k)^2, so lam = 1 and a batch of one steers towards its own number.
"""

from collections.abc import Sequence

import numpy as np

from nbhelpers.guards import takes
from nbhelpers.norm import length


def stationary_variance(eta: float, lam: float, s: float) -> float:
    """v = eta s / (lam (2 - eta lam)): the variance of Delta after many steps."""
    if not 0 < eta * lam < 2:
        raise ValueError(f"eta = {eta}: allowed is above 0 and below 2 / lam = {2 / lam:.6g}")
    return eta * s / (lam * (2 - eta * lam))


@takes(samples=2)
def shuffled_variance(eta: float, samples: int, sigma2: float) -> float:
    """Variance of w at the ends of epochs, for the mean of m numbers read one by one, shuffled anew every epoch.

    v = sigma^2 m/(m-1) [eta/(2 - eta) - (1 - a_0)/(m (1 + a_0))] with a_0 = (1 - eta)^m.
    sigma^2: the variance of the numbers.
    """
    if not 0 < eta < 2:
        raise ValueError(f"eta = {eta}: allowed is above 0 and below 2")
    a_0 = (1 - eta) ** samples
    return sigma2 * samples / (samples - 1) * (eta / (2 - eta) - (1 - a_0) / (samples * (1 + a_0)))


@takes(etas="T")
def variances(etas: Sequence[float], lam: float, s: float, start: float) -> np.ndarray:
    """V_{t+1} = (1 - eta_t lam)^2 V_t + eta_t^2 s from V_0 = start: E[Delta_t^2], (steps + 1,)."""
    V = [float(start)]
    for eta in etas:
        V.append((1 - eta * lam) ** 2 * V[-1] + eta**2 * s)
    return np.array(V)


@takes(etas="T")
def weights_of_samples(etas: Sequence[float]) -> np.ndarray:
    """a_j = eta_j prod_{i>j} (1 - eta_i): the share of sample j in w, when the mean is read one by one; (T,)."""
    etas = np.asarray(etas, dtype=float)
    left = np.append(np.cumprod((1 - etas)[:0:-1])[::-1], 1.0)
    return etas * left


@takes(g="d", H="d d", Sigma="d d")
def noise_scale(g: np.ndarray, H: np.ndarray, Sigma: np.ndarray) -> float:
    """B_noise = tr(H Sigma) / (g^T H g): the batch size at which noise and gradient weigh the same.

    g: (d,) gradient; H: (d, d) curvature; Sigma: (d, d) covariance of the samples' gradients
    (McCandlish, Kaplan, Amodei et al. 2018).
    """
    size, way = _split(g)
    return float(np.trace(H @ Sigma) / (way @ H @ way) / size / size)


@takes(g="d", H="d d", Sigma="d d")
def best_step(g: np.ndarray, H: np.ndarray, Sigma: np.ndarray, batch: float) -> tuple[float, float]:
    """eta = |g|^2 / (g^T H g) / (1 + B_noise/B), fall = eta |g|^2 / 2: the best single step with a batch of B.

    The fall is the expected decrease of a quadratic loss. `batch` may be inf.
    """
    size, way = _split(g)
    eta = float(1 / (way @ H @ way) / (1 + noise_scale(g, H, Sigma) / batch))
    return eta, eta * size * size / 2


def _split(g):
    """(|g|, g / |g|)."""
    size = float(length(g))
    if size == 0:
        raise ValueError("g is zero everywhere: without a gradient there is no step to take")
    return size, g / size
