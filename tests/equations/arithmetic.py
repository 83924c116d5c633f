"""What the operations of the book's formulas do with numbers, vectors (n,), columns (n, 1) and matrices."""

import math

import numpy as np

from tests.equations import special


class Table:
    """Values with indices: counted from `origin`; `upper` of them stand above, as the s of x_i^s, and come first."""

    def __init__(self, values, origin=1, upper=0):
        self.values, self.origin, self.upper = values, origin, upper

    def at(self, *indices):
        """The entry; IndexError outside, also below."""
        value = self.values
        for index in indices:
            if isinstance(value, dict):
                value = value[index]
                continue
            if index != int(index) or not 0 <= index - self.origin < len(value):
                raise IndexError(f"index {index} where {self.origin} to {self.origin + len(value) - 1} are allowed")
            value = value[int(index) - self.origin]
        return value


class Lazy:
    """A value that depends on the indices in sight: function of {name: value}."""

    def __init__(self, function):
        self.function = function


def single(value):
    """A number out of a 1 x 1 array; anything else as it is."""
    return value.item() if isinstance(value, np.ndarray) and value.size == 1 else value


def product(a, b, elementwise=False):
    """a b without a sign between: of arrays the matrix product."""
    if np.ndim(a) and np.ndim(b) and not elementwise:
        return single(a @ b)
    return a * b


def dot(a, b):
    """a \\cdot b: of two vectors or two columns the sum of the products."""
    if np.ndim(a) and np.ndim(b) and np.shape(a) == np.shape(b):
        return float(np.sum(a * b))
    return product(a, b)


def power(a, b):
    """a^b: of a square matrix its power, of other arrays each entry's."""
    if np.ndim(a) == 2 and a.shape[0] == a.shape[1]:
        return np.linalg.matrix_power(a, int(b)) if b == int(b) else special.power(a, b)
    return a**b


def norm(a):
    """|a|: absolute value, length, or the largest stretch of a matrix."""
    if np.ndim(a) == 0:
        return abs(a)
    return float(np.linalg.norm(a, 2) if np.ndim(a) == 2 and 1 not in a.shape else np.linalg.norm(a))


FUNCTIONS = {
    "ln": np.log,
    "cos": np.cos,
    "exp": np.exp,
    "tanh": np.tanh,
    "erf": special.erf,
    "erfc": special.erfc,
    "diag": np.diag,
    "tr": np.trace,
    "sqrt": np.sqrt,
}


def close(a, b, tolerance=1e-9):
    """Equal, to `tolerance` of the larger of 1 and their size."""
    a, b = np.squeeze(np.asarray(a, float)), np.squeeze(np.asarray(b, float))
    if a.shape != b.shape and a.ndim and b.ndim:
        return False
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return np.array_equal(a, b)
    size = max(1.0, float(np.max(np.abs(a), initial=0)), float(np.max(np.abs(b), initial=0)))
    return bool(np.all(np.abs(a - b) <= tolerance * size))


def about(a, b, tolerance):
    """Equal to a relative `tolerance`: for what the text calls about equal."""
    size = max(float(np.max(np.abs(a))), float(np.max(np.abs(b))))
    return bool(np.max(np.abs(np.asarray(a) - b)) <= tolerance * size)


CONSTANTS = {"pi": math.pi, "infty": math.inf}
