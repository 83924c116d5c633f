"""The exercises of the chapter on restricted Boltzmann machines: conditionals, free energy, a CD slope."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.rbm_numbers import by_hand, terms

W = np.array([[1.0, -2.0], [0.5, 0.0], [-1.5, 3.0]])
B, C = np.array([0.2, -1.0, 0.4]), np.array([-0.5, 1.0])
NO_B, NO_C = np.zeros(3), np.zeros(2)
TWO_ROWS = np.array([[1.0, 0, 1], [0, 1, 1]])


def _weight(v, h, W, b, c):
    """exp(-E(v, h)), pair by pair."""
    linked = sum(v[i] * W[i, j] * h[j] for i in range(len(v)) for j in range(len(h)))
    return np.exp(linked + sum(b * v) + sum(c * h))


def _hidden_states(c):
    return [np.array(h) for h in itertools.product((0.0, 1.0), repeat=len(c))]


def _hidden_truth(v, W, c):
    """Sums over all hidden states: those in which h_j is 1, divided by all."""
    rows = []
    for one in v:
        weights = [(_weight(one, h, W, np.zeros(len(one)), c), h) for h in _hidden_states(c)]
        rows.append(sum(w * h for w, h in weights) / sum(w for w, _ in weights))
    return np.array(rows)


def _sigmoid(u):
    return 1 / (1 + np.exp(-u))


hidden = Exercise(
    name="rbm.hidden",
    title="The hidden layer, given the visible one",
    task="""\
Write `hidden(v, W, c)`: the probabilities that the hidden units are 1.

Given are the visible states `v` of 0 and 1, shape (m, visible), the weights `W`, shape (visible, hidden), and
the hidden biases `c`, shape (hidden,). The answer has shape (m, hidden).""",
    start="""\
def hidden(v, W, c):
    # v: (m, visible)   W: (visible, hidden)   c: (hidden,)
    p = ...
    return p
""",
    cases=(
        Case("a blank sheet, no biases: fair coins", (np.zeros((1, 3)), W, NO_C)),
        Case("one visible state, no biases", (TWO_ROWS[:1], W, NO_C)),
        Case("a blank sheet: biases alone", (np.zeros((1, 3)), W, C)),
        Case("two visible states with biases", (TWO_ROWS, W, C)),
    ),
    truth=_hidden_truth,
    hints=(
        Hint(
            "bias subtracted",
            "A bias is minus a threshold: it is added to what the unit hears.",
            lambda v, W, c: _sigmoid(v @ W - c),
        ),
        Hint("no bias", "The biases c are missing.", lambda v, W, c: _sigmoid(v @ W)),
        Hint("no sigmoid", "That is what the units hear. Their probability is its sigmoid.", lambda v, W, c: v @ W + c),
        Hint(
            "sign",
            "The sign in the exponent is turned: what a unit hears should make 1 more likely.",
            lambda v, W, c: _sigmoid(-(v @ W + c)),
        ),
        Hint(
            "not normalised",
            "exp(u) weighs the state 1 against the state 0, whose weight is 1. Divide by the sum of both.",
            lambda v, W, c: np.exp(v @ W + c),
        ),
        Hint(
            "softmax",
            "Your rows sum to 1, as if one unit only could be on. Each hidden unit throws its own coin.",
            lambda v, W, c: np.exp(v @ W + c) / np.exp(v @ W + c).sum(axis=1, keepdims=True),
        ),
    ),
    solution="""\
def hidden(v, W, c):
    return 1 / (1 + np.exp(-(v @ W + c)))
""",
)


def _free_energy_truth(v, W, b, c):
    """-ln of the sum over all hidden states."""
    return np.array([-np.log(sum(_weight(one, h, W, b, c) for h in _hidden_states(c))) for one in v])


def _soft(u):
    return np.log1p(np.exp(u))


free_energy = Exercise(
    name="rbm.free_energy",
    title="The free energy",
    task="""\
Write `free_energy(v, W, b, c)`: F(v) of each visible state, without a sum over hidden states.

Given are `v` of 0 and 1, shape (m, visible), the weights `W`, shape (visible, hidden), the visible biases `b`
and the hidden biases `c`. The answer has shape (m,).""",
    start="""\
def free_energy(v, W, b, c):
    # v: (m, visible)   W: (visible, hidden)   b: (visible,)   c: (hidden,)
    F = ...
    return F
