"""The exercises of the chapter on optimizers: momentum, Adagrad, Adam and AdamW to write; four numbers."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.nn import optimizers
from nbhelpers.optimizers.exercises.adam import adam
from nbhelpers.optimizers.exercises.adamw import adamw
from nbhelpers.optimizers.exercises.averages import CONSTANT, FLIPPING, ONE, ages, average, before, in_turns, sums
from nbhelpers.optimizers.exercises.numbers import adagrad_steps, averaged_rate, half_a_step, largest_rate


def _sgdm(answer):
    def sgdm(grad, w, eta=0.01, beta=0.9):
        return in_turns(optimizers.sgdm, grad, w, answer, eta=eta, beta=beta)

    return sgdm


momentum = Exercise(
    name="optimizers.momentum",
    title="Momentum",
    task="""\
Write `momentum(g, eta, beta)`: the steps that SGD with momentum subtracts from the parameter, one for each
gradient.

`g` holds the gradients of one parameter in the order in which they came, shape (T,); `eta` is the learning rate.
Use the averaged form, with the first moment starting at zero. The answer has shape (T,).""",
    start="""\
def momentum(g, eta, beta):
    m = 0.0
    steps = []
    for g_t in g:
        ...
    return np.array(steps)
""",
    cases=(
        Case("one gradient", (ONE, 0.1, 0.5)),
        Case("a constant gradient", (CONSTANT, 0.1, 0.9)),
        Case("a gradient that changes its sign", (FLIPPING, 0.5, 0.8)),
        Case("no memory at all: plain SGD", (FLIPPING, 0.1, 0.0)),
        Case("tiny gradients, a long memory", (FLIPPING * 1e-3, 2.0, 0.95)),
    ),
    truth=lambda g, eta, beta: eta * (1 - beta) * ages(g, beta) @ g,
    hints=(
        Hint("library's form", "You wrote the libraries' momentum, without the factor 1 - beta. Here m is an average.",
             lambda g, eta, beta: eta * average(g, beta) / (1 - beta)),
        Hint("library's form, minus",
             "You wrote the libraries' momentum, without the factor 1 - beta, and with a minus. No minus is needed.",
             lambda g, eta, beta: -eta * average(g, beta) / (1 - beta)),
        Hint("weights swapped",
             "beta and 1 - beta have changed places: beta belongs to the old average, 1 - beta to the new gradient.",
             lambda g, eta, beta: eta * average(g, 1 - beta)),
        Hint("beta twice", "Both have the weight beta. The new gradient has 1 - beta.",
             lambda g, eta, beta: eta * sums(g, beta, beta)),
        Hint("1 - beta twice", "Both have the weight 1 - beta. The old average has beta.",
             lambda g, eta, beta: eta * sums(g, 1 - beta, 1 - beta)),
        Hint("beta at the gradient", "beta multiplies the gradient. It belongs to the old average, which fades.",
             lambda g, eta, beta: eta * sums(g, 1.0, beta)),
        Hint("nothing forgotten", "The old average keeps its full weight, so m grows. Multiply it by beta.",
             lambda g, eta, beta: eta * sums(g, 1.0, 1 - beta)),
        Hint("all added up", "You added up all gradients, each with full weight. beta lets them fade.",
             lambda g, eta, beta: eta * np.cumsum(g)),
        Hint("plain mean", "That is the mean of all gradients so far. beta lets the old ones fade.",
             lambda g, eta, beta: eta * np.cumsum(g) / np.arange(1, len(g) + 1)),
        Hint("starts at g", "Your average starts at the first gradient. It starts at zero.",
             lambda g, eta, beta: eta * average(g, beta, first=g[0])),
        Hint("corrected", "You divided by 1 - beta to the power of t, as Adam does. Here the start at zero is left in.",
             lambda g, eta, beta: eta * average(g, beta) / (1 - beta ** np.arange(1, len(g) + 1))),
        Hint("late", "Each step uses the average from before. First bring m up to date, then make the step.",
             lambda g, eta, beta: eta * before(average(g, beta))),
        Hint("Nesterov", "That is Nesterov's momentum, which looks ahead. Here the step is eta times m.",
             lambda g, eta, beta: eta * (beta * average(g, beta) + (1 - beta) * g)),
        Hint("gradient added", "You added the gradient to m once more. It is in m already.",
             lambda g, eta, beta: eta * (average(g, beta) + g)),
        Hint("no memory",
             "Each step knows only its own gradient. Does m keep its value from one turn of the loop to the next?",
             lambda g, eta, beta: eta * (1 - beta) * g),
        Hint("plain SGD", "Those are the steps of plain SGD. The step is eta times the average m.",
             lambda g, eta, beta: eta * g),
        Hint("no eta", "Those are the averages m_t. A step is eta times the average.",
             lambda g, eta, beta: average(g, beta)),
        Hint("eta twice", "eta went in twice, into m and into the step. Once is enough.",
             lambda g, eta, beta: eta**2 * average(g, beta)),
        Hint("eta twice, library's form", "eta went in twice, into m and into the step; and m has the factor 1 - beta.",
             lambda g, eta, beta: eta**2 * average(g, beta) / (1 - beta)),
        Hint("squares", "That is an average of squares, like Adam's second moment. Momentum averages the gradients.",
             lambda g, eta, beta: eta * average(g**2, beta)),
        Hint("sign", "The steps have the wrong sign. They are subtracted later, so no minus is needed here.",
             lambda g, eta, beta: -eta * average(g, beta)),
        Hint("places", "You added the steps up: that is how far the parameter has come. Return each step by itself.",
             lambda g, eta, beta: np.cumsum(eta * average(g, beta))),
        Hint("last step alone", "That is the last step alone. Append every step to the list.",
             lambda g, eta, beta: eta * average(g, beta)[-1]),
        Hint("1 - beta in the step", "1 - beta went in twice, into m and into the step. Once is enough.",
             lambda g, eta, beta: eta * (1 - beta) * average(g, beta)),
        Hint("beta in the step", "beta multiplies the new gradient too, or the step. It belongs to the old m alone.",
             lambda g, eta, beta: eta * beta * average(g, beta)),
        Hint("library's Nesterov",
             "That is Nesterov's momentum in the libraries' form. Here the step is eta times the average m.",
             lambda g, eta, beta: eta * (g + beta * sums(g, beta, 1.0))),
        Hint("eta in the average",
             "eta went into the average that is carried on, so that it counts again at every step.",
             lambda g, eta, beta: sums(g, eta * beta, eta * (1 - beta))),
        Hint("sizes", "You averaged the sizes of the gradients. Keep their signs, so that they can cancel.",
             lambda g, eta, beta: eta * average(np.abs(g), beta)),
        Hint("gradient and momentum", "The gradient goes into m only; the step is eta times m.",
             lambda g, eta, beta: eta * g + beta * average(g, beta)),
    ),
    solution="""\
