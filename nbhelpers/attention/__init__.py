"""Attention: every query is compared with every key, and receives a weighted mean of the values.

    z_ij = beta Q_i . K_j,   p_ij = exp(z_ij) / sum_s exp(z_is),   Y_i = sum_j p_ij V_j,   beta = 1 / sqrt(k)

Vectors are rows: Q is (..., n, k), K (..., T, k), V (..., T, v); the axes before are the same in all three
(samples, heads, ...). (Vaswani et al. 2017; with K = V a step of a dense Hopfield net, Ramsauer et al. 2021.)
"""

from typing import NamedTuple

import numpy as np

from nbhelpers.guards import array, real, takes
from nbhelpers.nn.mlp import softmax


class Attended(NamedTuple):
    """What the queries look at, and what they receive."""

    p: np.ndarray  # (..., n, T), the weights; each row sums to 1
    Y: np.ndarray  # (..., n, v)


class Back(NamedTuple):
    """Gradients of the loss, each in the shape of its array."""

    Q: np.ndarray
    K: np.ndarray
    V: np.ndarray


QUERIES, KEYS, VALUES = (array(shape, finite=False) for shape in ("... n k", "... T k", "... T v"))


@takes(Q=QUERIES, K=KEYS, V=VALUES, mask="n T", beta=real(above=0))
def attend(Q, K, V, mask=None, beta=None) -> Attended:
    """softmax(beta Q K^T) V, the softmax along each row; beta is 1 / sqrt(k) unless given.

    mask: (n, T), true where query i may look at key j; elsewhere p is 0. ValueError for a query that may look at none.
    """
    _same_axes(Q=Q, K=K, V=V)
    beta = K.shape[-1] ** -0.5 if beta is None else beta
    z = beta * (Q @ K.swapaxes(-1, -2))
    if mask is not None:
        if not mask.any(axis=-1).all():
            raise ValueError(f"mask lets query {int(np.argmin(mask.any(axis=-1)))} look at no key")
        z = np.where(mask, z, -np.inf)
    p = softmax(z)
    return Attended(p, p @ V)


@takes(Q=QUERIES, K=KEYS, V=VALUES, p=array("... n T", finite=False), g=array("... n v", finite=False),
       beta=real(above=0))  # fmt: skip
def backward(Q, K, V, p, g, beta=None) -> Back:
    """The gradients with respect to Q, K and V, from the weights p of `attend` and g = dE/dY, (..., n, v).

    g_p = g V^T,   g_z = p (g_p - sum_j p_j g_p_j),   g_Q = beta g_z K,   g_K = beta g_z^T Q,   g_V = p^T g

    A mask needs no mention: where p is 0, so is g_z.
    """
    _same_axes(Q=Q, K=K, V=V, p=p, g=g)
    beta = K.shape[-1] ** -0.5 if beta is None else beta
    g_p = g @ V.swapaxes(-1, -2)
    g_z = p * (g_p - np.sum(p * g_p, axis=-1, keepdims=True))
    return Back(beta * (g_z @ K), beta * (g_z.swapaxes(-1, -2) @ Q), p.swapaxes(-1, -2) @ g)


@takes(T=1)
def causal(T: int) -> np.ndarray:
    """The mask (T, T) of a text that is read from left to right: position i may look at 0 to i."""
    return np.tri(T, dtype=bool)


def _same_axes(**arrays):
    first = arrays["Q"].shape[:-2]
    for name, one in arrays.items():
        if one.shape[:-2] != first:
            raise ValueError(f"{name} has the axes {one.shape[:-2]} before its last two; allowed are Q's, {first}")
