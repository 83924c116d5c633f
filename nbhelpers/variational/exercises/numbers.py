"""Numbers to predict: the slope of a log density from a denoiser's arrow, and the price of one cloud."""

import numpy as np

from nbhelpers.exercise import Near, Prediction
from nbhelpers.variational import bound, field

CENTRES = np.array([[0.0], [2.0]])


def _score():
    """Two centres, σ = 1: the slope of ln p at the place where the best arrow is 0.2 long, by differences."""
    places = np.linspace(0.0, 1.0, 100001)[:, None]
    arrows = (field.best(places, CENTRES, 0.5) - places)[:, 0]
    at = places[np.argmin(np.abs(arrows + 0.2))]
    step = np.array([[1e-4], [-1e-4]])
    return float(-np.diff(field.log_density(at + step, CENTRES, 0.5))[0] / 2e-4)


def _nats():
    """ln Q − ln p, averaged over a fine grid of the cloud N(1, 0.25)."""
    eps = np.linspace(-9, 9, 20001)[:, None]
    log_cloud = bound.log_normal(eps)
    log_ratio = log_cloud - np.log(0.5) - bound.log_normal(1 + 0.5 * eps)
    return float(np.average(log_ratio, weights=np.exp(log_cloud)))


score = Prediction(
    name="variational.score",
    title="From an arrow to a slope",
    task="Noise of standard deviation 0.5 has been added to some numbers. At some x the best denoiser answers x − 0.2. "
    "What is the derivative of ln p_σ(x) there?",
    truth=_score,
    hints=(
        Near(0.8, "The right size. The answer lies to the left of x, so ln p falls to the right."),
        Near(-0.4, "You divided by σ. Divide the arrow by σ²."),
        Near(-0.05, "You multiplied by σ². The arrow is σ² times the derivative, so divide."),
        Near(-0.1, "You multiplied by σ. The arrow is σ² times the derivative, so divide by σ²."),
    ),
    answer="The arrow is −0.2, and −0.2 / 0.5² = {truth}.",
    tolerance=0.01,
    digits=1,
)

nats = Prediction(
    name="variational.nats",
    title="What one cloud costs",
    task="A code of one number has the cloud μ = 1, σ = ½. How many nats is its KL divergence from N(0, 1)?",
    truth=_nats,
    hints=(
        Near(1.0 + 0.25 - 1 + 2 * np.log(2), "That is twice as much as it should be: the factor ½ is missing."),
        Near((1 + 0.5 - 1 + np.log(2)) / 2, "You took σ where σ² belongs."),
        Near(
            (1 + 0.25 - 1 - 2 * np.log(2)) / 2,
            "ln ¼ is negative, and there is a minus before it. A KL is never below 0.",
        ),
        Near((1 + 0.25 - 1 + np.log(2)) / 2, "You took ln σ. It is the logarithm of the variance, ln σ²."),
        Near((0.25 - 1 + 2 * np.log(2)) / 2, "The mean costs something too: μ² is missing."),
    ),
    answer="½ (1 + ¼ − 1 − ln ¼) = {truth} nats.",
)