def momentum(g, eta, beta):
    m = 0.0
    steps = []
    for g_t in g:
        m = beta * m + (1 - beta) * g_t
        steps.append(eta * m)
    return np.array(steps)
""",
    place="nn.optimizers.sgdm",
    fits=_sgdm,
)  # fmt: skip


def _adagrad(answer):
    def adagrad(grad, w, eta=0.01, eps=1e-10):
        return in_turns(optimizers.adagrad, grad, w, answer, eta=eta, eps=eps)

    return adagrad


adagrad = Exercise(
    name="optimizers.adagrad",
    title="Adagrad",
    task="""\
Write `adagrad(g, eta, eps)`: the steps that Adagrad subtracts from the parameter, one for each gradient.

`g` holds the gradients of one parameter in the order in which they came, shape (T,); `eta` is the learning rate, and
`eps` is added after the root is taken. The answer has shape (T,).""",
    start="""\
def adagrad(g, eta, eps):
    V = 0.0
    steps = []
    for g_t in g:
        ...
    return np.array(steps)
""",
    cases=(
        Case("one gradient: a step of eta, whatever its size", (ONE, 0.1, 1e-10)),
        Case("a constant gradient: the steps shrink", (CONSTANT, 1.0, 1e-10)),
        Case("a gradient that changes its sign, and a large eps", (FLIPPING, 0.5, 0.1)),
        Case("gradients far smaller than eps", (FLIPPING * 1e-6, 0.2, 1e-3)),
        Case("large gradients that cancel", (np.array([300.0, -300.0, 200.0]), 0.1, 2.0)),
    ),
    truth=lambda g, eta, eps: np.array([eta * g[t] / (np.linalg.norm(g[: t + 1]) + eps) for t in range(len(g))]),
    hints=(
        Hint("no root", "You divide by V itself. Only its root has the unit of a gradient.",
             lambda g, eta, eps: eta * g / (np.cumsum(g**2) + eps)),
        Hint("root of the root", "The root was taken twice, in V and in the step. V holds the sum of the squares.",
             lambda g, eta, eps: _rooted_twice(g, eta, eps)),
        Hint("times the root", "The root of V is on the wrong side: divide by it. (Multiplying is what the notes say.)",
             lambda g, eta, eps: eta * g * (np.sqrt(np.cumsum(g**2)) + eps)),
        Hint("no squares", "V adds up the gradients' sizes. It has to add up their squares, before the root is taken.",
             lambda g, eta, eps: eta * g / (np.cumsum(np.abs(g)) + eps)),
        Hint("sizes under the root", "V adds up the gradients' sizes. It has to add up their squares.",
             lambda g, eta, eps: eta * g / (np.sqrt(np.cumsum(np.abs(g))) + eps)),
        Hint("signs left", "V adds up the gradients with their signs, so they cancel. It has to add up their squares.",
             lambda g, eta, eps: eta * g / (np.sqrt(np.cumsum(g)) + eps)),
        Hint("sum squared", "You squared the sum, so that gradients cancel. Square each one, then add.",
             lambda g, eta, eps: eta * g / (np.abs(np.cumsum(g)) + eps)),
        Hint("only the last",
             "V holds the last square only, so every step is as long as the first. Add to the V that was there.",
             lambda g, eta, eps: eta * g / (np.abs(g) + eps)),
        Hint("too late", "The present gradient is missing from V: add its square first, then make the step.",
             lambda g, eta, eps: eta * g / (np.sqrt(np.cumsum(g**2) - g**2) + eps)),
        Hint("future seen", "Every step knows all gradients, even those still to come. V grows as the steps are made.",
             lambda g, eta, eps: eta * g / (np.linalg.norm(g) + eps)),
        Hint("mean", "You take the mean of the squares. Adagrad takes their sum, and that is why its steps shrink.",
             lambda g, eta, eps: eta * g / (np.sqrt(np.cumsum(g**2) / np.arange(1, len(g) + 1)) + eps)),
        Hint("moving average", "V forgets, as RMSProp's does. Adagrad's V adds up all squares and forgets nothing.",
             lambda g, eta, eps: eta * g / (np.sqrt(average(g**2, 0.9)) + eps)),
        Hint("count for V", "You divided by the root of t. Adagrad divides by the root of the sum of the squares.",
             lambda g, eta, eps: eta * g / (np.sqrt(np.arange(1, len(g) + 1)) + eps)),
        Hint("eps inside", "eps went under the root. It is added to the root, outside.",
             lambda g, eta, eps: eta * g / np.sqrt(np.cumsum(g**2) + eps)),
        Hint("eps in V", "eps is added to V at every step, and under the root. Add it to the root, in the step.",
             lambda g, eta, eps: eta * g / np.sqrt(np.cumsum(g**2 + eps))),
        Hint("no eps", "eps is missing. It is added to the root.",
             lambda g, eta, eps: eta * g / np.sqrt(np.cumsum(g**2))),
        Hint("eps after the division", "Mind the brackets: eps is added to the root, in the denominator.",
             lambda g, eta, eps: eta * g / np.sqrt(np.cumsum(g**2)) + eps),
        Hint("no gradient", "The gradient is missing from the numerator: the step is eta g over the root.",
             lambda g, eta, eps: eta / (np.sqrt(np.cumsum(g**2)) + eps)),
        Hint("squared above", "The numerator has the square, too. There it is the gradient itself.",
             lambda g, eta, eps: eta * g**2 / (np.sqrt(np.cumsum(g**2)) + eps)),
        Hint("size above", "The sign of the gradient is lost: the numerator has g, not its size.",
             lambda g, eta, eps: eta * np.abs(g) / (np.sqrt(np.cumsum(g**2)) + eps)),
        Hint("no eta", "The learning rate eta is missing.",
             lambda g, eta, eps: g / (np.sqrt(np.cumsum(g**2)) + eps)),
        Hint("sign", "The steps have the wrong sign. They are subtracted later, so no minus is needed here.",
             lambda g, eta, eps: -eta * g / (np.sqrt(np.cumsum(g**2)) + eps)),
        Hint("places", "You added the steps up: that is how far the parameter has come. Return each step by itself.",
             lambda g, eta, eps: np.cumsum(eta * g / (np.sqrt(np.cumsum(g**2)) + eps))),
        Hint("last step alone", "That is the last step alone. Append every step to the list.",
             lambda g, eta, eps: (eta * g / (np.sqrt(np.cumsum(g**2)) + eps))[-1]),
        Hint("eta eaten up",
             "You divide eta itself, and carry the result on. Divide the same eta by the root of V at every step.",
             lambda g, eta, eps: np.cumprod(1 / (np.sqrt(np.cumsum(g**2)) + eps)) * eta * g),
        Hint("eps multiplied", "eps is added to the root, not multiplied.",
             lambda g, eta, eps: eta * g / (np.sqrt(np.cumsum(g**2)) * eps)),
        Hint("eta in V", "eta went into V as well. V adds up the squares of the gradients alone.",
             lambda g, eta, eps: eta * g / (np.sqrt(np.cumsum((eta * g) ** 2)) + eps)),
        Hint("V above", "V is in the numerator, too. The gradient belongs there.",
             lambda g, eta, eps: eta * np.cumsum(g**2) / (np.sqrt(np.cumsum(g**2)) + eps)),
        Hint("plain SGD", "Those are the steps of plain SGD. Divide by the root of the sum of the squares so far.",
             lambda g, eta, eps: eta * g),
    ),
    solution="""\
def adagrad(g, eta, eps):
    V = 0.0
    steps = []
    for g_t in g:
        V = V + g_t**2
        steps.append(eta * g_t / (np.sqrt(V) + eps))
    return np.array(steps)
""",
    place="nn.optimizers.adagrad",
    fits=_adagrad,
)  # fmt: skip


def _rooted_twice(g, eta, eps):
    V, steps = 0.0, []
    for g_t in g:
        V = np.sqrt(V + g_t**2)
        steps.append(eta * g_t / (np.sqrt(V) + eps))
    return np.array(steps)


EXERCISES = (largest_rate, momentum, averaged_rate, adagrad, adagrad_steps, adam, half_a_step, adamw)
