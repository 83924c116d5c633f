"""Points of two classes in the plane, for nets of two inputs: no coordinate reaches far beyond 2.

Each set is `name(m, noise, rng)`: m points, the two classes in turn, (m, 2) and targets (m, 1) of 0 and 1; every
coordinate is moved by Gaussian noise of that standard deviation.
"""

import numpy as np

from nbhelpers.guards import random, real, takes

TURNS = 1.25  # of each arm of the spiral
looked_over = takes(m=1, noise=real(least=0), rng=random)


@looked_over
def crescents(m: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """m points on two half circles that reach into each other, each moved by noise: (m, 2) and targets (m, 1)."""
    angle, upper = np.pi * rng.random(m), np.arange(m) % 2 == 0
    x = np.where(upper, np.cos(angle) - 0.5, 0.5 - np.cos(angle))
    y = np.where(upper, np.sin(angle) - 0.25, 0.25 - np.sin(angle))
    return np.stack([x, y], axis=1) + noise * rng.normal(size=(m, 2)), 1.0 - upper[:, None]


@looked_over
def circles(m: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A disc of radius 0.9 (target 1) within a ring from 1.3 to 1.8 (target 0), both filled evenly."""
    inner, angle = np.arange(m) % 2 == 1, 2 * np.pi * rng.random(m)
    low, high = np.where(inner, 0.0, 1.3), np.where(inner, 0.9, 1.8)
    radius = np.sqrt(low**2 + (high**2 - low**2) * rng.random(m))
    return _polar(radius, angle) + noise * rng.normal(size=(m, 2)), 1.0 * inner[:, None]


@looked_over
def xor(m: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Four squares with a gap between them; the target is 1 where both coordinates have the same sign."""
    size, same, right = 0.15 + 1.65 * rng.random((m, 2)), np.arange(m) % 2 == 1, rng.random(m) < 0.5
    x, y = np.where(right, 1, -1), np.where(right == same, 1, -1)
    return size * np.stack([x, y], axis=1) + noise * rng.normal(size=(m, 2)), 1.0 * same[:, None]


@looked_over
def spiral(m: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Two arms around each other, each half a turn behind the other one; they begin 0.2 from the middle."""
    along, second = rng.random(m), np.arange(m) % 2 == 1
    angle = 2 * np.pi * TURNS * along + np.pi * second
    return _polar(0.2 + 1.6 * along, angle) + noise * rng.normal(size=(m, 2)), 1.0 * second[:, None]


@takes(points="k 2", targets="k 1", m=1, noise=real(least=0), rng=random)
def again(points, targets, m: int, noise: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """m points like given ones: each given point in turn, moved by Gaussian noise: (m, 2) and targets (m, 1)."""
    turns = np.arange(m) % len(points)
    return points[turns] + noise * rng.normal(size=(m, 2)), targets[turns]


def _polar(radius, angle):
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


SETS = {"crescents": crescents, "circles": circles, "xor": xor, "spiral": spiral}
