"""The activation functions of the book, each with its slope: the one home of all of them.

Every function works on arrays entry by entry. A slope can be had in two ways: from the input x (`slope`), or from
the value b = f(x) that the forward pass left behind (`slope_of_value`), which is what back-propagation uses.
"""
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

LEAK = 0.01  # slope of the leaky ReLU below zero (Maas, Hannun, Ng 2013)


def sigmoid(z):
    """f(z) = 1 / (1 + exp(-z)), written with tanh so that no z overflows. Its slope is f (1 - f)."""
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(z)))


def tanh(z):
    """f(z) = (exp(z) - exp(-z)) / (exp(z) + exp(-z)) = 2 sigmoid(2 z) - 1. Its slope is 1 - f^2."""
    return np.tanh(z)


def relu(z):
    """f(z) = max(0, z). Its slope is 1 for z > 0, else 0 (at z = 0 there is none; we take 0)."""
    return np.maximum(z, 0)


def leaky_relu(z, leak=LEAK):
    """f(z) = z for z > 0, else leak * z. Its slope is 1 or leak (at z = 0 we take leak)."""
    if not 0 <= leak < 1:
        raise ValueError(f"leak = {leak}: allowed is a number from 0 to below 1")
    return np.where(np.asarray(z) > 0, z, leak * np.asarray(z))


class Activation(NamedTuple):
    """A function, its slope at the input, and the same slope written with the function's own value."""

    f: Callable
    slope: Callable
    slope_of_value: Callable


def leaky(leak: float = LEAK) -> Activation:
    """The leaky ReLU of a certain leak; leak 0 is the ReLU."""
    leaky_relu(0.0, leak)

    def slope(z):
        return np.where(np.asarray(z) > 0, 1.0, leak)

    return Activation(lambda z: leaky_relu(z, leak), slope, slope)


ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z)), lambda b: b * (1 - b)),
    "tanh": Activation(tanh, lambda z: 1 - np.tanh(z) ** 2, lambda b: 1 - b**2),
    "relu": Activation(relu, lambda z: (np.asarray(z) > 0).astype(float), lambda b: b > 0),
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
    _matrix("B", B)
    return (np.asarray(B) <= 0).all(axis=0)


def saturated(name: str, Z: np.ndarray, part: float = 0.05) -> float:
    """The share of weighted sums at which the slope is below `part` of the function's greatest slope."""
    if not 0 < part < 1:
        raise ValueError(f"part = {part}: allowed is a number between 0 and 1")
    slope = activation(name).slope
    return float(np.mean(slope(np.asarray(Z)) < part * GREATEST_SLOPE[name]))


GREATEST_SLOPE = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0, "leaky": 1.0}


def _matrix(name, array):
    if np.ndim(array) != 2:
        raise ValueError(f"{name} has shape {np.shape(array)}; allowed: (samples, units)")
