"""Exercise: ZCA whitening."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

rng = np.random.default_rng(7)
MIXED = rng.normal(size=(12, 3)) @ np.array([[2.0, 1.0, 0.0], [0.0, 1.0, 0.5], [0.0, 0.0, 0.3]]) + [1.0, -2.0, 3.0]


def by_singular_values(X, eps):
    """X - mean = A diag(s) B^T: the eigenvalues of the covariance are s^2 / m, so no eigenvectors are asked for."""
    A, s, B = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)
    return A @ np.diag(s / np.sqrt(s**2 / len(X) + eps)) @ B


def eigen_way(X, eps, *, power=-0.5, around=None, samples=None, below=None, outside=False, turn=None, C=None):
    """Whitening with a mistake in one of its steps; `turn` makes W of the scales and the eigenvectors."""
    around = X - X.mean(axis=0) if around is None else around
    C = around.T @ around / (len(X) if below is None else below) if C is None else C
    variances, U = np.linalg.eigh(C)
    scale = 1 / (np.sqrt(variances) + eps) if outside else (variances + eps) ** power
    W = (U * scale) @ U.T if turn is None else turn(scale, U)
    return (around if samples is None else samples) @ W


def standardised(X, eps):
    return (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps)


MEAN = "The mean is taken along the wrong axis. Every column has its own, over the samples: axis=0."

zca = Exercise(
    name="tuning.zca",
    title="ZCA whitening",
    task="""\
Write `zca(X, eps)`: the whitened samples, turned back into the axes of `X`.

Given is `X`, one sample a row, shape (m, n), and `eps`, which is added to every eigenvalue of the covariance (the
one with 1/m). The answer has the shape of `X`. `np.linalg.eigh(C)` gives eigenvalues and a matrix with one
eigenvector a column.""",
    start="""\
def zca(X, eps):
    centred = ...
    C = ...
    variances, U = np.linalg.eigh(C)
    ...
    return ...
""",
    cases=(
        Case("hardly any eps: the covariance becomes the identity", (MIXED, 1e-9)),
        Case("a large eps", (MIXED, 0.5)),
        Case("already white, almost", (rng.normal(size=(30, 2)), 0.01)),
        Case("one sample more than there are numbers in it", (MIXED[:4], 0.1)),
    ),
    truth=by_singular_values,
    hints=(
        Hint(
            "not turned back",
            "White, but in the directions of the eigenvectors: that is PCA whitening. Turn back with U.T.",
            lambda X, eps: eigen_way(X, eps, turn=lambda scale, U: U * scale),
        ),
        Hint(
            "not centred",
            "The covariance is right, but the mean is still in the samples: whiten X - mean.",
            lambda X, eps: eigen_way(X, eps, samples=X),
        ),
        Hint(
            "no root",
            "You divide by the eigenvalues. They are variances; a sample needs their roots.",
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
            lambda X, eps: eigen_way(X, eps, below=len(X) - 1),
        ),
        Hint(
            "nothing centred",
            "The mean is still in there, in the covariance as well: subtract it first.",
            lambda X, eps: eigen_way(X, eps, around=X),
        ),
        Hint("mean of each sample", MEAN, lambda X, eps: eigen_way(X, eps, around=X - X.mean(axis=1, keepdims=True))),
        Hint("one mean", MEAN, lambda X, eps: eigen_way(X, eps, around=X - X.mean())),
        Hint(
            "no 1/m",
            "Your covariance is a sum: the 1/m is missing.",
            lambda X, eps: eigen_way(X, eps, below=1),
        ),
        Hint(
            "1/n",
            "You divided by the number of inputs in a sample. The covariance is a mean over the m samples.",
            lambda X, eps: eigen_way(X, eps, below=X.shape[1]),
        ),
        Hint(
            "no eps",
            "eps is missing: it is added to every eigenvalue.",
            lambda X, eps: eigen_way(X, 0.0),
        ),
        Hint(
            "eps taken off",
            "eps is added to the eigenvalues.",
            lambda X, eps: eigen_way(X, -eps),
        ),
        Hint(
            "rows for columns",
            "The eigenvectors are the columns of U: W = U diag U.T. You have it the other way round.",
            lambda X, eps: eigen_way(X, eps, turn=lambda scale, U: (U.T * scale) @ U),
        ),
        Hint(
            "turned on",
            "U stands there twice: you turn further instead of back. The last factor is U.T.",
            lambda X, eps: eigen_way(X, eps, turn=lambda scale, U: (U * scale) @ U),
        ),
        Hint(
            "not turned at first",
            "Turn into the directions of the eigenvectors first, X @ U; then scale, then turn back.",
            lambda X, eps: eigen_way(X, eps, turn=lambda scale, U: scale[:, None] * U.T),
        ),
        Hint(
            "scaled without turning",
            "The scales belong to the eigenvectors' directions: turn there and back, U diag U.T.",
            lambda X, eps: eigen_way(X, eps, turn=lambda scale, U: np.diag(scale)),
        ),
        Hint(
            "not scaled",
            "Turned there and back, and nothing was scaled in between: divide by the roots of the eigenvalues.",
            lambda X, eps: eigen_way(X, eps, turn=lambda scale, U: np.eye(len(U))),
        ),
        Hint(
            "turned only",
            "Those are the samples in the directions of the eigenvectors. Scale them and turn back.",
            lambda X, eps: eigen_way(X, eps, turn=lambda scale, U: U),
        ),
        Hint(
            "no root, PCA",
            "You divide by the eigenvalues, which are variances: a sample needs their roots. And turn back with U.T.",
            lambda X, eps: eigen_way(X, eps, power=-1.0, turn=lambda scale, U: U * scale),
        ),
        Hint(
            "standardised",
            "That is standardising: every number by itself, and what they have in common stays. Use the eigenvectors.",
            standardised,
        ),
        Hint(
            "the matrix",
            "That is the matrix W. Multiply the samples by it.",
            lambda X, eps: eigen_way(X, eps, samples=np.eye(X.shape[1])),
        ),
        Hint(
            "transposed",
            "Rows and columns are swapped. The answer has the shape of X.",
            lambda X, eps: eigen_way(X, eps).T,
        ),
        Hint(
            "sizes",
            "The sizes do not fit. The covariance joins the n numbers of a sample, centred.T @ centred, (n, n).",
            lambda X, eps: X @ X,
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
