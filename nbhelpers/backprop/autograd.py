"""Automatic differentiation, backwards: each value remembers what it was computed from, and how to pass a message on.

A message is dE/d(value), in the shape of the value. It goes from E, where it is 1, against the arrows of the
computational graph; on every arrow it is multiplied by the local derivative, and where several meet they add up.
This is how PyTorch and its like do it (Griewank and Walther 2008), but for the speed.
"""

import itertools

import numpy as np

from nbhelpers.guards import floats
from nbhelpers.nn import activations

_number = itertools.count()


class Value:
    """A number or an array in a computational graph. `a + b`, `a - b`, `a * b`, `a / b`, `a @ b` make new ones.

    parents: what it was computed from, each with the function that turns the message here into the message there.
    message: after `backward(E)`, the derivative of E with respect to this value.
    """

    __array_ufunc__ = None  # an array on the left is refused: write as_value(array) + a

    def __init__(self, data, parents=()):
        self.data, self.parents, self.number = floats("data", data), parents, next(_number)
        self.message = np.zeros_like(self.data)

    def __add__(self, other):
        a, b = self, as_value(other)
        return Value(a.data + b.data, ((a, lambda g: g), (b, lambda g: g)))

    def __sub__(self, other):
        a, b = self, as_value(other)
        return Value(a.data - b.data, ((a, lambda g: g), (b, lambda g: -g)))

    def __mul__(self, other):
        a, b = self, as_value(other)
        return Value(a.data * b.data, ((a, lambda g: g * b.data), (b, lambda g: g * a.data)))

    def __truediv__(self, other):
        a, b = self, as_value(other)
        return Value(a.data / b.data, ((a, lambda g: g / b.data), (b, lambda g: -g * a.data / b.data**2)))

    def __matmul__(self, other):
        """Of two matrices: (m, n) @ (n, k) -> (m, k)."""
        a, b = self, as_value(other)
        if a.data.ndim != 2 or b.data.ndim != 2:
            raise ValueError(f"the shapes are {a.data.shape} @ {b.data.shape}; allowed are matrices, (m, n) @ (n, k)")
        return Value(a.data @ b.data, ((a, lambda g: g @ b.data.T), (b, lambda g: a.data.T @ g)))


def as_value(data) -> Value:
    """A `Value` as it is; numbers as a `Value` that was computed from nothing."""
    return data if hasattr(data, "parents") else Value(data)


def exp(a) -> Value:
    """exp(a), whose derivative is itself."""
    a = as_value(a)
    power = np.exp(a.data)
    return Value(power, ((a, lambda g: g * power),))


def tanh(a) -> Value:
    """tanh(a), whose derivative is 1 - tanh(a)^2."""
    a = as_value(a)
    b = np.tanh(a.data)
    return Value(b, ((a, lambda g: g * (1 - b**2)),))


def sigmoid(a) -> Value:
    """1 / (1 + exp(-a)), whose derivative is b (1 - b), b its value."""
    a = as_value(a)
    b = activations.sigmoid(a.data)
    return Value(b, ((a, lambda g: g * b * (1 - b)),))


def total(a) -> Value:
    """The sum of all entries: each of them receives the message as it is."""
    a = as_value(a)
    return Value(a.data.sum(), ((a, lambda g: np.broadcast_to(g, a.data.shape)),))


def graph(end: Value) -> list[Value]:
    """All values that `end` was computed from, and `end`: each once, and after those it was computed from."""
    found, waiting = {}, [end]
    while waiting:
        value = waiting.pop()
        if value.number not in found:
            found[value.number] = value
            waiting += [parent for parent, _ in value.parents]
    return [found[number] for number in sorted(found)]  # nothing is made before what it is made of


def backward(end: Value) -> None:
    """Give each value its `message`, the derivative of `end`, a single number, with respect to that value."""
    if end.data.shape != ():
        raise ValueError(f"end has shape {end.data.shape}; allowed is a single number, such as a loss")
    values = graph(end)
    for value in values:
        value.message = np.zeros_like(value.data)
    end.message = np.ones(())
    for value in reversed(values):  # by now it has its messages from all that it went into
        for parent, back in value.parents:
            parent.message = parent.message + _fitted(back(value.message), parent.data.shape)


def _fitted(message, shape):
    """Where an array was spread over the rows or columns of a larger one, its messages add up: to its own shape."""
    message = np.sum(message, axis=tuple(range(np.ndim(message) - len(shape))))
    spread = tuple(axis for axis, n in enumerate(shape) if n == 1)
    return np.sum(message, axis=spread, keepdims=True)
