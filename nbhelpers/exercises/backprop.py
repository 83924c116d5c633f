"""The exercises of the chapter on back-propagation: an error sent back, a step over samples, decay; two numbers."""

import numpy as np

from nbhelpers import backprop
from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.backprop_numbers import by_hand, decay_alone, parameters, where_it_stops

WIDTH = 1e-5  # of the finite differences that serve as truth


def wiggled(function, at):
    """The slope of `function(at)`, a number, in each entry of the array `at`, by central differences."""
    slopes = np.empty_like(at)
    for place in np.ndindex(at.shape):
        ends = []
        for sign in (1, -1):
            moved = at.copy()
            moved[place] += sign * WIDTH
            ends.append(function(moved))
        slopes[place] = (ends[0] - ends[1]) / (2 * WIDTH)
    return slopes


def _hidden_error_truth(b, w, g):
    """How fast the sums beta, each weighted with its error g, grow with each alpha_h."""
    return wiggled(lambda alpha: g @ (w.T @ backprop.sigmoid(alpha)), np.log(b / (1 - b)))


hidden_error = Exercise(
    name="backprop.hidden_error",
    title="Send the error back",
    task="""\
Write `hidden_error(b, w, g)`: the errors `e` of all hidden units, one number for each.

Given are the activations `b` of the hidden units, shape (q,), the weights `w` into the outputs, shape (q, l),
and the errors `g` of the outputs, shape (l,). The answer has shape (q,). Each case wiggles the weighted sums
of the hidden units and measures what comes out.""",
    start="""\
def hidden_error(b, w, g):
    # b: (q,)   w: (q, l)   g: (l,)
    e = ...
    return e
""",
    cases=(
        Case("one hidden unit, one output", (np.array([0.8]), np.array([[2.0]]), np.array([0.1]))),
        Case(
            "two hidden units, two outputs: each hears both errors",
            (np.array([0.6, 0.3]), np.array([[1.0, 0.5], [-2.0, 1.5]]), np.array([0.1, -0.3])),
        ),
        Case(
            "three hidden units, two outputs",
            (np.array([0.2, 0.5, 0.9]), np.array([[1.0, -1.0], [0.5, 2.0], [3.0, 0.0]]), np.array([0.2, 0.1])),
        ),
    ),
    truth=_hidden_error_truth,
    hints=(
        Hint(
            "sign",
            "The sign is turned round. The error is already minus a slope, and so is g: no further minus is needed.",
            lambda b, w, g: -b * (1 - b) * (w @ g),
        ),
        Hint(
            "no slope",
            "The errors came back through the weights, but not through the unit itself: "
            "multiply by the slope of its sigmoid, written with b.",
            lambda b, w, g: w @ g,
        ),
        Hint(
            "slope of b",
            "You took the sigmoid's slope at b. But b is already the sigmoid's value: its slope is b (1 - b).",
            lambda b, w, g: backprop.sigmoid(b) * (1 - backprop.sigmoid(b)) * (w @ g),
        ),
        Hint(
            "transpose",
            "The weights are used the wrong way round. Unit h needs row h of w: the sum runs over the outputs j.",
            lambda b, w, g: b * (1 - b) * (g @ w),
        ),
        Hint(
            "no sum of g",
            "The weights are added up, and g is too, but each for itself. Each g_j has to go through its own weight.",
            lambda b, w, g: b * (1 - b) * w.sum(axis=1) * g.sum(),
        ),
        Hint(
            "first output only",
            "Only the first output's error came back. Every output that unit h talks to sends its share.",
            lambda b, w, g: b * (1 - b) * w[:, 0] * g[0],
        ),
    ),
    solution="""\
def hidden_error(b, w, g):
    return b * (1 - b) * (w @ g)
""",
)


def _update_truth(x, e, eta):
    """Down the slope of the mean error, whose slope in each weighted sum alpha_kh is -e_kh."""
    mean_error = lambda v: -np.mean([e[k] @ (x[k] @ v) for k in range(len(x))])  # noqa: E731
    return -eta * wiggled(mean_error, np.zeros((x.shape[1], e.shape[1])))


