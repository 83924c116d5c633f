"""Numbers to predict in the chapter on back-propagation."""

import numpy as np

from nbhelpers import backprop
from nbhelpers.backprop.example import START
from nbhelpers.backprop.schedules import decay_run
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
    "e₁ = −∂E/∂α₁ of the first hidden unit?",
    truth=lambda: _by_hand()[1].e[0],
    hints=(
        Near(
            lambda: -_by_hand()[1].e[0],
            "The right size with the wrong sign: output minus target, and a minus in front.",
        ),
        Near(
            lambda: _error_without_slope(),
            "That came back through the weight. Now the slope of the unit itself, b (1 − b).",
        ),
        Near(lambda: _by_hand()[1].g[0], "That is the error of the output. Take it back through the weight."),
        Near(lambda: _by_hand()[1].e[1], "That is the error of the second hidden unit."),
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
        Near(784 * 30 * 10, "Don't multiply all three: the weights of two neighbouring layers, and then add."),
        Near(
            784 + 30 + 10,
            "Those are the units. Count the lines between them, and a threshold for those that compute.",
        ),
    ),
    answer="784 · 30 weights into the hidden layer and 30 · 10 out of it, 30 thresholds and 10 thresholds: {truth}.",
    digits=6,
    wanted=0,
)


def _factor(weight_decay, eta=0.5):
    """What one step makes of a weight of 1 that no data push: taken from the net that learns."""
    net = mlp.MLP((mlp.Layer(np.ones((1, 1)), np.zeros(1)),), output="linear")
    nothing = np.zeros((1, 1))
    return mlp.descend(net, mlp.gradients(net, nothing, nothing, weight_decay), eta).layers[0].weights[0, 0]


def _largest_decay():
    """The largest λ with which the weight does not grow, by halving."""
    dies, grows = 0.0, 100.0
    for _ in range(60):
        middle = (dies + grows) / 2
        dies, grows = (middle, grows) if abs(_factor(middle)) <= 1 else (dies, middle)
    return dies


decay_alone = Prediction(
    name="backprop.decay_alone",
    title="What decay does alone",
    task="No data push a weight, the price is λ/2 · w², and η = 0.5. From which λ on does decay make the weight grow "
    "instead of shrink?",
    truth=_largest_decay,
    hints=(
        Near(2, "There ηλ is 1, and one step takes the weight to zero. It may overshoot by as much again."),
        Near(1, "You multiplied the bound by η. It is the product ηλ that is bounded."),
    ),
)

where_it_stops = Prediction(
    name="backprop.where_it_stops",
    title="Where it stops",
    task="Gradient descent on E(w) = (w + 1)² from w = 5. The learning rate starts at η₀ = 0.2 and is multiplied by "
    "d = 0.6 after each step. Where does the weight end?",
    truth=lambda: [*decay_run(eta=0.2, decay=0.6, rounds=200)][-1].after,
    hints=(
        Near(6 * np.prod(1 - 2 * 0.2 * 0.6 ** np.arange(200)), "That is its distance to the minimum, which is at −1."),
        Near(-1, "That is the minimum. Do the steps have the breath to get there?"),
        Near(
            6 * np.prod(1 - 0.2 * 0.6 ** np.arange(200)) - 1,
            "The slope of a square has a 2: the factors are 1 − 2η.",
        ),
        Near(6 * np.prod(1 - 2 * 0.2 * 0.6 ** np.arange(1, 200)) - 1, "The first step is taken with η₀ itself."),
    ),
    digits=3,
)
