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


largest_rate = Exercise(
    name="batches.largest_rate",
    title="One large input",
    task="""\
Write `largest_rate(x, B)`: the mean-square bound on the learning rate for one weight and batches of `B` different
samples.

Given are the inputs `x` of all N samples, shape (N,), with N at least 2. The answer is a number. Then try your function
on ninety-nine inputs of 1 and a single one of 10.""",
    start="""\
def largest_rate(x, B):
    N = len(x)
    h = ...
    q = ...
    return ...
""",
    cases=(
        Case("the chapter's 1, 1, 3, one at a time", (np.array([1.0, 1.0, 3.0]), 1)),
        Case("all at once", (np.array([1.0, 1.0, 3.0]), 3)),
        Case("pairs", (np.array([1.0, -2.0, 0.5, 3.0, 1.5]), 2)),
        Case("inputs of one size", (np.array([2.0, -2.0, 2.0, 2.0]), 2)),
    ),
    truth=_truth,
    hints=(
        Hint("full batch", "That is 2/h, the bound of the full batch, for every B.", lambda x, B: 2 / np.mean(x**2)),
        Hint(
            "single sample",
            "That is 2h/q, the bound of single samples, for every B. Let B come in, through the noise factor.",
            lambda x, B: 2 * np.mean(x**2) / np.mean(x**4),
        ),
        Hint(
            "with replacement",
            "You took 1/B for the noise factor. That is drawing with replacement; here the samples are different.",
            lambda x, B: _bound(x, 1 / B),
        ),
        Hint(
            "q alone",
            "The variance of x² is q - h². Its mean is already counted, in the h² before it.",
            lambda x, B: 2 * _moments(x)[0] / (_moments(x)[0] ** 2 + _nu(x, B) * _moments(x)[1]),
        ),
        Hint(
            "x instead of squares",
            "You took the moments of x. What a step multiplies by holds x²: its mean, and the mean of its square.",
            lambda x, B: 2 * np.mean(x) / (np.mean(x) ** 2 + _nu(x, B) * (np.mean(x**2) - np.mean(x) ** 2)),
        ),
        Hint("half", "The 2 is missing: one half of the bound.", lambda x, B: _bound(x, _nu(x, B)) / 2),
    ),
    solution="""\
def largest_rate(x, B):
    N = len(x)
    h = np.mean(x**2)
    q = np.mean(x**4)
    nu = (N - B) / (B * (N - 1))
    return 2 * h / (h**2 + nu * (q - h**2))
""",
)
