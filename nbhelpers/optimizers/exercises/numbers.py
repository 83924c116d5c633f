"""Numbers to predict in the chapter on optimizers."""

import numpy as np

from nbhelpers.exercise import Near, Prediction
from nbhelpers.optimizers import convergence


def _steps_to(way, step):
    """How many of the steps step(1), step(2), ... it takes to go so far."""
    t, gone = 0, 0.0
    while gone < way:
        t += 1
        gone += step(t)
    return t


largest_rate = Prediction(
    name="optimizers.largest_rate",
    title="The largest learning rate",
    task="A loss has curvatures between 0.2 and 10. Below which learning rate does SGD converge?",
    truth=lambda: convergence.largest_eta([0.2, 10]),
    hints=(
        Near(1 / 10, "At that rate the steepest direction arrives in one step. It may overshoot by as much again."),
        Near(2 / 0.2, "That is the bound for the flattest direction. The steepest one is the first to complain."),
        Near(2 / 10.2, "That is the best learning rate. The largest one is a little above it."),
    ),
    wanted=3,
)

averaged_rate = Prediction(
    name="optimizers.averaged_rate",
    title="A recipe from elsewhere",
    task="A paper trains with its library's momentum, the plain sum vₜ = β vₜ₋₁ + gₜ, at learning rate 0.01 and "
    "β = 0.95. Which learning rate do you give to `sgdm`, which averages?",
    truth=lambda: convergence.averaged_eta(0.01, 0.95),
    hints=(
        Near(
            0.01 * 0.05,
            "That is the wrong way round: the average is smaller than the library's sum, so the rate must be larger.",
        ),
        Near(0.01, "With the same rate the averaged form is twenty times too timid."),
        Near(0.01 / 0.95, "Divide by 1 − β, the factor that the library leaves out, not by β."),
    ),
    wanted=3,
)

adagrad_steps = Prediction(
    name="optimizers.adagrad_steps",
    title="How far does Adagrad get?",
    task="The gradient is constant, η = 0.01, and the minimum is one unit away. About how many "
    "steps does Adagrad need?",
    truth=lambda: _steps_to(1.0, lambda t: 0.01 / np.sqrt(t)),
    hints=(
        Near(100, "It would need that many if every step were η long. But they are η/√t."),
        Near(10_000, "You forgot the factor 2: the sum of 1/√t up to T is about 2√T."),
        Near(50, "That is √T. Now square it."),
    ),
    tolerance=0.03,
)

half_a_step = Prediction(
    name="optimizers.half_a_step",
    title="When epsilon speaks",
    task="Take Adam with ε = 10⁻⁸. For which size of the gradient is its first step half of η?",
    truth=lambda: 1e-8,
    hints=(
        Near(1e-16, "That is its square. The root of the corrected second moment is |g| itself."),
        Near(5e-9, "At that size the step is a third of η. Solve |g|/(|g| + ε) = 1/2."),
        Near(1e-4, "The root is taken before ε is added, so there is no second root to take."),
    ),
)
