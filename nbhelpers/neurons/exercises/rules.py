"""Hebb's rule and the delta rule, to be written by the reader."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

START = np.array([[0.0, 0.5, -1.0], [0.5, 0.0, 2.0], [-1.0, 2.0, 0.0]])
SKEW = np.array([[0.0, 1.0, -2.0, 0.5], [0.25, 0.0, 3.0, -1.0], [1.5, -0.5, 0.0, 2.0], [-3.0, 0.75, 4.0, 0.0]])


def _hebb_truth(W, y, eta):
    """Pair by pair: up if both units are in the same state, down if not."""
    new = W.copy()
    for i in range(len(y)):
        for j in range(len(y)):
            if i != j:
                new[i, j] += eta if y[i] == y[j] else -eta
    return new


def _off_diagonal(change):
    return change - np.diag(np.diag(change))


def _between_two_units(answer):
    def link(states, eta, w=0.0):
        start = np.array([[0.0, w], [w, 0.0]])
        path = itertools.accumulate(states, lambda W, y: answer(W, y, eta), initial=start)
        return np.array([W[0, 1] for W in path])

    return link


hebb = Exercise(
    name="neurons.hebb",
    title="Hebb's step",
    task="""\
Write `hebb(W, y, eta)`: the weights after one step of Hebb's rule.

Given are the weights `W` between N units, shape (N, N), their outputs `y` of −1 and +1, shape (N,), and the
learning rate `eta`. The rule has no factor 1/N here. No unit is linked to itself: the diagonal of `W` is 0 and stays 0.
Leave `W` itself alone.""",
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
        Case("four units, and weights that are not symmetric", (SKEW, np.array([-1.0, 1.0, 1.0, -1.0]), 0.25)),
    ),
    truth=_hebb_truth,
    hints=(
        Hint("diagonal", "Your units strengthen the link to themselves. The diagonal must stay as it is.",
             lambda W, y, eta: W + eta * np.outer(y, y)),
        Hint("both active only",
             "You strengthen only where both are active. Both silent strengthens too, and unequal states weaken.",
             lambda W, y, eta: W + eta * _off_diagonal(np.outer(y > 0, y > 0) * 1.0)),
        Hint("silent pairs left out", "Two silent units are in the same state as well: their link grows too.",
             lambda W, y, eta: W + eta * _off_diagonal(np.where(y[:, None] + y < 0, 0.0, np.outer(y, y)))),
        Hint("never weaker", "Units in unequal states must weaken their link; yours leave it as it was.",
             lambda W, y, eta: W + eta * _off_diagonal((np.outer(y, y) > 0) * 1.0)),
        Hint("sign", "The sign is wrong: equal states strengthen the link.",
             lambda W, y, eta: W - eta * _off_diagonal(np.outer(y, y))),
        Hint("no learning rate", "The learning rate is missing.",
             lambda W, y, eta: W + _off_diagonal(np.outer(y, y))),
        Hint("the change alone", "That is the change. Add it to the weights that are there.",
             lambda W, y, eta: eta * _off_diagonal(np.outer(y, y))),
        Hint("the change alone, with its diagonal",
             "That is the change, and it has a diagonal. Take that out, and add the rest to the weights.",
             lambda W, y, eta: eta * np.outer(y, y)),
        Hint("twice", "Every link moves twice as far as eta. Is each pair visited from both of its ends?",
             lambda W, y, eta: W + 2 * eta * _off_diagonal(np.outer(y, y))),
        Hint("one way only", "A link stands twice in W, as [i, j] and [j, i]. You changed only one of the two.",
             lambda W, y, eta: W + eta * np.triu(np.outer(y, y), 1)),
        Hint("over N", "You divided by the number of units. A step of Hebb's rule is eta alone.",
             lambda W, y, eta: W + eta * _off_diagonal(np.outer(y, y)) / len(y)),
        Hint("old weights shrunk", "eta multiplies the old weights as well. It belongs to the change alone.",
             lambda W, y, eta: eta * (W + _off_diagonal(np.outer(y, y)))),
        Hint("one number for all", "y @ y is a single number, N. Each pair needs its own product: np.outer.",
             lambda W, y, eta: W + eta * _off_diagonal(np.full(W.shape, y @ y))),
        Hint("one number for all, diagonal too",
             "y @ y is a single number, N. Each pair needs its own product: np.outer. And the diagonal stays.",
             lambda W, y, eta: W + eta * (y @ y)),
        Hint("no partner", "y * y multiplies each unit by itself. Each pair needs its own product: np.outer.",
             lambda W, y, eta: W + eta * (y * y)),
        Hint("times the weight", "You multiplied by the old weight as well. The change is eta times both outputs.",
             lambda W, y, eta: W + eta * np.outer(y, y) * W),
        Hint("forgetting", "You let the old weights fade. Hebb's rule takes nothing off.",
             lambda W, y, eta: (1 - eta) * W + eta * _off_diagonal(np.outer(y, y))),
        Hint("one way only, below", "A link stands twice in W, as [i, j] and [j, i]. You changed only one of the two.",
             lambda W, y, eta: W + eta * np.tril(np.outer(y, y), -1)),
        Hint("both active only, diagonal too",
             "You strengthen only where both are active, the diagonal too. Both silent strengthens, unequal weakens.",
             lambda W, y, eta: W + eta * np.outer(y > 0, y > 0)),
        Hint("sign, diagonal too",
             "The sign is wrong: equal states strengthen the link. And the diagonal stays as it is.",
             lambda W, y, eta: W - eta * np.outer(y, y)),
        Hint("no learning rate, diagonal too", "The learning rate is missing. And the diagonal stays as it is.",
             lambda W, y, eta: W + np.outer(y, y)),
        Hint("unchanged", "The weights are as they were. Return the new ones.",
             lambda W, y, eta: W),
    ),
    solution="""\
