"""Maxout: a unit that answers with the largest of k weighted sums (Goodfellow et al. 2013).

    h(x) = max over j of z_j,   z_j = x w_j + b_j,   j = 1 .. k

In a net, the layer before computes all z (k for every unit, side by side) and `Maxout` keeps the largest of each k.
In one dimension a unit is the upper edge of k straight lines, here (slopes, offsets).
"""
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.convolution.layers import Layer
from nbhelpers.guards import array, doubles, numbers, random, real, takes, whole
from nbhelpers.nn.optimizers import sgdm


@takes(z=array("...", finite=False))
def maxout(z: np.ndarray, pieces: int) -> np.ndarray:
    """h[n,u] = max over j of z[n, u pieces + j]: (m, units pieces, ...) -> (m, units, ...)."""
    parts = _pieces(z, pieces)
    h = parts[0].copy(order="K")
    for part in parts[1:]:
        np.maximum(h, part, out=h)
    return h


@takes(g=array("...", finite=False), z=array("...", finite=False))
def maxout_backward(g: np.ndarray, z: np.ndarray, pieces: int) -> np.ndarray:
    """dE/dz from g = dE/dh: the winner of each unit gets it all, the first one among equals."""
    h = maxout(z, pieces)
    g = numbers("g", g, h.shape, finite=False)
    dz = np.zeros_like(z)
    left = g.copy(order="K")
    for part, back in zip(_pieces(z, pieces), _pieces(dz, pieces), strict=True):
        won = part == h
        np.multiply(left, won, out=back)
        np.multiply(left, ~won, out=left)
    return dz


class Maxout(Layer):
    """The largest of every `pieces` neighbours among the units (or channels) before: a k-th as many come out."""

    def __init__(self, pieces: int = 2):
        super().__init__()
        _pieces(np.zeros((1, pieces)), pieces)
        self.pieces = pieces

    def forward(self, x, training=False, rng=None):
        self.x = x
        return maxout(x, self.pieces)

    def backward(self, g):
        return maxout_backward(g, self.x, self.pieces)


class Lines(NamedTuple):
    """k straight lines; their upper edge is one maxout unit of one input."""

    slopes: np.ndarray  # (k,)
    offsets: np.ndarray  # (k,)

    def upper(self, x: np.ndarray) -> np.ndarray:
        """max over j of slopes_j x + offsets_j: the unit's answer, of the shape of x."""
        return self.all(x).max(axis=-1)

    def all(self, x: np.ndarray) -> np.ndarray:
        """Every line at x: (..., k)."""
        return np.asarray(x)[..., None] * self.slopes + self.offsets


@takes(pieces=1, rng=random)
def random_lines(pieces: int, rng: np.random.Generator) -> np.ndarray:
    """Lines to begin with, (2, pieces): slopes ~ N(0, 1), offsets ~ N(0, 0.3^2)."""
    return rng.normal(0, [[1.0], [0.3]], (2, pieces))


@takes(x="m", y="m", lines=array("2 k"), eta=real(above=0))
def learn(x: np.ndarray, y: np.ndarray, lines: Lines, eta: float) -> Iterator[Lines]:
    """The k lines after each step of momentum's descent on E = 1/(2m) sum over i of (h(x_i) - y_i)^2, without end.

    x, y: (m,), lines: (2, k), the first slopes and offsets. A line that is nowhere the largest stays as it is.
    """
    inputs = np.column_stack([x, np.ones_like(x)])

    def gradient(w):
        z = inputs @ w.reshape(lines.shape)
        miss = (maxout(z, lines.shape[1])[:, 0] - y) / len(x)
        return (inputs.T @ maxout_backward(miss[:, None], z, lines.shape[1])).ravel()

    for step in sgdm(gradient, lines.ravel(), eta=eta):
        yield Lines(*step.w.reshape(lines.shape))


def tangents(f, slope, low: float, high: float, pieces: int) -> Lines:
    """The lines that touch f in the middles of `pieces` equal parts of [low, high].

    For a convex f no tangent rises above f, so their upper edge lies below f, by at most
    `tangent_error` if f's second derivative is nowhere above `bend`.
    """
    _check_span(low, high, pieces)
    at = low + (np.arange(pieces) + 0.5) * (high - low) / pieces
    slopes = slope(at)
    return Lines(slopes, f(at) - slopes * at)


def tangent_error(bend: float, low: float, high: float, pieces: int) -> float:
    """bend (high - low)^2 / (8 pieces^2): the most that the upper edge of the tangents can miss f by."""
    _check_span(low, high, pieces)
    return bend * (high - low) ** 2 / (8 * pieces**2)


def two_units(x: np.ndarray, y: np.ndarray) -> tuple[Lines, Lines]:
    """Two maxout units whose difference is the broken line through the points (x_i, y_i), x rising.

    Each unit's slopes only ever grow: the first takes up the bends upward, the second those downward.
    """
    x, y = doubles("x", x), doubles("y", y)
    if x.ndim != 1 or x.shape != y.shape or len(x) < 2 or not (np.diff(x) > 0).all():
        raise ValueError(f"x has shape {x.shape}, y {y.shape}; allowed: two rows of one length >= 2, x rising")
    slopes = np.diff(y) / np.diff(x)
    bends = np.diff(slopes)
    up = np.r_[slopes[0], slopes[0] + np.cumsum(np.maximum(bends, 0))]
    down = np.r_[0, np.cumsum(np.maximum(-bends, 0))]
    return _unbroken(x, y[0], up), _unbroken(x, 0.0, down)


def _unbroken(x, start, slopes):
    """The lines of a broken line that starts at (x_0, start) and has these slopes between the x_i."""
    heights = start + np.r_[0, np.cumsum(slopes * np.diff(x))][:-1]
    return Lines(slopes, heights - slopes * x[:-1])


def _pieces(z, pieces):
    """Views of z: the first piece of every unit, then the second, ..."""
    whole("pieces", pieces)
    if z.ndim < 2 or z.shape[1] % pieces:
        raise ValueError(
            f"pieces = {pieces!r} with z of shape {z.shape}: allowed are whole numbers from 1 that divide z.shape[1]"
        )
    return [z[:, j::pieces] for j in range(pieces)]


def _check_span(low, high, pieces):
    if not low < high:
        raise ValueError(f"low = {low}, high = {high}: low must lie below high")
    whole("pieces", pieces)
