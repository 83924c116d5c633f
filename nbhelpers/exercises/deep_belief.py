"""The exercises of the chapter on deep belief nets: up a stack, the bound, reading a label, two numbers."""

import itertools

import numpy as np

from nbhelpers.activations import sigmoid
from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction
from nbhelpers.mlp import count_parameters, softmax

V = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
W1, C1 = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.5]]), np.array([0.5, -1.0])
W2, C2 = np.array([[2.0, -1.0], [-3.0, 0.5]]), np.array([1.0, -0.5])


def _up(v, W, c):
    """Unit by unit: the odds of being on are exp of the input."""
    inputs = [[sum(row[i] * W[i, j] for i in range(len(row))) + c[j] for j in range(len(c))] for row in v]
    odds = np.exp(np.array(inputs))
    return odds / (1 + odds)


climb = Exercise(
    name="deep_belief.climb",
    title="Up the stack",
    task="""\
Write `climb(v, W1, c1, W2, c2)`: the probability that each unit of the second layer is on, for every row of `v`.

The first layer hands its probabilities on, no samples. `v` is (m, visible), `W1` is (visible, h), `c1` is (h,), `W2` is
(h, k), `c2` is (k,). The answer is (m, k).""",
    start="""\
def climb(v, W1, c1, W2, c2):
    # v: (m, visible)   W1: (visible, h)   W2: (h, k)
    h = ...
    return ...
""",
    cases=(
        Case("no weights above: the biases alone", (V, W1, C1, np.zeros((2, 2)), C2)),
        Case("no biases", (V, W1, np.zeros(2), W2, np.zeros(2))),
        Case("two rows, weights and biases", (V, W1, C1, W2, C2)),
    ),
    truth=lambda v, W1, c1, W2, c2: _up(_up(v, W1, c1), W2, c2),
    hints=(
        Hint(
            "no sigmoid below",
            "The first layer handed on its inputs, not its probabilities: the sigmoid in between is missing.",
            lambda v, W1, c1, W2, c2: sigmoid((v @ W1 + c1) @ W2 + c2),
        ),
        Hint(
            "no sigmoid on top",
            "These are the inputs of the second layer. A probability is the sigmoid of it.",
            lambda v, W1, c1, W2, c2: sigmoid(v @ W1 + c1) @ W2 + c2,
        ),
        Hint(
            "no biases",
            "The biases c of the hidden units are missing.",
            lambda v, W1, c1, W2, c2: sigmoid(sigmoid(v @ W1) @ W2),
        ),
        Hint(
            "rounded",
            "You handed on 0 or 1. Here the probabilities themselves go up.",
            lambda v, W1, c1, W2, c2: sigmoid(np.round(sigmoid(v @ W1 + c1)) @ W2 + c2),
        ),
        Hint(
            "thresholds",
            "A bias is added. It is minus a threshold.",
            lambda v, W1, c1, W2, c2: sigmoid(sigmoid(v @ W1 - c1) @ W2 - c2),
        ),
    ),
    solution="""\
def climb(v, W1, c1, W2, c2):
    h = 1 / (1 + np.exp(-(v @ W1 + c1)))
    return 1 / (1 + np.exp(-(h @ W2 + c2)))
""",
)


def _bound_truth(q, prior, fit):
    """log p(v) less how far q is from the true posterior, KL(q || p(h | v))."""
    joint = prior * fit
    posterior = joint / joint.sum()
    return np.log(joint.sum()) - sum(a * np.log(a / b) for a, b in zip(q, posterior, strict=True))


TENTHS = np.array([0.1, 0.2, 0.3, 0.4])

