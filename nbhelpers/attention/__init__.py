"""A value that hears itself: x_t = w x_{t-1} + 1, its path, its closed form and its fixed point."""

import numpy as np


def path(w: float, start: float, steps: int) -> np.ndarray:
    """x_0 = start, then x_t = w x_{t-1} + 1, shape (steps + 1,)."""
    if not isinstance(steps, int) or steps < 0:
        raise ValueError(f"steps is {steps!r}; allowed are whole numbers from 0")
    values = [float(start)]
    for _ in range(steps):
        values.append(w * values[-1] + 1)
    return np.array(values)


def fixed_point(w: float) -> float:
    """The value that does not change, 1 / (1 - w). There is none for w = 1."""
    if w == 1:
        raise ValueError(f"w is {w!r}; allowed is any number but 1, for which no value stays")
    return 1 / (1 - w)
