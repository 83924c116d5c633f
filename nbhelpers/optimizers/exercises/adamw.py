"""The exercise on AdamW."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.optimizers.exercises.averages import FLIPPING, ONE, ages, average


def _directions(g, beta1, beta2, eps):
    """What Adam multiplies by eta: corrected moments are weighted means, weights beta^age over their sum."""
    first, second = ages(g, beta1), ages(g, beta2)
    return first @ g / first.sum(1) / (np.sqrt(second @ g**2 / second.sum(1)) + eps)


def _unrolled(w, steps, keep):
    """w_{t+1} = keep w_t - step_t without a loop: the start as it fades, less each step as it has faded since."""
    return w * keep ** np.arange(1, len(steps) + 1) - ages(steps, keep) @ steps


def _kept(keep, rate=lambda eta: eta):
    """The weights where each step leaves the share keep(eta, weight_decay) of a weight, and Adam steps by rate(eta)."""

    def path(w, g, eta, beta1, beta2, eps, weight_decay):
        return _unrolled(w, rate(eta) * _directions(g, beta1, beta2, eps), keep(eta, weight_decay))

    return path


_truth = _kept(lambda eta, decay: 1 - eta * decay)


def _adam_step(w, m, V, eta, eps, decay):
    return w - eta * m / (np.sqrt(V) + eps)


def _turned(turn=_adam_step, given=lambda g_t, pull: (g_t, g_t), corrected=True):
    """The weights where each turn makes the next w; `given` says what m and V get from gradient and decay."""

    def path(w, g, eta, beta1, beta2, eps, decay):
        m, V, found = 0.0, 0.0, []
        for t, g_t in enumerate(g, start=1):
            for_m, for_V = given(g_t, decay * w)
            m, V = beta1 * m + (1 - beta1) * for_m, beta2 * V + (1 - beta2) * for_V**2
            hats = (1 - beta1**t, 1 - beta2**t) if corrected else (1, 1)
            w = turn(w, m / hats[0], V / hats[1], eta, eps, decay)
            found.append(w)
        return np.array(found)

    return path


def _steps(w, g, *settings):
    """What is taken off, in place of the weights."""
    return -np.diff(_truth(w, g, *settings), prepend=w)


def _from_the_start(w, g, eta, beta1, beta2, eps, weight_decay):
    return w - eta * (_directions(g, beta1, beta2, eps) + weight_decay * w)


adamw = Exercise(
    name="optimizers.adamw",
    title="AdamW",
    task="""\
Write `adamw(w, g, eta, beta1, beta2, eps, weight_decay)`: the weights that AdamW reaches, one after each step.

`w` is the first weight, a number; `g` holds the gradients in the order in which they came, shape (T,), without any
decay; `weight_decay` is the λ of the decay. The moments are those of Adam and stand there already. The answer has
shape (T,).""",
    start="""\
def adamw(w, g, eta, beta1, beta2, eps, weight_decay):
    m, V = 0.0, 0.0
    path = []
    for t, g_t in enumerate(g, start=1):
        m = beta1 * m + (1 - beta1) * g_t
        V = beta2 * V + (1 - beta2) * g_t**2
        m_hat, V_hat = m / (1 - beta1**t), V / (1 - beta2**t)
        ...
        path.append(w)
    return np.array(path)
