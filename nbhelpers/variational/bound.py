"""How good is the bound? ln p(x) of a decoder, from below by the bound, by importance sampling, and by integration.

p(x) = integral of p(z) p(x | z) dz with z ~ N(0, I). A draw z from the cloud Q(z | x) has the weight
p(z) p(x | z) / Q(z | x): the mean of its logarithm is the bound, the logarithm of its mean comes to ln p(x).
Kingma and Welling (2014); Burda, Grosse and Salakhutdinov (2016), arXiv:1509.00519.
"""

import itertools

import numpy as np

from nbhelpers.guards import real, takes
from nbhelpers.nn.mlp import MLP, weighted_sums
from nbhelpers.variational import draw, minus_log_p

LOG_2PI = np.log(2 * np.pi)


@takes(Z="... k")
def log_normal(Z: np.ndarray) -> np.ndarray:
    """ln N(z; 0, I) along the last axis: -1/2 sum_j (z_j^2 + ln 2 pi)."""
    return -0.5 * np.sum(Z**2 + LOG_2PI, axis=-1)


@takes(X="m n", mu="m k", log_var="m k", eps="draws m k")
def log_weights(decoder: MLP, X: np.ndarray, mu: np.ndarray, log_var: np.ndarray, eps: np.ndarray) -> np.ndarray:
    """ln p(x | z) + ln p(z) - ln Q(z | x) for z = mu + sigma eps: (draws, m)."""
    Z = draw(mu, log_var, eps)
    log_cloud = log_normal(eps) - 0.5 * log_var.sum(axis=1)
    seen = [-minus_log_p(X, weighted_sums(decoder, z)[-1]) for z in Z]
    return np.array(seen) + log_normal(Z) - log_cloud


@takes(logs="draws m")
def importance(logs: np.ndarray) -> np.ndarray:
    """ln of the mean weight over the draws, from the logarithms of the weights: (draws, m) -> (m,)."""
    return np.logaddexp.reduce(logs, axis=0) - np.log(len(logs))


@takes(X="m n", reach=real(above=0), step=real(above=0))
def log_evidence(decoder: MLP, X: np.ndarray, reach: float = 4.5, step: float = 0.05) -> np.ndarray:
    """ln p(x) of every row of X, for a code of one or two numbers: the integral as a sum over a grid of codes, (m,)."""
    k = len(decoder.layers[0].weights)
    if k > 2:
        raise ValueError(f"decoder has a code of {k} numbers; allowed are 1 or 2, whose codes fill a grid")
    line = np.arange(-reach, reach + step / 2, step)
    total = np.full(len(X), -np.inf)
    for row in np.array_split(np.array(list(itertools.product(line, repeat=k))), len(line)):
        A = weighted_sums(decoder, row)[-1]
        logs = X @ A.T - np.logaddexp(0, A).sum(axis=1) + log_normal(row) + k * np.log(step)
        total = np.logaddexp(total, np.logaddexp.reduce(logs, axis=1))
    return total
