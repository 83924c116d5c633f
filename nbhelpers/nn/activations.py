"""The activation functions of the book, each with its slope: the one home of all of them.

Every function works on arrays entry by entry. A slope can be had in two ways: from the input x (`slope`), or from
the value b = f(x) that the forward pass left behind (`slope_of_value`), which is what back-propagation uses.
"""
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import floats, number, numbers, one_of, takes

LEAK = 0.01  # slope of the leaky ReLU below zero (Maas, Hannun, Ng 2013)


def sigmoid(z):
    """f(z) = 1 / (1 + exp(-z)). Where exp(-z) overflows, 1 / infinity = 0 is right. Its slope is f (1 - f)."""
    with np.errstate(over="ignore", under="ignore"):
        return 1 / (1 + np.exp(-floats("z", z)))


def tanh(z):
    """f(z) = (exp(z) - exp(-z)) / (exp(z) + exp(-z)) = 2 sigmoid(2 z) - 1. Its slope is 1 - f^2."""
    return np.tanh(floats("z", z))


def relu(z):
    """f(z) = max(0, z). Its slope is 1 for z > 0, else 0 (at z = 0 there is none; we take 0)."""
    return np.maximum(floats("z", z), 0)


def leaky_relu(z, leak=LEAK):
    """f(z) = z for z > 0, else leak * z. Its slope is 1 or leak (at z = 0 we take leak)."""
    z, leak = floats("z", z), number("leak", leak, least=0, below=1)
    return np.where(z > 0, z, leak * z)


def sigmoid_slope(z):
    """f'(z) = f(z) (1 - f(z)) = f(z) f(-z), which keeps its digits where f is nearly 1; at most 1/4, at z = 0."""
    return sigmoid(z) * sigmoid(-floats("z", z))


class Activation(NamedTuple):
    """A function, its slope at the input, and the same slope written with the function's own value."""

    f: Callable
    slope: Callable
    slope_of_value: Callable


def leaky(leak: float = LEAK) -> Activation:
    """The leaky ReLU of a certain leak; leak 0 is the ReLU."""
    number("leak", leak, least=0, below=1)

    def slope(z):
        z = floats("z", z)
        return np.where(z > 0, 1, leak).astype(z.dtype)

    return Activation(lambda z: leaky_relu(z, leak), slope, slope)


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, sigmoid_slope, lambda b: b * (1 - b)),
    "tanh": Activation(tanh, lambda z: 4 * sigmoid_slope(2 * floats("z", z)), lambda b: 1 - b**2),
    "relu": Activation(relu, lambda z: (floats("z", z) > 0).astype(float), lambda b: b > 0),
    "leaky": leaky(),
}


def activation(name: str, leak: float = LEAK) -> Activation:
    """The activation of that name; `leak` is for the leaky ReLU alone."""
    if name not in ACTIVATIONS:
        raise ValueError(f"activation = {name!r}: allowed are {', '.join(map(repr, ACTIVATIONS))}")
    return leaky(leak) if name == "leaky" else ACTIVATIONS[name]


def dead_units(B: np.ndarray) -> np.ndarray:
    """Which units are silent on every sample: B (samples, units) of ReLU outputs -> (units,) of bool.

    For a leaky ReLU give its weighted sums, cut at zero: a unit counts that never gets above zero.
    """
    return (numbers("B", B, ("samples", "units")) <= 0).all(axis=0)


@takes(name=one_of("sigmoid", "tanh", "relu", "leaky"), Z="...")
def saturated(name: str, Z: np.ndarray, part: float = 0.05) -> float:
    """The share of weighted sums at which the slope is below `part` of the function's greatest slope."""
    number("part", part, above=0, below=1)
    return float(np.mean(activation(name).slope(Z) < part * GREATEST_SLOPE[name]))


GREATEST_SLOPE = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0, "leaky": 1.0}
