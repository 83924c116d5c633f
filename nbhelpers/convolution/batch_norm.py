"""Batch normalisation: every channel of a batch brought to mean 0 and variance 1, then to mean beta and
standard deviation gamma.

x is (N, C, H, W), one mean and one variance a channel, taken over the batch and all its pixels; or (N, C), units of
a dense layer. gamma and beta are (C,). Ioffe and Szegedy 2015.
"""
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import number, numbers, takes

EPS = 1e-5


class Normed(NamedTuple):
    """What the forward pass leaves."""

    y: np.ndarray  # gamma x_hat + beta
    x_hat: np.ndarray  # mean 0, variance var / (var + eps)
    mean: np.ndarray  # (C,) of the batch
    var: np.ndarray  # (C,) of the batch: the mean square distance from the mean
    root: np.ndarray  # (C,) sqrt(var + eps)


def batch_norm(x, gamma, beta, eps=EPS) -> Normed:
    """x_hat = (x - mean) / sqrt(var + eps),  y = gamma x_hat + beta, with mean and var of this batch."""
    x, gamma, beta = checked(x, eps, gamma=gamma, beta=beta)
    over, count = _over(x)
    if count < 2:
        raise ValueError(
            f"x has shape {x.shape}: a batch of one has no variance (x - mean would be 0 whatever x is); "
            "allowed are batches of at least 2 numbers a channel. At test time, call batch_norm_at_test"
        )
    mean = x.mean(axis=over)
    x_hat = x - _wide(mean, x)
    var = np.square(x_hat).mean(axis=over)
    root = np.sqrt(var + np.asarray(eps, var.dtype))
    x_hat /= _wide(root, x)
    return Normed(_wide(gamma, x) * x_hat + _wide(beta, x), x_hat, mean, var, root)


def batch_norm_backward(g, gamma, normed: Normed):
    """The gradients of E in x, gamma and beta, from g = dE/dy.

    With m numbers a channel: dbeta = sum g, dgamma = sum g x_hat,
    dx = gamma / (m root) (m g - dbeta - x_hat dgamma).
    """
    g = numbers("g", g, normed.x_hat.shape, finite=False)
    gamma = numbers("gamma", gamma, normed.mean.shape, finite=False)
    over, count = _over(g)
    dbeta = g.sum(axis=over)
    dgamma = (g * normed.x_hat).sum(axis=over)
    dx = g - normed.x_hat * _wide(dgamma / count, g)
    dx -= _wide(dbeta / count, g)
    dx *= _wide(gamma / normed.root, g)
    return dx, dgamma, dbeta


def batch_norm_at_test(x, gamma, beta, mean, var, eps=EPS):
    """y = gamma (x - mean) / sqrt(var + eps) + beta with a stored mean and variance: one sample is enough."""
    x, gamma, beta, mean, var = checked(x, eps, gamma=gamma, beta=beta, mean=mean, var=var)
    if var.min() < 0:
        raise ValueError(f"var holds {var.min():g}; allowed are variances from 0")
    scale = gamma / np.sqrt(var + np.asarray(eps, var.dtype))
    return _wide(scale, x) * x + _wide(beta - mean * scale, x)


@takes(old="...", new="...")
def running(old, new, keep=0.9):
    """keep old + (1 - keep) new: the running mean of what the batches had."""
    number("keep", keep, least=0, below=1)
    return keep * old + (1 - keep) * new


def unbiased(normed: Normed):
    """var m / (m - 1): the variance of all data as this batch of m numbers estimates it."""
    _, count = _over(normed.x_hat)
    return normed.var * (count / (count - 1))


def _over(x):
    """The axes that a mean runs over, and how many numbers that is."""
    over = (0, 2, 3) if x.ndim == 4 else (0,)
    return over, int(np.prod([x.shape[axis] for axis in over]))


def _wide(c, x):
    """(C,) so that it stands beside x."""
    return c[:, None, None] if x.ndim == 4 else c


def checked(x, eps, **channels):
    """x and what there is one of for each channel, as floats, looked over."""
    x = numbers("x", x, ("samples", "channels", "rows", "columns"), ("samples", "units"), finite=False)
    number("eps", eps, above=0)  # a channel that never changes has variance 0
    return x, *(numbers(name, value, (x.shape[1],), finite=False) for name, value in channels.items())
