"""The exercises of the chapter on neurons: the output of a unit; the rules and the numbers beside them."""

import math

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.neurons.exercises.numbers import co_activity, limit
from nbhelpers.neurons.exercises.rules import delta, hebb

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def _unit_truth(X, w, theta):
    """Row by row, with exact sums: does the weighted sum exceed the threshold?"""
    return np.array([1.0 if math.fsum(a * b for a, b in zip(x, w, strict=True)) > theta else 0.0 for x in X])


def _says(u):
    return (u > 0).astype(float)


def _as_a_step(answer):
    """One input, weight 1: it exceeds a threshold of 1 by u."""
    return lambda u: np.reshape(answer(np.reshape(u, (-1, 1)) + 1.0, np.ones(1), 1.0), np.shape(u))


unit = Exercise(
    name="neurons.unit",
    title="The output of a unit",
    task="""\
Write `unit(X, w, theta)`: the output of a step unit for each sample.

Given are the samples `X` as rows, shape (m, n), the weights `w`, shape (n,), and the threshold `theta`, a
number. The answer has shape (m,) and holds 1 where the weighted sum exceeds the threshold, else 0.""",
    start="""\
def unit(X, w, theta):
    # X: (m, n)   w: (n,)   theta: a number
    y = ...
    return y
""",
    cases=(
        Case("AND: both weights 1, threshold 1.5", (CORNERS, np.array([1.0, 1.0]), 1.5)),
        Case("a tie is a no", (CORNERS, np.array([1.0, 1.0]), 1.0)),
        Case("a negative weight and a negative threshold", (CORNERS, np.array([1.0, -2.0]), -0.5)),
        Case(
            "three inputs, two samples",
            (np.array([[2.0, -1.0, 0.5], [-1.0, 0.0, 3.0]]), np.array([0.5, 1.0, -1.0]), -0.75),
        ),
        Case("as many samples as inputs", (np.array([[0.0, 3.0], [1.0, -1.0]]), np.array([2.0, 1.0]), 2.0)),
        Case("one sample, and large numbers", (np.array([[3e5, -2e5, 1e5]]), np.array([2.0, 1.0, -4.0]), -10.0)),
    ),
    truth=_unit_truth,
    hints=(
        Hint("tie", "At a tie your output is 1. The sum must exceed the threshold: >, not >=.",
             lambda X, w, theta: (X @ w >= theta).astype(float)),
        Hint("threshold added", "You added the threshold to the sum. It is subtracted: it makes a yes harder.",
             lambda X, w, theta: _says(X @ w + theta)),
        Hint("no threshold", "The threshold is missing.", lambda X, w, theta: _says(X @ w)),
        Hint("threshold off each weight",
             "You subtracted the threshold from every weight. Subtract it from the weighted sum, once.",
             lambda X, w, theta: _says(X @ (w - theta))),
        Hint("inputs compared", "You compared the inputs with the threshold. Compare their weighted sum with it.",
             lambda X, w, theta: _says(X - theta) @ w),
        Hint("signs", "Your output is −1 where it should be 0 (or 0 at a tie).",
             lambda X, w, theta: np.sign(X @ w - theta)),
        Hint("minus one", "Your output is −1 for a no. Here a no is 0.",
             lambda X, w, theta: np.where(X @ w > theta, 1, -1)),
        Hint("minus one and a tie", "Your output is −1 for a no, and 1 at a tie. Here both give 0.",
             lambda X, w, theta: np.where(X @ w >= theta, 1, -1)),
        Hint("the sum itself", "That is the pre-activation u. The unit has to decide: 1 if it is above 0, else 0.",
             lambda X, w, theta: X @ w - theta),
        Hint("the sum alone", "That is the weighted sum. Compare it with the threshold: 1 if it is above, else 0.",
             lambda X, w, theta: X @ w),
        Hint("S-shaped", "That is the S-shaped output. This unit has a step.",
             lambda X, w, theta: 1 / (1 + np.exp(theta - X @ w))),
        Hint("ReLU", "That is a ReLU: how far the sum is above the threshold. Here the output is 1.",
             lambda X, w, theta: np.maximum(X @ w - theta, 0)),
        Hint("other side", "Your output is 1 on the wrong side of the line.",
             lambda X, w, theta: (X @ w < theta).astype(float)),
        Hint("other side and a tie", "Your output is 1 on the wrong side of the line, and at a tie.",
             lambda X, w, theta: (X @ w <= theta).astype(float)),
        Hint("not added up", "Each input is compared by itself. Multiply by the weights, then add up each row.",
             lambda X, w, theta: _says(X * w - theta)),
        Hint("one answer for all", "All samples went into one sum. Each row has its own sum: axis=1.",
             lambda X, w, theta: _says(np.sum(X * w) - theta)),
        Hint("columns added up", "You added up the columns. Samples are rows: axis=1, or X @ w.",
             lambda X, w, theta: _says(np.sum(X * w, axis=0) - theta)),
        Hint("w before X", "w stands before X, so it is multiplied by the columns of X. It belongs to the rows: X @ w.",
             lambda X, w, theta: _says(w @ X - theta)),
        Hint("tanh", "That is an S-shaped output between −1 and 1. This unit has a step.",
             lambda X, w, theta: np.tanh(X @ w - theta)),
        Hint("half at a tie", "At a tie your output is one half. The sum must exceed the threshold: a tie is a no.",
             lambda X, w, theta: np.heaviside(X @ w - theta, 0.5)),
        Hint("S-shaped, no threshold", "That is the S-shaped output, and without the threshold. This unit has a step.",
             lambda X, w, theta: 1 / (1 + np.exp(-X @ w))),
    ),
    solution="""\
def unit(X, w, theta):
    return (X @ w - theta > 0).astype(float)
""",
    place="neurons.step",
    fits=_as_a_step,
)  # fmt: skip

EXERCISES = (unit, hebb, delta, limit, co_activity)
