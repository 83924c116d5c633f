"""The exercises of the chapter on activation functions: three functions to write, two numbers."""

import math

import numpy as np

from nbhelpers.activations import leaky_relu
from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction

ERRORS = np.array([[1.0, -2.0, 0.5], [3.0, 1.5, -1.0]])
SUMS = np.array([[0.7, -0.4, -2.0], [-1.0, 3.0, 0.2]])


def _wiggled(e, Z, leak):
    """The loss -sum(e f(Z)) has the error e behind f: its slopes in Z, by central differences, with a minus."""
    steps = (leaky_relu(Z + 1e-6, leak) - leaky_relu(Z - 1e-6, leak)) / 2e-6
    return e * steps


leaky_back = Exercise(
    name="activations.leaky_back",
    title="An error through a leak",
    task="""\
Write `leaky_back(e, Z, leak)`: the errors of the weighted sums `Z` of a layer of leaky ReLUs.

Given are the errors `e` of the layer's outputs, its weighted sums `Z`, both of shape (samples, units), and
the leak. The answer has the same shape.""",
    start="""\
def leaky_back(e, Z, leak):
    # e: errors of the outputs, Z: weighted sums
    return ...
""",
    cases=(
        Case("a leak of 0.1", (ERRORS, SUMS, 0.1)),
        Case("no leak: the ReLU", (ERRORS, SUMS, 0.0)),
        Case("a leak of 0.3", (2 * ERRORS, -SUMS, 0.3)),
    ),
    truth=_wiggled,
    hints=(
        Hint("the value", "You multiplied by the function itself. An error is multiplied by the slope.",
             lambda e, Z, leak: e * leaky_relu(Z, leak)),
        Hint("sign of the error", "You asked whether the error is above zero. It is the weighted sum that decides.",
             lambda e, Z, leak: np.where(e > 0, e, leak * e)),
        Hint("no leak", "Below zero nothing comes through in your layer: that is the ReLU. Let the leak pass.",
             lambda e, Z, leak: np.where(Z > 0, e, 0.0)),
        Hint("sides swapped", "The sides are swapped: above zero the slope is 1, below it is the leak.",
             lambda e, Z, leak: np.where(Z > 0, leak * e, e)),
        Hint("slope alone", "Those are the slopes. The errors have to be multiplied by them.",
             lambda e, Z, leak: np.where(Z > 0, 1.0, leak)),
    ),
    solution="""\
def leaky_back(e, Z, leak):
    return e * np.where(Z > 0, 1.0, leak)
""",
)  # fmt: skip

CHI = (np.array([0.5, 0.5, 0.5]), np.array([0.1, 2.0, 3.0, 0.4]), np.array([4.0]))


def _sizes_truth(chi):
    """Through logarithms: ln d_l is the sum of ln chi over the layers behind."""
    logs = np.log(chi)
    return np.exp(0.5 * np.array([logs[layer:].sum() for layer in range(len(chi) + 1)]))


error_sizes = Exercise(
    name="activations.error_sizes",
    title="From factors to sizes",
    task="""\
Write `error_sizes(chi)`: the size (root mean square) of the error in every layer, from the first to the last.

`chi[0]` takes the mean square from layer 2 back to layer 1, `chi[1]` from layer 3 to layer 2, and so on; it
has L - 1 numbers. The last layer's error has size 1. The answer has L numbers.""",
    start="""\
def error_sizes(chi):
    d = [1.0]  # the mean square in the last layer
    ...
    return np.array(d)
""",
    cases=(
        Case("ReLUs with variance 1/n: always one half", (CHI[0],)),
        Case("four different factors", (CHI[1],)),
        Case("two layers", (CHI[2],)),
    ),
    truth=_sizes_truth,
    hints=(
        Hint("no root", "Those are the mean squares. The size is their root.",
             lambda chi: _sizes_truth(chi) ** 2),
        Hint("last first", "You list the layers from the last to the first. Turn the list round.",
             lambda chi: _sizes_truth(chi)[::-1]),
        Hint("wrong end", "The error starts at the last layer with size 1 and goes back, not at the first.",
             lambda chi: np.sqrt(np.concatenate([[1.0], np.cumprod(chi)]))),
        Hint("no product", "Each factor stands alone in your answer. They multiply, layer after layer.",
             lambda chi: np.sqrt(np.concatenate([chi, [1.0]]))),
    ),
    solution="""\
def error_sizes(chi):
    d = [1.0]
    for factor in chi[::-1]:
        d.append(d[-1] * factor)
    return np.sqrt(np.array(d[::-1]))
""",
)  # fmt: skip


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
    ),
    truth=_spread_truth,
    hints=(
        Hint("variance", "That is the variance. Its root is the standard deviation.",
             lambda n, leak: 2 / ((1 + leak**2) * n)),
        Hint("LeCun", "That would keep the size if every sum passed unchanged. About half are cut.",
             lambda n, leak: 1 / math.sqrt(n)),
        Hint("no leak", "That is right for the plain ReLU. What leaks through counts as well.",
             lambda n, leak: math.sqrt(2 / n)),
        Hint("leak not squared", "The leak acts on a mean square, so it has to be squared.",
             lambda n, leak: math.sqrt(2 / ((1 + leak) * n))),
        Hint("sum squared", "You squared 1 + a. The two halves of the bell curve are squared one by one.",
             lambda n, leak: math.sqrt(2 / ((1 + leak) ** 2 * n))),
    ),
    solution="""\
def start_spread(n, leak):
    return np.sqrt(2 / ((1 + leak**2) * n))
""",
)  # fmt: skip


def _factors_until(factor, least):
    """How often `factor` has to be multiplied until the product is below `least`."""
    count, product = 0, 1.0
    while product >= least:
        count, product = count + 1, product * factor
    return count


millionth = Prediction(
    name="activations.millionth",
    title="How soon is it gone?",
    task="A chain of single sigmoid units, every weight 1, every slope as large as it can be. After how many "
    "slopes is the error smaller than one millionth?",
    truth=lambda: _factors_until(0.25, 1e-6),
    hints=(
        Near(20, "That is for factors of one half. The sigmoid's largest slope is a quarter."),
        Near(6, "That is for factors of one tenth. The sigmoid's largest slope is a quarter."),
        Near(9, "Nearly: nine quarters still leave a little more, 3.8 millionths."),
    ),
    answer="(1/4)ᵏ < 10⁻⁶ for k > 6/log₁₀ 4 = 9.97, so after {truth} slopes.",
    wanted=0,
)

thirty_relus = Prediction(
    name="activations.thirty_relus",
    title="ReLUs with the wrong start",
    task="Thirty layers of ReLUs of equal width start with variance 1/n. By which factor is the size (root mean "
    "square) of the error smaller in layer 1 than in layer 30?",
    truth=lambda: math.sqrt(0.5) ** 29,
    hints=(
        Near(0.5**29, "That is the mean square. The size is its root."),
        Near(0.5**15, "Thirty layers have 29 steps between them."),
        Near(0.5**30, "That is the mean square after 30 steps. There are 29 steps, and the size is a root."),
        Near(2**14.5, "That is how much larger the last one is. Turn it round."),
    ),
    answer="Each of the 29 steps back leaves √(1/2) of the size: (1/2) to the power 14.5 = {truth}.",
)

EXERCISES = (leaky_back, millionth, error_sizes, start_spread, thirty_relus)
