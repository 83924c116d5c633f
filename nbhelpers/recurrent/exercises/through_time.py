"""Exercise: the gradient of a recurrent unit by back-propagation through time."""

import itertools
import math

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.recurrent import clipping

SHORT = np.array([1.0, 0.0, 0.0])
STEADY = np.array([0.4, 0.4, 0.4, 0.4, 0.4, 0.4])
MIXED = np.array([0.8, -0.5, 0.3, 1.1, -0.9])


def states(w, v, x):
    """h_0 ... h_T of one unit."""
    h = [0.0]
    for x_t in x:
        h.append(np.tanh(w * h[-1] + v * x_t))
    return np.array(h)


def slope(w, v, x, y, width=1e-6):
    """dE/dw by central differences."""
    ends = [0.5 * (states(w + side * width, v, x)[-1] - y) ** 2 for side in (1, -1)]
    return (ends[0] - ends[1]) / (2 * width)


def _error(h, g, t):
    return g * (1 - h[t] ** 2)


def walked_back(w, v, x, y, *, error=_error, back=None, met=-1, last=None, start=None, walk=reversed):
    """The sum over time, with one thing done wrong: error(h, g, t), g at the step before, the state it meets."""
    h, total = states(w, v, x), 0.0
    g = h[-1] - y if start is None else start(h[-1], y)
    for t in walk(range(1, (len(x) if last is None else last) + 1)):
        here = error(h, g, t)
        total += here * (1.0 if met is None else h[t + met])
        g = w * here if back is None else back(w, v, g, here)
    return total


def _wrong(name, words, **changes):
    return Hint(name, words, lambda *given: walked_back(*given, **changes))


def _of_v(w, v, x, y):
    """dE/dv, by central differences."""
    ends = [0.5 * (states(w, v + side * 1e-6, x)[-1] - y) ** 2 for side in (1, -1)]
    return (ends[0] - ends[1]) / 2e-6


def _last_step(w, v, x, y):
    h = states(w, v, x)
    return (h[-1] - y) * (1 - h[-1] ** 2) * h[-2]


def _q_in_the_sum(w, v, x, y):
    h, total = states(w, v, x), 0.0
    g = h[-1] - y
    for t in range(len(x), 0, -1):
        total += g * h[t - 1]
        g = w * (1 - h[t] ** 2) * g
    return total


NO_SLOPE = "The derivative of tanh is missing: e_t = (1 - h_t^2) g_t, with g_t = dE/dh_t."
OTHER_SLOPE = "The derivative of tanh is 1 - h_t^2, with the state itself; yours is different."


def _beside_the_cliff(answer):
    """A bias is an input of 1 at every step. The first one brings the unit from 0 to where it starts there."""

    def cliff_gradient(at):
        w, b = map(float, at)
        x = np.array([math.atanh(clipping.START), *[b] * clipping.STEPS])
        return np.array([answer(w, 1.0, x, clipping.WANTED), clipping.cliff_gradient(at)[1]])

    return cliff_gradient


