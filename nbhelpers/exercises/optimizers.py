"""The exercises of the chapter on optimizers: momentum, Adagrad and Adam to write; four numbers."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.optimizers_adam import adam
from nbhelpers.exercises.optimizers_averages import CONSTANT, FLIPPING, ONE, ages, average
from nbhelpers.exercises.optimizers_numbers import adagrad_steps, averaged_rate, half_a_step, largest_rate

momentum = Exercise(
    name="optimizers.momentum",
    title="Momentum",
    task="""\
Write `momentum(g, eta, beta)`: the steps that SGD with momentum takes off the parameter, one for each
gradient.

Given are the gradients `g` of one parameter in the order in which they came, shape (T,), the learning rate
`eta` and `beta`. Use the averaged form, with the first moment starting at zero. The answer has shape (T,).""",
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
        Case("a gradient that changes its mind", (FLIPPING, 0.5, 0.8)),
    ),
    truth=lambda g, eta, beta: eta * (1 - beta) * ages(g, beta) @ g,
    hints=(
        Hint(
            "library's form",
            "You wrote the libraries' momentum, without the factor 1 - beta. Here m is an average.",
            lambda g, eta, beta: eta * average(g, beta) / (1 - beta),
        ),
        Hint(
            "weights swapped",
            "beta and 1 - beta have changed places: beta belongs to the old average, 1 - beta to the new gradient.",
            lambda g, eta, beta: eta * average(g, 1 - beta),
        ),
        Hint(
            "starts at g",
            "Your average starts at the first gradient. It starts at zero.",
            lambda g, eta, beta: eta * average(g, beta, first=g[0]),
        ),
        Hint(
            "no memory",
            "Each step knows its own gradient only. Does m keep its value from one turn of the loop to the next?",
            lambda g, eta, beta: eta * (1 - beta) * g,
        ),
        Hint(
            "no eta",
            "Those are the averages m_t. A step is eta times that.",
            lambda g, eta, beta: average(g, beta),
        ),
        Hint(
            "sign",
            "The steps have the wrong sign. They are taken off the parameter, so no minus is needed here.",
            lambda g, eta, beta: -eta * average(g, beta),
        ),
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
)

adagrad = Exercise(
    name="optimizers.adagrad",
    title="Adagrad",
    task="""\
Write `adagrad(g, eta, eps)`: the steps that Adagrad takes off the parameter, one for each gradient.

Given are the gradients `g` of one parameter in the order in which they came, shape (T,), the learning rate
`eta` and `eps`, which is added to the root. The answer has shape (T,).""",
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
        Case("a gradient that changes its mind, and a large eps", (FLIPPING, 0.5, 0.1)),
    ),
    truth=lambda g, eta, eps: np.array([eta * g[t] / (np.linalg.norm(g[: t + 1]) + eps) for t in range(len(g))]),
    hints=(
        Hint(
            "no root",
            "You divide by V itself. Only its root has the unit of a gradient.",
            lambda g, eta, eps: eta * g / (np.cumsum(g**2) + eps),
        ),
        Hint(
            "times the root",
            "The root of V is on the wrong side: divide by it. (Multiplying is what the notes say.)",
            lambda g, eta, eps: eta * g * (np.sqrt(np.cumsum(g**2)) + eps),
        ),
        Hint(
            "no squares",
            "V adds up the gradients' sizes. It has to add up their squares, before the root is taken.",
            lambda g, eta, eps: eta * g / (np.cumsum(np.abs(g)) + eps),
        ),
        Hint(
            "only the last",
            "V holds the last square only, so every step is as long as the first. Add to the V that was there.",
            lambda g, eta, eps: eta * g / (np.abs(g) + eps),
        ),
        Hint(
            "too late",
            "The present gradient is missing from V: add its square first, then make the step.",
            lambda g, eta, eps: eta * g / (np.sqrt(np.cumsum(g**2) - g**2) + eps),
        ),
        Hint(
            "mean",
            "You take the mean of the squares. Adagrad takes their sum, and that is why its steps shrink.",
            lambda g, eta, eps: eta * g / (np.sqrt(np.cumsum(g**2) / np.arange(1, len(g) + 1)) + eps),
        ),
        Hint(
            "sign",
            "The steps have the wrong sign. They are taken off the parameter, so no minus is needed here.",
            lambda g, eta, eps: -eta * g / (np.sqrt(np.cumsum(g**2)) + eps),
        ),
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
)


EXERCISES = (largest_rate, momentum, averaged_rate, adagrad, adagrad_steps, adam, half_a_step)
