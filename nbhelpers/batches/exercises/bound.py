"""The exercise on the learning rate at which mini-batches break, for one weight."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint


def _moments(x):
    return np.mean(x**2), np.mean(x**4)


def _nu(x, B):
    return (len(x) - B) / (B * (len(x) - 1))


def _truth(x, B):
    """Where the mean of (1 - eta h_S)^2 over every batch S is one again: 2 mean(h_S) / mean(h_S^2)."""
    curvatures = np.array([np.mean([x[k] ** 2 for k in chosen]) for chosen in itertools.combinations(range(len(x)), B)])
    return 2 * np.mean(curvatures) / np.mean(curvatures**2)


def _bound(x, nu):
    mu2, mu4 = _moments(x)
    return 2 * mu2 / (mu2**2 + nu * (mu4 - mu2**2))


def _of(x, B, mu2, mu4):
    """The bound from other moments."""
    return 2 * mu2 / (mu2**2 + _nu(x, B) * (mu4 - mu2**2))


def _from(x, parts):
    """A quotient of two numbers made of the moments mu2 and mu4."""
    above, below = parts(*_moments(x))
    return above / below


largest_rate = Exercise(
    name="batches.largest_rate",
    title="One large input",
    task="""\
Write `largest_rate(x, B)`: the mean-square bound on the learning rate for one weight and batches of `B` different
samples.

Sample k has the loss (w x[k] - y[k])² / 2. Given are the inputs `x` of all m samples, shape (m,), with m at least 2.
The answer is a number. Then try your function on ninety-nine inputs of 1 and a single one of 10.""",
    start="""\
def largest_rate(x, B):
    m = len(x)
    mu2 = ...  # the mean of x²: the mean curvature
    mu4 = ...  # the mean of x⁴
    return ...
