"""Numbers to predict in the chapter on recurrent nets."""

import numpy as np

from nbhelpers.exercise import Near, Prediction


def _steps_below(rate, goal):
    """The first k with rate^k < goal."""
    k, left = 0, 1.0
    while left >= goal:
        k, left = k + 1, left * rate
    return k


slowest_fade = Prediction(
    name="recurrent.slowest_fade",
    title="How long can it last?",
    task="The largest singular value of the recurrent weights is 0.8. After how many steps back is the gradient "
    "certainly shorter than a thousandth of what it was? Give the smallest such number.",
    truth=lambda: _steps_below(0.8, 1e-3),
    hints=(
        Near(30, "0.8 to the power of 30 is 0.0012: not yet."),
        Near(5, "0.8 to the power of 5 is still a third: each step loses a fifth of what is left, not of the start."),
        Near(62, "That many steps bring it below a millionth."),
        Near(1250, "The factor applies once per step: look for 0.8 to the power of k below 0.001."),
    ),
    wanted=0,
)

thrown = Prediction(
    name="recurrent.thrown",
    title="How far does it throw?",
    task="At the cliff of the lab a gradient is 110 long. SGD has the learning rate 0.3 and clips gradients at 0.5. "
    "How long is the step?",
    truth=lambda: 0.3 * min(110, 0.5),
    hints=(
        Near(33, "That is the step without clipping."),
        Near(0.5, "That is the length of the clipped gradient. The step is the learning rate times that."),
        Near(16.5, "Clipping does not multiply the gradient by the threshold; it brings its length down to it."),
    ),
)

keep_half = Prediction(
    name="recurrent.keep_half",
    title="An open gate",
    task="The forget gate of a new LSTM receives nothing but its bias. With which bias does half of the cell's "
    "gradient survive 100 steps?",
    truth=lambda: float(np.log((f := 0.5 ** (1 / 100)) / (1 - f))),
    hints=(
        Near(0.5 ** (1 / 100), "That is the gate itself, f. Which bias b gives sigmoid(b) = f?"),
        Near(0.0, "Then the gate is 0.5, and half of the gradient is gone after one step."),
        Near(3.0, "sigmoid(3) is 0.95: good for some fifteen steps, not for a hundred."),
        Near(-4.968, "The sign: a bias below 0 closes the gate."),
    ),
)
