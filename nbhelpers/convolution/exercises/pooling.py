"""The exercise on the way back through max pooling."""

import numpy as np

from nbhelpers.convolution import pooling
from nbhelpers.exercise import Case, Exercise, Hint

PATCH = np.array([[8.0, 1, 0, 2], [3, 4, 5, 1], [0, 6, 7, 7.5], [2, 2, 1, 3]])
GRADIENT = np.array([[4.0, -2.0], [8.0, 1.0]])


def _big(small):
    return np.kron(small, np.ones((2, 2)))


def _tops(x):
    return _big(x.reshape(len(x) // 2, 2, -1, 2).max(axis=(1, 3)))


def _patchwise(x, g, share):
    """Patch by patch: `share(patch, one)`, one number of g."""
    found = np.zeros_like(x)
    for i, j in np.ndindex(g.shape):
        at = np.s_[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        found[at] = share(x[at], g[i, j])
    return found


def _pool_back_truth(x, g):
    """Finite differences of the pooled values, weighted with g."""
    found = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        moved = x.copy()
        moved[place] += 1e-6
        found[place] = ((_tops(moved) - _tops(x))[::2, ::2] * g).sum() / 1e-6
    return np.round(found, 6)


def _for_each_image(answer):
    """Among equals the first is to win: the others are made a hair smaller."""

    def max_pool_backward(g, x, y, size=2):
        if size != 2:
            return pooling.max_pool_backward(g, x, y, size)
        x = x - 1e-9 * np.arange(x[0, 0].size).reshape(x[0, 0].shape)
        return np.array([[answer(*pair) for pair in zip(*one, strict=True)] for one in zip(x, g, strict=True)])

    return max_pool_backward


pool_back = Exercise(
    name="convolution.pool_back",
    title="Gradients back through max pooling",
    task="""\
Write `pool_back(x, g)`: the gradient in the pixels, from the gradient in the pooled values.

Given are the image `x`, shape (H, W), with H and W even and all its numbers different, and the gradient `g` of
the loss in the values that 2 x 2 max pooling made of it, shape (H/2, W/2). The answer has the shape of x.""",
    start="""\
def pool_back(x, g):
    dx = np.zeros(x.shape)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            patch = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            dx[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = ...
    return dx
""",
    cases=(
        Case("one patch", (PATCH[:2, :2], GRADIENT[:1, :1])),
        Case("four patches", (PATCH, GRADIENT)),
        Case("four patches, their winners elsewhere", (-PATCH, GRADIENT)),
        Case("a higher image", (np.vstack([PATCH, 9 - PATCH[:2] / 2]), np.vstack([GRADIENT, [[0.5, -6.0]]]))),
        Case("a wider image, below zero", (np.hstack([PATCH[:2], PATCH[2:] / 2]) - 20, np.array([[1.0, 5, -3, 2]]))),
    ),
    truth=_pool_back_truth,
    hints=(
        Hint("shared", "Every pixel gets a quarter. That is mean pooling; a maximum is decided by the winner alone.",
             lambda x, g: _big(g) / 4),
        Hint("everyone", "Every pixel of the patch gets all of g. Only the winner should.", lambda x, g: _big(g)),
        Hint("times the value",
             "You multiplied by the value as well. The winner is passed on as it is, with derivative 1.",
             lambda x, g: _big(g) * (x == _tops(x)) * x),
        Hint("times each value", "You multiplied the pixels by g. Only the winner gets it, as it is.",
             lambda x, g: _big(g) * x),
        Hint("times the maximum", "You multiplied by the maximum and gave that to all. The winner gets g.",
             lambda x, g: _big(g) * _tops(x)),
        Hint("value alone", "Those are the winners' values. What comes back to them is g.",
             lambda x, g: (x == _tops(x)) * x),
        Hint("winners alone", "Those are the places of the winners. The numbers of g belong there.",
             lambda x, g: (x == _tops(x)) * 1.0),
        Hint("the losers", "The numbers of g went to all but the winner.",
             lambda x, g: _big(g) * (x != _tops(x))),
        Hint("a third for the losers", "The numbers of g went to the losers. Only the winner has decided.",
             lambda x, g: _big(g) * (x != _tops(x)) / 3),
        Hint("the smallest", "The numbers of g went to the smallest pixels. It was the largest that was passed on.",
             lambda x, g: _big(g) * (x == -_tops(-x))),
        Hint("winner of the image", "Only the largest pixel of the whole image got a number. Each patch has a winner.",
             lambda x, g: _big(g) * (x == x.max())),
        Hint("winners of the columns", "Each column of a patch has a winner in your answer. A patch has one.",
             lambda x, g: _patchwise(x, g, lambda patch, one: one * (patch == patch.max(axis=0)))),
        Hint("winners of the rows", "Each row of a patch has a winner in your answer. A patch has one.",
             lambda x, g: _patchwise(x, g, lambda patch, one: one * (patch == patch.max(axis=1, keepdims=True)))),
        Hint("top left", "The numbers of g went to the upper left pixel of each patch. They go to the largest one.",
             lambda x, g: _patchwise(x, g, lambda patch, one: one * np.array([[1, 0], [0, 0]]))),
        Hint("winner transposed", "Row and column of the winner have changed places.",
             lambda x, g: _patchwise(x, g, lambda patch, one: one * (patch == patch.max()).T)),
        Hint("above zero", "You let g through where x is above zero, as a ReLU does. Here the largest gets it.",
             lambda x, g: _big(g) * (x > 0)),
        Hint("above the mean", "All pixels above the mean got g. Only the largest one should.",
             lambda x, g: _patchwise(x, g, lambda patch, one: one * (patch > patch.mean()))),
        Hint("shares by value", "You shared g by value. The winner gets it all.",
             lambda x, g: _patchwise(x, g, lambda patch, one: one * patch / patch.sum())),
        Hint("a quarter for the winner", "The winner got a quarter. That factor belongs to mean pooling.",
             lambda x, g: _big(g) * (x == _tops(x)) / 4),
        Hint("sum of the errors", "Every winner got the sum of all g. Each gets that of its own patch.",
             lambda x, g: g.sum() * (x == _tops(x))),
        Hint("first error", "Every winner got the same number. Each gets that of its own patch: g[i, j].",
             lambda x, g: g[0, 0] * (x == _tops(x))),
        Hint("g transposed", "Rows and columns of g have changed places: the patch in row i, column j has g[i, j].",
             lambda x, g: _big(g.T) * (x == _tops(x))),
        Hint("added to x", "You added g to the pixels. The gradient alone is asked for.",
             lambda x, g: x + _big(g) * (x == _tops(x))),
        Hint("maximum for all", "That is the maximum, in every place: the way forward. What comes back is g.",
             lambda x, g: _tops(x)),
        Hint("rows and columns of winners",
             "`patch.max(axis=1)` is compared with the columns. A patch has one winner: patch.max().",
             lambda x, g: _patchwise(x, g, lambda patch, one: one * (patch == patch.max(axis=1)))),
        Hint("losers keep their values", "The losers keep their values in your answer. Their gradient is 0.",
             lambda x, g: np.where(x == _tops(x), _big(g), x)),
        Hint("winner and quarter", "The losers got a quarter each. Only the winner has decided.",
             lambda x, g: np.where(x == _tops(x), _big(g), _big(g) / 4)),
    ),
    solution="""\
def pool_back(x, g):
    dx = np.zeros_like(x)
    for i in range(g.shape[0]):
        for j in range(g.shape[1]):
            patch = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            dx[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = g[i, j] * (patch == patch.max())
    return dx
""",
    place="convolution.pooling.max_pool_backward",
    fits=_for_each_image,
)  # fmt: skip