bound = Exercise(
    name="deep_belief.bound",
    title="The bound",
    task="""\
Write `bound(q, prior, fit)`: the lower bound on log p(v) for one picture v, one number.

For every state of h you are given `q`, its share q(h | v); `prior`, how likely the second layer makes it, p(h); and
`fit`, p(v | h). All three are (states,) and above zero. Logs are natural.""",
    start="""\
def bound(q, prior, fit):
    # q, prior, fit: (states,)
    return ...
""",
    cases=(
        Case("q is the true posterior", (np.array([0.75, 0.25]), np.array([0.5, 0.5]), np.array([0.6, 0.2]))),
        Case("q is even", (np.array([0.5, 0.5]), np.array([0.9, 0.1]), np.array([0.2, 0.6]))),
        Case("four states", (TENTHS, TENTHS[::-1], np.array([0.1, 0.7, 0.2, 0.5]))),
    ),
    truth=_bound_truth,
    hints=(
        Hint(
            "log p(v) itself",
            "That is log p(v), the log of the sum. The bound is a mean of logs under q, plus the entropy of q.",
            lambda q, prior, fit: np.log(np.sum(prior * fit)),
        ),
        Hint(
            "no entropy",
            "The entropy of q is missing: minus the sum of q log q.",
            lambda q, prior, fit: q @ np.log(prior * fit),
        ),
        Hint(
            "sign of the entropy",
            "The entropy has the wrong sign. It is -sum q log q, which is positive, and it is added.",
            lambda q, prior, fit: q @ np.log(prior * fit) + q @ np.log(q),
        ),
        Hint("no prior", "The second layer is missing: log p(h) under q.", lambda q, prior, fit: q @ np.log(fit / q)),
        Hint("no fit", "The way down is missing: log p(v | h) under q.", lambda q, prior, fit: q @ np.log(prior / q)),
        Hint(
            "not under q",
            "Each log is to be weighed by q(h | v): states that v does not lead to count little.",
            lambda q, prior, fit: np.sum(np.log(prior * fit)) - q @ np.log(q),
        ),
        Hint(
            "log of the means",
            "You took the mean first and the log then. It is the other way round: the mean of the logs.",
            lambda q, prior, fit: np.log(q @ prior) + np.log(q @ fit) - q @ np.log(q),
        ),
    ),
    solution="""\
def bound(q, prior, fit):
    entropy = -np.sum(q * np.log(q))
    return np.sum(q * (np.log(prior) + np.log(fit))) + entropy
""",
)

X = np.array([1.0, 0.0])
W = np.array([[1.0, -1.0, 0.5], [2.0, 0.5, -1.0]])
U = np.array([[1.0, 0.0, -2.0], [0.0, 2.0, 1.0], [-1.0, 0.5, 0.0]])
C, D = np.array([0.5, -0.5, 1.0]), np.array([0.2, -1.0, 0.4])


def _label_truth(x, W, U, c, d):
    """Every state of h and every label, from the energies of all pairs."""
    weights = np.zeros(len(d))
    for y, h in itertools.product(range(len(d)), itertools.product([0, 1], repeat=len(c))):
        h = np.array(h)
        weights[y] += np.exp(x @ W @ h + U[y] @ h + c @ h + d[y])
    return weights / weights.sum()


def _free(x, W, U, c, d):
    return d + np.logaddexp(0, x @ W + c + U).sum(axis=1)


