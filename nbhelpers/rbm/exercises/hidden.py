"""Exercise: the probabilities of the hidden units, given the visible ones."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

W = np.array([[1.0, -2.0], [0.5, 0.0], [-1.5, 3.0]])
C = np.array([-0.5, 1.0])
BLANK, NO_C = np.zeros((1, 3)), np.zeros(2)
ROWS = np.array([[1.0, 0, 1], [0, 1, 1], [1, 1, 0], [1, 1, 1]])


def log_weights(v, W, b, c):
    """(-E(v, h), h) for every hidden state h, pair by pair."""
    found = []
    for state in itertools.product((0.0, 1.0), repeat=len(c)):
        linked = sum(v[i] * W[i, j] * state[j] for i in range(len(v)) for j in range(len(c)))
        found.append((linked + sum(b * v) + sum(c * state), np.array(state)))
    return found


def hidden_truth(v, W, c):
    """Sums over all hidden states: those in which h_j is 1, divided by all; the likeliest state weighs 1."""
    rows = []
    for one in v:
        states = log_weights(one, W, np.zeros(len(one)), c)
        top = max(log for log, _ in states)
        weights = [(np.exp(log - top), h) for log, h in states]
        rows.append(sum(w * h for w, h in weights) / sum(w for w, _ in weights))
    return np.array(rows)


def sigmoid(u):
    return 1 / (1 + np.exp(-u))


hidden = Exercise(
    name="rbm.hidden",
    title="The hidden layer, given the visible one",
    task="""\
Write `hidden(v, W, c)`: the probabilities that the hidden units are 1.

Given are the visible states `v` of 0 and 1, shape (m, visible), the weights `W`, shape (visible, hidden), and
the hidden biases `c`, shape (hidden,). The answer has shape (m, hidden). A pre-activation may be
800 or −800; the answer must be a number there too. Warnings do no harm. Write your own sigmoid.""",
    start="""\
def hidden(v, W, c):
    # v: (m, visible)   W: (visible, hidden)   c: (hidden,)
    p = ...
    return p
""",
    cases=(
        Case("a blank sheet, no biases: even chances", (BLANK, W, NO_C)),
        Case("one visible state, no biases", (ROWS[:1], W, NO_C)),
        Case("a blank sheet: biases alone", (BLANK, W, C)),
        Case("four visible states with biases", (ROWS, W, C)),
        Case("a pre-activation of 800", (ROWS[:1], 800 * W, C)),
    ),
    truth=hidden_truth,
    hints=(
        Hint(
            "bias subtracted",
            "A bias is added to the weighted sum; it is minus a threshold. In exp(-u) the minus belongs to all of u: "
            "use brackets.",
            lambda v, W, c: sigmoid(v @ W - c),
        ),
        Hint("no bias", "The biases c are missing.", lambda v, W, c: sigmoid(v @ W)),
        Hint(
            "bias outside",
            "The bias was added after the sigmoid. It belongs to the pre-activation, inside.",
            lambda v, W, c: sigmoid(v @ W) + c,
        ),
        Hint(
            "no sigmoid",
            "Those are the pre-activations. The probabilities are their sigmoids.",
            lambda v, W, c: v @ W + c,
        ),
        Hint(
            "sign",
            "The sign in the exponent is wrong: a large pre-activation should make 1 more likely.",
            lambda v, W, c: sigmoid(-(v @ W + c)),
        ),
        Hint(
            "not normalised",
            "exp(u) compares the state 1 with the state 0, whose factor is 1. Divide by the sum of the two.",
            lambda v, W, c: np.exp(v @ W + c),
        ),
        Hint(
            "not normalised, sign",
            "That is exp(-u), the probability of 0 divided by that of 1. The probability of 1 is 1 / (1 + exp(-u)).",
            lambda v, W, c: np.exp(-(v @ W + c)),
        ),
        Hint(
            "overflow",
            "Right for small inputs, but exp(800) overflows to infinity, and inf / inf is NaN. Divide numerator and "
            "denominator by exp(u): then only exp(-u) is left.",
            lambda v, W, c: np.exp(v @ W + c) / (1 + np.exp(v @ W + c)),
        ),
        Hint(
            "softmax",
            "Your rows sum to 1, as if only one unit could be on. Each hidden unit is sampled on its own.",
            lambda v, W, c: np.exp(v @ W + c) / np.exp(v @ W + c).sum(axis=1, keepdims=True),
        ),
        Hint(
            "softmax without overflow",
            "Your rows sum to 1, as if only one unit could be on. Each hidden unit is sampled on its own.",
            lambda v, W, c: np.exp(v @ W + c - np.logaddexp(*(v @ W + c).T)[:, None]),
        ),
        Hint(
            "tanh",
            "That is tanh, from −1 to 1. A probability lies between 0 and 1: take the logistic function.",
            lambda v, W, c: np.tanh(v @ W + c),
        ),
        Hint(
            "twice the input",
            "Your exponent is twice what it should be. The 2 belongs to units of −1 and +1.",
            lambda v, W, c: sigmoid(2 * (v @ W + c)),
        ),
        Hint(
            "decided",
            "Your units are 0 or 1 already. The answer is their probabilities.",
            lambda v, W, c: np.round(sigmoid(v @ W + c)),
        ),
        Hint(
            "signs for bits",
            "You turned the visible states into −1 and +1. A unit that is 0 contributes nothing: use v as it is.",
            lambda v, W, c: sigmoid((2 * v - 1) @ W + c),
        ),
        Hint(
            "mean of the samples",
            "You took the mean over the samples. Each row of v has a row of the answer.",
            lambda v, W, c: sigmoid(v @ W + c).mean(axis=0),
        ),
        Hint(
            "transposed",
            "Rows and columns are exchanged: (hidden, m). Each row should be one sample: v @ W.",
            lambda v, W, c: sigmoid(v @ W + c).T,
        ),
        Hint(
            "sizes",
            "The sizes do not fit: v is (m, visible) and W is (visible, hidden). In v @ W the equal sizes meet.",
            lambda v, W, c: W.T @ v,
        ),
        Hint(
            "minus below",
            "There is a minus in the denominator. The terms of the two states are added: 1 + exp(-u).",
            lambda v, W, c: 1 / (1 - np.exp(-(v @ W + c))),
        ),
        Hint(
            "one softmax",
            "All your numbers sum to 1, as if only one unit of all samples could be on. Each is sampled on its own.",
            lambda v, W, c: np.exp(v @ W + c) / np.exp(v @ W + c).sum(),
        ),
        Hint(
            "relu",
            "That is a ReLU of the pre-activations. The probabilities are their sigmoids.",
            lambda v, W, c: np.maximum(0, v @ W + c),
        ),
    ),
    solution="""\
def hidden(v, W, c):
    return 1 / (1 + np.exp(-(v @ W + c)))
""",
    place="rbm.hidden_probability",
    fits=lambda answer: lambda rbm, v: answer(np.asarray(v, dtype=float), rbm.W, rbm.c),
)
