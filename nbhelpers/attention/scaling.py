"""Why scores are divided by sqrt(k): random queries and keys, with the division and without."""

from typing import NamedTuple

import numpy as np

from nbhelpers.guards import random, takes
from nbhelpers.nn.mlp import softmax


class Scores(NamedTuple):
    """The same scores, not divided and divided by sqrt(k)."""

    plain: np.ndarray  # (queries, T)
    divided: np.ndarray


@takes(k=1, T=1, rng=random, queries=1)
def draw(k: int, T: int, rng, queries: int = 1) -> Scores:
    """Scores of random queries, each with T keys of its own; every number of a query and a key is from N(0, 1)."""
    Q, K = rng.normal(size=(queries, 1, k)), rng.normal(size=(queries, T, k))
    z = np.sum(Q * K, axis=-1)
    return Scores(z, z / np.sqrt(k))


@takes(z="... T")
def movable(z: np.ndarray) -> np.ndarray:
    """sum_j dp_j/dz_j = sum_j p_j (1 - p_j) = 1 - sum_j p_j^2: what is left of the softmax's derivative, row by row.

    1 - 1/T for equal weights, 0 where one key has all the weight.
    """
    return 1 - np.sum(softmax(z) ** 2, axis=-1)
