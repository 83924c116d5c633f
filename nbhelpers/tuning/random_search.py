"""Looking for good settings: a grid against random draws, and what choosing does to the number one reports."""
import itertools

import numpy as np

from nbhelpers.guards import generator, number, whole


def grid_points(per_axis: int, axes: int) -> np.ndarray:
    """The middles of per_axis equal parts of [0, 1] on every axis: (per_axis^axes, axes)."""
    whole("per_axis", per_axis), whole("axes", axes)
    middles = (np.arange(per_axis) + 0.5) / per_axis
    return np.array(list(itertools.product(middles, repeat=axes)))


def random_points(trials: int, axes: int, rng: np.random.Generator) -> np.ndarray:
    """Even draws from the unit cube: (trials, axes)."""
    whole("trials", trials), whole("axes", axes)
    return generator(rng).random((trials, axes))


def trials_needed(share: float, sure: float) -> int:
    """The fewest random trials n with 1 - (1 - share)^n >= sure: one of them lies in the best `share` of the space."""
    for name, value in (("share", share), ("sure", sure)):
        if not 0 < value < 1:
            raise ValueError(f"{name} = {value!r}: allowed is above 0 and below 1")
    needed = np.log1p(-sure) / np.log1p(-share)
    return int(np.ceil(needed - 1e-12 * min(1, needed)))


def winners_luck(settings: int, digits: int, accuracy: float, rng: np.random.Generator, times: int = 2000) -> float:
    """How far the best of equal settings reads above the truth, in points, on average.

    Every setting reads `digits` digits right with probability `accuracy`, independent of the others.
    """
    whole("settings", settings), whole("digits", digits), whole("times", times)
    number("accuracy", accuracy, least=0, most=1)
    read = generator(rng).binomial(digits, accuracy, (times, settings)) / digits
    return float(100 * (read.max(axis=1) - accuracy).mean())
