"""The exercise on Adam."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.nn import optimizers
from nbhelpers.optimizers.exercises.averages import CONSTANT, FLIPPING, ONE, ages, average, before, in_turns, sums


def _adam_truth(g, eta, beta1, beta2, eps):
    """Corrected moments are weighted means: weights beta^age, divided by their sum."""
    first, second = ages(g, beta1), ages(g, beta2)
    m_hat, V_hat = first @ g / first.sum(1), second @ g**2 / second.sum(1)
    return eta * m_hat / (np.sqrt(V_hat) + eps)


def _adam_with(
    m=lambda g, one, two: average(g, one),
    V=lambda g, one, two: average(g**2, two),
    hats=lambda one, two, t: (1 - one**t, 1 - two**t),
    step=lambda eta, m, V, eps: eta * m / (np.sqrt(V) + eps),
):
    """Adam with a part of it changed: the moments, what they are divided by, the step from the corrected ones."""

    def steps(g, eta, beta1, beta2, eps):
        over, under = hats(beta1, beta2, np.arange(1, len(g) + 1))
        return step(eta, m(g, beta1, beta2) / over, V(g, beta1, beta2) / under, eps)

    return steps


def _adam(answer):
    """With moments that are not corrected it is the book's."""

    def adam(grad, w, eta=0.001, beta1=0.9, beta2=0.999, eps=1e-8, corrected=True):
        settings = {"eta": eta, "beta1": beta1, "beta2": beta2, "eps": eps}
        if corrected:
            return in_turns(optimizers.adam, grad, w, answer, **settings)
        return optimizers.adam(grad, w, **settings, corrected=False)

    return adam


