"""What is done to the inputs before a net sees them: normalising, global contrast normalisation, whitening.

X holds one sample a row, (m, n). What is learned from data (means, spreads, whitening) is learned from the training
samples alone and then applied to all: a test sample must not have a say in it.
"""
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import real, takes
from nbhelpers.norm import length


class Standard(NamedTuple):
    """Mean and spread of every input over the training samples."""

    mean: np.ndarray  # (n,)
    spread: np.ndarray  # (n,) sqrt(variance + eps)


class Whitening(NamedTuple):
    """x -> (x - mean) W, and what W was made of."""

    mean: np.ndarray  # (n,)
    W: np.ndarray  # (n, n)
    variances: np.ndarray  # (n,) eigenvalues of the covariance, the largest first
    directions: np.ndarray  # (n, n) eigenvectors, one a column, in the same order


@takes(X="m n")
def covariance(X: np.ndarray) -> np.ndarray:
    """C = 1/m sum over the samples of (x - mean)(x - mean)^T: (n, n)."""
    centred = X - X.mean(axis=0)
    return centred.T @ centred / len(X)


@takes(X="m n", eps=real(above=0))
def standard(X: np.ndarray, eps: float = 1e-2) -> Standard:
    """Mean and sqrt(variance + eps) of every input; eps (in squared units of X) guards inputs that never change."""
    mean = X.mean(axis=0)
    return Standard(mean, np.hypot(length(X - mean, axis=0) / np.sqrt(len(X)), np.sqrt(eps)))


@takes(X="m n")
def standardise(X: np.ndarray, found: Standard) -> np.ndarray:
    """(x_i - mean_i) / spread_i for every input i."""
    return (X - found.mean) / found.spread


@takes(X="m n", eps=real(above=0))
def gcn(X: np.ndarray, eps: float = 1e-8) -> np.ndarray:
    """Global contrast normalisation: every sample by itself to mean 0 and spread 1.

    x_i -> (x_i - x_bar) / max(eps, s),  x_bar = 1/n sum_i x_i,  s^2 = 1/n sum_i (x_i - x_bar)^2.
    "Global" means over the whole image, not over a neighbourhood. An even sample (s < eps) becomes all zeros.
    """
    centred = X - X.mean(axis=1, keepdims=True)
    spread = length(centred, axis=1, keepdims=True) / np.sqrt(X.shape[1])
    return np.where(spread < eps, 0.0, centred / np.maximum(spread, eps))


@takes(X="m n", eps=real(above=0))
def whitening(X: np.ndarray, eps: float = 1e-5, kind: str = "zca") -> Whitening:
    """W from the eigen-decomposition C = U diag(lambda) U^T of the samples' covariance.

    kind "zca": W = U diag(lambda + eps)^(-1/2) U^T, symmetric; "pca": W = U diag(lambda + eps)^(-1/2).
    The whitened samples' covariance has the eigenvalues lambda / (lambda + eps): 1 where lambda is much above eps.
    """
    if kind not in ("zca", "pca"):
        raise ValueError(f"kind = {kind!r}: allowed are 'zca' and 'pca'")
    variances, U = np.linalg.eigh(covariance(X))
    variances, U = np.maximum(variances[::-1], 0), U[:, ::-1]
    W = U / np.sqrt(variances + eps)
    return Whitening(X.mean(axis=0), W @ U.T if kind == "zca" else W, variances, U)


@takes(X="m n")
def whiten(X: np.ndarray, found: Whitening) -> np.ndarray:
    """(x - mean) W for every sample."""
    return (X - found.mean) @ found.W


@takes(X="m n", side=2)
def shrink(X: np.ndarray, side: int = 28) -> np.ndarray:
    """Images of side x side to half the side: every patch of 2 x 2 becomes its mean. (m, side^2) -> (m, side^2 / 4)."""
    if X.ndim != 2 or X.shape[1] != side**2 or side % 2:
        raise ValueError(f"X has shape {X.shape} and side = {side}; allowed: an even side and (samples, side^2)")
    half = side // 2
    return X.reshape(-1, half, 2, half, 2).mean(axis=(2, 4)).reshape(-1, half**2)
