"""Two pieces of a transformer, to be written: a layer norm, and weights that do not look ahead."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

ROWS = np.array([[1.0, 3.0, 1.0, 3.0], [-2.0, 0.5, 7.0, 1.0], [0.2, -0.1, 0.4, 0.7]])
GAIN, SHIFT = np.array([2.0, 1.0, -0.5, 3.0]), np.array([0.5, -1.0, 0.0, 2.0])
SCORES = np.array([[0.3, 2.0, -1.0], [1.0, -0.5, 3.0], [-2.0, 0.7, 0.1]])


def normed(x, gain, shift, axis=-1, spread=np.std, middle=np.mean):
    off = x - middle(x, axis=axis, keepdims=True)
    return gain * off / spread(x, axis=axis, keepdims=True) + shift


def _by_rows(x, gain, shift):
    """Row by row, by the moments of the numbers themselves."""
    found = [(row - sum(row) / len(row)) / np.sqrt(sum(row**2) / len(row) - (sum(row) / len(row)) ** 2) for row in x]
    return np.array(found) * gain + shift


layer_norm = Exercise(
    name="attention.layer_norm",
    title="A layer norm",
    task="""\
Write `layer_norm(x, gain, shift)`: from each row of `x`, shape (T, n), subtract its mean, and divide by its standard
deviation. Then multiply by `gain` and add `shift`, both of shape (n,). In no row are all numbers equal, so leave out
the small ε.""",
    start="""\
def layer_norm(x, gain, shift):
    mu = ...
    return ...
""",
    cases=(
        Case("three rows", (ROWS, GAIN, SHIFT)),
        Case("one row", (ROWS[1:2], np.ones(4), np.zeros(4))),
        Case("as many rows as columns", (np.vstack([ROWS, -2 * ROWS[1:2] + 3]), SHIFT + 1, GAIN)),
    ),
    truth=_by_rows,
    hints=(
        Hint("over the samples", "You take mean and standard deviation of each column, as batch norm does. Take them "
             "of each row.", lambda x, gain, shift: normed(x, gain, shift, axis=0)),
        Hint("over everything", "You take one mean and one standard deviation of the whole array. Each row has its "
             "own.", lambda x, gain, shift: gain * (x - x.mean()) / x.std() + shift),
        Hint("variance", "You divide by the variance. Divide by its square root.",
             lambda x, gain, shift: normed(x, gain, shift, spread=np.var)),
        Hint("mean left in", "The rows still have their means. Subtract them first.",
             lambda x, gain, shift: normed(x, gain, shift, middle=lambda x, **_: 0.0)),
        Hint("no gain", "The rows are normalised; the gain and the shift are missing.",
             lambda x, gain, shift: normed(x, 1.0, 0.0)),
        Hint("shift first", "You multiply the shift by the gain as well. It is added last.",
             lambda x, gain, shift: gain * (normed(x, 1.0, 0.0) + shift)),
    ),
    solution="""\
def layer_norm(x, gain, shift):
    mu = x.mean(axis=1, keepdims=True)
    r = x.std(axis=1, keepdims=True)
    return gain * (x - mu) / r + shift
""",
)  # fmt: skip


def weighed(z, hidden=lambda T: np.triu(np.ones((T, T), bool), 1)):
    """The softmax of each row, of what is not hidden."""
    powers = np.where(hidden(len(z)), 0.0, np.exp(z))
    return powers / powers.sum(axis=1, keepdims=True)


def _one_by_one(z):
    found = np.zeros(z.shape)
    for t in range(len(z)):
        for k in range(t + 1):
            found[t, k] = 1 / sum(np.exp(z[t, j] - z[t, k]) for j in range(t + 1))
    return found


def _zeroed(z):
    powers = np.exp(np.tril(z))
    return powers / powers.sum(axis=1, keepdims=True)


look_back = Exercise(
    name="attention.look_back",
    title="Do not look ahead",
    task="""\
Write `look_back(z)`: the weights of a causal head, from its scores `z`, shape (T, T). Row t of the weights is the
softmax of row t of `z` up to and including column t; beyond that column they are 0.""",
    start="""\
def look_back(z):
    T = len(z)
    ...
    return ...
""",
    cases=(
        Case("three letters", (SCORES,)),
        Case("a single letter", (SCORES[:1, :1],)),
        Case("four letters, one that all would like to see", (np.diag([1.0, 2.0, 0.5], 1) * 2 - 0.3,)),
    ),
    truth=_one_by_one,
    hints=(
        Hint("looks ahead", "Your first letter sees the second. Hide what comes later before the softmax.",
             lambda z: weighed(z, lambda T: np.zeros((T, T), bool))),
        Hint("hidden after", "You hide after the softmax, so the rows no longer sum to 1. Hide before it.",
             lambda z: np.tril(weighed(z, lambda T: np.zeros((T, T), bool)))),
        Hint("scores of 0", "You make later scores 0, and exp(0) is 1. Make them −∞.", _zeroed),
        Hint("looks ahead only", "You hide the letters before. Hide the ones after.",
             lambda z: weighed(z, lambda T: np.tril(np.ones((T, T), bool), -1))),
        Hint("columns", "Your columns sum to 1. Each row has to.", lambda z: weighed(z.T, lambda T: np.tril(
            np.ones((T, T), bool), -1)).T),
    ),
    solution="""\
def look_back(z):
    T = len(z)
    powers = np.exp(z) * np.tri(T)
    return powers / powers.sum(axis=1, keepdims=True)
""",
)  # fmt: skip