""",
    cases=(
        Case("a blank sheet, no biases: two fair coins", (np.zeros((1, 3)), W, NO_B, NO_C)),
        Case("one state, no biases", (TWO_ROWS[:1], W, NO_B, NO_C)),
        Case("one state, visible biases", (TWO_ROWS[:1], W, B, NO_C)),
        Case("two states, all biases", (TWO_ROWS, W, B, C)),
    ),
    truth=_free_energy_truth,
    hints=(
        Hint(
            "sign",
            "The whole has the wrong sign: likely states lie low.",
            lambda v, W, b, c: v @ b + _soft(v @ W + c).sum(axis=1),
        ),
        Hint(
            "no visible biases",
            "The visible biases are missing: each visible unit that is on brings its own.",
            lambda v, W, b, c: -_soft(v @ W + c).sum(axis=1),
        ),
        Hint(
            "no hidden biases",
            "The hidden biases are missing inside the logarithm.",
            lambda v, W, b, c: -v @ b - _soft(v @ W).sum(axis=1),
        ),
        Hint(
            "sum inside",
            "You summed what the hidden units hear, and then took one logarithm. Each unit has its own factor, "
            "so the logarithms are summed.",
            lambda v, W, b, c: -v @ b - _soft((v @ W + c).sum(axis=1)),
        ),
        Hint(
            "hidden units all on",
            "That is the energy with all hidden units on. Sum over both states of each.",
            lambda v, W, b, c: -v @ b - (v @ W + c).sum(axis=1),
        ),
        Hint(
            "probabilities instead",
            "You added up probabilities. Each hidden unit contributes ln(1 + exp(what it hears)).",
            lambda v, W, b, c: -v @ b - _sigmoid(v @ W + c).sum(axis=1),
        ),
        Hint(
            "sign of the visible part",
            "The visible biases have the wrong sign: a positive bias makes 1 likely, so it lowers F.",
            lambda v, W, b, c: v @ b - _soft(v @ W + c).sum(axis=1),
        ),
    ),
    solution="""\
def free_energy(v, W, b, c):
    return -v @ b - np.log1p(np.exp(v @ W + c)).sum(axis=1)
""",
)


def _slope_truth(v, v_end, W, c):
    """Sample by sample and pair by pair: what the data say less what the chain says."""
    slopes = np.zeros(W.shape)
    for rows, sign in ((v, 1), (v_end, -1)):
        for one, p in zip(rows, _hidden_truth(rows, W, c), strict=True):
            for i, j in np.ndindex(W.shape):
                slopes[i, j] += sign * one[i] * p[j] / len(rows)
    return slopes


def _half(v, W, c):
    return v.T @ _sigmoid(v @ W + c) / len(v)


ENDS = np.array([[1.0, 1, 0], [0, 0, 1]])
FOUR = np.array([[1.0, 0, 1], [1, 1, 1], [0, 0, 1], [1, 0, 0]])

slope = Exercise(
    name="rbm.slope",
    title="The slope of a weight, by contrastive divergence",
    task="""\
Write `slope(v, v_end, W, c)`: the slopes of all weights, as contrastive divergence estimates them.

Given are the data `v` and the ends of their chains `v_end`, both of 0 and 1 and of shape (m, visible), the
weights `W`, shape (visible, hidden), and the hidden biases `c`. Use probabilities for the hidden units, no
draws. The answer has the shape of `W`.""",
    start="""\
def slope(v, v_end, W, c):
    # v, v_end: (m, visible)   W: (visible, hidden)   c: (hidden,)
    dW = ...
    return dW
""",
    cases=(
        Case("one sample whose chain fell silent", (TWO_ROWS[:1], np.zeros((1, 3)), W, C)),
        Case("a chain that came back: nothing to learn", (TWO_ROWS[:1], TWO_ROWS[:1], W, C)),
        Case("two samples", (TWO_ROWS, ENDS, W, C)),
        Case("four samples", (FOUR, FOUR[[1, 0, 3, 3]], W, C)),
    ),
    truth=_slope_truth,
    hints=(
        Hint(
            "sign",
            "The signs are changed over: what the data say is learned, what the chain says is unlearned.",
            lambda v, v_end, W, c: _half(v_end, W, c) - _half(v, W, c),
        ),
        Hint(
            "sum",
            "You summed over the samples. The slope is that of the mean log likelihood: divide by m.",
            lambda v, v_end, W, c: len(v) * (_half(v, W, c) - _half(v_end, W, c)),
        ),
        Hint(
            "data only",
            "That is the first half, Hebb's rule. Without the second half the weights grow for ever.",
            lambda v, v_end, W, c: _half(v, W, c),
        ),
        Hint(
            "one hidden layer for both",
            "You paired the chain's ends with the hidden units of the data. The ends have their own: p(h | v_end).",
            lambda v, v_end, W, c: (v - v_end).T @ _sigmoid(v @ W + c) / len(v),
        ),
        Hint(
            "no sigmoid",
            "The hidden units enter with their probabilities, not with what they hear.",
            lambda v, v_end, W, c: (v.T @ (v @ W + c) - v_end.T @ (v_end @ W + c)) / len(v),
        ),
        Hint(
            "added",
            "The two halves are subtracted, not added.",
            lambda v, v_end, W, c: _half(v, W, c) + _half(v_end, W, c),
        ),
    ),
    solution="""\
def slope(v, v_end, W, c):
    p, p_end = (1 / (1 + np.exp(-(x @ W + c))) for x in (v, v_end))
    return (v.T @ p - v_end.T @ p_end) / len(v)
""",
)

EXERCISES = (hidden, free_energy, slope, by_hand, terms)
