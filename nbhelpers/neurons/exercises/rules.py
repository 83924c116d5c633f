"""Hebb's rule and the delta rule, to be written by the reader."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

START = np.array([[0.0, 0.5, -1.0], [0.5, 0.0, 2.0], [-1.0, 2.0, 0.0]])
SKEW = np.array([[0.0, 1.0, -2.0, 0.5], [0.25, 0.0, 3.0, -1.0], [1.5, -0.5, 0.0, 2.0], [-3.0, 0.75, 4.0, 0.0]])


def _hebb_truth(W, x, eta):
    """Pair by pair: up if both units are in the same state, down if not."""
    new = W.copy()
    for i in range(len(x)):
        for j in range(len(x)):
            if i != j:
                new[i, j] += eta if x[i] == x[j] else -eta
    return new


def _off_diagonal(change):
    return change - np.diag(np.diag(change))


def _between_two_units(answer):
    def link(states, eta, w=0.0):
        start = np.array([[0.0, w], [w, 0.0]])
        path = itertools.accumulate(states, lambda W, x: answer(W, x, eta), initial=start)
        return np.array([W[0, 1] for W in path])

    return link


hebb = Exercise(
    name="neurons.hebb",
    title="Hebb's step",
    task="""\
Write `hebb(W, x, eta)`: the weights after one step of Hebb's rule.

Given are the weights `W` between N units, shape (N, N), their states `x` of −1 and +1, shape (N,), and the
learning rate `eta`. No unit is linked to itself: the diagonal of `W` is 0 and stays 0.
Leave `W` as it is.""",
    start="""\
def hebb(W, x, eta):
    # W: (N, N)   x: (N,) of -1 and +1   eta: a number
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
             lambda W, x, eta: W + eta * np.outer(x, x)),
        Hint("both active only",
             "You strengthen only where both are active. Silent pairs are strengthened too, unequal ones weakened.",
             lambda W, x, eta: W + eta * _off_diagonal(np.outer(x > 0, x > 0) * 1.0)),
        Hint("silent pairs left out", "Two silent units are in the same state as well: their link grows too.",
             lambda W, x, eta: W + eta * _off_diagonal(np.where(x[:, None] + x < 0, 0.0, np.outer(x, x)))),
        Hint("never weaker", "Unequal states must weaken the link; yours leave it as it was.",
             lambda W, x, eta: W + eta * _off_diagonal((np.outer(x, x) > 0) * 1.0)),
        Hint("sign", "The sign is wrong: equal states strengthen the link.",
             lambda W, x, eta: W - eta * _off_diagonal(np.outer(x, x))),
        Hint("no learning rate", "The learning rate is missing.",
             lambda W, x, eta: W + _off_diagonal(np.outer(x, x))),
        Hint("the change alone", "That is the change. Add it to the weights that are there.",
             lambda W, x, eta: eta * _off_diagonal(np.outer(x, x))),
        Hint("the change alone, with its diagonal",
             "That is the change, and it has a diagonal. Take that out, and add the rest to the weights.",
             lambda W, x, eta: eta * np.outer(x, x)),
        Hint("twice", "Every link moves twice as far as eta. Is each pair visited from both of its ends?",
             lambda W, x, eta: W + 2 * eta * _off_diagonal(np.outer(x, x))),
        Hint("one way only", "A link stands twice in W, as [i, j] and [j, i]. You changed only one of the two.",
             lambda W, x, eta: W + eta * np.triu(np.outer(x, x), 1)),
        Hint("over N", "You divided by the number of units. A step of Hebb's rule is eta alone.",
             lambda W, x, eta: W + eta * _off_diagonal(np.outer(x, x)) / len(x)),
        Hint("old weights shrunk", "eta multiplies the old weights as well. It belongs to the change alone.",
             lambda W, x, eta: eta * (W + _off_diagonal(np.outer(x, x)))),
        Hint("one number for all", "x @ x is a single number, N. Each pair needs its own product: np.outer.",
             lambda W, x, eta: W + eta * _off_diagonal(np.full(W.shape, x @ x))),
        Hint("one number for all, diagonal too",
             "x @ x is a single number, N. Each pair needs its own product: np.outer. And the diagonal stays.",
             lambda W, x, eta: W + eta * (x @ x)),
        Hint("no partner", "x * x multiplies each unit by itself. Each pair needs its own product: np.outer.",
             lambda W, x, eta: W + eta * (x * x)),
        Hint("times the weight", "You multiplied by the old weight as well. The change is eta times both states.",
             lambda W, x, eta: W + eta * np.outer(x, x) * W),
        Hint("forgetting", "You let the old weights fade. Hebb's rule takes nothing away.",
             lambda W, x, eta: (1 - eta) * W + eta * _off_diagonal(np.outer(x, x))),
        Hint("one way only, below", "A link stands twice in W, as [i, j] and [j, i]. You changed only one of the two.",
             lambda W, x, eta: W + eta * np.tril(np.outer(x, x), -1)),
        Hint("both active only, diagonal too",
             "You strengthen only active pairs, and the diagonal. Silent pairs grow too, and unequal ones weaken.",
             lambda W, x, eta: W + eta * np.outer(x > 0, x > 0)),
        Hint("sign, diagonal too",
             "The sign is wrong: equal states strengthen the link. And the diagonal stays as it is.",
             lambda W, x, eta: W - eta * np.outer(x, x)),
        Hint("no learning rate, diagonal too", "The learning rate is missing. And the diagonal stays as it is.",
             lambda W, x, eta: W + np.outer(x, x)),
        Hint("unchanged", "The weights are as they were. Return the new ones.",
             lambda W, x, eta: W),
    ),
    solution="""\
def hebb(W, x, eta):
    change = eta * np.outer(x, x)
    np.fill_diagonal(change, 0)
    return W + change
""",
    keeps=("W",),
    place="neurons.hebb.link",
    fits=_between_two_units,
)  # fmt: skip


