"""The exercise on initial weights for leaky ReLUs."""

import math

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.nn.activations import leaky_relu


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

A unit listens to `n` others. `np.random.normal` and its kin ask for a standard deviation, not a variance.""",
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
        Hint("half for double", "The 2 is on the wrong side: a cut half has to be made up for by larger weights.",
             lambda n, leak: math.sqrt(1 / (2 * (1 + leak**2) * n))),
        Hint("leak above", "1 + a² belongs below: the more leaks through, the smaller the weights may be.",
             lambda n, leak: math.sqrt(2 * (1 + leak**2) / n)),
        Hint("1 - leak²", "You subtract the leak's share. It adds to what passes.",
             lambda n, leak: math.sqrt(2 / ((1 - leak**2) * n))),
        Hint("brackets", "The brackets: n multiplies all of 1 + a².",
             lambda n, leak: math.sqrt(2 / (1 + leak**2 * n))),
        Hint("brackets after n", "The brackets: 1 + a² stands below the line, as n does.",
             lambda n, leak: math.sqrt(2 / n * (1 + leak) ** 2)),
        Hint("added to n", "a² belongs to the 1, not to the n.",
             lambda n, leak: math.sqrt(2 / (n + leak**2))),
        Hint("root of n alone", "The root is that of the whole variance, of 2/(1 + a²) too.",
             lambda n, leak: 2 / (1 + leak**2) / math.sqrt(n)),
        Hint("1 + leak² without the root", "1 + a² belongs under the root.",
             lambda n, leak: math.sqrt(2 / n) / (1 + leak**2)),
        Hint("upside down", "That is how much larger the sums get. The weights have to undo it: turn it round.",
             lambda n, leak: math.sqrt((1 + leak**2) * n / 2)),
        Hint("leak in place of 1", "Both halves count: the upper one with 1, the lower one with a².",
             lambda n, leak: math.sqrt(2 / (n * leak**2))),
        Hint("1 - leak", "You took 1 - a. The leak adds to what passes, and as a square: 1 + a².",
             lambda n, leak: math.sqrt(2 / ((1 - leak) * n))),
        Hint("n not under the root",
             "n belongs under the root: that is the variance for n, not the standard deviation.",
             lambda n, leak: math.sqrt(2 / (1 + leak**2)) / n),
        Hint("leak doubled", "a² is a times a, not 2 times a.",
             lambda n, leak: math.sqrt(2 / ((1 + 2 * leak) * n))),
    ),
    solution="""\
def start_spread(n, leak):
    return np.sqrt(2 / ((1 + leak**2) * n))
""",
)  # fmt: skip
