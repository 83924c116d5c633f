"""The length of a vector, however large or small its numbers are."""

import numpy as np


def length(x, axis=None, keepdims=False) -> np.ndarray:
    """|x| = sqrt(sum x_i^2) along `axis` (of all, if None), whose squares neither overflow nor vanish.

    Everything is divided by a power of 2 near the largest number first, which changes no digit.
    """
    largest = np.max(np.abs(x), axis=axis, keepdims=True, initial=0)
    power = np.frexp(largest)[1]
    short = np.linalg.norm(np.ldexp(x, -power), axis=axis, keepdims=keepdims)
    return np.ldexp(short, power if keepdims else np.reshape(power, np.shape(short)))
