"""The exercise on weight decay."""

import numpy as np

from nbhelpers.backprop.exercises.differences import wiggled
from nbhelpers.exercise import Case, Exercise, Hint


def _decay_truth(w, g, eta, decay):
    """Down the gradient of a loss whose gradient in w is g, plus the penalty on large weights."""
    return w - eta * wiggled(lambda at: g @ at + decay / 2 * np.sum(at**2), w)


decay_step = Exercise(
    name="generalising.decay_step",
    title="A step with weight decay",
    task="""\
Write `decay_step(w, g, eta, decay)`: the weights after one step of gradient descent on the loss plus λ/2 · Σ w², the
penalty on large weights.

`w` holds the weights, shape (n,), `g` the gradient of the loss without the penalty, shape (n,); `eta` is the learning
rate and `decay` the factor λ. Return the new weights, shape (n,).""",
    start="""\
def decay_step(w, g, eta, decay):
    # w: (n,)   g: (n,)   eta and decay: numbers
    w_new = ...
    return w_new
""",
    cases=(
        Case("a flat loss: the penalty alone", (np.array([4.0, -2.0]), np.array([0.0, 0.0]), 0.5, 0.1)),
        Case("no decay: the loss alone", (np.array([1.0, 2.0]), np.array([0.5, -1.0]), 0.1, 0.0)),
        Case("both", (np.array([3.0, -1.0, 0.5]), np.array([1.0, 2.0, -4.0]), 0.2, 0.05)),
        Case("a large decay", (np.array([2.0, -0.25]), np.array([-30.0, 0.5]), 0.1, 3.0)),
    ),
    truth=_decay_truth,
    hints=(
        Hint("decay forgotten", "That is plain descent. The penalty λ/2 · w² has a gradient too.",
             lambda w, g, eta, decay: w - eta * g),
        Hint("gradient forgotten", "Only the penalty is left. The step must go down the loss as well.",
             lambda w, g, eta, decay: w - eta * decay * w),
        Hint("growth", "The weights grow instead of shrinking: both gradients must be subtracted.",
             lambda w, g, eta, decay: w - eta * (g - decay * w)),
        Hint("no eta at the decay", "The step goes down the whole sum, so eta multiplies both gradients.",
             lambda w, g, eta, decay: w - eta * g - decay * w),
        Hint("no eta at the gradient", "The step goes down the whole sum, so eta multiplies both gradients.",
             lambda w, g, eta, decay: w - g - eta * decay * w),
        Hint("no eta", "The learning rate eta is missing.",
             lambda w, g, eta, decay: w - g - decay * w),
        Hint("eta twice", "The decay is multiplied by eta twice. Once is enough.",
             lambda w, g, eta, decay: w - eta * (g + eta * decay * w)),
        Hint("gradient of the square", "There is one 2 too many: the half in λ/2 · w² cancels it.",
             lambda w, g, eta, decay: w - eta * (g + 2 * decay * w)),
        Hint("half left", "There is one half too many: the 2 from the square cancels that of λ/2 · w².",
             lambda w, g, eta, decay: w - eta * (g + decay / 2 * w)),
        Hint("penalty for its gradient", "You subtracted the penalty λ/2 · w² itself, not its gradient.",
             lambda w, g, eta, decay: w - eta * (g + decay / 2 * w**2)),
        Hint("square for gradient", "You subtracted λ w². The gradient of the penalty λ/2 · w² is λ w.",
             lambda w, g, eta, decay: w - eta * (g + decay * w**2)),
        Hint("penalty of all weights", "You subtracted the whole penalty. Each weight has a derivative of its own.",
             lambda w, g, eta, decay: w - eta * (g + decay / 2 * np.sum(w**2))),
        Hint("no w", "You subtracted λ alone. The gradient of the penalty grows with the weight: λ w.",
             lambda w, g, eta, decay: w - eta * (g + decay)),
        Hint("size of w", "λ times |w| has the wrong sign for negative weights. The gradient is λ w.",
             lambda w, g, eta, decay: w - eta * (g + decay * np.abs(w))),
        Hint("L1", "That is the other penalty, λ |w|, whose gradient is ±λ. Here the penalty is λ/2 · w².",
             lambda w, g, eta, decay: w - eta * (g + decay * np.sign(w))),
        Hint("after the step", "You let the new weights decay. Both gradients belong to the old w.",
             lambda w, g, eta, decay: (1 - eta * decay) * (w - eta * g)),
        Hint("gradient shrunk", "Here λ multiplies the gradient of the loss. It belongs with the weight.",
             lambda w, g, eta, decay: w - eta * (decay * g + w)),
        Hint("λ times both", "Here λ multiplies the gradient of the loss too. It belongs with the weight alone.",
             lambda w, g, eta, decay: w - eta * decay * (g + w)),
        Hint("uphill", "That step goes up: the gradient of the loss has to be subtracted.",
             lambda w, g, eta, decay: w + eta * (g + decay * w)),
        Hint("uphill the loss", "That goes up the loss: its gradient has to be subtracted, as that of the penalty is.",
             lambda w, g, eta, decay: w + eta * (g - decay * w)),
        Hint("the change alone", "That is the change. Return the new weights: add the old ones.",
             lambda w, g, eta, decay: -eta * (g + decay * w)),
        Hint("what is taken off", "That is what the step subtracts. Return the new weights.",
             lambda w, g, eta, decay: eta * (g + decay * w)),
        Hint("the gradient alone", "That is the gradient of loss plus penalty. Now make the step: w - eta times it.",
             lambda w, g, eta, decay: g + decay * w),
        Hint("after the step, no eta",
             "You let the new weights decay, and without eta. Both gradients belong to the old w, times eta.",
             lambda w, g, eta, decay: (1 - decay) * (w - eta * g)),
        Hint("penalty, no eta", "You subtracted the penalty itself, not eta times its gradient.",
             lambda w, g, eta, decay: w - eta * g - decay / 2 * w**2),
        Hint("growth, no eta", "The weights grow, and eta must multiply the gradient of the penalty as well.",
             lambda w, g, eta, decay: w - eta * g + decay * w),
        Hint("sum of the weights",
             "You took the sum of all weights. Each weight has a derivative of its own, λ times itself.",
             lambda w, g, eta, decay: w - eta * (g + decay * np.sum(w))),
        Hint("length of the weights", "You took the length of w. Each weight has its own derivative, λ times itself.",
             lambda w, g, eta, decay: w - eta * (g + decay * np.linalg.norm(w))),
    ),
    solution="""\
def decay_step(w, g, eta, decay):
    return (1 - eta * decay) * w - eta * g
""",
)  # fmt: skip
