"""Exercise: the gradient of the weights by contrastive divergence."""

import math

import numpy as np

from nbhelpers import rbm
from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.rbm.exercises.hidden import ROWS, C, W, hidden_truth, sigmoid

FIVE = np.array([[1.0, 0, 1], [1, 1, 1], [0, 0, 1], [1, 0, 0], [0, 1, 1]])
ENDS = np.array([[1.0, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, 1]])


def _truth(v, v_end, W, c):
    """Sample by sample and pair by pair: what the data say less what the chain says."""
    slopes = np.zeros(W.shape)
    for rows, sign in ((v, 1), (v_end, -1)):
        for one, p in zip(rows, hidden_truth(rows, W, c), strict=True):
            for i, j in np.ndindex(W.shape):
                slopes[i, j] += sign * one[i] * p[j] / len(rows)
    return slopes


def _halves(v, v_end, W, c, unit=sigmoid):
    """Both halves, each a mean over the samples."""
    return v.T @ unit(v @ W + c) / len(v), v_end.T @ unit(v_end @ W + c) / len(v_end)


def _slope(v, v_end, W, c, unit=sigmoid):
    data, chain = _halves(v, v_end, W, c, unit)
    return data - chain


def _crossed(v, v_end, W, c):
    """The hidden probabilities changed over."""
    return (v.T @ sigmoid(v_end @ W + c) - v_end.T @ sigmoid(v @ W + c)) / len(v)


def _of_differences(v, v_end, W, c):
    return (v - v_end).T @ (sigmoid(v @ W + c) - sigmoid(v_end @ W + c)) / len(v)


def _of_means(v, v_end, W, c):
    """Products of the mean states."""
    data, chain = ([x.mean(axis=0), sigmoid(x @ W + c).mean(axis=0)] for x in (v, v_end))
    return np.outer(*data) - np.outer(*chain)


SUM = "You summed over the samples. The gradient is that of the mean log likelihood: divide by m."


def _with_that_slope(answer):
    """Where there are more chains than data, or fewer, both are repeated: their means stay."""

    def contrastive_divergence(machine, v, rng, k=1, chain=None):
        slopes, end = rbm.contrastive_divergence(machine, v, rng, k, chain)
        both = (np.resize(rows, (math.lcm(len(v), len(end)), len(machine.b))) for rows in (v, end))
        return rbm.Estimate(slopes._replace(W=answer(*both, machine.W, machine.c)), end)

    return contrastive_divergence


