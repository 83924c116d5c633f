"""Numbers to predict in the chapter on generalising and searching."""

import numpy as np

from nbhelpers.exercise import Near, Prediction
from nbhelpers.generalising.schedules import decay_run
from nbhelpers.nn import mlp


def _factor(weight_decay, eta=0.5):
    """What one step makes of a weight of 1 in which the loss is flat: taken from the net that learns."""
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
    name="generalising.decay_alone",
    title="What decay does alone",
    task="The loss does not depend on a weight w, its penalty is λ/2 · w², and η = 0.5. Above which λ does decay make "
    "the weight grow instead of shrink?",
    truth=_largest_decay,
    hints=(
        Near(2, "There ηλ is 1, and one step takes the weight to zero. It may overshoot by as much again."),
        Near(1, "You multiplied the bound by η. The bound holds for the product ηλ, so divide."),
    ),
)

where_it_stops = Prediction(
    name="generalising.where_it_stops",
    title="Where it stops",
    task="Gradient descent on E(w) = (w + 1)² from w = 5. The learning rate starts at η₀ = 0.2 and is multiplied by "
    "0.6 after each step. Where does the weight end?",
    truth=lambda: [*decay_run(eta=0.2, decay=0.6, rounds=200)][-1].after,
    hints=(
        Near(6 * np.prod(1 - 2 * 0.2 * 0.6 ** np.arange(200)), "That is its distance to the minimum, which is at −1."),
        Near(-1, "That is the minimum. Are all the steps together long enough to get there?"),
        Near(
            6 * np.prod(1 - 0.2 * 0.6 ** np.arange(200)) - 1,
            "The derivative of a square has a 2: the factors are 1 − 2η.",
        ),
        Near(6 * np.prod(1 - 2 * 0.2 * 0.6 ** np.arange(1, 200)) - 1, "The first step is taken with η₀ itself."),
    ),
    digits=3,
)
