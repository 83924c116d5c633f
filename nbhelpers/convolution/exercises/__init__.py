"""The exercises of the chapter on convolution: four pieces of code, four numbers."""

import numpy as np

from nbhelpers import convolution
from nbhelpers.convolution.exercises.numbers import lenet_weights, pooled_field, strided_size, two_draws
from nbhelpers.convolution.exercises.pooling import pool_back
from nbhelpers.convolution.exercises.training import batch_norm, dropout
from nbhelpers.exercise import Case, Exercise, Hint

IMAGE = np.array([[1.0, 2, 0, 1, 3], [0, 1, 3, 2, 1], [2, 0, 1, 4, 0], [1, 1, 0, 2, 5], [3, 0, 2, 1, 1]])
EDGE = np.array([[1.0, -2.0], [0.5, 3.0]])
WIDE = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.5, 1.0]])
TALL = np.vstack([IMAGE[:, 1:4], 10 * IMAGE[:3, :3]])


def _fitting(length, k, s):
    return (length - k) // s + 1


def _walked(
    counts=lambda H, W, K, L, s: (_fitting(H, K, s), _fitting(W, L, s)),
    window=lambda x, i, j, K, L, s: x[s * i : s * i + K, s * j : s * j + L],
    value=lambda window, w: np.sum(window * w),
):
    """The answer window by window, with a part of it changed: how many there are, where they lie, what each gives."""

    def answer(x, w, s):
        y = np.zeros(counts(*x.shape, *w.shape, s))
        for i, j in np.ndindex(y.shape):
            y[i, j] = value(window(x, i, j, *w.shape, s), w)
        return y

    return answer


def _with_kernel(turn):
    return lambda x, w, s: _walked()(x, turn(w), s)


