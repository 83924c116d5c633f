"""Numbers to predict in the chapter on back-propagation."""

import numpy as np

from nbhelpers import backprop
from nbhelpers.backprop.example import START
from nbhelpers.exercise import Near, Prediction
from nbhelpers.nn import mlp


def _by_hand():
    """Signals, errors and net of the chapter's small net for the sample x = (0, 1), y = 1."""
    signals = backprop.forward(START, np.array([0.0, 1.0]))
    return signals, backprop.backward(START, signals, np.array([1.0])), START


def _error_without_slope():
    _, errors, net = _by_hand()
    return errors.g @ net.w[0]


by_hand = Prediction(
    name="backprop.by_hand",
    title="A step by hand",
    task="The sample is x = (0, 1), y = 1. All units are sigmoids; v₂₁ = 0.3, v₂₂ = 0.8, w₁ = 0.7 and w₂ = −0.6, and "
    "the thresholds are γ₁ = 0.1, γ₂ = −0.2 and θ = 0.2; E = ½ (ŷ − y)². What is the error "
    "e₁ = ∂E/∂α₁ of hidden unit 1?",
    truth=lambda: _by_hand()[1].e[0],
    hints=(
        Near(
            lambda: -_by_hand()[1].e[0],
            "The right size with the wrong sign: the output's error is ŷ(1 − ŷ) times output minus target.",
        ),
        Near(
            lambda: _error_without_slope(),
            "That has come back through the weight. Now multiply by the slope of the unit itself, b (1 − b).",
        ),
        Near(lambda: _by_hand()[1].g[0], "That is the error of the output. Take it back through the weight."),
        Near(lambda: _by_hand()[1].e[1], "That is the error of hidden unit 2."),
    ),
)

parameters = Prediction(
    name="backprop.parameters",
    title="Count the parameters",
    task="A net has 784 inputs, 30 hidden units and 10 outputs. How many weights and thresholds does it have in all?",
    truth=lambda: sum(array.size for array in backprop.new_net((784, 30, 10), np.random.default_rng(0))),
    hints=(
        Near(784 * 30 + 30 * 10, "Those are the weights alone. Each hidden unit and each output has a threshold too."),
        Near(mlp.count_parameters((784, 30, 10)) + 784, "Inputs have no threshold: they compute nothing."),
        Near(784 * 30 * 10, "Don't multiply all three: multiply the sizes of neighbouring layers, then add."),
        Near(
            784 + 30 + 10,
            "Those are the units. Count the lines between them, and a threshold for each unit that computes.",
        ),
    ),
    answer="784 · 30 weights into the hidden layer and 30 · 10 out of it, 30 thresholds and 10 thresholds: {truth}.",
    digits=6,
    wanted=0,
)