read_label = Exercise(
    name="deep_belief.read_label",
    title="Ask the dreamer for a label",
    task="""\
Write `read_label(x, W, U, c, d)`: p(y | x) for every class, under a top machine whose visible side is the units `x`
and a group of labels of which exactly one is on.

`x` is (n,), `W` is (n, hidden), `U` is (classes, hidden): the weights of the label units; `c` is (hidden,), `d` is
(classes,): the biases of the labels. The hidden units are summed out. The answer is (classes,).""",
    start="""\
def read_label(x, W, U, c, d):
    # x: (n,)   W: (n, hidden)   U: (classes, hidden)   c: (hidden,)   d: (classes,)
    minus_F = ...
    return ...
""",
    cases=(
        Case("labels without weights: their biases alone", (X, W, np.zeros((3, 3)), C, D)),
        Case("no biases", (X, W, U, np.zeros(3), np.zeros(3))),
        Case("all of it", (np.array([1.0, 1.0]), W, U, C, D)),
    ),
    truth=_label_truth,
    hints=(
        Hint(
            "sign",
            "The likely labels came out unlikely: p grows as the free energy falls.",
            lambda x, W, U, c, d: softmax(-_free(x, W, U, c, d)),
        ),
        Hint(
            "not normalised",
            "These are the powers. Divided by their sum they are probabilities.",
            lambda x, W, U, c, d: np.exp(_free(x, W, U, c, d)),
        ),
        Hint(
            "no label biases",
            "The biases d of the labels are missing.",
            lambda x, W, U, c, d: softmax(_free(x, W, U, c, 0 * d)),
        ),
        Hint(
            "no hidden biases",
            "The biases c of the hidden units are missing.",
            lambda x, W, U, c, d: softmax(_free(x, W, U, 0 * c, d)),
        ),
        Hint(
            "each by itself",
            "You gave each label its own sigmoid. Exactly one of them is on: a softmax.",
            lambda x, W, U, c, d: sigmoid(_free(x, W, U, c, d)),
        ),
        Hint(
            "one pass",
            "You went up with x alone and down to the labels. But the label takes part in what h does: sum h out, once "
            "for every label.",
            lambda x, W, U, c, d: softmax(d + U @ sigmoid(x @ W + c)),
        ),
    ),
    solution="""\
def read_label(x, W, U, c, d):
    inputs = x @ W + c + U  # one row a label
    minus_F = d + np.log1p(np.exp(inputs)).sum(axis=1)
    p = np.exp(minus_F - minus_F.max())
    return p / p.sum()
""",
)

Q, PRIOR, FIT = np.array([0.5, 0.5]), np.array([0.9, 0.1]), np.array([0.2, 0.6])

by_hand = Prediction(
    name="deep_belief.by_hand",
    title="The bound by hand",
    task="One hidden unit below the top: q(h | v) = (1/2, 1/2), the second layer says p(h) = (0.9, 0.1), and the first "
    "p(v | h) = (0.2, 0.6). What is the bound on log p(v), in nats?",
    truth=lambda: _bound_truth(Q, PRIOR, FIT),
    hints=(
        Near(lambda: np.log(PRIOR @ FIT), "That is log p(v) itself, log 0.24. The bound lies below it."),
        Near(lambda: Q @ np.log(PRIOR * FIT), "The entropy of q is missing: log 2."),
        Near(lambda: Q @ np.log(PRIOR * FIT) - np.log(2), "The entropy is added, not taken off."),
        Near(lambda: np.exp(_bound_truth(Q, PRIOR, FIT)), "That is the bound on p(v). The question is for its log."),
    ),
    answer="½ log(0.9 · 0.2) + ½ log(0.1 · 0.6) + log 2 = {truth}; log p(v) = log 0.24 lies above it.",
    unit="nats",
)

SIZES = (196, 100, 100)

unlabelled = Prediction(
    name="deep_belief.unlabelled",
    title="Who set the numbers?",
    task="A stack 196-100-100 is unrolled and gets a softmax of 10 classes. How many of the net's parameters were set "
    "without a single label?",
    truth=lambda: count_parameters(SIZES),
    hints=(
        Near(29600, "Those are the weights. The biases of the hidden units were learned as well."),
        Near(30096, "The biases of the visible sides stay behind: the net only goes up."),
        Near(30810, "That is the whole net. The softmax has seen no data at all so far."),
        Near(1010, "That is the softmax: the other part."),
        Near(19700, "That is the first layer alone."),
    ),
    answer="196 · 100 + 100 below and 100 · 100 + 100 above: {truth}.",
    digits=5,
    wanted=0,
)

EXERCISES = (climb, bound, read_label, by_hand, unlabelled)