def _correlate_truth(x, w, s):
    """Each pixel's share separately: the answer to a sum of single points is the sum of the answers."""
    K, L = w.shape
    y = np.zeros(((x.shape[0] - K) // s + 1, (x.shape[1] - L) // s + 1))
    for (a, b), pixel in np.ndenumerate(x):
        for (u, v), weight in np.ndenumerate(w):
            (i, left), (j, over) = divmod(a - u, s), divmod(b - v, s)
            if not left and not over and 0 <= i < y.shape[0] and 0 <= j < y.shape[1]:
                y[i, j] += pixel * weight
    return y


def _padded(answer):
    def correlate(image, kernel, stride=1, padding="valid"):
        sides = zip(image.shape, kernel.shape, strict=True)
        edges = [convolution.padding_amounts(size, k, stride, padding) for size, k in sides]
        return answer(np.pad(image, edges), kernel, stride)

    return correlate


correlate = Exercise(
    name="convolution.correlate",
    title="A kernel, window by window",
    task="""\
Write `correlate(x, w, s)`: what a network calls convolution, for one image and one kernel, without padding.

Given are the image `x`, shape (H, W), the kernel `w`, shape (K, L), and the stride `s`. Only windows that lie
wholly on the image count, so find out first how many rows and columns of them there are: a window starts at row
0, s, 2s, …, and the last one must still end on the image. The answer has one number for each window.""",
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
        Case("a kernel of one row, on an image wider than high", (IMAGE[:4], EDGE[:1], 1)),
        Case("a kernel higher than wide, on a tall image", (TALL, WIDE[:, :2], 2)),
        Case("a kernel of a single number", (IMAGE[1:3, :3], EDGE[1:, 1:], 1)),
        Case("a kernel as large as the image", (IMAGE[:3, 2:], WIDE, 1)),
    ),
    truth=_correlate_truth,
    hints=(
        Hint("turned over", "You rotated the kernel. That is the mathematician's convolution; networks leave it as "
             "it is.", _with_kernel(lambda w: w[::-1, ::-1])),
        Hint("upside down", "The rows of the kernel are in reverse order. Networks leave it as it is.",
             _with_kernel(lambda w: w[::-1])),
        Hint("mirrored", "The columns of the kernel are in reverse order. Networks leave it as it is.",
             _with_kernel(lambda w: w[:, ::-1])),
        Hint("transposed", "Rows and columns of the kernel have changed places: w[u, v] belongs to x[i + u, j + v].",
             lambda x, w, s: _walked(lambda H, W, L, K, s: (_fitting(H, K, s), _fitting(W, L, s)),
                                     lambda x, i, j, L, K, s: x[s * i : s * i + K, s * j : s * j + L])(x, w.T, s)),
        Hint("transposed answer", "Rows and columns of the answer have changed places.",
             lambda x, w, s: _correlate_truth(x, w, s).T),
        Hint("i and j swapped", "i counts rows and j columns: the window starts at row s * i and column s * j.",
             _walked(window=lambda x, i, j, K, L, s: x[s * j : s * j + K, s * i : s * i + L])),
        Hint("K both ways", "You took the height of the kernel for its width as well. A kernel need not be square.",
             _walked(lambda H, W, K, L, s: (_fitting(H, K, s), _fitting(W, K, s)),
                     lambda x, i, j, K, L, s: x[s * i : s * i + K, s * j : s * j + K])),
        Hint("L both ways", "You took the width of the kernel for its height as well. A kernel need not be square.",
             _walked(lambda H, W, K, L, s: (_fitting(H, L, s), _fitting(W, L, s)),
                     lambda x, i, j, K, L, s: x[s * i : s * i + L, s * j : s * j + L])),
        Hint("K in both counts", "You counted the columns with the kernel's height. Its width decides there.",
             _walked(lambda H, W, K, L, s: (_fitting(H, K, s), _fitting(W, K, s)))),
        Hint("L in both counts", "You counted the rows with the kernel's width. Its height decides there.",
             _walked(lambda H, W, K, L, s: (_fitting(H, L, s), _fitting(W, L, s)))),
        Hint("K and L swapped", "Height and width of the kernel are swapped in the counts: K rows, L columns.",
             _walked(lambda H, W, K, L, s: (_fitting(H, L, s), _fitting(W, K, s)))),
        Hint("H both ways", "You took the height of the image for its width as well. An image need not be square.",
             _walked(lambda H, W, K, L, s: (_fitting(H, K, s), _fitting(H, L, s)))),
        Hint("W both ways", "You took the width of the image for its height as well. An image need not be square.",
             _walked(lambda H, W, K, L, s: (_fitting(W, K, s), _fitting(W, L, s)))),
        Hint("H and W swapped", "Height and width of the image are swapped: x.shape is (H, W), rows first.",
             _walked(lambda H, W, K, L, s: (_fitting(W, K, s), _fitting(H, L, s)))),
        Hint("one window short", "The last window is missing: with H - K steps between them there is one more window.",
             _walked(lambda H, W, K, L, s: ((H - K) // s, (W - L) // s))),
        Hint("1 before the division", "The brackets: first (H - K) // s, the number of steps, then the 1.",
             _walked(lambda H, W, K, L, s: ((H - K + 1) // s, (W - L + 1) // s))),
        Hint("stride not counted", "With a stride there are fewer windows: (H - K) // s of them after the first.",
             _walked(lambda H, W, K, L, s: (H - K + 1, W - L + 1))),
        Hint("K not counted", "Your windows leave the image. The last one starts K pixels before its end.",
             _walked(lambda H, W, K, L, s: (H // s, W // s))),
        Hint("rest counted", "The last window reaches over the edge. Round down: only whole windows count.",
             _walked(lambda H, W, K, L, s: (-((K - H) // s) + 1, -((L - W) // s) + 1))),
        Hint("stride only counts",
             "You make the right number of windows, but they stand side by side: window i starts at pixel s * i.",
             _walked(window=lambda x, i, j, K, L, s: x[i : i + K, j : j + L])),
        Hint("no stride", "You made a window at every pixel. With a stride they are s pixels apart.",
             lambda x, w, s: _walked()(x, w, 1)),
        Hint("stride down only", "Your stride applies to the rows only. Window j starts at column s * j.",
             _walked(window=lambda x, i, j, K, L, s: x[s * i : s * i + K, j : j + L])),
        Hint("stride across only", "Your stride applies to the columns only. Window i starts at row s * i.",
             _walked(window=lambda x, i, j, K, L, s: x[i : i + K, s * j : s * j + L])),
        Hint("windows side by side", "Your windows lie side by side, K pixels apart. They are s pixels apart.",
             _walked(window=lambda x, i, j, K, L, s: x[K * i : K * i + K, L * j : L * j + L])),
        Hint("window too small", "The window ends too soon: a slice leaves out its end, so it ends at s * i + K.",
             _walked(window=lambda x, i, j, K, L, s: x[s * i : s * i + K - 1, s * j : s * j + L - 1])),
        Hint("window too large", "The window is too large: a slice leaves out its end, so it ends at s * i + K.",
             _walked(window=lambda x, i, j, K, L, s: x[s * i : s * i + K + 1, s * j : s * j + L + 1])),
        Hint("same window", "Every number comes from the first window. It has to move with i and j.",
             _walked(window=lambda x, i, j, K, L, s: x[:K, :L])),
        Hint("mean", "You take the mean of the products. It is their sum.",
             _walked(value=lambda window, w: np.mean(window * w))),
        Hint("maximum", "You take the largest product. It is their sum.",
             _walked(value=lambda window, w: np.max(window * w))),
        Hint("matrix product", "@ is the product of matrices. Here each pixel meets its own weight: window * w.",
             _walked(value=lambda window, w: np.sum(window @ w))),
        Hint("sums multiplied", "You multiplied the sums. Multiply pixel by pixel, then add up.",
             _walked(value=lambda window, w: np.sum(window) * np.sum(w))),
        Hint("window alone", "The kernel is missing: each pixel of the window is multiplied by its weight.",
             _walked(value=lambda window, w: np.sum(window))),
        Hint("not added up", "A window times the kernel is a table. Its numbers have to be added up to a single one.",
             _walked(value=lambda window, w: window * w)),
        Hint("rows for columns",
             "There are as many columns as rows in your answer. The width of image and kernel decides there.",
             _walked(lambda H, W, K, L, s: (_fitting(H, K, s), _fitting(H, K, s)))),
        Hint("divided by the kernel", "You divided by the sum of the weights. It is the sum of the products, as it is.",
             _walked(value=lambda window, w: np.sum(window * w) / w.sum())),
        Hint("ReLU", "Sums below zero became 0. There is no ReLU in this one.",
             _walked(value=lambda window, w: np.maximum(np.sum(window * w), 0))),
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
    place="convolution.correlate",
    fits=_padded,
)  # fmt: skip

EXERCISES = (correlate, strided_size, lenet_weights, pooled_field, two_draws, batch_norm, pool_back, dropout)
