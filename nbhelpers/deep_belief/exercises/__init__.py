"""The exercises of the chapter on deep belief nets: up a stack, the bound, reading a label, two numbers."""

import numpy as np

from nbhelpers.deep_belief.exercises.bound import bound, bound_truth
from nbhelpers.deep_belief.exercises.climb import climb
from nbhelpers.deep_belief.exercises.label import read_label
from nbhelpers.exercise import Near, Prediction
from nbhelpers.nn.mlp import count_parameters

Q, PRIOR, FIT = np.array([0.5, 0.5]), np.array([0.9, 0.1]), np.array([0.2, 0.6])

by_hand = Prediction(
    name="deep_belief.by_hand",
    title="The bound by hand",
    task="One hidden unit below the top: Q(h | v) = (1/2, 1/2), the second layer says p(h) = (0.9, 0.1), and the first "
    "p(v | h) = (0.2, 0.6). What is the bound on log p(v), in nats?",
    truth=lambda: bound_truth(Q, PRIOR, FIT),
    hints=(
        Near(lambda: np.log(PRIOR @ FIT), "That is log p(v) itself, log 0.24. The bound lies below it."),
        Near(lambda: Q @ np.log(PRIOR * FIT), "The entropy of Q is missing: log 2."),
        Near(lambda: Q @ np.log(PRIOR * FIT) - np.log(2), "The entropy is added, not subtracted."),
        Near(lambda: np.exp(bound_truth(Q, PRIOR, FIT)), "That is the bound on p(v). Wanted is that on log p(v)."),
    ),
    answer="½ log(0.9 · 0.2) + ½ log(0.1 · 0.6) + log 2 = {truth}; log p(v) = log 0.24 lies above it.",
    unit="nats",
)

SIZES = (196, 100, 100)

unlabelled = Prediction(
    name="deep_belief.unlabelled",
    title="Parameters set without labels",
    task="A stack 196-100-100 is unrolled and gets a softmax of 10 classes. How many of the net's parameters were set "
    "without a single label?",
    truth=lambda: count_parameters(SIZES),
    hints=(
        Near(29600, "Those are the weights. The biases of the hidden units were learned as well."),
        Near(30096, "The biases of the visible sides stay behind: the net only goes up."),
        Near(30810, "That is the whole net. The softmax has seen no data at all so far."),
        Near(1010, "That is the softmax: the other part."),
        Near(19700, "That is the first layer alone."),
    ),
    answer="196 · 100 + 100 below and 100 · 100 + 100 above: {truth}.",
    digits=5,
    wanted=0,
)

EXERCISES = (climb, bound, read_label, by_hand, unlabelled)
