"""Test surfaces in two parameters: a loss E(w), its gradient by hand, a start and the known minimum."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nbhelpers.guards import doubles, takes


@dataclass(frozen=True)
class Surface:
    """A landscape to walk on. `loss` takes w of shape (..., 2), gives (...); `gradient` keeps the shape."""

    name: str
    loss: Callable
    gradient: Callable
    start: tuple[float, float]
    minimum: tuple[float, float]


def bowl(kappa=20.0, turn=0.0):
    """E = w . H w / 2, H with curvatures 1 and kappa: the narrow bowl, its long axis turned by `turn` degrees.

    Unturned it is E = (w1^2 + kappa w2^2) / 2. The condition number is kappa >= 1.
    """
    if not (np.isfinite(kappa) and kappa >= 1):
        raise ValueError(f"kappa must be a finite number >= 1, got {kappa!r}")
    if not np.isfinite(turn):
        raise ValueError(f"turn must be a finite number of degrees, got {turn!r}")
    c, s = np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))
    h11, h12, h22 = c * c + kappa * s * s, (1 - kappa) * c * s, s * s + kappa * c * c

    def loss(w):
        w1, w2 = _split(w)
        return 0.5 * (h11 * w1**2 + 2 * h12 * w1 * w2 + h22 * w2**2)

    def gradient(w):
        w1, w2 = _split(w)
        return _pair(h11 * w1 + h12 * w2, h12 * w1 + h22 * w2)

    return Surface("bowl", loss, gradient, start=(-2 * c - s, c - 2 * s), minimum=(0.0, 0.0))


def saddle():
    """E = w1^2 / 2 - w2^2 / 2 + w2^4 / 4 + 1/4: flat at (0, 0), minima with E = 0 at (0, 1) and (0, -1)."""

    def loss(w):
        w1, w2 = _split(w)
        return 0.5 * w1**2 - 0.5 * w2**2 + 0.25 * (w2**2) ** 2 + 0.25

    def gradient(w):
        w1, w2 = _split(w)
        return _pair(w1, w2 * (w2**2 - 1))

    return Surface("saddle", loss, gradient, start=(-2.0, 0.01), minimum=(0.0, 1.0))


def valley(b=5.0):
    """E = (1 - w1)^2 + b (w2 - w1^2)^2: Rosenbrock's bent valley, walls of steepness b; minimum (1, 1)."""
    if not (np.isfinite(b) and b > 0):
        raise ValueError(f"b must be a finite number > 0, got {b!r}")

    def loss(w):
        w1, w2 = _split(w)
        return (1 - w1) ** 2 + b * (w2 - w1**2) ** 2

    def gradient(w):
        w1, w2 = _split(w)
        wall = w2 - w1**2
        return _pair(-2 * (1 - w1) - 4 * b * w1 * wall, 2 * b * wall)

    return Surface("valley", loss, gradient, start=(-1.4, 1.6), minimum=(1.0, 1.0))


def bumps(height=0.15):
    """E = |w|^2 / 4 + height (2 - cos 4 w1 - cos 4 w2): a wide bowl full of dents; the deepest at (0, 0)."""
    if not (np.isfinite(height) and height >= 0):
        raise ValueError(f"height must be a finite number >= 0, got {height!r}")

    def loss(w):
        w = _points(w)
        return (0.25 * w**2 + height * (1 - np.cos(4 * w))).sum(axis=-1)

    def gradient(w):
        w = _points(w)
        return 0.5 * w + 4 * height * np.sin(4 * w)

    return Surface("bumps", loss, gradient, start=(-2.1, 1.8), minimum=(0.0, 0.0))


SURFACES = {
    "bowl": bowl(),
    "tilted": bowl(turn=35),
    "valley": valley(),
    "saddle": saddle(),
    "bumps": bumps(),
}


@takes(w="2")
def curvatures(surface, w, h=1e-5):
    """Eigenvalues, ascending, of the Hessian at w, shape (2,): central differences of the gradient."""
    w = _points(w)
    columns = [(surface.gradient(w + h * e) - surface.gradient(w - h * e)) / (2 * h) for e in np.eye(2)]
    hessian = np.array(columns)
    return np.linalg.eigvalsh((hessian + hessian.T) / 2)


def _points(w):
    """w as floats of shape (..., 2)."""
    w = doubles("w", w)
    if w.ndim == 0 or w.shape[-1] != 2:
        raise ValueError(f"w must have shape (..., 2), one column for each parameter, got {w.shape}")
    return w


def _split(w):
    """The two coordinates, each of shape (...)."""
    w = _points(w)
    return w[..., 0], w[..., 1]


def _pair(first, second):
    """Two coordinates as one array with a last axis of 2 (`np.stack`, at a third of its price for single points)."""
    w = np.empty((*np.shape(first), 2))
    w[..., 0], w[..., 1] = first, second
    return w
