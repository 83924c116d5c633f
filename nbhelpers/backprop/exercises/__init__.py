"""The exercises of the chapter on back-propagation: an error sent back, a step over samples; two numbers."""

import numpy as np

from nbhelpers import backprop
from nbhelpers.backprop.exercises.differences import wiggled
from nbhelpers.backprop.exercises.numbers import by_hand, parameters
from nbhelpers.exercise import Case, Exercise, Hint


def _hidden_error_truth(b, w, g):
    """How fast the sums beta, each weighted with its error g, grow with each alpha_h."""
    return wiggled(lambda alpha: g @ (w.T @ backprop.sigmoid(alpha)), np.log(b / (1 - b)))


def _on_the_way_back(answer):
    def backward(net, signals, y):
        errors = backprop.backward(net, signals, y)
        e = [answer(b, net.w, g) for b, g in zip(*map(np.atleast_2d, (signals.b, errors.g)), strict=True)]
        return errors._replace(e=np.reshape(e, errors.e.shape))

    return backward


hidden_error = Exercise(
    name="backprop.hidden_error",
    title="Send the error back",
    task="""\
Write `hidden_error(b, w, g)`: the errors `e` of all hidden units, one number for each.

Given are the activations `b` of the hidden units, which are sigmoids, shape (q,), the weights `w` into the outputs,
shape (q, l), and the errors `g` of the outputs, shape (l,). An error is the derivative of E with
respect to a unit's pre-activation. The answer has shape (q,).""",
    start="""\
def hidden_error(b, w, g):
    # b: (q,)   w: (q, l)   g: (l,)
    e = ...
    return e
""",
    cases=(
        Case("one hidden unit, one output", (np.array([0.8]), np.array([[2.0]]), np.array([0.1]))),
        Case(
            "two hidden units, two outputs: each receives both errors",
            (np.array([0.6, 0.3]), np.array([[1.0, 0.5], [-2.0, 1.5]]), np.array([0.1, -0.3])),
        ),
        Case(
            "three hidden units, two outputs",
            (np.array([0.2, 0.5, 0.9]), np.array([[1.0, -1.0], [0.5, 2.0], [3.0, 0.0]]), np.array([0.2, 0.1])),
        ),
        Case(
            "two hidden units, three outputs, large weights",
            (np.array([0.1, 0.7]), np.array([[20.0, -5.0, 1.0], [0.0, 8.0, -30.0]]), np.array([0.4, -0.2, 0.3])),
        ),
    ),
    truth=_hidden_error_truth,
    hints=(
        Hint("sign",
             "The sign is the wrong way round. The error is a derivative, and so is g: no minus comes in between.",
             lambda b, w, g: -b * (1 - b) * (w @ g)),
        Hint("no slope",
             "The errors came back through the weights, but not through the unit itself: "
             "multiply by the slope of its sigmoid, written with b.",
             lambda b, w, g: w @ g),
        Hint("slope of b",
             "You took the sigmoid's slope at b. But b is already the sigmoid's value: its slope is b (1 - b).",
             lambda b, w, g: backprop.sigmoid(b) * (1 - backprop.sigmoid(b)) * (w @ g)),
        Hint("tanh", "1 - b² is the slope of tanh. These units are sigmoids.",
             lambda b, w, g: (1 - b**2) * (w @ g)),
        Hint("b alone", "You multiplied by the value b. The slope of the sigmoid is b (1 - b).",
             lambda b, w, g: b * (w @ g)),
        Hint("1 - b alone", "You multiplied by 1 - b. The slope of the sigmoid has a second factor, b.",
             lambda b, w, g: (1 - b) * (w @ g)),
        Hint("b squared", "There is a square too many. The slope of the sigmoid is b (1 - b).",
             lambda b, w, g: b**2 * (1 - b) * (w @ g)),
        Hint("1 - b squared", "There is a square too many. The slope of the sigmoid is b (1 - b).",
             lambda b, w, g: b * (1 - b) ** 2 * (w @ g)),
        Hint("slope squared", "The slope went in twice. g has come through the outputs; b (1 - b) is needed once.",
             lambda b, w, g: (b * (1 - b)) ** 2 * (w @ g)),
        Hint("1 + b", "The slope of the sigmoid is b (1 - b), with a minus.",
             lambda b, w, g: b * (1 + b) * (w @ g)),
        Hint("transpose",
             "The weights are used the wrong way round. Unit h needs row h of w: the sum runs over the outputs j.",
             lambda b, w, g: b * (1 - b) * (g @ w)),
        Hint("no sum of g",
             "You added up the weights, and g as well, but separately. Each g_j has to go through its own weight.",
             lambda b, w, g: b * (1 - b) * w.sum(axis=1) * g.sum()),
        Hint("no g", "The errors of the outputs are missing: each weight carries its g_j back.",
             lambda b, w, g: b * (1 - b) * w.sum(axis=1)),
        Hint("no weights", "The errors did not go through the weights: unit h gets each g_j times w[h, j].",
             lambda b, w, g: b * (1 - b) * g),
        Hint("no weights, g added up", "The errors did not go through the weights: unit h gets each g_j times w[h, j].",
             lambda b, w, g: b * (1 - b) * g.sum()),
        Hint("first output only",
             "Only the first output's error came back. Every output that receives from unit h sends its share.",
             lambda b, w, g: b * (1 - b) * w[:, 0] * g[0]),
        Hint("last output only", "Only the last output's error is left. Add up what all outputs send: += in the loop.",
             lambda b, w, g: b * (1 - b) * w[:, -1] * g[-1]),
        Hint("one sum for all", "Everything went into one number. Each hidden unit has a sum of its own: axis=1.",
             lambda b, w, g: b * (1 - b) * np.sum(w * g)),
        Hint("not added up", "The shares of the outputs stand side by side. Each hidden unit adds up its row: axis=1.",
             lambda b, w, g: (b * (1 - b))[:, None] * w * g),
        Hint("side by side", "Unit h met output h alone. It receives from all outputs: a matrix product, w @ g.",
             lambda b, w, g: b * (1 - b) * w * g),
        Hint("columns added up", "You added up the hidden units. For each of them, add up the outputs: axis=1.",
             lambda b, w, g: b * (1 - b) * np.sum(w * g, axis=0)),
        Hint("mean", "You took the mean over the outputs. Their shares are added up.",
             lambda b, w, g: b * (1 - b) * np.mean(w * g, axis=1)),
        Hint("slope of g",
             "You multiplied g by a slope of its own. g is the outputs' error; it has come through them already.",
             lambda b, w, g: b * (1 - b) * (w @ (g * (1 - g)))),
        Hint("sign, no slope",
             "The slope of the unit itself is missing; and no minus is needed, e and g are both derivatives.",
             lambda b, w, g: -(w @ g)),
        Hint("slope added", "You added the slope of the sigmoid. It multiplies what comes back.",
             lambda b, w, g: b * (1 - b) + w @ g),
        Hint("number of units", "You divided by the number of hidden units. What comes back is a sum, not a mean.",
             lambda b, w, g: b * (1 - b) * (w @ g) / len(b)),
    ),
    solution="""\
def hidden_error(b, w, g):
    return b * (1 - b) * (w @ g)
""",
    place="backprop.backward",
    fits=_on_the_way_back,
)  # fmt: skip