through_time = Exercise(
    name="recurrent.through_time",
    title="Back through time",
    task="""\
Write `slope(w, v, x, y)`: the derivative dE/dw of one recurrent unit by back-propagation through time.

The unit starts at h_0 = 0 and computes h_t = tanh(w h_{t-1} + v x_t) for every input of `x`, shape (T,). Only the
last state is judged: E = (h_T - y)^2 / 2. The answer is one number.""",
    start="""\
def slope(w, v, x, y):
    h = [0.0]
    for x_t in x:
        h.append(np.tanh(w * h[-1] + v * x_t))
    total = 0.0
    for t in range(len(x), 0, -1):
        ...
    return total
""",
    cases=(
        Case("one impulse, then nothing", (0.5, 1.0, SHORT, 0.5)),
        Case("the same input again and again", (1.5, 0.8, STEADY, -0.2)),
        Case("mixed inputs and a negative weight", (-0.9, 1.2, MIXED, 0.1)),
        Case("two steps", (0.7, -0.6, np.array([1.5, -0.4]), 0.3)),
    ),
    truth=slope,
    hints=(
        Hint(
            "last step only",
            "You count only the last step. The weight was used at every step: add up all contributions.",
            _last_step,
        ),
        _wrong("no slope of tanh", NO_SLOPE, error=lambda h, g, t: g),
        _wrong(
            "no slope of tanh on the way",
            "From step t to step t - 1 the gradient meets the derivative of tanh as well: g = w e, not w g.",
            back=lambda w, v, g, e: w * g,
        ),
        _wrong(
            "no weight on the way",
            "From step t to step t - 1 the gradient is multiplied by the weight w.",
            back=lambda w, v, g, e: e,
        ),
        _wrong(
            "q stays",
            "The gradient stays what it was at the last step. On the way back it becomes g = w e.",
            back=lambda w, v, g, e: g,
        ),
        _wrong(
            "v on the way",
            "From step to step the gradient is multiplied by w, the weight between states. v brings in x.",
            back=lambda w, v, g, e: v * e,
        ),
        _wrong(
            "q added up",
            "You add up the gradients of all steps. Only the last state is judged: g = w e replaces the old one.",
            back=lambda w, v, g, e: g + w * e,
        ),
        _wrong(
            "own state",
            "You multiply e_t by h_t. What the weight w multiplied at step t is h_{t-1}.",
            met=0,
        ),
        Hint(
            "the other weight",
            "That is dE/dv: you multiplied by the inputs x_t. The weight w multiplied h_{t-1}.",
            _of_v,
        ),
        _wrong("sign", "The sign is wrong: dE/dh_T = h_T - y.", start=lambda h, y: y - h),
        _wrong("no target", "The target is missing: dE/dh_T = h_T - y.", start=lambda h, y: h),
        _wrong("twice", "A factor of 2 is too many: the one half in E cancels it.", start=lambda h, y: 2 * (h - y)),
        _wrong("half", "A factor of one half is too many: the square's 2 cancels it.", start=lambda h, y: (h - y) / 2),
        _wrong(
            "the error itself",
            "You start from E itself. Start from its derivative, dE/dh_T = h_T - y.",
            start=lambda h, y: (h - y) ** 2 / 2,
        ),
        _wrong("one to start with", "The error is missing: g begins as h_T - y.", start=lambda h, y: 1.0),
        _wrong("1 - h", OTHER_SLOPE, error=lambda h, g, t: g * (1 - h[t])),
        _wrong("sigmoid's slope", OTHER_SLOPE, error=lambda h, g, t: g * h[t] * (1 - h[t])),
        _wrong("plus", OTHER_SLOPE, error=lambda h, g, t: g * (1 + h[t] ** 2)),
        _wrong("tanh twice", OTHER_SLOPE, error=lambda h, g, t: g * (1 - np.tanh(h[t]) ** 2)),
        _wrong("the state before", OTHER_SLOPE, error=lambda h, g, t: g * (1 - h[t - 1] ** 2)),
        _wrong("tanh for its slope", OTHER_SLOPE, error=lambda h, g, t: g * np.tanh(h[t])),
        Hint(
            "last step left out",
            "The last step is missing: the walk begins at t = T, with h_T.",
            lambda w, v, x, y: walked_back(w, v, x, y, last=len(x) - 1),
        ),
        _wrong("forwards", "You walked forwards. The gradient comes from the end: t = T, T - 1, ..., 1.", walk=iter),
        Hint(
            "mean over time",
            "You divided by the number of steps. The contributions of the steps are added.",
            lambda w, v, x, y: walked_back(w, v, x, y) / len(x),
        ),
        _wrong("state left out", "e_t has to be multiplied by what w multiplied at step t: h_{t-1}.", met=None),
        Hint(
            "q in the sum",
            "You add g_t h_{t-1}. What belongs to the weight is e_t h_{t-1}, with the derivative of tanh.",
            _q_in_the_sum,
        ),
        _wrong(
            "slope of tanh alone",
            "e_t is the derivative of tanh times g_t, which is missing.",
            error=lambda h, g, t: 1 - h[t] ** 2,
        ),
        _wrong(
            "slope of tanh turned round",
            "The derivative of tanh is 1 - h^2, not h^2 - 1.",
            error=lambda h, g, t: g * (h[t] ** 2 - 1),
        ),
        _wrong(
            "target added",
            "The target is subtracted: dE/dh_T = h_T - y.",
            start=lambda h, y: h + y,
        ),
        _wrong(
            "squared error to start with",
            "You start from (h_T - y)^2. Start from the derivative of E, h_T - y.",
            start=lambda h, y: (h - y) ** 2,
        ),
        Hint(
            "w in the sum",
            "The contributions have a factor w too many: it belongs between the steps, g = w e.",
            lambda w, v, x, y: w * walked_back(w, v, x, y),
        ),
        Hint(
            "every state judged",
            "You judged every state. Only the last one is; the others get their gradient from the step after.",
            lambda w, v, x, y: sum((h - y) * (1 - h**2) * old for old, h in itertools.pairwise(states(w, v, x))),
        ),
    ),
    solution="""\
def slope(w, v, x, y):
    h = [0.0]
    for x_t in x:
        h.append(np.tanh(w * h[-1] + v * x_t))
    total = 0.0
    g = h[-1] - y
    for t in range(len(x), 0, -1):
        e = (1 - h[t] ** 2) * g
        total += e * h[t - 1]
        g = w * e
    return total
""",
    place="recurrent.clipping.cliff_gradient",
    fits=_beside_the_cliff,
)