def hebb(W, y, eta):
    change = eta * np.outer(y, y)
    np.fill_diagonal(change, 0)
    return W + change
""",
    keeps=("W",),
    place="neurons.hebb.link",
    fits=_between_two_units,
)  # fmt: skip


def _s(u):
    return 1 / (1 + np.exp(-u))


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


def _on_average(answer):
    """The mean of what the samples, one by one, make of the weights."""

    def mean_path(X, d, w, eta, steps, far=1e100):
        path = [np.array([w], dtype=float)]
        while len(path) <= steps and np.abs(path[-1]).max() <= far:
            each = [answer(path[-1].copy(), x, y, eta) for x, y in zip(X, d[:, None], strict=True)]
            path.append(np.mean(each, axis=0))
        return np.concatenate(path)

    return mean_path


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
        Case(
            "as many units as inputs",
            (np.array([[0.5, -1.0], [2.0, 1.0]]), np.array([1.0, -0.5]), np.array([0.0, 3.0]), 0.25),
        ),
        Case(
            "three units, two inputs",
            (np.array([[0.0, 1.0], [-1.0, 2.0], [0.5, 0.5]]), np.array([3.0, -1.0]), np.array([1.0, 0.0, 2.0]), 0.05),
        ),
    ),
    truth=_delta_truth,
    hints=(
        Hint("sign", "Your unit learns away from its target: the error is desired minus actual output.",
             lambda W, x, d, eta: W + eta * np.outer(W @ x - d, x)),
        Hint("no input", "Each weight must move by error times *its own input*; yours all move alike.",
             lambda W, x, d, eta: W + eta * (d - W @ x)[:, None]),
        Hint("no learning rate", "The learning rate is missing.",
             lambda W, x, d, eta: W + np.outer(d - W @ x, x)),
        Hint("target alone",
             "That is Hebb's rule with a teacher: target times input. Take off what the unit says already.",
             lambda W, x, d, eta: W + eta * np.outer(d, x)),
        Hint("output alone", "That is Hebb's rule: output times input. The input meets the error instead.",
             lambda W, x, d, eta: W + eta * np.outer(W @ x, x)),
        Hint("the change alone", "That is the change. Add it to the weights that are there.",
             lambda W, x, d, eta: eta * np.outer(d - W @ x, x)),
        Hint("twice as far", "You have a 2 from the square. The half in front of the squared error takes it away.",
             lambda W, x, d, eta: W + 2 * eta * np.outer(d - W @ x, x)),
        Hint("half as far", "There is a half too many: the 2 from the square has taken it away.",
             lambda W, x, d, eta: W + eta / 2 * np.outer(d - W @ x, x)),
        Hint("S-shaped", "You let the units answer with an S. These are linear: y = W x.",
             lambda W, x, d, eta: W + eta * np.outer(d - _s(W @ x), x)),
        Hint("slope of an S", "You multiplied by the slope of an S. These units are linear: their slope is 1.",
             lambda W, x, d, eta: W + eta * np.outer((d - W @ x) * (W @ x) * (1 - W @ x), x)),
        Hint("steps", "You let the units answer 0 or 1. These are linear: y = W x.",
             lambda W, x, d, eta: W + eta * np.outer(d - (W @ x > 0), x)),
        Hint("sign of the error", "You kept only the sign of the error. A large error makes a large step.",
             lambda W, x, d, eta: W + eta * np.outer(np.sign(d - W @ x), x)),
        Hint("squared error", "You multiplied by the squared error. The error itself, with its sign, is its slope.",
             lambda W, x, d, eta: W + eta * np.outer((d - W @ x) ** 2, x)),
        Hint("times the weight", "You multiplied the error by the weight. It is multiplied by the input.",
             lambda W, x, d, eta: W + eta * (d - W @ x)[:, None] * W),
        Hint("mean over units", "You divided by the number of units. Each unit learns for itself.",
             lambda W, x, d, eta: W + eta * np.outer(d - W @ x, x) / len(d)),
        Hint("mean over inputs", "You divided by the number of inputs. The rule has no such factor.",
             lambda W, x, d, eta: W + eta * np.outer(d - W @ x, x) / len(x)),
        Hint("transposed", "The outer product is the wrong way round: row i of W belongs to the error of unit i.",
             lambda W, x, d, eta: W + eta * np.outer(x, d - W @ x)),
        Hint("side by side", "The error of unit i met input i alone. It has to meet every input: np.outer.",
             lambda W, x, d, eta: W + eta * (d - W @ x) * x),
        Hint("one number for all", "(d - y) @ x is a single number. Each weight needs its own product: np.outer.",
             lambda W, x, d, eta: W + eta * ((d - W @ x) @ x)),
        Hint("errors added up", "You added up the errors of all units. Each unit learns from its own.",
             lambda W, x, d, eta: W + eta * np.sum(d - W @ x) * x),
        Hint("x W", "You computed x W. The units say W x: row i of W belongs to unit i.",
             lambda W, x, d, eta: W + eta * np.outer(d - x @ W, x)),
        Hint("steps of -1 and 1", "You let the units answer −1 or 1. These are linear: y = W x.",
             lambda W, x, d, eta: W + eta * np.outer(d - np.sign(W @ x), x)),
        Hint("the change alone, no eta",
             "That is error times input. Multiply it by eta, and add it to the weights that are there.",
             lambda W, x, d, eta: np.outer(d - W @ x, x)),
        Hint("size of the error", "The sign of the error is lost: a unit must be able to say less as well as more.",
             lambda W, x, d, eta: W + eta * np.outer(np.abs(d - W @ x), x)),
        Hint("added up", "The error is desired *minus* actual output; you added the two.",
             lambda W, x, d, eta: W + eta * np.outer(d + W @ x, x)),
        Hint("unchanged", "The weights are as they were. Return the new ones.",
             lambda W, x, d, eta: W),
    ),
    solution="""\
def delta(W, x, d, eta):
    y = W @ x
    return W + eta * np.outer(d - y, x)
""",
    keeps=("W",),
    place="neurons.delta.mean_path",
    fits=_on_average,
)  # fmt: skip
