"""The exercise on Adam."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.optimizers_averages import CONSTANT, FLIPPING, ONE, ages, average


def _adam_truth(g, eta, beta1, beta2, eps):
    """Corrected moments are weighted means: weights beta^age, divided by their sum."""
    first, second = ages(g, beta1), ages(g, beta2)
    m_hat, V_hat = first @ g / first.sum(1), second @ g**2 / second.sum(1)
    return eta * m_hat / (np.sqrt(V_hat) + eps)


def adam_like(g, eta, beta1, beta2, eps, powers=None, squares=None, epsilon="outside"):
    """Adam with a part of it changed: the powers t of the correction, what is squared, where eps goes."""
    t = np.arange(1, len(g) + 1) if powers is None else powers
    m_hat = average(g, beta1) / (1 - beta1**t)
    V_hat = average(g**2 if squares is None else squares, beta2) / (1 - beta2**t)
    root = np.sqrt(V_hat + eps) if epsilon == "inside" else np.sqrt(V_hat) + eps
    return eta * m_hat / root


adam = Exercise(
    name="optimizers.adam",
    title="Adam",
    task="""\
Write `adam(g, eta, beta1, beta2, eps)`: the steps that Adam takes off the parameter, one for each gradient.

Given are the gradients `g` of one parameter in the order in which they came, shape (T,), and the settings.
Both moments start at zero and are corrected for it. The answer has shape (T,).""",
    start="""\
def adam(g, eta, beta1, beta2, eps):
    m, V = 0.0, 0.0
    steps = []
    for t, g_t in enumerate(g, start=1):
        ...
    return np.array(steps)
""",
    cases=(
        Case("one gradient: a step of eta, whatever its size", (ONE, 0.1, 0.9, 0.99, 1e-8)),
        Case("a constant gradient: every step is eta", (CONSTANT, 0.1, 0.5, 0.75, 1e-8)),
        Case("a gradient that changes its mind, and a large eps", (FLIPPING, 0.5, 0.8, 0.9, 0.1)),
    ),
    truth=_adam_truth,
    hints=(
        Hint(
            "no correction",
            "The moments still hold the zero they began with: divide each by one minus its beta to the power of t.",
            lambda g, eta, beta1, beta2, eps: eta * average(g, beta1) / (np.sqrt(average(g**2, beta2)) + eps),
        ),
        Hint(
            "no power",
            "The correction is the same at every step. The zero at the start fades: it is beta to the power of t.",
            lambda *given: adam_like(*given, powers=np.ones(len(given[0]))),
        ),
        Hint(
            "t from zero",
            "At your first step t is 0, so the correction divides 0 by 0. The first step is t = 1.",
            lambda *given: adam_like(*given, powers=np.arange(len(given[0]))),
        ),
        Hint(
            "corrected twice",
            "The corrected moment went back into m or V and is corrected again at the next step. Keep m and V as "
            "they are.",
            lambda *given: _corrected_twice(*given),
        ),
        Hint(
            "no root",
            "You divide by the second moment itself. Only its root has the unit of a gradient.",
            lambda g, eta, beta1, beta2, eps: _without_root(g, eta, beta1, beta2, eps),
        ),
        Hint(
            "eps inside",
            "eps went under the root. It is added to the root, outside.",
            lambda *given: adam_like(*given, epsilon="inside"),
        ),
        Hint(
            "no squares",
            "The second moment averages sizes of gradients. It has to average their squares.",
            lambda *given: adam_like(*given, squares=np.abs(given[0])),
        ),
        Hint(
            "one beta",
            "Both moments use beta1. The second one has a beta of its own.",
            lambda g, eta, beta1, beta2, eps: adam_like(g, eta, beta1, beta1, eps),
        ),
        Hint(
            "sign",
            "The steps have the wrong sign. They are taken off the parameter, so no minus is needed here.",
            lambda *given: -adam_like(*given),
        ),
    ),
    solution="""\
def adam(g, eta, beta1, beta2, eps):
    m, V = 0.0, 0.0
    steps = []
    for t, g_t in enumerate(g, start=1):
        m = beta1 * m + (1 - beta1) * g_t
        V = beta2 * V + (1 - beta2) * g_t**2
        m_hat, V_hat = m / (1 - beta1**t), V / (1 - beta2**t)
        steps.append(eta * m_hat / (np.sqrt(V_hat) + eps))
    return np.array(steps)
""",
)


def _corrected_twice(g, eta, beta1, beta2, eps):
    """Adam whose corrected moments are carried on."""
    m, V, steps = 0.0, 0.0, []
    for t, g_t in enumerate(g, start=1):
        m = (beta1 * m + (1 - beta1) * g_t) / (1 - beta1**t)
        V = (beta2 * V + (1 - beta2) * g_t**2) / (1 - beta2**t)
        steps.append(eta * m / (np.sqrt(V) + eps))
    return np.array(steps)


def _without_root(g, eta, beta1, beta2, eps):
    t = np.arange(1, len(g) + 1)
    return eta * average(g, beta1) / (1 - beta1**t) / (average(g**2, beta2) / (1 - beta2**t) + eps)
