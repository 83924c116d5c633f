"""Hebb's rule and the delta rule, to be written by the reader."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

START = np.array([[0.0, 0.5, -1.0], [0.5, 0.0, 2.0], [-1.0, 2.0, 0.0]])


def _hebb_truth(W, y, eta):
    """Pair by pair: up if both units are in the same state, down if not."""
    new = W.copy()
    for i in range(len(y)):
        for j in range(len(y)):
            if i != j:
                new[i, j] += eta if y[i] == y[j] else -eta
    return new


def _without_diagonal(change):
    return change - np.diag(np.diag(change))


hebb = Exercise(
    name="neurons.hebb",
    title="Hebb's step",
    task="""\
Write `hebb(W, y, eta)`: the weights after one step of Hebb's rule.

Given are the weights `W` between N units, shape (N, N), their outputs `y` of -1 and +1, shape (N,), and the
learning rate `eta`. No unit is linked to itself: the diagonal stays as it is. Leave `W` itself alone.""",
    start="""\
def hebb(W, y, eta):
    # W: (N, N)   y: (N,) of -1 and +1   eta: a number
    W_new = ...
    return W_new
""",
    cases=(
        Case("two units that agree", (np.zeros((2, 2)), np.array([1.0, 1.0]), 0.5)),
        Case("two silent units agree as well", (np.zeros((2, 2)), np.array([-1.0, -1.0]), 0.5)),
        Case("two units that differ", (np.zeros((2, 2)), np.array([1.0, -1.0]), 0.5)),
        Case("three units with weights", (START, np.array([1.0, -1.0, -1.0]), 0.1)),
    ),
    truth=_hebb_truth,
    hints=(
        Hint(
            "diagonal",
            "Your units strengthen the link to themselves. The diagonal must stay as it is.",
            lambda W, y, eta: W + eta * np.outer(y, y),
        ),
        Hint(
            "both active only",
            "You strengthen only where both are active. Both silent strengthens too, and unequal states weaken.",
            lambda W, y, eta: W + eta * _without_diagonal(np.outer(y > 0, y > 0) * 1.0),
        ),
        Hint(
            "never weaker",
            "Units in unequal states must weaken their link; yours leave it as it was.",
            lambda W, y, eta: W + eta * _without_diagonal((np.outer(y, y) > 0) * 1.0),
        ),
        Hint(
            "sign",
            "The sign is wrong: equal states strengthen the link.",
            lambda W, y, eta: W - eta * _without_diagonal(np.outer(y, y)),
        ),
        Hint(
            "no learning rate",
            "The learning rate is missing.",
            lambda W, y, eta: W + _without_diagonal(np.outer(y, y)),
        ),
        Hint(
            "the change alone",
            "That is the change. Add it to the weights that are there.",
            lambda W, y, eta: eta * _without_diagonal(np.outer(y, y)),
        ),
    ),
    solution="""\
def hebb(W, y, eta):
    change = eta * np.outer(y, y)
    np.fill_diagonal(change, 0)
    return W + change
""",
    keeps=("W",),
)


def _delta_truth(W, x, d, eta):
    """Minus eta times the slope of half the squared error, by central differences (exact for a square)."""
    new, h = W.copy(), 0.5
    for place in np.ndindex(W.shape):
        ends = []
        for sign in (h, -h):
            moved = W.copy()
            moved[place] += sign
            ends.append(0.5 * np.sum((d - moved @ x) ** 2))
        new[place] -= eta * (ends[0] - ends[1]) / (2 * h)
    return new


delta = Exercise(
    name="neurons.delta",
    title="The delta rule for a layer",
    task="""\
Write `delta(W, x, d, eta)`: the weights of a layer of linear units after one step of the delta rule.

Given are the weights `W`, shape (units, n), one sample `x`, shape (n,), the desired outputs `d`, shape
(units,), and the learning rate `eta`. The units say y = W x. Leave `W` itself alone.""",
    start="""\
def delta(W, x, d, eta):
    # W: (units, n)   x: (n,)   d: (units,)   eta: a number
    y = ...
    W_new = ...
    return W_new
""",
    cases=(
        Case("one unit that says too much", (np.array([[1.0, 0.5]]), np.array([2.0, -1.0]), np.array([1.0]), 0.1)),
        Case("one unit that says too little", (np.array([[0.0, 0.0]]), np.array([2.0, -1.0]), np.array([1.0]), 0.1)),
        Case("one unit that is right", (np.array([[1.0, 1.0]]), np.array([1.0, 0.0]), np.array([1.0]), 0.5)),
        Case(
            "two units, three inputs",
            (np.array([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]]), np.array([1.0, 0.0, -2.0]), np.array([1.0, -1.0]), 0.2),
        ),
    ),
    truth=_delta_truth,
    hints=(
        Hint(
            "sign",
            "Your unit learns away from its target: the error is desired minus actual output.",
            lambda W, x, d, eta: W + eta * np.outer(W @ x - d, x),
        ),
        Hint(
            "no input",
            "Each weight must move by error times *its own input*; yours all move alike.",
            lambda W, x, d, eta: W + eta * (d - W @ x)[:, None],
        ),
        Hint(
            "no learning rate",
            "The learning rate is missing.",
            lambda W, x, d, eta: W + np.outer(d - W @ x, x),
        ),
        Hint(
            "target alone",
            "That is Hebb's rule with a teacher: target times input. Take off what the unit says already.",
            lambda W, x, d, eta: W + eta * np.outer(d, x),
        ),
        Hint(
            "the change alone",
            "That is the change. Add it to the weights that are there.",
            lambda W, x, d, eta: eta * np.outer(d - W @ x, x),
        ),
        Hint(
            "twice as far",
            "You have a 2 from the square. The half in front of the squared error takes it away.",
            lambda W, x, d, eta: W + 2 * eta * np.outer(d - W @ x, x),
        ),
        Hint(
            "S-shaped",
            "You let the units answer with an S. These are linear: y = W x.",
            lambda W, x, d, eta: W + eta * np.outer(d - 1 / (1 + np.exp(-W @ x)), x),
        ),
    ),
    solution="""\
def delta(W, x, d, eta):
    y = W @ x
    return W + eta * np.outer(d - y, x)
""",
    keeps=("W",),
)
