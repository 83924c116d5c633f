"""Numbers to predict in the chapter on neurons."""

import numpy as np

from nbhelpers.exercise import Near, Prediction
from nbhelpers.neurons import delta

X = delta.with_constant([0.0, 1.0, 2.0])
LARGEST, SMALLEST = 4 / 3 + np.sqrt(10) / 3, 4 / 3 - np.sqrt(10) / 3  # of [[5/3, 1], [1, 1]]

limit = Prediction(
    name="neurons.limit",
    title="The speed limit",
    task="A linear unit with an input x and a second input that is always 1 learns from three samples, "
    "x = 0, 1, 2. Each step is the mean of their changes. Above which learning rate does the delta rule diverge?",
    truth=lambda: delta.bound(X),
    hints=(
        Near(1 / LARGEST, "That is 1/λmax, at which the steepest part is gone in one step. The bound is twice that."),
        Near(2 / (3 * LARGEST), "You summed over the samples. R is the mean: divide by their number."),
        Near(2 / SMALLEST, "That is the bound for the flattest direction. The steepest one is stricter."),
        Near(6 / 5, "You left out the constant input. R is a 2 × 2 table."),
        Near(3 / 4, "You added up the diagonal. That is the sum of both eigenvalues: safe, but not the bound."),
        Near(2.0, "That holds for inputs with mean 0 and variance 1. These have the mean 1."),
    ),
    answer="R has 5/3 and 1 on the diagonal and 1 off it. λ² − (8/3) λ + 2/3 = 0 gives λmax = (4 + √10)/3 = 2.387, "
    "and 2/λmax = {truth}.",
    digits=4,
)

co_activity = Prediction(
    name="neurons.co_activity",
    title="How many agreements?",
    task="Two units are held at ±1. With η = 0.02 their link went from 0 to 3 in 200 steps of Hebb's rule. In how "
    "many of the steps were they equal?",
    truth=lambda: next(k for k in range(201) if round(0.02 * k - 0.02 * (200 - k), 9) == 3),
    hints=(
        Near(150, "That is the number of agreements minus the number of disagreements."),
        Near(25, "Those are the steps in which they differed."),
        Near(100, "Then ups and downs would cancel, and the link would be 0."),
        Near(0.875, "That is the co-activity p. How many of 200 steps is that?"),
        Near(200, "Then the link would be 4."),
    ),
    answer="Ups minus downs are 3/0.02 = 150, ups and downs together are 200. So there were {truth} ups: p = 0.875.",
    digits=4,
    wanted=0,
)