adam = Exercise(
    name="optimizers.adam",
    title="Adam",
    task="""\
Write `adam(g, eta, beta1, beta2, eps)`: the steps that Adam subtracts from the parameter, one for each gradient.

`g` holds the gradients of one parameter in the order in which they came, shape (T,); `eps` is added after the root
is taken. Both moments start at zero and are corrected for it. The answer has shape (T,).""",
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
        Case("a gradient that changes its sign, and a large eps", (FLIPPING, 0.5, 0.8, 0.9, 0.1)),
        Case("gradients far smaller than eps", (FLIPPING * 1e-6, 0.2, 0.9, 0.6, 1e-3)),
    ),
    truth=_adam_truth,
    hints=(
        Hint("no correction",
             "The moments still hold the zero they began with: divide each by one minus its beta to the power of t.",
             _adam_with(hats=lambda one, two, t: (1, 1))),
        Hint("m not corrected", "Only V is corrected. m began at zero as well: divide it by 1 - beta1**t.",
             _adam_with(hats=lambda one, two, t: (1, 1 - two**t))),
        Hint("V not corrected", "Only m is corrected. V began at zero as well: divide it by 1 - beta2**t.",
             _adam_with(hats=lambda one, two, t: (1 - one**t, 1))),
        Hint("no power",
             "The correction has no power of t, so every step is scaled alike. Divide the averages by 1 - beta**t.",
             _adam_with(hats=lambda one, two, t: (1 - one, 1 - two))),
        Hint("times t", "You multiplied beta by t. It is beta to the power of t.",
             _adam_with(hats=lambda one, two, t: (1 - one * t, 1 - two * t))),
        Hint("power of the difference", "Mind the brackets: one minus (beta to the power of t).",
             _adam_with(hats=lambda one, two, t: ((1 - one)**t, (1 - two) ** t))),
        Hint("power alone", "You divide by beta**t. Divide by the rest, 1 - beta**t.",
             _adam_with(hats=lambda one, two, t: (one**t, two**t))),
        Hint("correction multiplied", "You multiplied by 1 - beta**t. The moments are too small at first: divide.",
             _adam_with(hats=lambda one, two, t: (1 / (1 - one**t), 1 / (1 - two**t)))),
        Hint("corrections swapped", "m is corrected with beta2, V with beta1. Each has its own beta.",
             _adam_with(hats=lambda one, two, t: (1 - two**t, 1 - one**t))),
        Hint("beta1 in both corrections", "V is corrected with beta1. It has a beta of its own.",
             _adam_with(hats=lambda one, two, t: (1 - one**t, 1 - one**t))),
        Hint("t from zero", "At your first step t is 0, so the correction divides 0 by 0. The first step is t = 1.",
             _adam_with(hats=lambda one, two, t: (1 - one**(t - 1), 1 - two**(t - 1)))),
        Hint("t from two", "Your correction is one step ahead: at the first step the power is 1.",
             _adam_with(hats=lambda one, two, t: (1 - one**(t + 1), 1 - two**(t + 1)))),
        Hint("corrected twice",
             "The corrected moment went back into m or V and is corrected again at the next step. Keep m and V as "
             "they are.",
             lambda *given: _corrected_twice(*given)),
        Hint("no root", "You divide by the second moment itself. Only its root has the unit of a gradient.",
             _adam_with(step=lambda eta, m, V, eps: eta * m / (V + eps))),
        Hint("eps inside", "eps went under the root. It is added to the root, outside.",
             _adam_with(step=lambda eta, m, V, eps: eta * m / np.sqrt(V + eps))),
        Hint("no eps", "eps is missing. It is added to the root.",
             _adam_with(step=lambda eta, m, V, eps: eta * m / np.sqrt(V))),
        Hint("eps after the division", "Mind the brackets: eps is added to the root, in the denominator.",
             _adam_with(step=lambda eta, m, V, eps: eta * m / np.sqrt(V) + eps)),
        Hint("times the root", "The root of V is on the wrong side: divide by it.",
             _adam_with(step=lambda eta, m, V, eps: eta * m * (np.sqrt(V) + eps))),
        Hint("no eta", "The learning rate eta is missing.",
             _adam_with(step=lambda eta, m, V, eps: m / (np.sqrt(V) + eps))),
        Hint("sign", "The steps have the wrong sign. They are subtracted later, so no minus is needed here.",
             lambda *given: -_adam_truth(*given)),
        Hint("places", "You added the steps up: that is how far the parameter has come. Return each step by itself.",
             lambda *given: np.cumsum(_adam_truth(*given))),
        Hint("last step alone", "That is the last step alone. Append every step to the list.",
             lambda *given: _adam_truth(*given)[-1]),
        Hint("betas swapped", "The betas are swapped: beta1 belongs to m, beta2 to V.",
             lambda g, eta, beta1, beta2, eps: _adam_truth(g, eta, beta2, beta1, eps)),
        Hint("betas of the moments swapped", "m fades with beta2, V with beta1. It is the other way round.",
             _adam_with(m=lambda g, one, two: average(g, two), V=lambda g, one, two: average(g**2, one))),
        Hint("beta2 alone", "Both moments use beta2. The first one has a beta of its own.",
             lambda g, eta, beta1, beta2, eps: _adam_truth(g, eta, beta2, beta2, eps)),
        Hint("one beta", "Both moments use beta1. The second one has a beta of its own.",
             lambda g, eta, beta1, beta2, eps: _adam_truth(g, eta, beta1, beta1, eps)),
        Hint("weights swapped",
             "beta and 1 - beta have changed places: beta belongs to the old moment, 1 - beta to what is new.",
             _adam_with(m=lambda g, one, two: average(g, 1 - one), V=lambda g, one, two: average(g**2, 1 - two))),
        Hint("library's momentum", "The factors 1 - beta are missing, so the moments are not averages.",
             _adam_with(m=lambda g, one, two: sums(g, one, 1), V=lambda g, one, two: sums(g**2, two, 1))),
        Hint("m without 1 - beta1", "The factor 1 - beta1 is missing, so m is not an average.",
             _adam_with(m=lambda g, one, two: sums(g, one, 1))),
        Hint("V without 1 - beta2", "The factor 1 - beta2 is missing, so V is not an average.",
             _adam_with(V=lambda g, one, two: sums(g**2, two, 1))),
        Hint("V adds up", "V adds up all squares, as Adagrad's does. Here it is an average that forgets.",
             _adam_with(V=lambda g, one, two: np.cumsum(g**2))),
        Hint("no squares", "The second moment averages the sizes of the gradients. It has to average their squares.",
             _adam_with(V=lambda g, one, two: average(np.abs(g), two))),
        Hint("signs left", "The second moment averages the gradients themselves. It has to average their squares.",
             _adam_with(V=lambda g, one, two: average(g, two))),
        Hint("square of m", "The second moment averages the squares of m. It averages those of the gradients.",
             _adam_with(V=lambda g, one, two: average(average(g, one) ** 2, two))),
        Hint("deviations", "You averaged the squared deviations from m. Adam averages the squares themselves.",
             _adam_with(V=lambda g, one, two: average((g - average(g, one)) ** 2, two))),
        Hint("gradient for m", "The numerator has the gradient. The corrected first moment belongs there.",
             _adam_with(m=lambda g, one, two: g, hats=lambda one, two, t: (1, 1 - two**t))),
        Hint("late", "Each step uses the moments from before. Bring m and V up to date first.",
             _adam_with(m=lambda g, one, two: before(average(g, one)),
                        V=lambda g, one, two: before(average(g**2, two)))),
        Hint("starts at g", "Your moments start at the first gradient and its square. They start at zero.",
             _adam_with(m=lambda g, one, two: average(g, one, g[0]),
                        V=lambda g, one, two: average(g**2, two, g[0] ** 2))),
        Hint("eps before the correction",
             "eps is added before V is corrected. Correct both moments, then add eps to the root.",
             lambda g, eta, beta1, beta2, eps: _adam_truth(
                 g, eta, beta1, beta2, eps / np.sqrt(1 - beta2 ** np.arange(1, len(g) + 1)))),
        Hint("V adds up, not corrected",
             "V adds up all squares, as Adagrad's does. Here it is an average that forgets, and it is corrected.",
             _adam_with(V=lambda g, one, two: np.cumsum(g**2), hats=lambda one, two, t: (1 - one**t, 1))),
        Hint("plus", "1 plus beta**t makes the moments smaller still. Divide by 1 minus beta**t.",
             _adam_with(hats=lambda one, two, t: (1 + one**t, 1 + two**t))),
        Hint("beta1 in V", "V fades with beta1, and is corrected with beta2. It is beta2 in both.",
             _adam_with(V=lambda g, one, two: average(g**2, one))),
        Hint("beta2 in m", "m fades with beta2, and is corrected with beta1. It is beta1 in both.",
             _adam_with(m=lambda g, one, two: average(g, two))),
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
    place="nn.optimizers.adam",
    fits=_adam,
)  # fmt: skip


def _corrected_twice(g, eta, beta1, beta2, eps):
    """Adam whose corrected moments are carried on."""
    m, V, steps = 0.0, 0.0, []
    for t, g_t in enumerate(g, start=1):
        m = (beta1 * m + (1 - beta1) * g_t) / (1 - beta1**t)
        V = (beta2 * V + (1 - beta2) * g_t**2) / (1 - beta2**t)
        steps.append(eta * m / (np.sqrt(V) + eps))
    return np.array(steps)
