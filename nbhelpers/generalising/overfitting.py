"""A case for overfitting: few noisy points of a curve, and a net that has far more units than it needs."""

import numpy as np

from nbhelpers.guards import numbers, random, real, takes
from nbhelpers.nn.mlp import MLP, Layer

HIDDEN, LEARN, CHECK, ETA = 60, 14, 100, 0.05


def truth(x):
    """The curve behind the points, 0.7 sin(3 x)."""
    return 0.7 * np.sin(3 * numbers("x", x))


@takes(noise=real(least=0), rng=random)
def points(noise: float, rng: np.random.Generator) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """LEARN points to learn from, nearly evenly spread over [-1, 1], and CHECK to check with, each (x, y) as columns.

    Gaussian noise of that standard deviation is added to every y.
    """
    x = np.linspace(-1, 1, LEARN)[:, None] + 0.05 * rng.normal(size=(LEARN, 1))
    y = truth(x) + noise * rng.normal(size=x.shape)
    new_x = rng.uniform(-1, 1, (CHECK, 1))
    return (x, y), (new_x, truth(new_x) + noise * rng.normal(size=new_x.shape))


@takes(rng=random)
def wiggly_net(rng: np.random.Generator) -> MLP:
    """One input, HIDDEN steep sigmoid units with their steps spread over [-1, 1], one linear output."""
    steepness = 25 * rng.choice([-1, 1], HIDDEN) * rng.uniform(0.3, 1, HIDDEN)
    first = Layer(steepness[None], -steepness * rng.uniform(-1, 1, HIDDEN))
    return MLP((first, Layer(0.2 * rng.normal(size=(HIDDEN, 1)) / np.sqrt(HIDDEN), np.zeros(1))), "sigmoid", "linear")
