"""Preprocessing to write in the chapter on tuning: contrast normalisation and ZCA whitening."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

rng = np.random.default_rng(7)
SMALL = np.array([[0.0, 1.0, 2.0, 3.0], [4.0, 4.0, 0.0, 0.0], [1.0, 2.0, 4.0, 9.0]])
BRIGHT = 10 * rng.random((5, 6)) + 3
MIXED = rng.normal(size=(12, 3)) @ np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 0.5], [0.0, 0.0, 0.3]]) + [1.0, -2.0, 3.0]


def row_by_row(X):
    """Contrast by the sums' own formulas, one image at a time."""
    rows = []
    for x in X:
        n = len(x)
        spread = (sum(x * x) / n - (sum(x) / n) ** 2) ** 0.5
        rows.append([(value - sum(x) / n) / spread for value in x])
    return np.array(rows)


gcn = Exercise(
    name="tuning.gcn",
    title="Global contrast normalisation",
    task="""\
Write `gcn(X)`: every image by itself to mean 0 and spread 1.

Given is `X`, one image a row, shape (m, n); no image is even. The spread is the root of the mean square distance
from the image's own mean. The answer has the shape of `X`.""",
    start="""\
def gcn(X):
    mean = ...
    spread = ...
    return (X - mean) / spread
""",
    cases=(Case("three images of four pixels", (SMALL,)), Case("bright images", (BRIGHT,))),
    truth=row_by_row,
    hints=(
        Hint(
            "over the samples",
            "You took mean and spread of every pixel over all images (standardising). Here every image has its own.",
            lambda X: (X - X.mean(axis=0)) / X.std(axis=0),
        ),
        Hint(
            "over everything",
            "One mean for the whole array leaves a dark image dark. Take it along each row, and keep the axis.",
            lambda X: (X - X.mean()) / X.std(),
        ),
        Hint(
            "not centred",
            "The spread is right, but the image's mean is still in there: subtract it first.",
            lambda X: X / X.std(axis=1, keepdims=True),
        ),
        Hint(
            "length",
            "You divide by the length of the image, the root of the sum of squares. The spread takes their mean.",
            lambda X: (X - X.mean(axis=1, keepdims=True)) / (X.std(axis=1, keepdims=True) * X.shape[1] ** 0.5),
        ),
        Hint(
            "no root",
            "You divide by the variance. Only its root has the unit of a pixel.",
            lambda X: (X - X.mean(axis=1, keepdims=True)) / X.var(axis=1, keepdims=True),
        ),
    ),
    solution="""\
def gcn(X):
    mean = X.mean(axis=1, keepdims=True)
    spread = X.std(axis=1, keepdims=True)
    return (X - mean) / spread
""",
)


def by_singular_values(X, eps):
    """X - mean = A diag(s) B^T: the eigenvalues of the covariance are s^2 / m, so no eigenvectors are asked for."""
    A, s, B = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    return A @ np.diag(s / np.sqrt(s**2 / len(X) + eps)) @ B


def eigen_way(X, eps, power=-0.5, centred=True, back=True, below=0, outside=False):
    """Whitening with a mistake in one of its steps."""
    around = X - X.mean(axis=0)
    variances, U = np.linalg.eigh(around.T @ around / (len(X) - below))
    scale = 1 / (np.sqrt(variances) + eps) if outside else (variances + eps) ** power
    W = U @ np.diag(scale) @ (U.T if back else np.eye(len(U)))
    return (around if centred else X) @ W


zca = Exercise(
    name="tuning.zca",
    title="ZCA whitening",
    task="""\
Write `zca(X, eps)`: the whitened samples.

Given is `X`, one sample a row, shape (m, n), and `eps`, which is added to every eigenvalue of the covariance (the
one with 1/m). The answer has the shape of `X`. `np.linalg.eigh(C)` gives eigenvalues and a matrix with one
eigenvector a column.""",
    start="""\
def zca(X, eps):
    centred = ...
    C = ...
    variances, U = np.linalg.eigh(C)
    ...
""",
    cases=(
        Case("hardly any eps: the covariance becomes the identity", (MIXED, 1e-9)),
        Case("a large eps", (MIXED, 0.5)),
        Case("already white, almost", (rng.normal(size=(30, 2)), 0.01)),
    ),
    truth=by_singular_values,
    hints=(
        Hint(
            "not turned back",
            "White, but in the directions of the eigenvectors: that is PCA whitening. Turn back with U.T.",
            lambda X, eps: eigen_way(X, eps, back=False),
        ),
        Hint(
            "not centred",
            "The covariance is right, but the mean is still in the samples: whiten X - mean.",
            lambda X, eps: eigen_way(X, eps, centred=False),
        ),
        Hint(
            "no root",
            "You divide by the eigenvalues. They are variances; a sample wants their roots.",
            lambda X, eps: eigen_way(X, eps, power=-1.0),
        ),
        Hint(
            "the wrong way",
            "You multiply by the roots: wide directions get wider still. Divide by them.",
            lambda X, eps: eigen_way(X, eps, power=0.5),
        ),
        Hint(
            "eps outside",
            "eps was added after the root. It belongs to the eigenvalue, under the root.",
            lambda X, eps: eigen_way(X, eps, outside=True),
        ),
        Hint(
            "m - 1",
            "Your covariance has m - 1 below the fraction (np.cov does that). Here it is m.",
            lambda X, eps: eigen_way(X, eps, below=1),
        ),
    ),
    solution="""\
def zca(X, eps):
    centred = X - X.mean(axis=0)
    C = centred.T @ centred / len(X)
    variances, U = np.linalg.eigh(C)
    W = U @ np.diag((variances + eps) ** -0.5) @ U.T
    return centred @ W
""",
)