update = Exercise(
    name="backprop.update",
    title="One step for a whole batch",
    task="""\
Write `update(x, e, eta)`: the changes of the weights `v` for one accumulated step, the mean of the changes
that the single samples ask for.

Given are m samples as rows of `x`, shape (m, d), the errors of the hidden units for each sample as rows of
`e`, shape (m, q), and the learning rate `eta`. The answer has the shape of `v`, (d, q).""",
    start="""\
def update(x, e, eta):
    # x: (m, d)   e: (m, q)   eta: a number
    delta_v = ...
    return delta_v
""",
    cases=(
        Case("one sample, one hidden unit", (np.array([[1.0, -2.0]]), np.array([[0.3]]), 0.5)),
        Case(
            "two samples, two inputs, two hidden units",
            (np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([[0.2, -0.1], [0.4, 0.3]]), 0.5),
        ),
        Case(
            "three samples, two inputs, one hidden unit",
            (np.array([[1.0, 0.5], [2.0, -1.0], [0.0, 3.0]]), np.array([[0.1], [-0.2], [0.6]]), 2.0),
        ),
    ),
    truth=_update_truth,
    hints=(
        Hint(
            "sign",
            "The weights go uphill. The error e is minus the slope, so the change is plus eta times e.",
            lambda x, e, eta: -eta * x.T @ e / len(x),
        ),
        Hint(
            "no 1/m",
            "That is the sum over the samples. The loss is their mean: divide by the number of samples m.",
            lambda x, e, eta: eta * x.T @ e,
        ),
        Hint(
            "no eta",
            "The learning rate eta is missing.",
            lambda x, e, eta: x.T @ e / len(x),
        ),
        Hint(
            "transpose",
            "That is the change transposed. The weight from input i to unit h stands in row i, column h.",
            lambda x, e, eta: eta * e.T @ x / len(x),
        ),
        Hint(
            "no transpose",
            "The rows of x are samples, and so are the rows of e. The sum must run over the samples: transpose x.",
            lambda x, e, eta: eta * x @ e / len(x),
        ),
        Hint(
            "wrong count",
            "You divided by the number of inputs (len of a transposed x, or its shape[1]). Divide by that of samples.",
            lambda x, e, eta: eta * x.T @ e / x.shape[1],
        ),
    ),
    solution="""\
def update(x, e, eta):
    return eta * x.T @ e / len(x)
""",
)


def _decay_truth(w, slope, eta, decay):
    """Down the slope of a loss that has this slope in w, plus the price for large weights."""
    return w - eta * wiggled(lambda at: slope @ at + decay / 2 * np.sum(at**2), w)


decay_step = Exercise(
    name="backprop.decay_step",
    title="A step with weight decay",
    task="""\
Write `decay_step(w, slope, eta, decay)`: the weights after one step down the loss with the price for large
weights.

Given are the weights `w`, shape (n,), the `slope` of the loss without the price in each of them, shape (n,),
the learning rate `eta`, and `decay`, the factor λ. The answer are the new weights, shape (n,).""",
    start="""\
def decay_step(w, slope, eta, decay):
    # w: (n,)   slope: (n,)   eta and decay: numbers
    w_new = ...
    return w_new
""",
    cases=(
        Case("a flat loss: the price alone", (np.array([4.0, -2.0]), np.array([0.0, 0.0]), 0.5, 0.1)),
        Case("no decay: the loss alone", (np.array([1.0, 2.0]), np.array([0.5, -1.0]), 0.1, 0.0)),
        Case("both", (np.array([3.0, -1.0, 0.5]), np.array([1.0, 2.0, -4.0]), 0.2, 0.05)),
    ),
    truth=_decay_truth,
    hints=(
        Hint(
            "decay forgotten",
            "That is plain descent. The price λ/2 · w² has a slope of its own in w.",
            lambda w, slope, eta, decay: w - eta * slope,
        ),
        Hint(
            "growth",
            "The weights grow instead of shrinking: the price's slope has the same sign as the loss's.",
            lambda w, slope, eta, decay: w - eta * (slope - decay * w),
        ),
        Hint(
            "no eta at the decay",
            "The step goes down the whole sum, so eta multiplies the price's slope as well.",
            lambda w, slope, eta, decay: w - eta * slope - decay * w,
        ),
        Hint(
            "slope of the square",
            "There is a 2 too many: the half in λ/2 · w² cancels it.",
            lambda w, slope, eta, decay: w - eta * (slope + 2 * decay * w),
        ),
        Hint(
            "price for its slope",
            "You took off the price itself, λ/2 · w². A step takes off its slope in w.",
            lambda w, slope, eta, decay: w - eta * (slope + decay / 2 * w**2),
        ),
        Hint(
            "uphill",
            "That step goes up: the slope of the loss has to be taken off.",
            lambda w, slope, eta, decay: w + eta * (slope + decay * w),
        ),
    ),
    solution="""\
def decay_step(w, slope, eta, decay):
    return (1 - eta * decay) * w - eta * slope
""",
)

EXERCISES = (by_hand, hidden_error, parameters, update, decay_step, decay_alone, where_it_stops)
