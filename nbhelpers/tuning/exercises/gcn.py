"""Exercise: global contrast normalisation."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

SMALL = np.array([[0.0, 1.0, 2.0, 3.0], [4.0, 4.0, 0.0, 0.0], [1.0, 2.0, 4.0, 9.0]])
BRIGHT = 10 * np.random.default_rng(7).random((5, 6)) + 3


def row_by_row(X):
    """Contrast by the sums' own formulas, one image at a time."""
    rows = []
    for x in X:
        n = len(x)
        spread = (sum(x * x) / n - (sum(x) / n) ** 2) ** 0.5
        rows.append([(value - sum(x) / n) / spread for value in x])
    return np.array(rows)


def _centred(X):
    return X - X.mean(axis=1, keepdims=True)


def _spread(X):
    return X.std(axis=1, keepdims=True)


def _without_axis(X):
    return (X - X.mean(axis=1)) / X.std(axis=1)


SAMPLES = "You took mean and standard deviation of each pixel over all images (standardising). Each image has its own."
ONE = "One number for the whole array leaves a dark image dark. Take both along each row, and keep the axis."

gcn = Exercise(
    name="tuning.gcn",
    title="Global contrast normalisation",
    task="""\
Write `gcn(X)`: which brings every image by itself to mean 0 and standard deviation 1.

Given is `X`, one image a row, shape (m, n); no image is all one grey. The standard deviation is
the root of the mean square distance from the image's own mean. The answer has the shape of `X`.""",
    start="""\
def gcn(X):
    mean = ...
    spread = ...
    return (X - mean) / spread
""",
    cases=(
        Case("three images of four pixels", (SMALL,)),
        Case("bright images", (BRIGHT,)),
        Case("one image, partly negative", (np.array([[-3.0, 0.5, 2.0, 7.5, -1.0]]),)),
    ),
    truth=row_by_row,
    hints=(
        Hint(
            "over the samples",
            SAMPLES,
            lambda X: (X - X.mean(axis=0)) / X.std(axis=0),
        ),
        Hint(
            "over everything",
            ONE,
            lambda X: (X - X.mean()) / X.std(),
        ),
        Hint(
            "not centred",
            "The standard deviation is right, but the image's mean is still in there: subtract it first.",
            lambda X: X / X.std(axis=1, keepdims=True),
        ),
        Hint(
            "length",
            "You divide by the length of the image, the root of the sum of squares. Take their mean instead.",
            lambda X: (X - X.mean(axis=1, keepdims=True)) / (X.std(axis=1, keepdims=True) * X.shape[1] ** 0.5),
        ),
        Hint(
            "no root",
            "You divide by the variance. Only its root has the unit of a pixel.",
            lambda X: (X - X.mean(axis=1, keepdims=True)) / X.var(axis=1, keepdims=True),
        ),
        Hint(
            "n - 1",
            "You divide the squares by n - 1. Here it is the mean over the n pixels: np.std as it is.",
            lambda X: _centred(X) / X.std(axis=1, keepdims=True, ddof=1),
        ),
        Hint(
            "not scaled",
            "The mean is 0, but the standard deviation is what it was: divide by it.",
            lambda X: _centred(X),
        ),
        Hint(
            "times the spread",
            "You multiplied by the standard deviation. Divide by it.",
            lambda X: _centred(X) * _spread(X),
        ),
        Hint(
            "spread about zero",
            "You took the root mean square of the image with its mean still in it. Subtract the mean first.",
            lambda X: _centred(X) / np.sqrt(np.mean(X**2, axis=1, keepdims=True)),
        ),
        Hint(
            "length about zero",
            "You divide by the length of the image with its mean still in it. Take the root "
            "of the mean square distance from that mean.",
            lambda X: _centred(X) / np.linalg.norm(X, axis=1, keepdims=True),
        ),
        Hint(
            "divided first",
            "You divided before you subtracted the mean, and then subtracted the old mean. First the mean, then the "
            "standard deviation: use brackets.",
            lambda X: X / _spread(X) - X.mean(axis=1, keepdims=True),
        ),
        Hint(
            "only the mean divided",
            "The divisor divides the mean alone: use brackets, (X - mean) / spread.",
            lambda X: X - X.mean(axis=1, keepdims=True) / _spread(X),
        ),
        Hint(
            "mean distance",
            "You took the mean of the distances. The root of the mean of their squares is wanted.",
            lambda X: _centred(X) / np.abs(_centred(X)).mean(axis=1, keepdims=True),
        ),
        Hint(
            "from 0 to 1",
            "You stretched each image to 0 to 1. Mean 0 and standard deviation 1 are wanted.",
            lambda X: (X - X.min(axis=1, keepdims=True)) / np.ptp(X, axis=1, keepdims=True),
        ),
        Hint(
            "width",
            "You divide by the range from the darkest to the brightest pixel. The standard deviation takes all.",
            lambda X: _centred(X) / np.ptp(X, axis=1, keepdims=True),
        ),
        Hint(
            "largest",
            "You divide by the brightest pixel. The standard deviation takes all pixels.",
            lambda X: _centred(X) / X.max(axis=1, keepdims=True),
        ),
        Hint(
            "median",
            "You subtracted the median. The mean is wanted.",
            lambda X: (X - np.median(X, axis=1, keepdims=True)) / _spread(X),
        ),
        Hint(
            "sum for the mean",
            "You subtracted the sum of the pixels, not their mean.",
            lambda X: (X - X.sum(axis=1, keepdims=True)) / _spread(X),
        ),
        Hint("one spread", ONE, lambda X: _centred(X) / X.std()),
        Hint("one mean", ONE, lambda X: (X - X.mean()) / _spread(X)),
        Hint("one mean, spread of the samples", ONE, lambda X: (X - X.mean()) / X.std(axis=0)),
        Hint("mean over the samples", SAMPLES, lambda X: (X - X.mean(axis=0)) / _spread(X)),
        Hint("spread over the samples", SAMPLES, lambda X: _centred(X) / X.std(axis=0)),
        Hint(
            "axis lost",
            "Both have the shape (m,) now, and m numbers do not fit n pixels. Keep the axis: keepdims=True.",
            _without_axis,
        ),
        Hint(
            "largest distance",
            "You divide by the largest distance from the mean. The standard deviation takes all pixels.",
            lambda X: _centred(X) / np.abs(_centred(X)).max(axis=1, keepdims=True),
        ),
    ),
    solution="""\
def gcn(X):
    mean = X.mean(axis=1, keepdims=True)
    spread = X.std(axis=1, keepdims=True)
    return (X - mean) / spread
""",
    place="datasets.preprocessing.gcn",
    fits=lambda answer: lambda X, eps=1e-8: answer(X),
)
