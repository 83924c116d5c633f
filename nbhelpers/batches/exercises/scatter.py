"""The exercise on the scatter of a batch's gradient."""

import itertools

import numpy as np

from nbhelpers import batches
from nbhelpers.exercise import Case, Exercise, Hint


def _scatter_truth(g, B):
    """Every batch there is."""
    means = np.array([np.mean([g[k] for k in chosen]) for chosen in itertools.combinations(range(len(g)), B)])
    return np.mean((means - np.mean(g)) ** 2)


def _factor(g, B):
    """What the variance of one gradient is multiplied by."""
    return (len(g) - B) / (B * (len(g) - 1))


def _as_a_factor(answer):
    """The scatter of batches in units of that of single samples: of the numbers 1, -1, 1, -1, ..."""

    def noise_factor(samples, batch, replace=False):
        g = np.resize([1.0, -1.0], samples)
        return batches.noise_factor(samples, batch, replace) if replace else answer(g, batch) / np.var(g)

    return noise_factor


scatter_of_batch = Exercise(
    name="batches.scatter_of_batch",
    title="The variance of a batch",
    task="""\
Write `scatter_of_batch(g, B)`: the mean squared error of the gradient of a random batch of `B` different samples,
compared with the mean gradient of all m.

Given are the gradients `g` of all m samples in one weight, shape (m,), with m at least 2. The truth is found by
visiting every batch; use the formula instead. The answer is a number.""",
    start="""\
def scatter_of_batch(g, B):
    m = len(g)
    sigma2 = ...  # the variance of g, with 1/m
    return ...
""",
    cases=(
        Case("pairs of four", (np.array([4.0, 2.0, 0.0, -6.0]), 2)),
        Case("single samples", (np.array([1.0, 0.5, -2.0]), 1)),
        Case("all samples", (np.array([1.0, 0.5, -2.0]), 3)),
        Case("three of six, with a mean", (np.array([3.0, 5.0, 4.0, 4.5, 9.0, 0.0]), 3)),
        Case("four of five, and the gradients large", (np.array([120.0, -80.0, 30.0, 0.0, 55.0]), 4)),
        Case("one of two", (np.array([0.02, 0.05]), 1)),
    ),
    truth=_scatter_truth,
    hints=(
        Hint("with replacement",
             "That is the formula for samples that may come twice. Here a batch holds different ones.",
             lambda g, B: np.var(g) / B),
        Hint("with replacement, m - 1", "That is for samples that may come twice, with the statisticians' variance. "
             "Here a batch holds different ones.",
             lambda g, B: np.var(g, ddof=1) / B),
        Hint("over m", "The factor is (m - B)/(m - 1). With m below, even single samples would vary too little.",
             lambda g, B: np.var(g) / B * (len(g) - B) / len(g)),
        Hint("divided by m - 1",
             "You took the statisticians' variance, with m - 1 below. Here sigma² is the plain mean of the squares.",
             lambda g, B: np.var(g, ddof=1) * _factor(g, B)),
        Hint("mean not taken off",
             "Those are squares of the gradients. Subtract their mean first: only deviations are errors.",
             lambda g, B: np.mean(g**2) * _factor(g, B)),
        Hint("squared mean", "That is the square of the mean. Subtract the mean, square, and take the mean of that.",
             lambda g, B: np.mean(g) ** 2 * _factor(g, B)),
        Hint("sum", "You added up the squares. sigma² is their mean.",
             lambda g, B: np.var(g) * len(g) * _factor(g, B)),
        Hint("standard deviation", "You took the standard deviation. sigma² is its square, the variance.",
             lambda g, B: np.std(g) * _factor(g, B)),
        Hint("absolute deviations", "You took the sizes of the deviations. sigma² is the mean of their squares.",
             lambda g, B: np.mean(np.abs(g - g.mean())) * _factor(g, B)),
        Hint("deviations not squared", "Deviations from the mean add up to zero. Square them first.",
             lambda g, B: np.mean(g - g.mean()) * _factor(g, B)),
        Hint("variance of a variance", "You squared the variance. sigma² is the variance itself.",
             lambda g, B: np.var(g) ** 2 * _factor(g, B)),
        Hint("no B", "The division by B is missing: a batch of B is a mean of B.",
             lambda g, B: np.var(g) * (len(g) - B) / (len(g) - 1)),
        Hint("B squared", "You divided by B twice. Once is enough: variances add up, and the mean divides by B².",
             lambda g, B: np.var(g) / B * _factor(g, B)),
        Hint("root of B", "You divided by the root of B. That is for the standard deviation; here divide by B.",
             lambda g, B: np.var(g) * np.sqrt(B) * _factor(g, B)),
        Hint("times B", "You multiplied by B. The larger the batch, the smaller its error: divide.",
             lambda g, B: np.var(g) * B**2 * _factor(g, B)),
        Hint("divided by m", "You divided by m, the number of all samples. A batch is a mean of B.",
             lambda g, B: np.var(g) * B / len(g) * _factor(g, B)),
        Hint("one sample", "That is the error of a single sample. A batch of B is a mean of B.",
             lambda g, B: np.var(g)),
        Hint("one sample, m - 1", "That is the statisticians' variance of a single sample. A batch is a mean of B.",
             lambda g, B: np.var(g, ddof=1)),
        Hint("upside down", "The factor is upside down: the error vanishes when the batch holds all samples.",
             lambda g, B: np.var(g) / B * (len(g) - 1) / (len(g) - B)),
        Hint("B - 1", "It is m - B above: the error vanishes when the batch holds all samples.",
             lambda g, B: np.var(g) / B * (len(g) - B + 1) / (len(g) - 1)),
        Hint("turned round", "m and B are swapped in m - B, so that the answer is negative.",
             lambda g, B: -np.var(g) * _factor(g, B)),
        Hint("plus one", "It is m - 1 below, so that the factor is 1 for a single sample.",
             lambda g, B: np.var(g) / B * (len(g) - B) / (len(g) + 1)),
        Hint("brackets", "Mind the brackets: all of (m - 1) is below the line.",
             lambda g, B: np.var(g) / B * (len(g) - B) / len(g) - 1),
        Hint("brackets below", "The brackets: (m - 1) as a whole is below the line, not above it.",
             lambda g, B: np.var(g) / B * (len(g) - B) * (len(g) - 1)),
        Hint("factor squared", "The factor went in squared. It belongs to the variance, once.",
             lambda g, B: np.var(g) / B * ((len(g) - B) / (len(g) - 1)) ** 2),
        Hint("factor's root", "You took the root of the factor. That is for the standard deviation.",
             lambda g, B: np.var(g) / B * np.sqrt((len(g) - B) / (len(g) - 1))),
        Hint("root", "You took the root. The mean *squared* error is asked for.",
             lambda g, B: np.sqrt(np.var(g) * _factor(g, B))),
        Hint("factor alone", "That is the factor. Multiply it by sigma² over B.",
             lambda g, B: (len(g) - B) / (len(g) - 1)),
        Hint("standard error",
             "That is the root for samples that may come twice. The mean square is asked for, with different samples.",
             lambda g, B: np.std(g) / np.sqrt(B)),
        Hint("no m - 1", "The division by m - 1 is missing: the factor is (m - B)/(m - 1).",
             lambda g, B: np.var(g) / B * (len(g) - B)),
        Hint("squares, with replacement",
             "Subtract the mean before you square; and the samples of a batch are different ones.",
             lambda g, B: np.mean(g**2) / B),
        Hint("all samples", "You divided by m, and nothing else. A batch is a mean of B.",
             lambda g, B: np.var(g) / len(g)),
        Hint("B - 1 for m - B", "It is m - B above: the error vanishes when the batch holds all samples.",
             lambda g, B: np.var(g) / B * (B - 1) / (len(g) - 1)),
        Hint("first samples", "That is the variance of the first B gradients. The mean over all batches is asked for.",
             lambda g, B: np.var(g[:B])),
    ),
    solution="""\
def scatter_of_batch(g, B):
    m = len(g)
    sigma2 = np.mean((g - np.mean(g)) ** 2)
    return sigma2 / B * (m - B) / (m - 1)
""",
    place="batches.noise_factor",
    fits=_as_a_factor,
)  # fmt: skip