def _s(u):
    return 1 / (1 + np.exp(-u))


def _delta_truth(W, x, y, eta):
    """Minus eta times the gradient of half the squared error, by central differences (exact for a square)."""
    new, h = W.copy(), 0.5
    for place in np.ndindex(W.shape):
        ends = []
        for sign in (h, -h):
            moved = W.copy()
            moved[place] += sign
            ends.append(0.5 * np.sum((y - x @ moved) ** 2))
        new[place] -= eta * (ends[0] - ends[1]) / (2 * h)
    return new


def _on_average(answer):
    """The mean of what the samples, one by one, make of the weights."""

    def mean_path(X, y, w, eta, steps, far=1e100):
        path = [np.array(w, dtype=float)[:, None]]
        while len(path) <= steps and np.abs(path[-1]).max() <= far:
            each = [answer(path[-1].copy(), x, one, eta) for x, one in zip(X, y[:, None], strict=True)]
            path.append(np.mean(each, axis=0))
        return np.concatenate(path, axis=1).T

    return mean_path


delta = Exercise(
    name="neurons.delta",
    title="The delta rule for a layer",
    task="""\
Write `delta(W, x, y, eta)`: the weights of a layer of linear units after one step of the delta rule.

Given are the weights `W`, shape (n, units), one sample `x`, shape (n,), its targets `y`, shape (units,), and
the learning rate `eta`. The outputs of the units are ŷ = x W. Leave `W` as it is.""",
    start="""\
def delta(W, x, y, eta):
    # W: (n, units)   x: (n,)   y: (units,)   eta: a number
    y_hat = ...
    W_new = ...
    return W_new
""",
    cases=(
        Case("an output that is too large", (np.array([[1.0], [0.5]]), np.array([2.0, -1.0]), np.array([1.0]), 0.1)),
        Case("an output that is too small", (np.array([[0.0], [0.0]]), np.array([2.0, -1.0]), np.array([1.0]), 0.1)),
        Case("one unit that is right", (np.array([[1.0], [1.0]]), np.array([1.0, 0.0]), np.array([1.0]), 0.5)),
        Case(
            "two units, three inputs",
            (np.array([[1.0, 0.5], [0.0, 2.0], [-1.0, 0.0]]), np.array([1.0, 0.0, -2.0]), np.array([1.0, -1.0]), 0.2),
        ),
        Case(
            "as many units as inputs",
            (np.array([[0.5, 2.0], [-1.0, 1.0]]), np.array([1.0, -0.5]), np.array([0.0, 3.0]), 0.25),
        ),
        Case(
            "three units, two inputs",
            (np.array([[0.0, -1.0, 0.5], [1.0, 2.0, 0.5]]), np.array([3.0, -1.0]), np.array([1.0, 0.0, 2.0]), 0.05),
        ),
    ),
    truth=_delta_truth,
    hints=(
        Hint("sign", "Your unit learns away from its target: the error is target minus output.",
             lambda W, x, y, eta: W + eta * np.outer(x, x @ W - y)),
        Hint("no input", "Each weight must move by error times *its own input*; yours all move alike.",
             lambda W, x, y, eta: W + eta * (y - x @ W)),
        Hint("no learning rate", "The learning rate is missing.",
             lambda W, x, y, eta: W + np.outer(x, y - x @ W)),
        Hint("target alone",
             "That is Hebb's rule with a teacher: target times input. Subtract the output that is there already.",
             lambda W, x, y, eta: W + eta * np.outer(x, y)),
        Hint("output alone", "That is Hebb's rule: output times input. Multiply the input by the error instead.",
             lambda W, x, y, eta: W + eta * np.outer(x, x @ W)),
        Hint("the change alone", "That is the change. Add it to the weights that are there.",
             lambda W, x, y, eta: eta * np.outer(x, y - x @ W)),
        Hint("twice as far", "You have a 2 from the square. The half in front of the squared error cancels it.",
             lambda W, x, y, eta: W + 2 * eta * np.outer(x, y - x @ W)),
        Hint("half as far", "There is a half too many: the 2 from the square has cancelled it.",
             lambda W, x, y, eta: W + eta / 2 * np.outer(x, y - x @ W)),
        Hint("S-shaped", "Your units are S-shaped. These are linear: ŷ = x W.",
             lambda W, x, y, eta: W + eta * np.outer(x, y - _s(x @ W))),
        Hint("slope of an S", "You multiplied by the derivative of an S. These units are linear: theirs is 1.",
             lambda W, x, y, eta: W + eta * np.outer(x, (y - x @ W) * (x @ W) * (1 - x @ W))),
        Hint("steps", "Your outputs are 0 or 1. These units are linear: ŷ = x W.",
             lambda W, x, y, eta: W + eta * np.outer(x, y - (x @ W > 0))),
        Hint("sign of the error", "You kept only the sign of the error. A large error makes a large step.",
             lambda W, x, y, eta: W + eta * np.outer(x, np.sign(y - x @ W))),
        Hint("squared error", "You multiplied by the squared error. Its derivative is the error itself, with its sign.",
             lambda W, x, y, eta: W + eta * np.outer(x, (y - x @ W) ** 2)),
        Hint("times the weight", "You multiplied the error by the weight. It is multiplied by the input.",
             lambda W, x, y, eta: W + eta * (y - x @ W) * W),
        Hint("mean over units", "You divided by the number of units. Each unit learns for itself.",
             lambda W, x, y, eta: W + eta * np.outer(x, y - x @ W) / len(y)),
        Hint("mean over inputs", "You divided by the number of inputs. The rule has no such factor.",
             lambda W, x, y, eta: W + eta * np.outer(x, y - x @ W) / len(x)),
        Hint("transposed", "The outer product is the wrong way round: column j of W belongs to the error of unit j.",
             lambda W, x, y, eta: W + eta * np.outer(y - x @ W, x)),
        Hint("side by side", "You multiplied the error of unit j by input j alone. It goes with every input: np.outer.",
             lambda W, x, y, eta: W + eta * (y - x @ W) * x),
        Hint("one number for all", "(y - y_hat) @ x is a single number. Each weight needs its own product: np.outer.",
             lambda W, x, y, eta: W + eta * ((y - x @ W) @ x)),
        Hint("errors added up", "You added up the errors of all units. Each unit learns from its own.",
             lambda W, x, y, eta: W + eta * np.sum(y - x @ W) * x[:, None]),
        Hint("W x", "You computed W x. The outputs are x W: column j of W belongs to unit j.",
             lambda W, x, y, eta: W + eta * np.outer(x, y - W @ x)),
        Hint("steps of -1 and 1", "Your outputs are −1 or 1. These units are linear: ŷ = x W.",
             lambda W, x, y, eta: W + eta * np.outer(x, y - np.sign(x @ W))),
        Hint("the change alone, no eta",
             "That is error times input. Multiply it by eta, and add it to the weights that are there.",
             lambda W, x, y, eta: np.outer(x, y - x @ W)),
        Hint("size of the error", "The sign of the error is lost: an output must be able to fall as well as to rise.",
             lambda W, x, y, eta: W + eta * np.outer(x, np.abs(y - x @ W))),
        Hint("added up", "The error is target *minus* output; you added the two.",
             lambda W, x, y, eta: W + eta * np.outer(x, y + x @ W)),
        Hint("unchanged", "The weights are as they were. Return the new ones.",
             lambda W, x, y, eta: W),
    ),
    solution="""\
def delta(W, x, y, eta):
    y_hat = x @ W
    return W + eta * np.outer(x, y - y_hat)
""",
    keeps=("W",),
    place="neurons.delta.mean_path",
    fits=_on_average,
)  # fmt: skip
