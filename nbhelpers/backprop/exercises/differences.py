"""The finite differences that tell the truth in exercises."""

import numpy as np

WIDTH = 1e-5  # of the finite differences that serve as truth


def wiggled(function, at):
    """The slope of `function(at)`, a number, in each entry of the array `at`, by central differences."""
    slopes = np.empty_like(at)
    for place in np.ndindex(at.shape):
        ends = []
        for sign in (1, -1):
            moved = at.copy()
            moved[place] += sign * WIDTH
            ends.append(function(moved))
        slopes[place] = (ends[0] - ends[1]) / (2 * WIDTH)
    return slopes
