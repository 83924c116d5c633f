"""The exercises of the chapter on activation functions: four functions to write, three numbers."""

import math

import numpy as np

from nbhelpers import activations
from nbhelpers.activations import propagation
from nbhelpers.activations.exercises.start import start, start_spread, sum_spread
from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction
from nbhelpers.nn.activations import leaky_relu

ERRORS = np.array([[1.0, -2.0, 0.5], [3.0, 1.5, -1.0]])
SUMS = np.array([[0.7, -0.4, -2.0], [-1.0, 3.0, 0.2]])


def _wiggled(e, Z, leak):
    """The loss sum(e f(Z)) has the error e after f: its derivatives in Z, by central differences."""
    steps = (leaky_relu(Z + 1e-6, leak) - leaky_relu(Z - 1e-6, leak)) / 2e-6
    return e * steps


def _with_that_slope(answer):
    """The leaky ReLU whose derivative is what becomes of errors of 1."""

    def leaky(leak=activations.LEAK):
        def slope(z):
            Z = np.reshape(z, (1, -1))
            return np.reshape(answer(np.ones(Z.shape), Z, leak), np.shape(z))

        return activations.leaky(leak)._replace(slope=slope, slope_of_value=slope)

    return leaky


leaky_back = Exercise(
    name="activations.leaky_back",
    title="An error through a leak",
    task="""\
Write `leaky_back(e, Z, leak)`: the errors of the pre-activations `Z` of a layer of leaky ReLUs.

Given are the errors `e` of the layer's outputs, its pre-activations `Z`, none of them 0, both of shape
(samples, units), and the leak. The answer has the same shape.""",
    start="""\
def leaky_back(e, Z, leak):
    # e: errors of the outputs, Z: pre-activations
    return ...
""",
    cases=(
        Case("a leak of 0.1", (ERRORS, SUMS, 0.1)),
        Case("no leak: the ReLU", (ERRORS, SUMS, 0.0)),
        Case("a leak of 0.3", (2 * ERRORS, -SUMS, 0.3)),
        Case("as many samples as units, small sums", (ERRORS[:, :2], SUMS[:, :2] / 10, 0.25)),
    ),
    truth=_wiggled,
    hints=(
        Hint("value alone",
             "That is the way forward, f(Z). On the way back an error is multiplied by the derivative of f.",
             lambda e, Z, leak: leaky_relu(Z, leak)),
        Hint("leak alone", "Below zero your answer is the leak itself. The error comes through, times the leak.",
             lambda e, Z, leak: np.where(Z > 0, e, leak)),
        Hint("leak everywhere", "The leak acts only where the pre-activation is below zero.",
             lambda e, Z, leak: leak * e),
        Hint("leak added", "Above zero your derivative is 1 + leak. There it is 1, and below it is the leak.",
             lambda e, Z, leak: e * ((Z > 0) + leak)),
        Hint("minus the leak", "Below zero the derivative is the leak, not minus the leak: the line still rises.",
             lambda e, Z, leak: e * np.where(Z > 0, 1.0, -leak)),
        Hint("above the leak", "You compared Z with the leak. The corner lies at zero.",
             lambda e, Z, leak: e * np.where(Z > leak, 1.0, leak)),
        Hint("unchanged", "The errors came through unchanged. Where Z is below zero, only the leak's share passes.",
             lambda e, Z, leak: e),
        Hint("divided", "You divided by the derivative. An error is multiplied by it.",
             lambda e, Z, leak: e / np.where(Z > 0, 1.0, leak)),
        Hint("added", "You added the derivative to the error. An error is multiplied by it.",
             lambda e, Z, leak: e + np.where(Z > 0, 1.0, leak)),
        Hint("forward on the error", "You sent the error through f. Its derivative, taken at Z, multiplies the error.",
             lambda e, Z, leak: leaky_relu(e * Z, leak)),
        Hint("matrix product",
             "@ mixes units and samples. Each error is multiplied by the derivative of its own unit: use *.",
             lambda e, Z, leak: e @ np.where(Z > 0, 1.0, leak)),
        Hint("added up over samples", "You added up the samples. Each sample keeps its own errors.",
             lambda e, Z, leak: (e * np.where(Z > 0, 1.0, leak)).sum(axis=0)),
        Hint("mean over samples", "You took the mean over the samples. Each sample keeps its own errors.",
             lambda e, Z, leak: (e * np.where(Z > 0, 1.0, leak)).mean(axis=0)),
        Hint("the value", "You multiplied by the function itself. An error is multiplied by the derivative.",
             lambda e, Z, leak: e * leaky_relu(Z, leak)),
        Hint("sign of the error", "You checked whether the error is above zero. It is the pre-activation that decides.",
             lambda e, Z, leak: np.where(e > 0, e, leak * e)),
        Hint("no leak", "Below zero nothing comes through in your layer: that is the ReLU. Let the leak pass.",
             lambda e, Z, leak: np.where(Z > 0, e, 0.0)),
        Hint("sides swapped", "The sides are swapped: above zero the derivative is 1, below it is the leak.",
             lambda e, Z, leak: np.where(Z > 0, leak * e, e)),
        Hint("derivative alone", "Those are the derivatives. The errors have to be multiplied by them.",
             lambda e, Z, leak: np.where(Z > 0, 1.0, leak)),
        Hint("one above zero", "Above zero your answer is 1. There the error comes through as it is.",
             lambda e, Z, leak: np.where(Z > 0, 1, leak * e)),
        Hint("1 - leak", "Below zero the derivative is the leak itself, not 1 - leak.",
             lambda e, Z, leak: e * np.where(Z > 0, 1, 1 - leak)),
        Hint("value below zero",
             "Below zero your answer is the value, leak times Z. Leak times the error comes through.",
             lambda e, Z, leak: np.where(Z > 0, e, leak * Z)),
    ),
    solution="""\
def leaky_back(e, Z, leak):
    return e * np.where(Z > 0, 1.0, leak)
""",
    place="nn.activations.leaky",
    fits=_with_that_slope,
)  # fmt: skip

