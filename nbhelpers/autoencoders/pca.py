"""Principal components, and the linear autoencoder that finds the space they span.

x_hat = mean + (x - mean) U V with U (n, k) the encoder and V (k, n) the decoder. Bourlard and Kamp (1988),
doi:10.1007/BF00332918; Baldi and Hornik (1989), doi:10.1016/0893-6080(89)90014-2.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.datasets.preprocessing import covariance
from nbhelpers.guards import random, takes, whole_number
from nbhelpers.nn import optimizers
from nbhelpers.nn.parameters import flat, shaped


class Linear(NamedTuple):
    """A linear autoencoder: code h = (x - mean) U, reconstruction mean + h V."""

    U: np.ndarray  # (n, k)
    V: np.ndarray  # (k, n)


@takes(C="n n", k=whole_number(1, "n"))
def principal_components(C: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """(variances, P): the k largest eigenvalues of the covariance C, largest first, and their eigenvectors, (n, k)."""
    variances, directions = np.linalg.eigh(C)
    return np.maximum(variances[::-1][:k], 0), directions[:, ::-1][:, :k]


@takes(X="m n", mean="n", P="n k")
def project(X: np.ndarray, mean: np.ndarray, P: np.ndarray) -> np.ndarray:
    """mean + (x - mean) P P^T: the nearest point to x in the plane through the mean that P (n, k) spans."""
    return mean + (X - mean) @ P @ P.T


@takes(C="n n", k=whole_number(1, "n"))
def pca_error(C: np.ndarray, k: int) -> float:
    """Half the sum of the eigenvalues that k components leave out: the least E that any rank k can reach."""
    return float(0.5 * np.maximum(np.linalg.eigvalsh(C)[: len(C) - k], 0).sum())


@takes(C="n n")
def linear_error(C: np.ndarray, net: Linear) -> float:
    """E = mean 1/2 |x_hat - x|^2 = 1/2 trace((I - U V)^T C (I - U V)): of the data it needs C alone.

    Multiplied out, so that no product is larger than (n, k): 1/2 [trace C - 2 trace(V C U) + trace(U^T C U V V^T)].
    """
    CU = C @ net.U
    kept = 2 * np.sum(net.V.T * CU) - np.sum((net.U.T @ CU) * (net.V @ net.V.T))
    return float(0.5 * (np.trace(C) - kept))


@takes(C="n n")
def linear_slopes(C: np.ndarray, net: Linear) -> Linear:
    """dE/dU = -C (I - U V) V^T and dE/dV = -U^T C (I - U V)."""
    left = C - (C @ net.U) @ net.V
    return Linear(-left @ net.V.T, -net.U.T @ left)


@takes(C="n n", k=whole_number(1, "n"), rng=random)
def train_linear(C: np.ndarray, k: int, rng: np.random.Generator, eta: float = 0.01) -> Iterator[Linear]:
    """Descent with momentum 0.9 on all samples, without end: a small random start, then the net after every step."""
    n = len(C)
    net = Linear(*(rng.normal(0, 0.1 * n**-0.5, shape) for shape in ((n, k), (k, n))))
    yield net
    for turn in optimizers.heavy_ball(lambda w: flat(linear_slopes(C, shaped(net, w))), flat(net), eta):
        yield shaped(net, turn.w)


@takes(A="n k", B="n k")
def principal_angles(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """The k angles between the spaces that the columns of A and of B span, in degrees, smallest first.

    cos of them: the singular values of Qa^T Qb (Björck and Golub 1973); small ones are taken from their sines,
    the singular values of Qb - Qa Qa^T Qb, which rounding spoils less.
    """
    if A.ndim != 2 or A.shape != B.shape or A.shape[0] < A.shape[1]:
        raise ValueError(f"A and B have shapes {A.shape} and {B.shape}; allowed: both (n, k) with k <= n")
    Qa, Qb = np.linalg.qr(A)[0], np.linalg.qr(B)[0]
    cosines = np.linalg.svd(Qa.T @ Qb, compute_uv=False)
    sines = np.linalg.svd(Qb - Qa @ (Qa.T @ Qb), compute_uv=False)[::-1]
    angles = np.where(cosines**2 < 0.5, np.arccos(np.clip(cosines, 0, 1)), np.arcsin(np.clip(sines, 0, 1)))
    return np.degrees(angles)


@takes(X="m n")
def mean_and_covariance(X: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(mean, C) of the rows of X."""
    return X.mean(axis=0), covariance(X)