def _update_truth(x, e, eta):
    """Down the slope of the mean error, whose slope in each pre-activation of sample k and unit h is e_kh."""
    mean_error = lambda v: np.mean([e[k] @ (x[k] @ v) for k in range(len(x))])  # noqa: E731
    return -eta * wiggled(mean_error, np.zeros((x.shape[1], e.shape[1])))


def _among_the_changes(answer):
    def changes(x, signals, errors, eta):
        delta = backprop.changes(x, signals, errors, eta)
        return delta._replace(v=answer(np.atleast_2d(x), np.atleast_2d(errors.e), eta))

    return changes


update = Exercise(
    name="backprop.update",
    title="One step for a whole batch",
    task="""\
Write `update(x, e, eta)`: the changes of the weights `v` for one accumulated step, the mean of the changes
for the single samples.

Given are m samples as rows of `x`, shape (m, d), the errors of the hidden units for each sample as rows of
`e`, shape (m, q), and the learning rate `eta`. An error is the derivative of E with respect to a unit's
pre-activation. The answer has the shape of `v`, (d, q).""",
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
        Case(
            "two samples, three inputs, four hidden units",
            (
                np.array([[30.0, -1.0, 0.5], [0.25, 2.0, -10.0]]),
                np.array([[0.02, -0.1, 0.0, 0.5], [0.3, 0.1, -0.2, 0.04]]),
                0.1,
            ),
        ),
    ),
    truth=_update_truth,
    hints=(
        Hint("sign", "The weights go uphill. The error e is the derivative, so the change is minus eta times e.",
             lambda x, e, eta: eta * x.T @ e / len(x)),
        Hint("sign, no 1/m", "The weights go uphill: the error e is the derivative. And divide the sum by m.",
             lambda x, e, eta: eta * x.T @ e),
        Hint("no 1/m", "That is the sum over the samples. The loss is their mean: divide by the number of samples m.",
             lambda x, e, eta: -eta * x.T @ e),
        Hint("no eta", "The learning rate eta is missing.",
             lambda x, e, eta: -x.T @ e / len(x)),
        Hint("no eta, no 1/m", "The learning rate is missing, and the division by the number of samples.",
             lambda x, e, eta: -x.T @ e),
        Hint("half", "There is a half too many: it went into e when the square was differentiated.",
             lambda x, e, eta: -eta * x.T @ e / (2 * len(x))),
        Hint("twice", "There is a 2 too many: it cancelled against the half when the square was differentiated.",
             lambda x, e, eta: -2 * eta * x.T @ e / len(x)),
        Hint("1/m twice", "You divided by the number of samples twice.",
             lambda x, e, eta: -eta * x.T @ e / len(x) ** 2),
        Hint("transpose", "That is the change transposed. The weight from input i to unit h stands in row i, column h.",
             lambda x, e, eta: -eta * e.T @ x / len(x)),
        Hint("transpose, no 1/m", "That is transposed: row i, column h. And divide the sum by m.",
             lambda x, e, eta: -eta * e.T @ x),
        Hint("no transpose",
             "The rows of x are samples, and so are the rows of e. The sum must run over the samples: transpose x.",
             lambda x, e, eta: -eta * x @ e / len(x)),
        Hint("wrong count",
             "You divided by the number of inputs (len of a transposed x, or its shape[1]). Samples are rows.",
             lambda x, e, eta: -eta * x.T @ e / x.shape[1]),
        Hint("number of units", "You divided by the number of hidden units. Divide by the number of samples.",
             lambda x, e, eta: -eta * x.T @ e / e.shape[1]),
        Hint("number of numbers", "You divided by all numbers in x. Divide by the number of samples, its rows.",
             lambda x, e, eta: -eta * x.T @ e / x.size),
        Hint("one number", "Everything went into one number. Each weight has a mean of its own, over the samples.",
             lambda x, e, eta: -eta * np.mean(x.T @ e)),
        Hint("means multiplied", "You multiplied the mean input by the mean error. Multiply first, then take the mean.",
             lambda x, e, eta: -eta * np.outer(x.mean(axis=0), e.mean(axis=0))),
        Hint("sums multiplied", "You multiplied the sums. Multiply sample by sample, then take the mean.",
             lambda x, e, eta: -eta * np.outer(x.sum(axis=0), e.sum(axis=0)) / len(x)),
        Hint("last sample only", "Only the last sample counts. Does the loop add (+=) to what came before?",
             lambda x, e, eta: -eta * np.outer(x[-1], e[-1])),
        Hint("last sample over m", "Only the last sample counts. Does the loop add (+=) to what came before?",
             lambda x, e, eta: -eta * np.outer(x[-1], e[-1]) / len(x)),
        Hint("first sample only", "Only the first sample counts. Does the function return inside its loop?",
             lambda x, e, eta: -eta * np.outer(x[0], e[0])),
        Hint("first sample over m", "Only the first sample counts. Does the function return inside its loop?",
             lambda x, e, eta: -eta * np.outer(x[0], e[0]) / len(x)),
        Hint("mean error only", "The inputs are missing: the change is error times input.",
             lambda x, e, eta: -eta * np.tile(e.mean(axis=0), (x.shape[1], 1))),
        Hint("mean over inputs",
             "You took a mean over the inputs as well. The mean is over the samples, for each weight.",
             lambda x, e, eta: -eta * np.mean(x.T @ e, axis=0)),
        Hint("mean over units",
             "You took a mean over the hidden units as well. The mean is over the samples, for each weight.",
             lambda x, e, eta: -eta * np.mean(x.T @ e, axis=1)),
        Hint("number of errors", "You divided by all numbers in e. Divide by the number of samples, its rows.",
             lambda x, e, eta: -eta * x.T @ e / e.size),
        Hint("sign, no eta", "The weights go uphill, and the learning rate is missing. A step goes against e.",
             lambda x, e, eta: x.T @ e / len(x)),
        Hint("times m", "You multiplied by the number of samples. A mean is divided by it.",
             lambda x, e, eta: -eta * x.T @ e * len(x)),
        Hint("everything added up",
             "Everything went into one sum. Each weight has a mean of its own, over the samples.",
             lambda x, e, eta: -eta * np.sum(x.T @ e)),
    ),
    solution="""\
def update(x, e, eta):
    return -eta * x.T @ e / len(x)
""",
    place="backprop.changes",
    fits=_among_the_changes,
)  # fmt: skip


EXERCISES = (by_hand, hidden_error, parameters, update)
