"""The exercise on the way back through max pooling."""

import numpy as np

from nbhelpers.convolution import pooling
from nbhelpers.exercise import Case, Exercise, Hint

PATCH = np.array([[8.0, 1, 0, 2], [3, 4, 5, 1], [0, 6, 7, 7.5], [2, 2, 1, 3]])
ERRORS = np.array([[4.0, -2.0], [8.0, 1.0]])


def _big(small):
    return np.kron(small, np.ones((2, 2)))


def _tops(x):
    return _big(x.reshape(len(x) // 2, 2, -1, 2).max(axis=(1, 3)))


def _patchwise(x, d, share):
    """Patch by patch: `share(patch, error)`."""
    found = np.zeros_like(x)
    for i, j in np.ndindex(d.shape):
        at = np.s_[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        found[at] = share(x[at], d[i, j])
    return found


def _pool_back_truth(x, d):
    """Finite differences of the pooled values, weighted with their errors."""
    found = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        moved = x.copy()
        moved[place] += 1e-6
        found[place] = ((_tops(moved) - _tops(x))[::2, ::2] * d).sum() / 1e-6
    return np.round(found, 6)


def _for_each_image(answer):
    """Among equals the first is to win: the others are made a hair smaller."""

    def max_pool_backward(d, x, y, size=2):
        if size != 2:
            return pooling.max_pool_backward(d, x, y, size)
        x = x - 1e-9 * np.arange(x[0, 0].size).reshape(x[0, 0].shape)
        return np.array([[answer(*pair) for pair in zip(*one, strict=True)] for one in zip(x, d, strict=True)])

    return max_pool_backward


pool_back = Exercise(
    name="convolution.pool_back",
    title="Errors back through max pooling",
    task="""\
Write `pool_back(x, d)`: the errors of the pixels, from those of the pooled values.

Given are the image `x`, shape (H, W), H and W even, all its numbers different, and the errors `d` of the values that
max pooling of 2 x 2 made of it, shape (H/2, W/2). The answer has the shape of x.""",
    start="""\
def pool_back(x, d):
    dx = np.zeros(x.shape)
    for i in range(d.shape[0]):
        for j in range(d.shape[1]):
            patch = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            dx[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = ...
    return dx
""",
    cases=(
        Case("one patch", (PATCH[:2, :2], ERRORS[:1, :1])),
        Case("four patches", (PATCH, ERRORS)),
        Case("four patches, their winners elsewhere", (-PATCH, ERRORS)),
        Case("a higher image", (np.vstack([PATCH, 9 - PATCH[:2] / 2]), np.vstack([ERRORS, [[0.5, -6.0]]]))),
        Case("a wider image, below zero", (np.hstack([PATCH[:2], PATCH[2:] / 2]) - 20, np.array([[1.0, 5, -3, 2]]))),
    ),
    truth=_pool_back_truth,
    hints=(
        Hint("shared", "Every pixel gets a quarter. That is mean pooling; of a maximum only the winner decides.",
             lambda x, d: _big(d) / 4),
        Hint("everyone", "Every pixel of the patch gets the whole error. Only the winner does.", lambda x, d: _big(d)),
        Hint("times the value",
             "You send the value along as well. The winner is passed on as it is, with slope 1.",
             lambda x, d: _big(d) * (x == _tops(x)) * x),
        Hint("times each value", "You multiplied the pixels by the error. Only the winner gets it, as it is.",
             lambda x, d: _big(d) * x),
        Hint("times the maximum", "You multiplied by the maximum and gave that to all. The winner gets the error.",
             lambda x, d: _big(d) * _tops(x)),
        Hint("value alone", "Those are the winners' values. What comes back to them is the error.",
             lambda x, d: (x == _tops(x)) * x),
        Hint("winners alone", "Those are the places of the winners. The error belongs there.",
             lambda x, d: (x == _tops(x)) * 1.0),
        Hint("the losers", "The errors went to all but the winner.",
             lambda x, d: _big(d) * (x != _tops(x))),
        Hint("a third for the losers", "The errors went to the losers. Only the winner has decided.",
             lambda x, d: _big(d) * (x != _tops(x)) / 3),
        Hint("the smallest", "The errors went to the smallest pixels. It was the largest that was passed on.",
             lambda x, d: _big(d) * (x == -_tops(-x))),
        Hint("winner of the image", "Only the largest pixel of the whole image got an error. Each patch has a winner.",
             lambda x, d: _big(d) * (x == x.max())),
        Hint("winners of the columns", "Each column of a patch has a winner in your answer. A patch has one.",
             lambda x, d: _patchwise(x, d, lambda patch, error: error * (patch == patch.max(axis=0)))),
        Hint("winners of the rows", "Each row of a patch has a winner in your answer. A patch has one.",
             lambda x, d: _patchwise(x, d, lambda patch, error: error * (patch == patch.max(axis=1, keepdims=True)))),
        Hint("top left", "The errors went to the upper left pixel of each patch. They go to the largest one.",
             lambda x, d: _patchwise(x, d, lambda patch, error: error * np.array([[1, 0], [0, 0]]))),
        Hint("winner transposed", "Row and column of the winner have changed places.",
             lambda x, d: _patchwise(x, d, lambda patch, error: error * (patch == patch.max()).T)),
        Hint("above zero", "You let the error through where x is above zero, as a ReLU does. Here the largest gets it.",
             lambda x, d: _big(d) * (x > 0)),
        Hint("above the mean", "All pixels above the mean got the error. Only the largest one does.",
             lambda x, d: _patchwise(x, d, lambda patch, error: error * (patch > patch.mean()))),
        Hint("shares by value", "You shared the error by value. The winner gets it all.",
             lambda x, d: _patchwise(x, d, lambda patch, error: error * patch / patch.sum())),
        Hint("a quarter for the winner", "The winner got a quarter. That factor belongs to mean pooling.",
             lambda x, d: _big(d) * (x == _tops(x)) / 4),
        Hint("sum of the errors", "Every winner got the sum of all errors. Each gets that of its own patch.",
             lambda x, d: d.sum() * (x == _tops(x))),
        Hint("first error", "Every winner got the same error. Each gets that of its own patch: d[i, j].",
             lambda x, d: d[0, 0] * (x == _tops(x))),
        Hint("d transposed", "Rows and columns of d have changed places: the patch in row i, column j has d[i, j].",
             lambda x, d: _big(d.T) * (x == _tops(x))),
        Hint("added to x", "You added the errors to the pixels. Asked for are the errors alone.",
             lambda x, d: x + _big(d) * (x == _tops(x))),
        Hint("maximum for all", "That is the maximum, in every place: the way forward. What comes back is the error.",
             lambda x, d: _tops(x)),
        Hint("rows and columns of winners",
             "`patch.max(axis=1)` is compared with the columns. A patch has one winner: patch.max().",
             lambda x, d: _patchwise(x, d, lambda patch, error: error * (patch == patch.max(axis=1)))),
        Hint("losers keep their values", "The losers keep their values in your answer. Their error is 0.",
             lambda x, d: np.where(x == _tops(x), _big(d), x)),
        Hint("winner and quarter", "The losers got a quarter each. Only the winner has decided.",
             lambda x, d: np.where(x == _tops(x), _big(d), _big(d) / 4)),
    ),
    solution="""\
def pool_back(x, d):
    dx = np.zeros_like(x)
    for i in range(d.shape[0]):
        for j in range(d.shape[1]):
            patch = x[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
            dx[2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = d[i, j] * (patch == patch.max())
    return dx
""",
    place="convolution.pooling.max_pool_backward",
    fits=_for_each_image,
)  # fmt: skip
