"""One head by hand: three words of two numbers each, and the three matrices that make queries, keys and values."""

import numpy as np

from nbhelpers.attention import attend, causal
from nbhelpers.guards import real, takes

WORDS = ("Tom", "says", "he")
X = np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]])  # is it a name? is it a pronoun?
W_K, W_V = np.eye(2), np.eye(2)


@takes(he=real(), tom=real())
def query_weights(he: float = 3.0, tom: float = 1.0) -> np.ndarray:
    """W_Q, (2, 2): a pronoun asks for a name, as much as `he` says; a name for a pronoun, as much as `tom` says."""
    return np.array([[0.0, tom], [he, 0.0]])


def head(he: float = 3.0, tom: float = 1.0, masked: bool = False):
    """(Q, K, V, z, p, Y) of the three words; z are the scores Q K^T / sqrt(2)."""
    Q, K, V = X @ query_weights(he, tom), X @ W_K, X @ W_V
    p, Y = attend(Q, K, V, causal(len(X)) if masked else None)
    return Q, K, V, Q @ K.T / np.sqrt(2), p, Y
