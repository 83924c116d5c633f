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
    """A number or an array in a computational graph. `a + b`, `a * b`, `a @ b`, ... make new ones.

    parents: what it was computed from, each with the function that makes of the message here the
    message there. message: after `backward(E)`, the derivative of E
    with respect to this value.
    """

    __array_ufunc__ = None  # an array on the left is refused: write as_value(array) + a

    def __init__(self, data, parents=()):
        self.data, self.parents = floats("data", data), parents
        self.number = next(_number)
        self.message = np.zeros_like(self.data)

    def __add__(self, other):
        a, b = self, as_value(other)
        return Value(a.data + b.data, ((a, lambda g: g), (b, lambda g: g)))

    def __sub__(self, other):
        a, b = self, as_value(other)
        return Value(a.data - b.data, ((a, lambda g: g), (b, lambda g: -g)))

    def __mul__(self, other):
        a, b = self, as_value(other)
        back = (a, lambda g: g * b.data), (b, lambda g: g * a.data)
        return Value(a.data * b.data, back)

    def __truediv__(self, other):
        a, b = self, as_value(other)
        back = (a, lambda g: g / b.data), (b, lambda g: -g * a.data / b.data**2)
        return Value(a.data / b.data, back)

    def __matmul__(self, other):
        """Of two matrices: (m, n) @ (n, k) -> (m, k)."""
        a, b = self, as_value(other)
        if a.data.ndim != 2 or b.data.ndim != 2:
            shapes = f"{a.data.shape} @ {b.data.shape}"
            raise ValueError(f"the shapes are {shapes}; allowed are matrices, (m, n) @ (n, k)")
        back = (a, lambda g: g @ b.data.T), (b, lambda g: a.data.T @ g)
        return Value(a.data @ b.data, back)


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
    """`end` and all that it was computed from: each once, after what it was computed from itself."""
    found, waiting = {}, [end]
    while waiting:
        value = waiting.pop()
        if value.number not in found:
            found[value.number] = value
            waiting += [parent for parent, _ in value.parents]
    return [found[number] for number in sorted(found)]  # in the order in which they were made


def backward(end: Value) -> None:
    """Give each value its `message`: the derivative of the number `end` with respect to it."""
    if end.data.shape != ():
        raise ValueError(f"end has shape {end.data.shape}; allowed is a single number, such as a loss")
    values = graph(end)
    for value in values:
        value.message = np.zeros_like(value.data)
    end.message = np.ones(())
    for value in reversed(values):  # by now it has the messages of all that it went into
        for parent, back in value.parents:
            sent = _fitted(back(value.message), parent.data.shape)
            parent.message = parent.message + sent


def _fitted(message, shape):
    """Where an array was spread over the rows or columns of a larger one, its messages add up: to its own shape."""
    message = np.sum(message, axis=tuple(range(np.ndim(message) - len(shape))))
    spread = tuple(axis for axis, n in enumerate(shape) if n == 1)
    return np.sum(message, axis=spread, keepdims=True)
