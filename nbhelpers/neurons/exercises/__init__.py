"""The exercises of the chapter on neurons: what a unit says, initial weights; the rules and the numbers beside them."""

import math

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.neurons import weight_init
from nbhelpers.neurons.exercises.numbers import co_activity, limit, sum_spread
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
    title="What the unit says",
    task="""\
Write `unit(X, w, theta)`: what a step unit says to each sample.

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
        Hint("tie", "At a tie your unit says 1. The sum must exceed the threshold: > and not >=.",
             lambda X, w, theta: (X @ w >= theta).astype(float)),
        Hint("threshold added", "You added the threshold to the sum. It is taken off: it makes a yes harder.",
             lambda X, w, theta: _says(X @ w + theta)),
        Hint("no threshold", "The threshold is missing.", lambda X, w, theta: _says(X @ w)),
        Hint("threshold off each weight", "You took the threshold off every weight. It is taken off their sum, once.",
             lambda X, w, theta: _says(X @ (w - theta))),
        Hint("inputs compared", "You compared the inputs with the threshold. It is for their weighted sum.",
             lambda X, w, theta: _says(X - theta) @ w),
        Hint("signs", "Your unit says −1 where it should say 0 (or 0 at a tie).",
             lambda X, w, theta: np.sign(X @ w - theta)),
        Hint("minus one", "Your unit says −1 for a no. This one says 0.",
             lambda X, w, theta: np.where(X @ w > theta, 1, -1)),
        Hint("minus one and a tie", "Your unit says −1 for a no, and 1 at a tie. This one says 0 to both.",
             lambda X, w, theta: np.where(X @ w >= theta, 1, -1)),
        Hint("the sum itself", "That is the sum u. The unit still has to decide: 1 if it is above 0, else 0.",
             lambda X, w, theta: X @ w - theta),
        Hint("the sum alone", "That is the weighted sum. Compare it with the threshold: 1 if it is above, else 0.",
             lambda X, w, theta: X @ w),
        Hint("S-shaped", "That is the S-shaped answer. This unit has a step.",
             lambda X, w, theta: 1 / (1 + np.exp(theta - X @ w))),
        Hint("ReLU", "That is a ReLU: it says how far the sum is above the threshold. This unit says 1.",
             lambda X, w, theta: np.maximum(X @ w - theta, 0)),
        Hint("other side", "Your unit says 1 on the wrong side of its line.",
             lambda X, w, theta: (X @ w < theta).astype(float)),
        Hint("other side and a tie", "Your unit says 1 on the wrong side of its line, and at a tie.",
             lambda X, w, theta: (X @ w <= theta).astype(float)),
        Hint("not added up", "Each input is compared for itself. Multiply by the weights, then add up each row.",
             lambda X, w, theta: _says(X * w - theta)),
        Hint("one answer for all", "All samples went into one sum. Each row has a sum of its own: axis=1.",
             lambda X, w, theta: _says(np.sum(X * w) - theta)),
        Hint("columns added up", "You added up the columns. Samples are rows: axis=1, or X @ w.",
             lambda X, w, theta: _says(np.sum(X * w, axis=0) - theta)),
        Hint("w before X", "w stands before X, so it meets the columns. It belongs to the rows: X @ w.",
             lambda X, w, theta: _says(w @ X - theta)),
        Hint("tanh", "That is an S-shaped answer between −1 and 1. This unit has a step.",
             lambda X, w, theta: np.tanh(X @ w - theta)),
        Hint("half at a tie", "At a tie your unit says one half. The sum must exceed the threshold: a tie is a no.",
             lambda X, w, theta: np.heaviside(X @ w - theta, 0.5)),
        Hint("S-shaped, no threshold", "That is the S-shaped answer, and without the threshold. This unit has a step.",
             lambda X, w, theta: 1 / (1 + np.exp(-X @ w))),
    ),
    solution="""\
def unit(X, w, theta):
    return (X @ w - theta > 0).astype(float)