""",
    cases=(
        Case("no gradient: only the decay is left", (2.0, np.zeros(3), 0.1, 0.8, 0.9, 1e-8, 0.5)),
        Case("no decay: plain Adam", (-3.0, FLIPPING, 0.5, 0.8, 0.9, 0.1, 0.0)),
        Case("one gradient", (2.0, ONE, 0.1, 0.9, 0.99, 1e-8, 3.0)),
        Case("small gradients", (2.0, FLIPPING * 0.01, 0.2, 0.8, 0.6, 1e-3, 0.7)),
        Case("large gradients: the decay is as strong", (2.0, FLIPPING * 100, 0.2, 0.8, 0.6, 2.0, 0.7)),
    ),
    truth=_truth,
    hints=(
        Hint("L2",
             "You added the decay to the gradient, so the root of V divides it as well. That is L2 inside Adam. Where "
             "can the decay be added so that no moment sees it?",
             _turned(given=lambda g_t, pull: (g_t + pull, g_t + pull))),
        Hint("L2 in m alone", "The decay went through m, so the root of V divides it. Neither moment may see it.",
             _turned(given=lambda g_t, pull: (g_t + pull, g_t))),
        Hint("L2 in V alone", "The decay went into V. Neither moment may see it.",
             _turned(given=lambda g_t, pull: (g_t, g_t + pull))),
        Hint("divided", "The decay stands in the numerator, so the root of V divides it too. Add it after that.",
             _turned(lambda w, m, V, eta, eps, decay: w - eta * (m + decay * w) / (np.sqrt(V) + eps))),
        Hint("twice", "The weight decays twice: in the gradient, and in the step. AdamW has the second only.",
             _turned(lambda w, m, V, eta, eps, decay: _adam_step(w, m, V, eta, eps, decay) - eta * decay * w,
                     lambda g_t, pull: (g_t + pull, g_t + pull))),
        Hint("no decay", "That is plain Adam: nothing decays. With no gradient, what should become of w?",
             _kept(lambda eta, decay: 1)),
        Hint("no eta at the decay", "The learning rate multiplies the decay as well: mind the brackets.",
             _kept(lambda eta, decay: 1 - decay)),
        Hint("no eta at the moments", "The learning rate multiplies the moments' part as well: mind the brackets.",
             _kept(lambda eta, decay: 1 - eta * decay, lambda eta: 1)),
        Hint("no eta", "The learning rate eta is missing.", _kept(lambda eta, decay: 1 - decay, lambda eta: 1)),
        Hint("grows", "Your weight grows where it should decay. In the step, which is subtracted, it has a plus.",
             _kept(lambda eta, decay: 1 + eta * decay)),
        Hint("uphill", "The step is added. It is subtracted.",
             _kept(lambda eta, decay: 1 + eta * decay, lambda eta: -eta)),
        Hint("Adam's part uphill", "The moments' part is added. The whole step is subtracted.",
             _kept(lambda eta, decay: 1 - eta * decay, lambda eta: -eta)),
        Hint("after the step",
             "The new weight decays: w had moved already when you took the decay off. In the formula both parts of the "
             "step are made from the old one.",
             _turned(lambda w, m, V, eta, eps, decay: (1 - eta * decay) * _adam_step(w, m, V, eta, eps, decay))),
        Hint("no weight", "You subtract the same number at every step, however large w is. A decay is a share of w.",
             _turned(lambda w, m, V, eta, eps, decay: w - eta * (m / (np.sqrt(V) + eps) + decay))),
        Hint("penalty", "w is squared in your decay. The penalty has a square; its derivative has none.",
             _turned(lambda w, m, V, eta, eps, decay: w - eta * (m / (np.sqrt(V) + eps) + decay * w**2))),
        Hint("decay alone", "The moments are missing from the step. AdamW is Adam's step, and a decay.",
             _kept(lambda eta, decay: 1 - eta * decay, lambda eta: 0)),
        Hint("not corrected", "The step has m and V as they are. Take the corrected ones.",
             _turned(lambda w, m, V, eta, eps, decay: w - eta * (m / (np.sqrt(V) + eps) + decay * w),
                     corrected=False)),
        Hint("gradient for m", "The numerator has the gradient. The corrected first moment belongs there.",
             lambda w, g, eta, beta1, beta2, eps, decay: _unrolled(
                 w, eta * g / (np.sqrt(average(g**2, beta2) / (1 - beta2 ** np.arange(1, len(g) + 1))) + eps),
                 1 - eta * decay)),
        Hint("no root", "You divide by the second moment itself. Only its root has the unit of a gradient.",
             _turned(lambda w, m, V, eta, eps, decay: w - eta * (m / (V + eps) + decay * w))),
        Hint("eps inside", "eps went under the root. It is added to the root, outside.",
             _turned(lambda w, m, V, eta, eps, decay: w - eta * (m / np.sqrt(V + eps) + decay * w))),
        Hint("no eps", "eps is missing. Without a gradient the step divides 0 by 0.",
             _turned(lambda w, m, V, eta, eps, decay: w - eta * (m / np.sqrt(V) + decay * w))),
        Hint("steps", "Those are the steps. Asked for is the weight after each of them.", _steps),
        Hint("from the start", "Every step begins at the first weight. Does w keep its value until the next turn?",
             _from_the_start),
        Hint("last weight alone", "That is the last weight alone. Append the weight after every step.",
             lambda *given: _truth(*given)[-1]),
    ),
    solution="""\
def adamw(w, g, eta, beta1, beta2, eps, weight_decay):
    m, V = 0.0, 0.0
    path = []
    for t, g_t in enumerate(g, start=1):
        m = beta1 * m + (1 - beta1) * g_t
        V = beta2 * V + (1 - beta2) * g_t**2
        m_hat, V_hat = m / (1 - beta1**t), V / (1 - beta2**t)
        w = w - eta * (m_hat / (np.sqrt(V_hat) + eps) + weight_decay * w)
        path.append(w)
    return np.array(path)
""",
)  # fmt: skip
