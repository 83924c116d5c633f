"""The vector field of a denoiser: r(x) - x, which points from where a point is to where it probably came from.

Take a centre c_s by chance, all equally likely, and add noise: x = c_s + sigma eps. The points x have the density
p_sigma, a Gaussian mixture, and the best guess of the centre is known in closed form. It lies in the direction in
which ln p_sigma rises (Miyasawa 1961; Vincent 2011, doi:10.1162/NECO_a_00142; Alain and Bengio 2014).
"""

import itertools
from collections.abc import Callable

import numpy as np

from nbhelpers.guards import random, real, takes
from nbhelpers.nn.mlp import MLP, gradients, new_mlp, predict, softmax
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.training import fit

positive = real(above=0)


@takes(m=2)
def curve(m: int) -> np.ndarray:
    """m points of one period of a wave in the plane, evenly in its first coordinate: (m, 2)."""
    t = np.linspace(-1, 1, m)
    return np.column_stack([1.6 * t, np.sin(np.pi * t)])


@takes(x="m n", centres="s n", sigma=positive)
def log_shares(x: np.ndarray, centres: np.ndarray, sigma: float) -> np.ndarray:
    """-|x - c_s|^2 / (2 sigma^2) for every point and centre, (m, s): the logits of which centre it was."""
    squares = np.sum(x**2, axis=1)[:, None] - 2 * x @ centres.T + np.sum(centres**2, axis=1)
    return -squares / (2 * sigma**2)


@takes(x="m n", centres="s n", sigma=positive)
def best(x: np.ndarray, centres: np.ndarray, sigma: float) -> np.ndarray:
    """r*(x) = sum_s w_s(x) c_s, w = softmax(-|x - c_s|^2 / (2 sigma^2)): the mean of the centres given x, (m, n)."""
    return softmax(log_shares(x, centres, sigma)) @ centres


@takes(x="m n", centres="s n", sigma=positive)
def log_density(x: np.ndarray, centres: np.ndarray, sigma: float) -> np.ndarray:
    """ln p_sigma(x) of the mixture of N(c_s, sigma^2), all centres equally likely: (m,)."""
    sums = np.logaddexp.reduce(log_shares(x, centres, sigma), axis=1)
    return sums - np.log(len(centres)) - x.shape[1] / 2 * np.log(2 * np.pi * sigma**2)


@takes(X="m n", units=1, sigma=positive, rng=random, updates=1)
def learned(X: np.ndarray, units: int, sigma: float, rng, updates: int) -> MLP:
    """A net n - units - n, tanh and linear, that has learned to give back the rows of X from X + sigma eps."""

    def slopes(net, rows):
        return gradients(net, X[rows] + sigma * rng.normal(size=(len(rows), X.shape[1])), X[rows])

    return trained_by(slopes, X, units, rng, updates)


@takes(X="m n", units=1, rng=random, updates=1)
def trained_by(slopes: Callable, X: np.ndarray, units: int, rng, updates: int) -> MLP:
    """Adam on mini-batches of up to 200, so many updates at each of three rates."""
    net = new_mlp((X.shape[1], units, X.shape[1]), rng, "tanh", "linear", gain=2.0)
    options = {"batch": min(200, len(X)), "rng": rng, "method": adam, "every": updates}
    for eta in (0.02, 0.005, 0.001):
        net = next(fit(net, slopes, len(X), eta=eta, **options))
    return net


@takes(x="m n", steps=0, share=real())
def follow(r: Callable | MLP, x: np.ndarray, steps: int, share: float = 1.0) -> np.ndarray:
    """The way of points that walk along the field, x <- x + share (r(x) - x): (m, n) -> (steps + 1, m, n)."""
    r = r if callable(r) else lambda x, net=r: predict(net, x)
    way = itertools.accumulate(range(steps), lambda x, _: x + share * (r(x) - x), initial=x)
    return np.array(list(way))
