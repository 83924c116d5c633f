"""The flat pieces of a ReLU net with two inputs, exactly: each unit cuts the pieces before it by one line each.

Inside a piece every ReLU is either on or off, so there the net is a linear function. A unit of the first layer cuts the
whole plane by one straight line; to a unit of a later layer every piece is a plane of its own, with its own line. n
lines cut the plane into at most 1 + n + n(n - 1)/2 pieces. Montufar, Pascanu, Cho, Bengio (2014), arXiv:1402.1869.
"""

from typing import NamedTuple

import numpy as np

from nbhelpers.guards import number, random, takes
from nbhelpers.nn.mlp import MLP, Layer

NOTHING = 1e-12  # a corner this near to a line lies on it


class Piece(NamedTuple):
    """A convex piece of the plane, and what the activations of the last hidden layer are on it: x W + b."""

    corners: np.ndarray  # (k, 2), in order
    weights: np.ndarray  # (2, units)
    bias: np.ndarray  # (units,)


@takes(units=1, layers=1, rng=random)
def random_net(units: int, layers: int, rng, extent: float = 1.0) -> MLP:
    """A 2-k-...-k-1 ReLU net whose units all have their corner somewhere in the square |x1|, |x2| <= extent.

    Weights ~ N(0, 2/n); each bias is chosen so that the pre-activation is 0 at a point drawn from the square.
    """
    number("extent", extent, above=0)
    found, A = [], rng.uniform(-extent, extent, (units, 2))
    for _ in range(layers):
        W = rng.normal(0, np.sqrt(2 / A.shape[1]), (A.shape[1], units))
        found.append(Layer(W, -np.sum(A * W.T, axis=1)))
        A = np.maximum(A @ W + found[-1].bias, 0)
    last = Layer(rng.normal(0, units**-0.5, (units, 1)), np.zeros(1))
    return MLP((*found, last), "relu", "linear")


def pieces(net: MLP, extent: float = 1.0) -> tuple[list[Piece], list[list[np.ndarray]]]:
    """All pieces of the square |x1|, |x2| <= extent, and of every hidden layer the cuts that it adds, each (2, 2)."""
    number("extent", extent, above=0)
    if len(net.layers[0].weights) != 2 or net.hidden != "relu":
        raise ValueError(f"net has {len(net.layers[0].weights)} inputs of {net.hidden}; allowed: 2 inputs, relu")
    square = extent * np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
    found, cuts = [Piece(square, np.eye(2), np.zeros(2))], []
    for layer in net.layers[:-1]:
        found, added = _through_layer(found, layer)
        cuts.append(added)
    return found, cuts


def _through_layer(found, layer):
    """Every piece cut by every unit of the layer, with the layer's activations on it; and the cuts."""
    after, added = [], []
    for piece in found:
        W, b = piece.weights @ layer.weights, piece.bias @ layer.weights + layer.bias
        parts = [piece.corners]
        for unit in range(len(b)):
            parts, new = _cut_all(parts, W[:, unit], b[unit])
            added += new
        for corners in parts:
            on = corners.mean(axis=0) @ W + b > 0
            after.append(Piece(corners, W * on, b * on))
    return after, added


def _cut_all(parts, w, b):
    """Each polygon as one or two: its parts on either side of w . x + b = 0. And the cuts, from edge to edge."""
    after, added = [], []
    for corners in parts:
        z = corners @ w + b
        z[np.abs(z) <= NOTHING] = 0
        if z.min() >= 0 or z.max() <= 0:
            after.append(corners)
            continue
        *sides, ends = _cut(corners, z.tolist())
        after += sides
        added.append(ends)
    return after, added


def _cut(corners, z):
    """The parts where z >= 0 and where z <= 0, corners in order, and the two ends of the cut between them."""
    above, below, ends = [], [], []
    for k, here in enumerate(z):
        before = z[k - 1]
        if here * before < 0:
            end = corners[k] + (corners[k - 1] - corners[k]) * here / (here - before)
            for part in (above, below, ends):
                part.append(end)
        for part, there in ((above, here >= 0), (below, here <= 0), (ends, here == 0)):
            if there:
                part.append(corners[k])
    return np.array(above), np.array(below), np.array(ends)


@takes(lines=0)
def most(lines: int) -> int:
    """1 + n + n(n - 1)/2: the largest number of pieces that n lines cut the plane into."""
    return 1 + lines + lines * (lines - 1) // 2
