"""Exercise: a label read from a top machine."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.nn.activations import sigmoid

X = np.array([1.0, 0.0, 1.0, 1.0, 0.0])
W = np.array([[1.0, -1.0], [2.0, 0.5], [-0.3, 0.8], [0.6, -0.4], [1.0, 1.0]])
U = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 0.5]])
C, D = np.array([0.5, -0.5]), np.array([0.2, -1.0, 0.4])
# exact in numbers of 32 bits too
ROUND_W, ROUND = np.array([[1.0, -1.0], [2.0, 0.5], [-0.5, 1.0], [0.5, -0.5], [1.0, 1.0]]), np.array([0.25, -1.0, 0.5])
LARGE = ROUND_W + 1000


def _truth(x, W, U, c, a):
    """Every state of h and every label, from the energies of all pairs, the lowest of which counts as 0."""
    logs = [
        [x @ W @ h + U[y] @ h + c @ h + a[y] for h in np.array(list(itertools.product([0, 1], repeat=len(c))))]
        for y in range(len(a))
    ]
    weights = np.exp(np.array(logs) - np.max(logs)).sum(axis=1)
    return weights / weights.sum()


def _softmax(f):
    return np.exp(f - f.max()) / np.exp(f - f.max()).sum()


def _plain_softmax(f):
    return np.exp(f) / np.exp(f).sum()


def _soft(u):
    return np.logaddexp(0, u)


def _heard(x, W, U, c):
    return x @ W + c + U


def _free(x, W, U, c, a):
    return a + _soft(_heard(x, W, U, c)).sum(axis=1)


def _both(name, words, minus_F):
    """The mistake with exponentials that overflow and with others; `minus_F` is what goes into the softmax."""
    return (
        Hint(name, words, lambda *given: _softmax(minus_F(*given))),
        Hint(f"{name}, overflow", words + OVERFLOWS, lambda *given: _plain_softmax(minus_F(*given))),
    )


OVERFLOWS = (
    " And mind the overflow: np.logaddexp(0, u) for log(1 + exp(u)), and in the softmax subtract the largest number "
    "first."
)


def _by_a_top(answer):
    def label_given_below(top, below, classes):
        W, U, a = top.W[:-classes], top.W[-classes:], top.b[-classes:]
        return np.array([answer(x, W, U, top.c, a) for x in below])

    return label_given_below


read_label = Exercise(
    name="deep_belief.read_label",
    title="Ask the dreamer for a label",
    task="""\
Write `read_label(x, W, U, c, a)`: p(y | x) for every class, under a top machine whose visible side is the units `x`
and a group of labels of which exactly one is on.

`x` is (n,), `W` is (n, hidden), `U` is (classes, hidden): the weights of the label units; `c` is (hidden,), `a` is
(classes,): the biases of the labels. The hidden units are summed out. The answer is (classes,). A hidden unit may
receive as much as 8000: the answer must be right there too, without NaN. A mere warning does no harm.""",
    start="""\
def read_label(x, W, U, c, a):
    # x: (n,)   W: (n, hidden)   U: (classes, hidden)   c: (hidden,)   a: (classes,)
    minus_F = ...
    return ...
