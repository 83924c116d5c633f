"""What one layer of ReLUs can draw: a curve of straight pieces, with a hinge for every unit.

    y_hat(x) = constant + sum_k c_k relu(x - t_k)

To the left of all hinges t_k it is flat; at t_k its slope changes by c_k. With k hinges it goes through k + 1 points of
any curve, and between them it is off by no more than h^2/8 times the largest |y''| (h: distance of the points).
"""

import numpy as np

from nbhelpers.guards import number, numbers, random, takes
from nbhelpers.nn.mlp import MLP, Layer


def through(x, y) -> MLP:
    """The 1-k-1 ReLU net whose curve goes straight from each of the points (x_i, y_i) to the next: x, y (k + 1,).

    c_k is the slope after the hinge x_k less the slope before it; before the first one the curve is flat.
    """
    x, y = numbers("x", x), numbers("y", y)
    if x.ndim != 1 or y.shape != x.shape or len(x) < 2 or not (np.diff(x) > 0).all():
        raise ValueError(f"x has shape {x.shape} and y {y.shape}; allowed: two points or more, x rising")
    slopes = np.diff(y) / np.diff(x)
    changes = np.diff(slopes, prepend=0.0)
    first = Layer(np.ones((1, len(changes))), -x[:-1])
    return MLP((first, Layer(changes[:, None], y[:1])), "relu", "linear")


@takes(units=1, rng=random)
def scattered(units: int, rng, low=-1.0, high=1.0) -> MLP:
    """A 1-k-1 ReLU net at random: hinges anywhere between low and high, facing either way, c ~ N(0, 1/k)."""
    number("high", high, above=number("low", low))
    facing = rng.choice([-1.0, 1.0], units)
    hinges = rng.uniform(low, high, units)
    last = Layer(rng.normal(0, units**-0.5, (units, 1)), np.zeros(1))
    return MLP((Layer(facing[None], -facing * hinges), last), "relu", "linear")


@takes(x="m", y="m", steps=0)
def descend(net: MLP, x, y, steps: int, eta: float) -> MLP:
    """The net after so many steps of gradient descent on half the mean squared error over all samples."""
    number("eta", eta, above=0)
    ((w,), b), (c, constant) = net.layers
    c, m = c[:, 0], len(x)
    for _ in range(steps):
        z = x[:, None] * w + b
        A = np.maximum(z, 0)
        g = (A @ c + constant - y) / m
        e = np.where(z > 0, g[:, None] * c, 0)
        c, constant = c - eta * g @ A, constant - eta * g.sum()
        w, b = w - eta * x @ e, b - eta * e.sum(axis=0)
    return MLP((Layer(w[None], b), Layer(c[:, None], constant)), "relu", "linear")


def hinges(net: MLP) -> np.ndarray:
    """Where the units of a 1-k-1 net have their corners, (k,): w x + b = 0; none (nan) for a unit with w = 0."""
    w, b = net.layers[0].weights[0], net.layers[0].bias
    return -b / np.where(w == 0, np.nan, w)
