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
    h = np.array([np.mean([x[k] ** 2 for k in chosen]) for chosen in itertools.combinations(range(len(x)), B)])
    return 2 * np.mean(h) / np.mean(h**2)


def _bound(x, nu):
    h, q = _moments(x)
    return 2 * h / (h**2 + nu * (q - h**2))


def _of(x, B, h, q):
    """The bound from other moments."""
    return 2 * h / (h**2 + _nu(x, B) * (q - h**2))


def _from(x, parts):
    """A quotient of two numbers made of the moments h and q."""
    above, below = parts(*_moments(x))
    return above / below


largest_rate = Exercise(
    name="batches.largest_rate",
    title="One large input",
    task="""\
Write `largest_rate(x, B)`: the mean-square bound on the learning rate for one weight and batches of `B` different
samples.

Sample k has the loss (w x[k] - y[k])² / 2. Given are the inputs `x` of all N samples, shape (N,), with N at least 2.
The answer is a number. Then try your function on ninety-nine inputs of 1 and a single one of 10.""",
    start="""\
def largest_rate(x, B):
    N = len(x)
    h = ...  # the mean curvature of the samples
    q = ...  # the mean of their squared curvatures
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
        Hint("full batch", "That is 2/h, the bound of the full batch, for every B.", lambda x, B: 2 / np.mean(x**2)),
        Hint("single sample",
             "That is 2h/q, the bound of single samples, for every B. Let B come in, through the noise factor.",
             lambda x, B: 2 * np.mean(x**2) / np.mean(x**4)),
        Hint("worst sample", "That is 2 over the largest x². The bound is for the mean square over all batches.",
             lambda x, B: 2 / np.max(x**2)),
        Hint("with replacement",
             "You took 1/B for the noise factor. That is drawing with replacement; here the samples are different.",
             lambda x, B: _bound(x, 1 / B)),
        Hint("over N", "The noise factor has N - 1 below, not N.", lambda x, B: _bound(x, (len(x) - B) / (B * len(x)))),
        Hint("no B", "The noise factor has a B below as well: (N - B)/(B (N - 1)).",
             lambda x, B: _bound(x, (len(x) - B) / (len(x) - 1))),
        Hint("brackets", "The brackets of the noise factor: B and N - 1 are both below the line.",
             lambda x, B: _bound(x, (len(x) - B) / B * (len(x) - 1))),
        Hint("factor upside down", "The noise factor is upside down. It vanishes when the batch holds all samples.",
             lambda x, B: _bound(x, 1 / _nu(x, B))),
        Hint("B squared", "The noise factor has one B below, not two.", lambda x, B: _bound(x, _nu(x, B) / B)),
        Hint("root of the factor", "You took the root of the noise factor. It multiplies a variance as it is.",
             lambda x, B: _bound(x, np.sqrt(_nu(x, B)))),
        Hint("q alone", "The variance of x² is q - h². Its mean is already counted, in the h² before it.",
             lambda x, B: _from(x, lambda h, q: (2 * h, h**2 + _nu(x, B) * q))),
        Hint("q - h", "The variance of x² is q - h², with the square.",
             lambda x, B: _from(x, lambda h, q: (2 * h, h**2 + _nu(x, B) * (q - h)))),
        Hint("standard deviation", "You took the root of q - h². The variance itself belongs there.",
             lambda x, B: _from(x, lambda h, q: (2 * h, h**2 + _nu(x, B) * np.sqrt(q - h**2)))),
        Hint("variance with N - 1", "You took the statisticians' variance of x², with N - 1 below. Here it is q - h².",
             lambda x, B: _bound(x, _nu(x, B) * len(x) / (len(x) - 1))),
        Hint("h not squared", "Below the line stands h². Its unit must be that of q.",
             lambda x, B: _from(x, lambda h, q: (2 * h, h + _nu(x, B) * (q - h**2)))),
        Hint("no h squared", "Below the line the noise alone is left. h² belongs there too.",
             lambda x, B: _from(x, lambda h, q: (2 * h, _nu(x, B) * (q - h**2)))),
        Hint("noise taken off", "The noise makes the bound smaller: below the line it is added.",
             lambda x, B: _bound(x, -_nu(x, B))),
        Hint("h below alone", "2 stands alone above the line. It is 2h.",
             lambda x, B: _from(x, lambda h, q: (2, h**2 + _nu(x, B) * (q - h**2)))),
        Hint("over h", "You divided by h plus the noise over h². It is 2h over h² plus the noise.",
             lambda x, B: _from(x, lambda h, q: (2, h + _nu(x, B) * (q - h**2)))),
        Hint("x instead of squares",
             "You took the moments of x. What a step multiplies by holds x²: its mean, and the mean of its square.",
             lambda x, B: 2 * np.mean(x) / (np.mean(x) ** 2 + _nu(x, B) * (np.mean(x**2) - np.mean(x) ** 2))),
        Hint("mean squared", "h is the mean of the squares, not the square of the mean.",
             lambda x, B: _of(x, B, np.mean(x) ** 2, np.mean(x**4))),
        Hint("q is the mean of the cubes", "q is the mean of the squares of x², so of x⁴.",
             lambda x, B: _of(x, B, np.mean(x**2), np.mean(x**3))),
        Hint("q is the mean of the squares", "q is the mean of the squares of x², so of x⁴.",
             lambda x, B: _of(x, B, np.mean(x**2), np.mean(x**2))),
        Hint("sums", "You took the sums. h and q are means.", lambda x, B: _of(x, B, np.sum(x**2), np.sum(x**4))),
        Hint("half", "The 2 is missing: one half of the bound.", lambda x, B: _bound(x, _nu(x, B)) / 2),
        Hint("upside down", "That is one over the bound.", lambda x, B: 1 / _bound(x, _nu(x, B))),
        Hint("noise alone", "h² is taken off again at the end: the brackets around q - h² are missing.",
             lambda x, B: _from(x, lambda h, q: (2 * h, _nu(x, B) * q))),
        Hint("1/N", "The noise factor is that of batches: (N - B)/(B (N - 1)).",
             lambda x, B: _bound(x, 1 / len(x))),
        Hint("share of the samples",
             "B/N is the share of the samples. The noise factor falls with B: (N - B)/(B (N - 1)).",
             lambda x, B: _bound(x, B / len(x))),
        Hint("mean size", "h is the mean of the squares, not of the sizes.",
             lambda x, B: _of(x, B, np.mean(np.abs(x)), np.mean(x**4))),
    ),
    solution="""\
def largest_rate(x, B):
    N = len(x)
    h = np.mean(x**2)
    q = np.mean(x**4)
    nu = (N - B) / (B * (N - 1))
    return 2 * h / (h**2 + nu * (q - h**2))
""",
)  # fmt: skip
