"""The exercises on initial weights: a table of them, one width, and the weights for leaky ReLUs."""

import math

import numpy as np

from nbhelpers.activations import weight_init
from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction
from nbhelpers.nn.activations import leaky_relu

_DRAWN = np.random.default_rng(5).normal(size=(3, 9)).round(2)


def _start_truth(Z):
    """Each number divided by the length of n ones: a column of ones then has the length 1."""
    n = len(Z)
    return np.array([[z / math.dist([0.0] * n, [1.0] * n) for z in row] for row in Z])


def _drawn(answer):
    """Under the rule that the chapter derives; the others stay as they are."""

    def initial_weights(n, units, rng, rule="1/n"):
        if rule != "1/n":
            return weight_init.initial_weights(n, units, rng, rule)
        return answer(rng.normal(size=(n, units)))

    return initial_weights


start = Exercise(
    name="activations.start",
    title="Weights to begin with",
    task="""\
Write `start(Z)`: initial weights that give a pre-activation the root mean square of the inputs.

Given is a table `Z` of independent random numbers with mean 0 and variance 1, shape (n, units): one row for
each of the n inputs, one column for each unit. The answer is a table of weights of the same shape, with the
variance that the chapter derives.""",
    start="""\
def start(Z):
    # Z: (n, units), each number ~ N(0, 1)
    W = ...
    return W
""",
    cases=(
        Case("one unit with four inputs", (np.array([[1.0], [-2.0], [0.5], [0.0]]),)),
        Case("three units with nine inputs", (_DRAWN.T,)),
        Case("five units with two inputs", (_DRAWN.ravel()[:10].reshape(2, 5),)),
        Case("as many units as inputs", (_DRAWN[:, :3],)),
        Case("one input", (np.array([[1.5, -0.5]]),)),
    ),
    truth=_start_truth,
    hints=(
        Hint("variance 1/√n", "Those weights have the variance 1/√n, the slip of the notes. The *standard deviation* "
             "is n to the power −1/2.",
             lambda Z: Z * len(Z) ** -0.25),
        Hint("standard deviation 1/n",
             "Multiplied by 1/n, the weights have the variance 1/n². A factor goes into the variance squared.",
             lambda Z: Z / len(Z)),
        Hint("number of units",
             "You used the number of units. What counts is how many inputs a unit adds up: the rows.",
             lambda Z: Z / np.sqrt(Z.shape[1])),
        Hint("number of units, no root",
             "You divided by the number of units. Divide by the root of the number of inputs.",
             lambda Z: Z / Z.shape[1]),
        Hint("unchanged", "Those weights still have the variance 1: the pre-activation is √n times too wide.",
             lambda Z: Z),
        Hint("larger", "You made them larger. A sum of many terms needs small ones.",
             lambda Z: Z * np.sqrt(len(Z))),
        Hint("larger by n", "You made them n times larger. A sum of many terms needs small ones.",
             lambda Z: Z * len(Z)),
        Hint("size of the table", "You divided by the root of all numbers in the table. A unit adds up one column.",
             lambda Z: Z / np.sqrt(Z.size)),
        Hint("He", "You have a 2 under the root. That makes up for what a ReLU cuts off; here nothing is cut.",
             lambda Z: Z * np.sqrt(2 / len(Z))),
        Hint("Glorot", "That is the compromise with the way back. Here only the inputs of a unit count.",
             lambda Z: Z * np.sqrt(2 / sum(Z.shape))),
        Hint("measured",
             "You divided by the standard deviation that this draw happens to have. The task says that it is 1.",
             lambda Z: Z / Z.std() / np.sqrt(len(Z))),
        Hint("standardised", "You gave the table a variance of exactly 1. It has that already; the sum needs less.",
             lambda Z: Z / Z.std()),
        Hint("unit length", "You gave each column the length 1. One factor for all is asked for, from n alone.",
             lambda Z: Z / np.linalg.norm(Z, axis=0, keepdims=True)),
        Hint("factor alone", "That is the factor. Multiply Z by it.",
             lambda Z: 1 / np.sqrt(len(Z))),
        Hint("both sizes", "You used inputs and outputs together. Here only the inputs of a unit count: the rows.",
             lambda Z: Z / np.sqrt(sum(Z.shape))),
        Hint("measured, mean off",
             "Mean and deviation of this draw are taken as they happen to be. The task says 0 and 1.",
             lambda Z: (Z - Z.mean()) / Z.std() / np.sqrt(len(Z))),
    ),
    solution="""\
def start(Z):
    return Z / np.sqrt(len(Z))
""",
    place="activations.weight_init.initial_weights",
    fits=_drawn,
)  # fmt: skip

sum_spread = Prediction(
    name="activations.sum_spread",
    title="How wide is the pre-activation?",
    task="A unit receives n = 400 inputs whose mean square is 0.25. Its weights are drawn with variance 1/√n, the slip "
    "of the notes. What is the standard deviation of its pre-activation?",
    truth=lambda: np.sqrt(np.sum(np.full(400, 0.25)) / np.sqrt(400)),
    hints=(
        Near(5.0, "That is the variance. The standard deviation is its root."),
        Near(400**0.25, "That would be right for inputs of mean square 1. These are smaller."),
        Near(0.5, "That is right for weights of variance 1/n. Here it is 1/√n."),
        Near(10.0, "That is right for weights of variance 1."),
        Near(0.25 * 400**0.25, "The mean square goes under the root with the rest; its own root is 0.5."),
    ),
    answer="Number times variance times mean square: 400 · 1/20 · 0.25 = 5, and its root is {truth}. With the "
    "variance 1/n it would be 0.5, the root mean square of the inputs.",
    digits=4,
)