""",
    place="neurons.step",
    fits=_as_a_step,
)  # fmt: skip

_DRAWN = np.random.default_rng(5).normal(size=(3, 9)).round(2)


def _start_truth(Z):
    """Each number divided by the length of n ones: a row of ones then gives the sum a spread of 1."""
    n = len(Z[0])
    return np.array([[z / math.dist([0.0] * n, [1.0] * n) for z in row] for row in Z])


def _drawn(answer):
    """Under the rule that the chapter derives; the others stay as they are."""

    def initial_weights(units, n, rng, rule="1/n"):
        if rule != "1/n":
            return weight_init.initial_weights(units, n, rng, rule)
        return answer(rng.normal(size=(units, n)))

    return initial_weights


start = Exercise(
    name="neurons.start",
    title="Weights to begin with",
    task="""\
Write `start(Z)`: initial weights whose sums spread as far as one input does.

Given is a table `Z` of independent random numbers with mean 0 and variance 1, shape (units, n): one row for
each unit, one column for each of its n inputs. The answer is a table of weights of the same shape, with the
variance that the chapter derives.""",
    start="""\
def start(Z):
    # Z: (units, n), each number ~ N(0, 1)
    W = ...
    return W
""",
    cases=(
        Case("one unit with four inputs", (np.array([[1.0, -2.0, 0.5, 0.0]]),)),
        Case("three units with nine inputs", (_DRAWN,)),
        Case("five units with two inputs", (_DRAWN.ravel()[:10].reshape(5, 2),)),
        Case("as many units as inputs", (_DRAWN[:, :3],)),
        Case("one input", (np.array([[1.5], [-0.5]]),)),
    ),
    truth=_start_truth,
    hints=(
        Hint("variance 1/√n", "Those weights have the variance 1/√n, the slip of the notes. The *standard deviation* "
             "is n to the power −1/2.",
             lambda Z: Z * Z.shape[1] ** -0.25),
        Hint("standard deviation 1/n",
             "Multiplied by 1/n, the weights have the variance 1/n². A factor goes into the variance squared.",
             lambda Z: Z / Z.shape[1]),
        Hint("number of units",
             "You used the number of units. What counts is how many inputs a unit adds up: the columns.",
             lambda Z: Z / np.sqrt(len(Z))),
        Hint("number of units, no root", "You divided by the number of units. Take the root of that of the inputs.",
             lambda Z: Z / len(Z)),
        Hint("unchanged", "Those weights still have the variance 1: the sum spreads by √n.", lambda Z: Z),
        Hint("larger", "You made them larger. A sum of many terms needs small ones.",
             lambda Z: Z * np.sqrt(Z.shape[1])),
        Hint("larger by n", "You made them n times larger. A sum of many terms needs small ones.",
             lambda Z: Z * Z.shape[1]),
        Hint("size of the table", "You divided by the root of all numbers in the table. A unit adds up one row only.",
             lambda Z: Z / np.sqrt(Z.size)),
        Hint("He", "You have a 2 under the root. That makes up for what a ReLU cuts off; here nothing is cut.",
             lambda Z: Z * np.sqrt(2 / Z.shape[1])),
        Hint("Glorot", "That is the compromise with the way back. Here only the inputs of a unit count.",
             lambda Z: Z * np.sqrt(2 / sum(Z.shape))),
        Hint("measured", "You divided by the spread that this draw happens to have. It is 1 by agreement.",
             lambda Z: Z / Z.std() / np.sqrt(Z.shape[1])),
        Hint("standardised", "You gave the table a variance of exactly 1. It has that already; the sum needs less.",
             lambda Z: Z / Z.std()),
        Hint("unit length", "You gave each row the length 1. One factor for all is asked for, from n alone.",
             lambda Z: Z / np.linalg.norm(Z, axis=1, keepdims=True)),
        Hint("factor alone", "That is the factor. Multiply Z by it.",
             lambda Z: 1 / np.sqrt(Z.shape[1])),
        Hint("both sizes", "You used inputs and outputs together. Here only the inputs of a unit count: the columns.",
             lambda Z: Z / np.sqrt(sum(Z.shape))),
        Hint("measured, mean off",
             "Mean and spread of this draw are taken as they happen to be. They are 0 and 1 by agreement.",
             lambda Z: (Z - Z.mean()) / Z.std() / np.sqrt(Z.shape[1])),
    ),
    solution="""\
def start(Z):
    return Z / np.sqrt(Z.shape[1])
""",
    place="neurons.weight_init.initial_weights",
    fits=_drawn,
)  # fmt: skip

EXERCISES = (unit, start, sum_spread, hebb, delta, limit, co_activity)