slope = Exercise(
    name="rbm.slope",
    title="The gradient of the weights, by contrastive divergence",
    task="""\
Write `slope(v, v_end, W, c)`: the gradient of the mean log likelihood with respect to the weights, as
contrastive divergence estimates it.

Given are the data `v` and the ends of their chains `v_end`, both of 0 and 1 and of shape (m, visible), the
weights `W`, shape (visible, hidden), and the hidden biases `c`. For the hidden units use probabilities,
not samples, and write your own sigmoid. The answer is the mean over the m samples and has the shape of `W`.""",
    start="""\
def slope(v, v_end, W, c):
    # v, v_end: (m, visible)   W: (visible, hidden)   c: (hidden,)
    dW = ...
    return dW
""",
    cases=(
        Case("one sample whose chain fell silent", (ROWS[:1], np.zeros((1, 3)), W, C)),
        Case("a chain that came back: nothing to learn", (ROWS[:1], ROWS[:1], W, C)),
        Case("four samples", (ROWS, ENDS, W, C)),
        Case("five samples", (FIVE, FIVE[[1, 0, 3, 3, 2]], W, C)),
    ),
    truth=_truth,
    hints=(
        Hint(
            "sign",
            "The signs are exchanged: the positive phase comes from the data, the negative one from the chain.",
            lambda *given: -_slope(*given),
        ),
        Hint("sum", SUM, lambda v, *rest: len(v) * _slope(v, *rest)),
        Hint(
            "sign, sum",
            "The signs are exchanged: the positive phase comes from the data. And divide by the number of samples m.",
            lambda v, *rest: -len(v) * _slope(v, *rest),
        ),
        Hint(
            "sum of the data",
            "Only the negative phase is divided by m. Both are: use brackets.",
            lambda v, *rest: len(v) * _halves(v, *rest)[0] - _halves(v, *rest)[1],
        ),
        Hint(
            "sum of the chain",
            "Only the positive phase is divided by m. Both are.",
            lambda v, *rest: _halves(v, *rest)[0] - len(v) * _halves(v, *rest)[1],
        ),
        Hint(
            "divided by the visible units",
            "You divided by the number of visible units. m is the number of samples, len(v).",
            lambda v, *rest: len(v) * _slope(v, *rest) / v.shape[1],
        ),
        Hint(
            "divided by the hidden units",
            "You divided by the number of hidden units. m is the number of samples, len(v).",
            lambda v, v_end, W, c: len(v) * _slope(v, v_end, W, c) / W.shape[1],
        ),
        Hint(
            "divided by everything",
            "You divided by more than the number of samples m: v.size is m times the number of visible units.",
            lambda v, *rest: _slope(v, *rest) / v.shape[1],
        ),
        Hint(
            "divided twice",
            "You divided by the number of samples twice.",
            lambda v, *rest: _slope(v, *rest) / len(v),
        ),
        Hint(
            "data only",
            "That is the positive phase, Hebb's rule. Without the negative phase the weights grow for ever.",
            lambda *given: _halves(*given)[0],
        ),
        Hint(
            "data only, sum",
            "That is the positive phase, Hebb's rule. Subtract the negative phase; and divide by m.",
            lambda v, *rest: len(v) * _halves(v, *rest)[0],
        ),
        Hint(
            "chain only",
            "That is the negative phase. It is subtracted from the positive one.",
            lambda *given: _halves(*given)[1],
        ),
        Hint(
            "one hidden layer for both",
            "You paired the chain's ends with the hidden units of the data. The ends have their own: p(h | v_end).",
            lambda v, v_end, W, c: (v - v_end).T @ sigmoid(v @ W + c) / len(v),
        ),
        Hint(
            "the chain's hidden layer for both",
            "You paired the data with the hidden units of the chain's ends. The data have their own: p(h | v).",
            lambda v, v_end, W, c: (v - v_end).T @ sigmoid(v_end @ W + c) / len(v),
        ),
        Hint(
            "hidden layers changed over",
            "The hidden probabilities are swapped: v goes with p(h | v), v_end with p(h | v_end).",
            _crossed,
        ),
        Hint(
            "the data for both",
            "You paired the data with both hidden layers. The ends of the chains go with their own.",
            lambda v, v_end, W, c: v.T @ (sigmoid(v @ W + c) - sigmoid(v_end @ W + c)) / len(v),
        ),
        Hint(
            "product of differences",
            "You multiplied differences. The answer is the difference of two products.",
            _of_differences,
        ),
        Hint(
            "product of means",
            "You multiplied the means. The answer is the mean of the products, taken sample by sample.",
            _of_means,
        ),
        Hint(
            "no sigmoid",
            "The hidden units enter with their probabilities, not with their pre-activations.",
            lambda *given: _slope(*given, lambda u: u),
        ),
        Hint(
            "tanh",
            "tanh goes from −1 to 1. The probability of a hidden unit is the logistic function.",
            lambda *given: _slope(*given, np.tanh),
        ),
        Hint(
            "decided",
            "Your hidden units are 0 or 1. Here they enter with their probabilities.",
            lambda *given: _slope(*given, lambda u: np.round(sigmoid(u))),
        ),
        Hint(
            "sign in the sigmoid",
            "The sign in the exponent is wrong: a large pre-activation should make 1 more likely.",
            lambda *given: _slope(*given, lambda u: sigmoid(-u)),
        ),
        Hint(
            "no biases",
            "The hidden biases c are missing from the pre-activations.",
            lambda v, v_end, W, c: _slope(v, v_end, W, 0 * c),
        ),
        Hint(
            "bias taken off",
            "A bias is added to the weighted sum, not subtracted. And in exp(-...) the minus belongs to both.",
            lambda v, v_end, W, c: _slope(v, v_end, W, -c),
        ),
        Hint("added", "The two phases are subtracted, not added.", lambda *given: sum(_halves(*given))),
        Hint(
            "transposed",
            "Rows and columns are exchanged. The answer has the shape of W, (visible, hidden): v.T @ p.",
            lambda *given: _slope(*given).T,
        ),
        Hint(
            "sizes",
            "The sizes do not fit: v is (m, visible), p is (m, hidden), and the samples have to meet: v.T @ p.",
            lambda v, v_end, W, c: v @ sigmoid(v @ W + c),
        ),
        Hint(
            "one number",
            "That is one number. Each weight has a derivative of its own: take the mean over the samples only.",
            lambda v, *rest: np.mean(len(v) * _slope(v, *rest)),
        ),
    ),
    solution="""\
def slope(v, v_end, W, c):
    p, p_end = (1 / (1 + np.exp(-(x @ W + c))) for x in (v, v_end))
    return (v.T @ p - v_end.T @ p_end) / len(v)
""",
    place="rbm.contrastive_divergence",
    fits=_with_that_slope,
)