def _spread_truth(n, leak):
    """The mean square of a leaky ReLU over a fine grid of the bell curve, made up for by the weights."""
    x = np.linspace(-10, 10, 20001)
    p = np.exp(-(x**2) / 2)
    kept = np.sum(p * leaky_relu(x, leak) ** 2) / np.sum(p)
    return 1 / math.sqrt(n * kept)


start_spread = Exercise(
    name="activations.start_spread",
    title="Weights for a leak",
    task="""\
Write `start_spread(n, leak)`: the standard deviation of the initial weights that keeps the size of the
activations in layers of leaky ReLUs.

A unit receives `n` activations. `np.random.normal` and its like ask for a standard deviation, not a variance.""",
    start="""\
def start_spread(n, leak):
    return ...
""",
    cases=(
        Case("100 inputs, no leak", (100, 0.0)),
        Case("50 inputs, a leak of 0.3", (50, 0.3)),
        Case("784 inputs, a leak of 0.1", (784, 0.1)),
        Case("one input, a leak of 0.5", (1, 0.5)),
    ),
    truth=_spread_truth,
    hints=(
        Hint("variance", "That is the variance. Its root is the standard deviation.",
             lambda n, leak: 2 / ((1 + leak**2) * n)),
        Hint("LeCun", "That would keep the size if every sum passed unchanged. About half are cut.",
             lambda n, leak: 1 / math.sqrt(n)),
        Hint("no leak", "That is right for the plain ReLU. What leaks through counts as well.",
             lambda n, leak: math.sqrt(2 / n)),
        Hint("variance, no leak", "That is the variance for the plain ReLU. The leak counts too; then take the root.",
             lambda n, leak: 2 / n),
        Hint("leak not squared", "The leak acts on a mean square, so it has to be squared.",
             lambda n, leak: math.sqrt(2 / ((1 + leak) * n))),
        Hint("sum squared", "You squared 1 + a. The two halves of the bell curve are squared one by one.",
             lambda n, leak: math.sqrt(2 / ((1 + leak) ** 2 * n))),
        Hint("no half", "The factor 2 is missing: each half of the bell curve carries only half of the mean square.",
             lambda n, leak: math.sqrt(1 / ((1 + leak**2) * n))),
        Hint("2 before the root", "The 2 belongs under the root.",
             lambda n, leak: 2 / math.sqrt((1 + leak**2) * n)),
        Hint("half for double", "The 2 is on the wrong side: larger weights have to make up for the half that is cut.",
             lambda n, leak: math.sqrt(1 / (2 * (1 + leak**2) * n))),
        Hint("leak above", "1 + a² belongs in the denominator: the more leaks through, the smaller the weights may be.",
             lambda n, leak: math.sqrt(2 * (1 + leak**2) / n)),
        Hint("1 - leak²", "You subtract the leak's share. It adds to what passes.",
             lambda n, leak: math.sqrt(2 / ((1 - leak**2) * n))),
        Hint("brackets", "The brackets: n multiplies all of 1 + a².",
             lambda n, leak: math.sqrt(2 / (1 + leak**2 * n))),
        Hint("brackets after n", "The brackets: 1 + a² stands in the denominator, as n does.",
             lambda n, leak: math.sqrt(2 / n * (1 + leak) ** 2)),
        Hint("added to n", "a² belongs to the 1, not to the n.",
             lambda n, leak: math.sqrt(2 / (n + leak**2))),
        Hint("root of n alone", "The root is that of the whole variance, of 2/(1 + a²) too.",
             lambda n, leak: 2 / (1 + leak**2) / math.sqrt(n)),
        Hint("1 + leak² without the root", "1 + a² belongs under the root.",
             lambda n, leak: math.sqrt(2 / n) / (1 + leak**2)),
        Hint("upside down", "That is how much larger the sums get. The weights have to undo it: invert it.",
             lambda n, leak: math.sqrt((1 + leak**2) * n / 2)),
        Hint("leak in place of 1", "Both halves count: the upper one with 1, the lower one with a².",
             lambda n, leak: math.sqrt(2 / (n * leak**2))),
        Hint("1 - leak", "You took 1 - a. The leak adds to what passes, and as a square: 1 + a².",
             lambda n, leak: math.sqrt(2 / ((1 - leak) * n))),
        Hint("n not under the root",
             "n belongs under the root: a standard deviation is the root of a variance.",
             lambda n, leak: math.sqrt(2 / (1 + leak**2)) / n),
        Hint("leak doubled", "a² is a times a, not 2 times a.",
             lambda n, leak: math.sqrt(2 / ((1 + 2 * leak) * n))),
    ),
    solution="""\
def start_spread(n, leak):
    return np.sqrt(2 / ((1 + leak**2) * n))
""",
)  # fmt: skip
