"""The exercises of the chapter on convolution: four pieces of code, four numbers."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.convolution_numbers import lenet_weights, pooled_field, strided_size, two_draws
from nbhelpers.exercises.convolution_training import batch_norm, dropout

IMAGE = np.array([[1.0, 2, 0, 1, 3], [0, 1, 3, 2, 1], [2, 0, 1, 4, 0], [1, 1, 0, 2, 5], [3, 0, 2, 1, 1]])
EDGE = np.array([[1.0, -2.0], [0.5, 3.0]])
WIDE = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.5, 1.0]])


def _windows(x, w, s):
    """Every window as a row, in the order in which they are visited; and how many there are each way."""
    K, L = w.shape
    starts = [range(0, length - k + 1, s) for length, k in zip(x.shape, (K, L), strict=True)]
    rows = [np.ravel(x[i : i + K, j : j + L]) for i in starts[0] for j in starts[1]]
    return np.array(rows), [len(each) for each in starts]


def _correlation(x, w, s):
    rows, shape = _windows(x, w, s)
    return (rows @ w.ravel()).reshape(shape)


def _correlate_truth(x, w, s):
    """Each pixel's share separately: the answer to a sum of single points is the sum of the answers."""
    K, L = w.shape
    y = np.zeros(((x.shape[0] - K) // s + 1, (x.shape[1] - L) // s + 1))
    for (a, b), pixel in np.ndenumerate(x):
        for (p, q), weight in np.ndenumerate(w):
            (i, left), (j, over) = divmod(a - p, s), divmod(b - q, s)
            if not left and not over and 0 <= i < y.shape[0] and 0 <= j < y.shape[1]:
                y[i, j] += pixel * weight
    return y


correlate = Exercise(
    name="convolution.correlate",
    title="A kernel, window by window",
    task="""\
Write `correlate(x, w, s)`: what a network calls convolution, for one image and one kernel, without padding.

Given are the image `x`, shape (H, W), the kernel `w`, shape (K, L), and the stride `s`. Only windows that lie
wholly on the image count. The answer has one number for each window.""",
    start="""\
def correlate(x, w, s):
    rows = ...
    columns = ...
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y[i, j] = ...
    return y
""",
    cases=(
        Case("a kernel of 2 x 2, stride 1", (IMAGE, EDGE, 1)),
        Case("a kernel of 3 x 3, stride 1", (IMAGE, WIDE, 1)),
        Case("stride 2", (IMAGE, EDGE, 2)),
        Case("a stride that leaves a rest", (IMAGE[:, :4], EDGE, 2)),
    ),
    truth=_correlate_truth,
    hints=(
        Hint(
            "turned over",
            "You turned the kernel over. That is the mathematician's convolution; networks leave it as it is.",
            lambda x, w, s: _correlation(x, w[::-1, ::-1], s),
        ),
        Hint(
            "transposed",
            "Rows and columns of the kernel have changed places: w[p, q] belongs to x[i + p, j + q].",
            lambda x, w, s: _correlation(x, w.T, s),
        ),
        Hint(
            "stride only counts",
            "You make the right number of windows, but they stand side by side: window i starts at pixel s * i.",
            lambda x, w, s: _correlation(x, w, 1)[tuple(slice(n) for n in _windows(x, w, s)[1])],
        ),
        Hint(
            "mean",
            "You take the mean of the products. It is their sum.",
            lambda x, w, s: _correlation(x, w, s) / w.size,
        ),
    ),
    solution="""\
def correlate(x, w, s):
    K, L = w.shape
    rows = (x.shape[0] - K) // s + 1
    columns = (x.shape[1] - L) // s + 1
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = x[s * i : s * i + K, s * j : s * j + L]
            y[i, j] = np.sum(window * w)
    return y
""",
)

PATCH = np.array([[8.0, 1, 0, 2], [3, 4, 5, 1], [0, 6, 7, 7.5], [2, 2, 1, 3]])
ERRORS = np.array([[4.0, -2.0], [8.0, 1.0]])


def _big(small):
    return np.kron(small, np.ones((2, 2)))


def _tops(x):
    return _big(x.reshape(len(x) // 2, 2, -1, 2).max(axis=(1, 3)))


def _pool_back_truth(x, d):
    """Finite differences of the pooled values, weighted with their errors."""
    found = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        moved = x.copy()
        moved[place] += 1e-6
        found[place] = ((_tops(moved) - _tops(x))[::2, ::2] * d).sum() / 1e-6
    return np.round(found, 6)


pool_back = Exercise(
    name="convolution.pool_back",
    title="Errors back through max pooling",
    task="""\
Write `pool_back(x, d)`: the errors of the pixels, from those of the pooled values.

Given are the image `x`, shape (H, W), H and W even, all its numbers different, and the errors `d` of the values that
max pooling of 2 x 2 made of it, shape (H/2, W/2). The answer has the shape of x.""",
    start="""\
def pool_back(x, d):
    dx = np.zeros_like(x)
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
    ),
    truth=_pool_back_truth,
    hints=(
        Hint(
            "shared",
            "Every pixel gets a quarter. That is mean pooling; of a maximum only the winner decides.",
            lambda x, d: _big(d) / 4,
        ),
        Hint("everyone", "Every pixel of the patch gets the whole error. Only the winner does.", lambda x, d: _big(d)),
        Hint(
            "times the value",
            "You send the value along as well. The winner is passed on as it is, with slope 1.",
            lambda x, d: _big(d) * (x == _tops(x)) * x,
        ),
        Hint(
            "the losers",
            "The errors went to all but the winner.",
            lambda x, d: _big(d) * (x != _tops(x)),
        ),
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
)

EXERCISES = (correlate, strided_size, lenet_weights, pooled_field, two_draws, batch_norm, pool_back, dropout)
