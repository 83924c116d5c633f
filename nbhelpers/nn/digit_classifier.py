"""A small net that reads digits, and what is done to a drawing before the net sees it.

MNIST's digits were scaled into a box of 20 x 20 pixels, which made their edges grey, and moved until their centre
of mass lay in the middle of 28 x 28 (LeCun et al. 1998). A drawing is treated alike.
"""

import numpy as np

from nbhelpers import datasets
from nbhelpers.guards import numbers, takes, whole_number
from nbhelpers.nn.mlp import HIDDEN, MLP, Layer, forward, output_errors

SIDE, BOX = 28, 20


def trained() -> MLP:
    """The net that travels with the book; `nbhelpers.nn.experiments.digit_classifier` made it."""
    parts, made = datasets.arrays("nn/digit_classifier")
    layers = tuple(Layer(*parts[k : k + 2]) for k in range(0, len(parts), 2))
    return MLP(layers, hidden=made["settings"]["hidden"])


@takes(marks="28 28")
def like_mnist(marks: np.ndarray) -> np.ndarray:
    """A drawing, (28, 28) of true where there is ink, as MNIST would hold it: values from 0 to 1; a blank stays so."""
    ink = _checked(marks) > 0
    if not ink.any():
        return np.zeros((SIDE, SIDE))
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(BOX * n / max(cut.shape))) for n in cut.shape)
    small = overlaps(height, cut.shape[0]) @ cut @ overlaps(width, cut.shape[1]).T
    return centred(np.minimum(small, 1))


@takes(ink="28 28")
def sheet(ink: np.ndarray) -> np.ndarray:
    """What is shown to a net, (28, 28): of a drawing, whose ink is 0 or 1, what MNIST would hold; a picture with greys
    is MNIST's or was treated alike (`photographs.digit`), and stays as it is."""
    return like_mnist(ink) if np.isin(ink, (0, 1)).all() else ink


@takes(small="h w")
def centred(small: np.ndarray) -> np.ndarray:
    """A picture of at most 20 x 20 pixels on a sheet of 28 x 28, its centre of mass in the middle."""
    height, width = small.shape
    page = np.zeros((SIDE, SIDE))
    page[4 : 4 + height, 4 : 4 + width] = small
    down, right = (round((SIDE - 1) / 2 - middle) for middle in center_of_mass(page))
    return shift(page, down, right)


@takes(k=1, n=1)
def overlaps(k: int, n: int) -> np.ndarray:
    """(k, n): how much of each of n equal pieces lies in each of k equal pieces of the same line, as shares of
    the latter; every row sums to 1. `overlaps(k, n) @ x` scales x from n pixels to k, by areas."""
    edges, marks = np.linspace(0, n, k + 1), np.arange(n + 1)
    common = np.minimum(edges[1:, None], marks[1:]) - np.maximum(edges[:-1, None], marks[:-1])
    return np.maximum(common, 0) * k / n


@takes(image="28 28")
def center_of_mass(image: np.ndarray) -> tuple[float, float]:
    """(row, column) of the mean place of the ink; rows and columns are counted from 0."""
    total, places = _checked(image).sum(), np.arange(SIDE)
    if total <= 0:
        raise ValueError("image is blank; allowed is one with ink, whose centre of mass can be found")
    return float(image.sum(axis=1) @ places / total), float(image.sum(axis=0) @ places / total)


@takes(down=whole_number(-10**6), right=whole_number(-10**6))
def shift(image: np.ndarray, down: int = 0, right: int = 0) -> np.ndarray:
    """The image moved by whole pixels; what leaves is lost, what is bared is paper (0)."""
    reach = max(abs(down), abs(right))
    padded = np.pad(_checked(image), reach)
    return padded[reach - down : reach - down + SIDE, reach - right : reach - right + SIDE]


def input_errors(net: MLP, X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """The derivatives of each sample's own loss in its inputs, (m, n_in): the errors, sent one layer further back.

    e_{n-1} = f'(A_{n-1}) * (e_n W_n^T) as in `mlp.gradients`; the input has no f, so there e = e_1 W_1^T.
    Where it is negative, a larger input lowers the loss.
    """
    activations = forward(net, X)
    e = output_errors(net.output, activations.pop(), Y)
    _, slope = HIDDEN[net.hidden]
    for layer, A in zip(net.layers[:0:-1], activations[:0:-1], strict=True):
        e = slope(A) * (e @ layer.weights.T)
    return e @ net.layers[0].weights.T


def _checked(image):
    return numbers("image", image, (SIDE, SIDE))