""",
    cases=(
        Case("labels without weights: their biases alone", (X, W, np.zeros((3, 2)), C, D)),
        Case("no biases", (X, W, U, np.zeros(2), np.zeros(3))),
        Case("all of it", (X, W, U, C, D)),
        Case("nothing seen: what the machine expects", (np.zeros(5), W, U, C, D)),
        Case("hidden units that receive 3000", (X, LARGE, U, C, ROUND)),
        Case("labels far apart", (X, ROUND_W, 4000 * U, C, ROUND)),
    ),
    truth=_truth,
    hints=(
        Hint(
            "overflow",
            "Right for small inputs, but exp(3000) overflows, and inf / inf is NaN. np.logaddexp(0, u) is "
            "log(1 + exp(u)) without overflow; and in the softmax subtract the largest number first.",
            lambda *given: _plain_softmax(_free(*given)),
        ),
        *_both(
            "sign",
            "The likely labels came out unlikely: p grows as the free energy falls.",
            lambda *given: -_free(*given),
        ),
        *_both(
            "no label biases",
            "The biases a of the labels are missing.",
            lambda x, W, U, c, a: _free(x, W, U, c, 0 * a),
        ),
        *_both(
            "no hidden biases",
            "The biases c of the hidden units are missing.",
            lambda x, W, U, c, a: _free(x, W, U, 0 * c, a),
        ),
        *_both(
            "no biases",
            "The biases are missing: c of the hidden units, a of the labels.",
            lambda x, W, U, c, a: _free(x, W, U, 0 * c, 0 * a),
        ),
        *_both(
            "sign of the label biases",
            "The biases a have the wrong sign: a large one makes its label likely.",
            lambda x, W, U, c, a: _free(x, W, U, c, -a),
        ),
        *_both(
            "sign of the hidden part",
            "The hidden part has the wrong sign: log(1 + exp(u)) is added to a.",
            lambda x, W, U, c, a: a - _soft(_heard(x, W, U, c)).sum(axis=1),
        ),
        *_both(
            "hidden biases taken off",
            "The biases c are added to what the hidden units receive.",
            lambda x, W, U, c, a: _free(x, W, U, -c, a),
        ),
        *_both(
            "x unseen",
            "The units x are missing from what the hidden units receive: x @ W.",
            lambda x, W, U, c, a: _free(0 * x, W, U, c, a),
        ),
        *_both(
            "sum inside",
            "You added up all pre-activations and took one logarithm. Each unit has its own: add up the logarithms.",
            lambda x, W, U, c, a: a + _soft(_heard(x, W, U, c).sum(axis=1)),
        ),
        *_both(
            "mean",
            "You took the mean over the hidden units. Each adds its whole logarithm.",
            lambda x, W, U, c, a: a + _soft(_heard(x, W, U, c)).mean(axis=1),
        ),
        *_both(
            "label unheard",
            "The label biases alone decide: either U is missing from the pre-activations, or you summed over the "
            "labels as well. Sum over the hidden units, axis=1.",
            lambda x, W, U, c, a: a + _soft(_heard(x, W, U, c)).sum(),
        ),
        *_both(
            "hidden units all on",
            "That is the energy with all hidden units on. Sum over both states of each: log(1 + exp(u)).",
            lambda x, W, U, c, a: a + _heard(x, W, U, c).sum(axis=1),
        ),
        Hint(
            "not normalised",
            "These are the exponentials. Divided by their sum, they are probabilities.",
            lambda *given: np.exp(_free(*given)),
        ),
        Hint(
            "not normalised, largest off",
            "These are the exponentials. Divided by their sum, they are probabilities.",
            lambda *given: np.exp(_free(*given) - _free(*given).max()),
        ),
        Hint("minus F", "That is minus the free energy. Its softmax is wanted.", _free),
        Hint("F", "That is the free energy. The softmax of minus it is wanted.", lambda *given: -_free(*given)),
        Hint(
            "shares of F",
            "You divided the free energies by their sum. The probabilities are proportional to exp(-F).",
            lambda *given: _free(*given) / _free(*given).sum(),
        ),
        Hint(
            "each by itself",
            "You gave each label its own sigmoid. Exactly one of them is on: a softmax.",
            lambda *given: sigmoid(_free(*given)),
        ),
        Hint(
            "one pass",
            "You went up with x alone and down to the labels. But the label takes part in what h does: sum h out, once "
            "for every label.",
            lambda x, W, U, c, a: _softmax(a + U @ sigmoid(x @ W + c)),
        ),
        Hint(
            "probabilities instead",
            "You added up the hidden probabilities. Each hidden unit contributes log(1 + exp(what it receives)).",
            lambda x, W, U, c, a: _softmax(a + sigmoid(_heard(x, W, U, c)).sum(axis=1)),
        ),
        Hint(
            "decided",
            "You named the likeliest label. Wanted are the probabilities of all.",
            lambda *given: np.eye(3)[np.argmax(_free(*given))],
        ),
        Hint(
            "the number of the label",
            "You named the likeliest label. Wanted are the probabilities of all.",
            lambda *given: np.argmax(_free(*given)),
        ),
        Hint(
            "sizes",
            "The sizes do not fit. x @ W + c is (hidden,), U has one row a label, so their sum is (classes, hidden): "
            "add up each row, axis=1.",
            lambda x, W, U, c, a: a + _soft(_heard(x, W, U, c)).sum(axis=0),
        ),
        Hint(
            "smallest taken off",
            "You subtracted the smallest number first, and the largest overflows all the same. Subtract the largest: "
            "minus_F - minus_F.max().",
            lambda *given: (
                np.exp(_free(*given) - _free(*given).min()) / np.exp(_free(*given) - _free(*given).min()).sum()
            ),
        ),
    ),
    solution="""\
def read_label(x, W, U, c, a):
    inputs = x @ W + c + U  # one row a label
    minus_F = a + np.logaddexp(0, inputs).sum(axis=1)
    p = np.exp(minus_F - minus_F.max())
    return p / p.sum()
""",
    place="deep_belief.labels.label_given_below",
    fits=_by_a_top,
)
