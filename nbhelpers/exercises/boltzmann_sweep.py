"""Exercise: a sweep of Gibbs sampling with the dice given, so that its result is one and no other."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

PAIR = np.array([[0.0, 6.0], [6.0, 0.0]])
THREE = np.array([[0.0, 2.0, -1.0], [2.0, 0.0, 3.0], [-1.0, 3.0, 0.0]])


def _truth(W, b, x, T, dice):
    """Asks unit after unit; says 1 if the odds 1 : exp(-u/T) give the die to 1. Sums by hand."""
    state = list(x)
    for k, die in enumerate(dice):
        u = sum(W[k][j] * state[j] for j in range(len(state))) - b[k]
        state[k] = 1.0 if die * (1 + np.exp(-u / T)) < 1 else 0.0
    return np.array(state)


def _asked(W, b, x, T, dice, decide, sign=-1.0, order=1):
    """A sweep in which unit k becomes decide(u, T, die), with thresholds of that sign in u."""
    x = x.copy()
    for k in range(len(x))[::order]:
        x[k] = decide(W[k] @ x + sign * b[k], T, dice[k])
    return x


def _right(u, T, die):
    return float(die < 1 / (1 + np.exp(-u / T)))


sweep = Exercise(
    name="boltzmann.sweep",
    title="A sweep of Gibbs sampling",
    task="""\
Write `sweep(W, b, x, T, dice)`: the state after every unit has been asked once, in the order 0, 1, 2 ...

Given are the weights `W`, shape (N, N), thresholds `b`, shape (N,), the state `x` of 0 and 1, shape (N,), the
temperature `T` above 0, and `dice`, N random numbers between 0 and 1: unit k says 1 if `dice[k]` is smaller than its
probability. Leave `x` as it is; a later unit hears what the earlier ones have just said.""",
    start="""\
def sweep(W, b, x, T, dice):
    # W: (N, N)   b: (N,)   x: (N,) of 0 and 1   T > 0   dice: (N,) between 0 and 1
    x_new = x.copy()
    ...
    return x_new
""",
    cases=(
        Case(
            "no weights: each unit is a coin",
            (np.zeros((3, 3)), np.zeros(3), np.zeros(3), 1.0, np.array([0.4, 0.6, 0.1])),
        ),
        Case(
            "the second hears the first's new answer",
            (PAIR, np.array([2.0, 3.0]), np.array([0.0, 1.0]), 1.0, np.array([0.5, 0.5])),
        ),
        Case(
            "the second hears that the first is off",
            (PAIR, np.array([3.0, 3.0]), np.array([1.0, 0.0]), 1.0, np.array([0.5, 0.5])),
        ),
        Case(
            "three units, warm",
            (THREE, np.array([0.5, 1.0, -0.5]), np.array([1.0, 0.0, 1.0]), 4.0, np.array([0.45, 0.55, 0.6])),
        ),
        Case(
            "three units, cold",
            (THREE, np.array([0.5, 1.0, -0.5]), np.array([0.0, 1.0, 1.0]), 0.5, np.array([0.7, 0.2, 0.95])),
        ),
        Case(
            "an unlikely die",
            (THREE, np.array([0.5, 1.0, -0.5]), np.array([1.0, 1.0, 0.0]), 1.0, np.array([0.9, 0.97, 0.5])),
        ),
    ),
    truth=_truth,
    hints=(
        Hint(
            "all at once",
            "All units were asked with the old state. A unit must hear what the earlier ones just said.",
            lambda W, b, x, T, dice: (dice < 1 / (1 + np.exp(-(W @ x - b) / T))).astype(float),
        ),
        Hint(
            "the other way round",
            "The die is compared the wrong way: a unit is 1 if the die is SMALLER than p.",
            lambda W, b, x, T, dice: _asked(W, b, x, T, dice, lambda u, T, die: 1 - _right(u, T, die)),
        ),
        Hint(
            "no dice",
            "Your units decide, and the dice are not used. That is Hopfield's rule, T = 0.",
            lambda W, b, x, T, dice: _asked(W, b, x, T, dice, lambda u, T, die: float(u > 0)),
        ),
        Hint(
            "no temperature",
            "The temperature is missing: u is divided by T.",
            lambda W, b, x, T, dice: _asked(W, b, x, T, dice, lambda u, T, die: _right(u, 1.0, die)),
        ),
        Hint(
            "no threshold",
            "The thresholds are missing from the input.",
            lambda W, b, x, T, dice: _asked(W, b, x, T, dice, _right, sign=0.0),
        ),
        Hint(
            "threshold added",
            "The threshold is taken off the input, not added to it.",
            lambda W, b, x, T, dice: _asked(W, b, x, T, dice, _right, sign=1.0),
        ),
        Hint(
            "backwards",
            "The units were asked from the last to the first.",
            lambda W, b, x, T, dice: _asked(W, b, x, T, dice, _right, order=-1),
        ),
    ),
    solution="""\
def sweep(W, b, x, T, dice):
    x_new = x.copy()
    for k in range(len(x)):
        u = W[k] @ x_new - b[k]
        x_new[k] = dice[k] < 1 / (1 + np.exp(-u / T))
    return x_new
""",
    keeps=("x",),
)
