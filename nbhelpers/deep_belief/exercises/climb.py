"""Exercise: up a stack of two machines."""

import numpy as np

from nbhelpers import deep_belief
from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.nn.activations import sigmoid

V = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 1.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
W1, C1 = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.5]]), np.array([0.5, -1.0])
W2, C2 = np.array([[2.0, -1.0, 0.4, -0.3], [-3.0, 0.5, 1.1, 2.0]]), np.array([1.0, -0.5, 0.3, 0.0])


def _up(v, W, c):
    """Unit by unit: the odds of being on are exp of the input."""
    inputs = [[sum(row[i] * W[i, j] for i in range(len(row))) + c[j] for j in range(len(c))] for row in v]
    odds = np.exp(np.array(inputs))
    return odds / (1 + odds)


def _softmax(u):
    return np.exp(u) / np.exp(u).sum(axis=1, keepdims=True)


def _climbed(v, W1, c1, W2, c2, lower=sigmoid, upper=sigmoid):
    return upper(lower(v @ W1 + c1) @ W2 + c2)


def _wrong(name, words, lower=sigmoid, upper=sigmoid):
    """The mistake of one or both layers' functions."""
    return Hint(name, words, lambda *given: _climbed(*given, lower, upper))


def _same(u):
    return u


def _turned(u):
    return sigmoid(-u)


def _rounded(u):
    return np.round(sigmoid(u))


THRESHOLD = "A bias is added; it is minus a threshold. And the minus of exp(-u) belongs to all of u: use brackets."
SIGN = "The sign in the exponent is flipped: what a unit receives should make 1 more likely."
TANH = "tanh goes from −1 to 1. The probability that a unit is on is the logistic function of what it receives."


def _up_two_machines(answer):
    """A stack of another height goes up as the book does."""

    def upward(stack, v):
        layers = deep_belief.upward(stack, v)
        if len(stack) == 2:
            (W1, _, c1), (W2, _, c2) = stack
            layers[-1] = answer(layers[0], W1, c1, W2, c2)
        return layers

    return upward


climb = Exercise(
    name="deep_belief.climb",
    title="Up the stack",
    task="""\
Write `climb(v, W1, c1, W2, c2)`: the probability that each unit of the second layer is on, for every row of `v`.

The first layer hands on its probabilities, not samples. `v` is (m, visible), `W1` is (visible, h), `c1` is (h,), `W2`
is (h, k), `c2` is (k,). The answer is (m, k). Write your own sigmoid.""",
    start="""\
def climb(v, W1, c1, W2, c2):
    # v: (m, visible)   W1: (visible, h)   W2: (h, k)
    h = ...
    return ...
""",
    cases=(
        Case("no weights above: the biases alone", (V, W1, C1, np.zeros((2, 4)), C2)),
        Case("no biases", (V, W1, np.zeros(2), W2, np.zeros(4))),
        Case("one row, weights and biases", (V[:1], W1, C1, W2, C2)),
        Case("five rows, weights and biases", (V, W1, C1, W2, C2)),
    ),
    truth=lambda v, W1, c1, W2, c2: _up(_up(v, W1, c1), W2, c2),
    hints=(
        _wrong(
            "no sigmoid below",
            "The first layer handed on its pre-activations, not its probabilities: the sigmoid in between is missing.",
            lower=_same,
        ),
        _wrong(
            "no sigmoid on top",
            "These are the pre-activations of the second layer. Their sigmoids are the probabilities.",
            upper=_same,
        ),
        _wrong("no sigmoid", "Both sigmoids are missing: each layer has probabilities.", lower=_same, upper=_same),
        _wrong("rounded", "You handed on 0 or 1. Here the probabilities themselves go up.", lower=_rounded),
        _wrong("rounded on top", "Your answer is 0 or 1. Wanted are the probabilities.", upper=_rounded),
        _wrong("rounded twice", "Your units are 0 or 1. Wanted are probabilities, in both layers.", _rounded, _rounded),
        _wrong("sign", SIGN, _turned, _turned),
        _wrong("sign below", SIGN + " It happened in the first layer.", lower=_turned),
        _wrong("sign on top", SIGN + " It happened in the second layer.", upper=_turned),
        _wrong("tanh", TANH, np.tanh, np.tanh),
        _wrong("tanh below", TANH, lower=np.tanh),
        _wrong("tanh on top", TANH, upper=np.tanh),
        _wrong("relu", "Your first layer has ReLUs. Probabilities need a sigmoid.", lambda u: u * (u > 0)),
        _wrong(
            "softmax",
            "Your units share out one probability. Each is on or off by itself: a sigmoid.",
            _softmax,
            _softmax,
        ),
        _wrong(
            "softmax on top",
            "Your rows sum to 1, as if one unit only could be on. Each is on or off by itself: a sigmoid.",
            upper=_softmax,
        ),
        _wrong(
            "two sigmoids below",
            "The first layer's probabilities went through a sigmoid once more.",
            lower=lambda u: sigmoid(sigmoid(u)),
        ),
        Hint(
            "no biases",
            "The biases c of the hidden units are missing.",
            lambda v, W1, c1, W2, c2: _climbed(v, W1, 0, W2, 0),
        ),
        Hint(
            "no biases below",
            "The biases c1 of the first layer are missing.",
            lambda v, W1, c1, W2, c2: _climbed(v, W1, 0, W2, c2),
        ),
        Hint(
            "no biases on top",
            "The biases c2 of the second layer are missing.",
            lambda v, W1, c1, W2, c2: _climbed(v, W1, c1, W2, 0),
        ),
        Hint("thresholds", THRESHOLD, lambda v, W1, c1, W2, c2: _climbed(v, W1, -c1, W2, -c2)),
        Hint("thresholds below", THRESHOLD, lambda v, W1, c1, W2, c2: _climbed(v, W1, -c1, W2, c2)),
        Hint("thresholds on top", THRESHOLD, lambda v, W1, c1, W2, c2: _climbed(v, W1, c1, W2, -c2)),
        Hint(
            "first layer only",
            "That is the first layer, (m, h). Send it through the second.",
            lambda v, W1, c1, W2, c2: sigmoid(v @ W1 + c1),
        ),
        Hint(
            "mean of the rows",
            "You took the mean over the rows. Each row of v has a row of the answer.",
            lambda *given: _climbed(*given).mean(axis=0),
        ),
        Hint(
            "transposed",
            "Rows and columns are swapped. Each row of v has a row of the answer: (m, k).",
            lambda *given: _climbed(*given).T,
        ),
        Hint(
            "sizes",
            "The sizes do not fit: in v @ W1 and h @ W2 the equal sizes meet. Nothing has to be transposed, and each "
            "layer has its own biases.",
            lambda v, W1, c1, W2, c2: _climbed(v, W1.T, c1, W2.T, c2),
        ),
    ),
    solution="""\
def climb(v, W1, c1, W2, c2):
    h = 1 / (1 + np.exp(-(v @ W1 + c1)))
    return 1 / (1 + np.exp(-(h @ W2 + c2)))
""",
    place="deep_belief.upward",
    fits=_up_two_machines,
)
