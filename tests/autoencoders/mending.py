"""Controls for the claims on denoising: linear maps that know the damage, and a median that leaves lost pixels out."""

import itertools

import numpy as np

from nbhelpers.autoencoders import pca
from nbhelpers.datasets import mnist


def moments(X, kind):
    """Mean and variance of every pixel damaged at strength 0.5, over endlessly many draws of the damage."""
    if kind == "masking":
        return 0.5 * X, 0.25 * X**2
    levels, z = np.linspace(0, 1, 256), np.linspace(-6, 6, 1201)
    p = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    seen = np.clip(levels[:, None] + 0.5 * z, 0, 1)
    return np.interp(X, levels, seen @ p), np.interp(X, levels, seen**2 @ p - (seen @ p) ** 2)


def linear_maps(kind):
    """The affine maps from damaged digits to clean ones with the least squared error: any, and one of rank 40."""
    X = mnist().train_images.astype(np.float32)
    seen, variance = (part.astype(np.float32) for part in moments(X, kind))
    mean, target = seen.mean(axis=0), X.mean(axis=0)
    products = (seen - mean).T @ (seen - mean) + np.diag(variance.sum(axis=0)) + 0.1 * np.eye(784)
    A = np.linalg.solve(products, (seen - mean).T @ (X - target))
    _, Q = pca.principal_components(A.T @ products @ A, 40)
    return [lambda N, B=B: target + (N - mean) @ B for B in (A, A @ Q @ Q.T)]


def median_of_the_rest(N, lost):
    """Every pixel becomes the median of those of the 3 x 3 around it that are not `lost`; 0 if all are."""
    padded = np.pad(np.where(lost, np.nan, N).reshape(-1, 28, 28), ((0, 0), (1, 1), (1, 1)))
    moves = itertools.product(range(3), repeat=2)
    stack = np.sort([padded[:, i : i + 28, j : j + 28].ravel() for i, j in moves], axis=0)  # the lost ones come last
    there, every = 9 - np.isnan(stack).sum(axis=0), np.arange(stack.shape[1])
    return np.nan_to_num(stack[[(there - 1) // 2, there // 2], every].mean(axis=0)).reshape(N.shape)
