"""The exercise on weight decay."""

import numpy as np

from nbhelpers.backprop.exercises.differences import wiggled
from nbhelpers.exercise import Case, Exercise, Hint


def _decay_truth(w, slope, eta, decay):
    """Down the slope of a loss that has this slope in w, plus the price for large weights."""
    return w - eta * wiggled(lambda at: slope @ at + decay / 2 * np.sum(at**2), w)


decay_step = Exercise(
    name="generalising.decay_step",
    title="A step with weight decay",
    task="""\
Write `decay_step(w, slope, eta, decay)`: the weights after one step down the loss plus λ/2 · Σ w², the price for
large weights.

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
        Case("a large decay", (np.array([2.0, -0.25]), np.array([-30.0, 0.5]), 0.1, 3.0)),
    ),
    truth=_decay_truth,
    hints=(
        Hint("decay forgotten", "That is plain descent. The price λ/2 · w² has a slope of its own in w.",
             lambda w, slope, eta, decay: w - eta * slope),
        Hint("slope forgotten", "Only the price is left. The step goes down the loss as well.",
             lambda w, slope, eta, decay: w - eta * decay * w),
        Hint("growth", "The weights grow instead of shrinking: the price's slope has the same sign as the loss's.",
             lambda w, slope, eta, decay: w - eta * (slope - decay * w)),
        Hint("no eta at the decay", "The step goes down the whole sum, so eta multiplies the price's slope as well.",
             lambda w, slope, eta, decay: w - eta * slope - decay * w),
        Hint("no eta at the slope", "The step goes down the whole sum, so eta multiplies the loss's slope as well.",
             lambda w, slope, eta, decay: w - slope - eta * decay * w),
        Hint("no eta", "The learning rate eta is missing.",
             lambda w, slope, eta, decay: w - slope - decay * w),
        Hint("eta twice", "eta went in twice at the decay. Once is enough.",
             lambda w, slope, eta, decay: w - eta * (slope + eta * decay * w)),
        Hint("slope of the square", "There is a 2 too many: the half in λ/2 · w² cancels it.",
             lambda w, slope, eta, decay: w - eta * (slope + 2 * decay * w)),
        Hint("half left", "There is a half too many: the 2 from the square cancels that of λ/2 · w².",
             lambda w, slope, eta, decay: w - eta * (slope + decay / 2 * w)),
        Hint("price for its slope", "You took off the price itself, λ/2 · w². A step takes off its slope in w.",
             lambda w, slope, eta, decay: w - eta * (slope + decay / 2 * w**2)),
        Hint("square for slope", "You took off λ w². The slope of the price λ/2 · w² in w is λ w.",
             lambda w, slope, eta, decay: w - eta * (slope + decay * w**2)),
        Hint("price of all weights", "You took off the price of all weights. Each weight has a slope of its own.",
             lambda w, slope, eta, decay: w - eta * (slope + decay / 2 * np.sum(w**2))),
        Hint("no w", "You took off λ alone. The slope of the price grows with the weight: λ w.",
             lambda w, slope, eta, decay: w - eta * (slope + decay)),
        Hint("size of w", "λ times the size of w has the wrong sign for negative weights. The slope is λ w.",
             lambda w, slope, eta, decay: w - eta * (slope + decay * np.abs(w))),
        Hint("L1", "That is the other price, λ |w|, whose slope has one size. Here the price is λ/2 · w².",
             lambda w, slope, eta, decay: w - eta * (slope + decay * np.sign(w))),
        Hint("after the step", "You let the new weights decay. Both slopes are taken at the old w.",
             lambda w, slope, eta, decay: (1 - eta * decay) * (w - eta * slope)),
        Hint("slope shrunk", "λ multiplies the loss's slope. It belongs to the weight.",
             lambda w, slope, eta, decay: w - eta * (decay * slope + w)),
        Hint("λ times both", "λ multiplies the loss's slope too. It belongs to the weight alone.",
             lambda w, slope, eta, decay: w - eta * decay * (slope + w)),
        Hint("uphill", "That step goes up: the slope of the loss has to be taken off.",
             lambda w, slope, eta, decay: w + eta * (slope + decay * w)),
        Hint("uphill the loss", "That goes up the loss: its slope has to be taken off, as that of the price is.",
             lambda w, slope, eta, decay: w + eta * (slope - decay * w)),
        Hint("the change alone", "That is the change. Asked for are the new weights: add the old ones.",
             lambda w, slope, eta, decay: -eta * (slope + decay * w)),
        Hint("what is taken off", "That is what the step takes off. Asked for are the new weights.",
             lambda w, slope, eta, decay: eta * (slope + decay * w)),
        Hint("the slope alone", "That is the slope of loss and price together. Now make the step: w - eta times it.",
             lambda w, slope, eta, decay: slope + decay * w),
        Hint("after the step, no eta",
             "You let the new weights decay, and without eta. Both slopes are taken at the old w, times eta.",
             lambda w, slope, eta, decay: (1 - decay) * (w - eta * slope)),
        Hint("price, no eta", "You took off the price itself, without eta. A step takes off eta times its slope in w.",
             lambda w, slope, eta, decay: w - eta * slope - decay / 2 * w**2),
        Hint("growth, no eta", "The weights grow; and eta multiplies the price's slope as well.",
             lambda w, slope, eta, decay: w - eta * slope + decay * w),
        Hint("sum of the weights",
             "You took the sum of all weights. Each weight has a slope of its own, λ times itself.",
             lambda w, slope, eta, decay: w - eta * (slope + decay * np.sum(w))),
        Hint("length of the weights", "You took the length of w. Each weight has a slope of its own, λ times itself.",
             lambda w, slope, eta, decay: w - eta * (slope + decay * np.linalg.norm(w))),
    ),
    solution="""\
def decay_step(w, slope, eta, decay):
    return (1 - eta * decay) * w - eta * slope
""",
)  # fmt: skip