""",
    cases=(
        Case("the chapter's 1, 1, 3, one at a time", (np.array([1.0, 1.0, 3.0]), 1)),
        Case("all at once", (np.array([1.0, 1.0, 3.0]), 3)),
        Case("pairs", (np.array([1.0, -2.0, 0.5, 3.0, 1.5]), 2)),
        Case("inputs of one size", (np.array([2.0, -2.0, 2.0, 2.0]), 2)),
        Case("a large one and small ones", (np.array([0.1, 20.0, 0.3, -0.2, 0.5]), 3)),
        Case("small ones only", (np.array([0.01, 0.03, -0.02]), 1)),
    ),
    truth=_truth,
    hints=(
        Hint("full batch", "That is 2/mu2, the bound of the full batch, for every B.", lambda x, B: 2 / np.mean(x**2)),
        Hint("single sample",
             "That is 2 mu2/mu4, the bound of single samples, for every B. B comes in through the noise factor.",
             lambda x, B: 2 * np.mean(x**2) / np.mean(x**4)),
        Hint("worst sample", "That is 2 over the largest x². The bound is for the mean square over all batches.",
             lambda x, B: 2 / np.max(x**2)),
        Hint("with replacement",
             "You took 1/B for the noise factor. That is drawing with replacement; here the samples are different.",
             lambda x, B: _bound(x, 1 / B)),
        Hint("over m", "The noise factor has m - 1 below, not m.", lambda x, B: _bound(x, (len(x) - B) / (B * len(x)))),
        Hint("no B", "The noise factor has a B below as well: (m - B)/(B (m - 1)).",
             lambda x, B: _bound(x, (len(x) - B) / (len(x) - 1))),
        Hint("brackets", "Mind the brackets in the noise factor: B and m - 1 are both below the line.",
             lambda x, B: _bound(x, (len(x) - B) / B * (len(x) - 1))),
        Hint("factor upside down", "The noise factor is upside down. It vanishes when the batch holds all samples.",
             lambda x, B: _bound(x, 1 / _nu(x, B))),
        Hint("B squared", "The noise factor has one B below, not two.", lambda x, B: _bound(x, _nu(x, B) / B)),
        Hint("root of the factor", "You took the root of the noise factor. It multiplies a variance as it is.",
             lambda x, B: _bound(x, np.sqrt(_nu(x, B)))),
        Hint("mu4 alone", "The variance of x² is mu4 - mu2². Its mean is already counted, in the mu2² before it.",
             lambda x, B: _from(x, lambda mu2, mu4: (2 * mu2, mu2**2 + _nu(x, B) * mu4))),
        Hint("mu4 - mu2", "The variance of x² is mu4 - mu2², with the square.",
             lambda x, B: _from(x, lambda mu2, mu4: (2 * mu2, mu2**2 + _nu(x, B) * (mu4 - mu2)))),
        Hint("standard deviation", "You took the root of mu4 - mu2². The variance itself belongs there.",
             lambda x, B: _from(x, lambda mu2, mu4: (2 * mu2, mu2**2 + _nu(x, B) * np.sqrt(mu4 - mu2**2)))),
        Hint("variance with m - 1", "You took the variance of x² with m - 1 below. Here it is mu4 - mu2².",
             lambda x, B: _bound(x, _nu(x, B) * len(x) / (len(x) - 1))),
        Hint("mu2 not squared", "Below the line stands mu2². Its unit must be that of mu4.",
             lambda x, B: _from(x, lambda mu2, mu4: (2 * mu2, mu2 + _nu(x, B) * (mu4 - mu2**2)))),
        Hint("no mu2 squared", "Below the line the noise alone is left. mu2² belongs there too.",
             lambda x, B: _from(x, lambda mu2, mu4: (2 * mu2, _nu(x, B) * (mu4 - mu2**2)))),
        Hint("noise taken off", "The noise makes the bound smaller: below the line it is added.",
             lambda x, B: _bound(x, -_nu(x, B))),
        Hint("mu2 below alone", "2 stands alone above the line. It is 2 mu2.",
             lambda x, B: _from(x, lambda mu2, mu4: (2, mu2**2 + _nu(x, B) * (mu4 - mu2**2)))),
        Hint("over mu2", "You divided by mu2 plus the noise over mu2². It is 2 mu2 over mu2² plus the noise.",
             lambda x, B: _from(x, lambda mu2, mu4: (2, mu2 + _nu(x, B) * (mu4 - mu2**2)))),
        Hint("x instead of squares",
             "You took the moments of x. What a step multiplies by holds x²: its mean, and the mean of its square.",
             lambda x, B: 2 * np.mean(x) / (np.mean(x) ** 2 + _nu(x, B) * (np.mean(x**2) - np.mean(x) ** 2))),
        Hint("mean squared", "mu2 is the mean of the squares, not the square of the mean.",
             lambda x, B: _of(x, B, np.mean(x) ** 2, np.mean(x**4))),
        Hint("mu4 is the mean of the cubes", "mu4 is the mean of the squares of x², so of x⁴.",
             lambda x, B: _of(x, B, np.mean(x**2), np.mean(x**3))),
        Hint("mu4 is the mean of the squares", "mu4 is the mean of the squares of x², so of x⁴.",
             lambda x, B: _of(x, B, np.mean(x**2), np.mean(x**2))),
        Hint("sums", "You took the sums. mu2 and mu4 are means.", lambda x, B: _of(x, B, np.sum(x**2), np.sum(x**4))),
        Hint("half", "The 2 is missing: one half of the bound.", lambda x, B: _bound(x, _nu(x, B)) / 2),
        Hint("upside down", "That is one over the bound.", lambda x, B: 1 / _bound(x, _nu(x, B))),
        Hint("noise alone", "mu2² is taken off again at the end: the brackets around mu4 - mu2² are missing.",
             lambda x, B: _from(x, lambda mu2, mu4: (2 * mu2, _nu(x, B) * mu4))),
        Hint("1/m", "The noise factor is that of batches: (m - B)/(B (m - 1)).",
             lambda x, B: _bound(x, 1 / len(x))),
        Hint("share of the samples",
             "B/m is the share of the samples. The noise factor falls with B: (m - B)/(B (m - 1)).",
             lambda x, B: _bound(x, B / len(x))),
        Hint("mean size", "mu2 is the mean of the squares, not of the sizes.",
             lambda x, B: _of(x, B, np.mean(np.abs(x)), np.mean(x**4))),
    ),
    solution="""\
def largest_rate(x, B):
    m = len(x)
    mu2 = np.mean(x**2)
    mu4 = np.mean(x**4)
    nu = (m - B) / (B * (m - 1))
    return 2 * mu2 / (mu2**2 + nu * (mu4 - mu2**2))
""",
)  # fmt: skip
