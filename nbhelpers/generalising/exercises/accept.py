"""The exercise on simulated annealing: how likely a move is taken."""

import math

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint


def _accept_truth(rise, T):
    """The T-th root of e^(-rise), one by one, and never more than 1."""
    return np.array([min(1.0, math.pow(math.e, -one) ** (1 / T)) for one in rise])


def _capped(rise, T):
    return np.exp(-np.maximum(rise, 0) / T)


accept = Exercise(
    name="generalising.accept",
    title="Up the hill, with what probability?",
    task="""\
Write `accept(rise, T)`: the probability with which simulated annealing takes a move.

`rise` holds the change ΔE of the loss for several proposed moves, shape (n,); a negative one goes downhill. `T` is the
temperature, greater than 0. Return one probability for each move, shape (n,).""",
    start="""\
def accept(rise, T):
    # rise: (n,)   T: a number above 0
    p = ...
    return p
""",
    cases=(
        Case("uphill, at T = 1", (np.array([0.5, 2.0]), 1.0)),
        Case("downhill, and on the level", (np.array([-0.5, 0.0, -2.0]), 0.7)),
        Case("both, hot", (np.array([1.5, -0.3, 0.2]), 4.0)),
        Case("both, cold", (np.array([0.1, 0.4, -0.1, 0.02]), 0.1)),
    ),
    truth=_accept_truth,
    hints=(
        Hint("more than one", "Downhill that is more than 1: no probability. Downhill moves are always taken.",
             lambda rise, T: np.exp(-rise / T)),
        Hint("sign", "The sign is the wrong way round: uphill must be less likely than downhill.",
             lambda rise, T: np.exp(rise / T)),
        Hint("sign, capped", "The sign is the wrong way round: you always go uphill, and seldom downhill.",
             lambda rise, T: np.exp(np.minimum(rise, 0) / T)),
        Hint("no temperature", "The temperature is missing: when it is high, a rise should hardly matter.",
             lambda rise, T: np.exp(-np.maximum(rise, 0))),
        Hint("times T", "You multiplied by T, so a low temperature would favour climbing. Divide by it.",
             lambda rise, T: np.exp(-np.maximum(rise, 0) * T)),
        Hint("downhill only", "That never goes uphill: it is plain descent, which stays in its valley.",
             lambda rise, T: 1.0 * (rise <= 0)),
        Hint("downhill never", "Downhill moves are always taken: there the probability is 1.",
             lambda rise, T: np.where(rise > 0, np.exp(-np.abs(rise) / T), 0.0)),
        Hint("size of the change", "A move far downhill is no less likely: there, too, the probability is 1.",
             lambda rise, T: np.exp(-np.abs(rise) / T)),
        Hint("refused", "That is the probability with which the move is refused.",
             lambda rise, T: 1 - _capped(rise, T)),
        Hint("heat bath", "That is another rule, the sigmoid of −ΔE/T. Here downhill moves are always taken.",
             lambda rise, T: 1 / (1 + np.exp(rise / T))),
        Hint("power of two", "The base is e, as `np.exp` has it.",
             lambda rise, T: 2.0 ** (-np.maximum(rise, 0) / T)),
    ),
    solution="""\
def accept(rise, T):
    return np.exp(-np.maximum(rise, 0) / T)
""",
)  # fmt: skip