CHI = (np.array([0.5, 0.5, 0.5]), np.array([0.1, 2.0, 3.0, 0.4]), np.array([4.0]))


def _sizes_truth(chi):
    """Through logarithms: the logarithm of a mean square is the sum of ln chi over the layers after it."""
    logs = np.log(chi)
    return np.exp(0.5 * np.array([logs[layer:].sum() for layer in range(len(chi) + 1)]))


def _products(chi):
    return np.concatenate([[1.0], np.cumprod(chi)])


def _walked_back(chi, step):
    """From 1 in the last layer to the first one, one step for each factor."""
    squares = [1.0]
    for factor in chi[::-1]:
        squares.append(step(squares[-1], factor))
    return np.array(squares[::-1])


def _in_theory(answer):
    def theory(*net, **settings):
        sizes = propagation.theory(*net, **settings)
        return sizes._replace(errors=np.square(answer(sizes.errors[:-1] / sizes.errors[1:])))

    return theory


error_sizes = Exercise(
    name="activations.error_sizes",
    title="From factors to sizes",
    task="""\
Write `error_sizes(chi)`: the size (root mean square) of the error in every layer, from the first to the last.

`chi[0]` is the error's mean square in layer 1 divided by that in layer 2, `chi[1]` that in layer 2 by that in layer 3,
and so on; it has L - 1 numbers. The last layer's error has size 1. The answer has L numbers.""",
    start="""\
def error_sizes(chi):
    squares = [1.0]  # the mean square in the last layer
    ...
    return ...
""",
    cases=(
        Case("ReLUs with variance 1/n: always one half", (CHI[0],)),
        Case("four different factors", (CHI[1],)),
        Case("two layers", (CHI[2],)),
        Case("a network of one layer has no factors", (np.array([]),)),
        Case("very small and very large ones", (np.array([1e-12, 1e9, 1e-3]),)),
    ),
    truth=_sizes_truth,
    hints=(
        Hint("no root", "Those are the mean squares. The size is their root.",
             lambda chi: _sizes_truth(chi) ** 2),
        Hint("last first", "You list the layers from the last to the first. Reverse the list.",
             lambda chi: _sizes_truth(chi)[::-1]),
        Hint("last first, no root", "Those are mean squares, the last layer first. Reverse the list; take the roots.",
             lambda chi: _sizes_truth(chi)[::-1] ** 2),
        Hint("wrong end", "The error starts at the last layer with size 1 and goes back, not at the first.",
             lambda chi: np.sqrt(_products(chi))),
        Hint("wrong end, no root", "The error starts at the last layer and goes back. And its size is a root.",
             lambda chi: _products(chi)),
        Hint("first factor first",
             "The list is reversed, but not the factors: the way back begins with the last factor.",
             lambda chi: np.sqrt(_products(chi))[::-1]),
        Hint("first factor first, no root", "The way back begins with the last factor. And the size is a root.",
             lambda chi: _products(chi)[::-1]),
        Hint("no product", "Each factor stands alone in your answer. They multiply, layer after layer.",
             lambda chi: np.sqrt(np.concatenate([chi, [1.0]]))),
        Hint("no product, no root", "Each factor stands alone. They multiply, layer after layer; the size is the root.",
             lambda chi: np.concatenate([chi, [1.0]])),
        Hint("last layer left out", "The last layer, with its size of 1, belongs in the list as well.",
             lambda chi: _sizes_truth(chi)[:-1]),
        Hint("root at each step", "You take the root at every step, so that it is taken again and again. Take it once.",
             lambda chi: _walked_back(chi, lambda square, factor: np.sqrt(square * factor))),
        Hint("two roots", "The root is taken twice: of the factors, and of the product. Once is enough.",
             lambda chi: np.sqrt(_sizes_truth(chi))),
        Hint("added", "You added up the factors. They multiply.",
             lambda chi: np.sqrt(_walked_back(chi, np.add))),
        Hint("divided", "You divided by the factors. Going back, the error is multiplied by them.",
             lambda chi: 1 / _sizes_truth(chi)),
        Hint("half", "You halved it. The size is the square root.",
             lambda chi: _sizes_truth(chi) ** 2 / 2),
        Hint("from the front", "You multiplied from the first factor on. The way back begins with the last one.",
             lambda chi: np.sqrt(np.cumprod(np.append(chi, 1.0)))),
    ),
    solution="""\
def error_sizes(chi):
    squares = [1.0]
    for factor in chi[::-1]:
        squares.append(squares[-1] * factor)
    return np.sqrt(np.array(squares[::-1]))
""",
    place="activations.propagation.theory",
    fits=_in_theory,
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
    task="A chain of single sigmoid units, every weight 1, every derivative as large as it can be. After how many "
    "of them is the error smaller than one millionth?",
    truth=lambda: _factors_until(0.25, 1e-6),
    hints=(
        Near(20, "That is for factors of one half. The sigmoid's largest derivative is a quarter."),
        Near(6, "That is for factors of one tenth. The sigmoid's largest derivative is a quarter."),
        Near(9, "Nearly: nine quarters still leave a little more, 3.8 millionths."),
    ),
    answer="(1/4)ᵏ < 10⁻⁶ for k > 6/log₁₀ 4 = 9.97, so after {truth} derivatives.",
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
        Near(2**14.5, "That is how much larger the last one is. Invert it."),
    ),
    answer="Each of the 29 steps back leaves √(1/2) of the size: (1/2) to the power 14.5 = {truth}.",
)

EXERCISES = (leaky_back, start, sum_spread, millionth, error_sizes, start_spread, thirty_relus)
