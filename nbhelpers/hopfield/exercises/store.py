"""Exercise: the weights that Hebb's rule gives to patterns."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.hopfield.exercises.projection import without_diagonal


def _store_truth(patterns):
    """Count for each pair in how many patterns it agrees and in how many it does not."""
    units = patterns.shape[1]
    weights = np.zeros((units, units))
    for i in range(units):
        for j in set(range(units)) - {i}:
            agree = np.count_nonzero(patterns[:, i] == patterns[:, j])
            weights[i, j] = (2 * agree - len(patterns)) / units
    return weights


PATTERNS = (
    "You multiplied patterns by patterns, which gives (P, P). Weights join units, (N, N): sum over the patterns."
)

store = Exercise(
    name="hopfield.store",
    title="Store patterns",
    task="""\
Write `store(patterns)`: the weights that Hebb's rule gives these patterns, with 1/N in front and no
self-links.

Given are P patterns of N units as rows of −1 and +1, shape (P, N). The answer has shape (N, N).""",
    start="""\
def store(patterns):
    # patterns: (P, N) of -1 and +1
    W = ...
    return W
""",
    cases=(
        Case("one pattern of three units", (np.array([[1.0, -1.0, 1.0]]),)),
        Case("two patterns of three units", (np.array([[1.0, -1.0, 1.0], [1.0, 1.0, 1.0]]),)),
        Case(
            "three patterns of four units",
            (np.array([[1.0, 1.0, -1.0, -1.0], [1.0, -1.0, 1.0, -1.0], [-1.0, -1.0, -1.0, 1.0]]),),
        ),
        Case(
            "two patterns of five units",
            (np.array([[1.0, 1.0, -1.0, -1.0, 1.0], [-1.0, 1.0, 1.0, -1.0, -1.0]]),),
        ),
    ),
    truth=_store_truth,
    hints=(
        Hint(
            "diagonal",
            "Every unit has a link to itself: w_ii must be 0. np.fill_diagonal clears it.",
            lambda patterns: patterns.T @ patterns / patterns.shape[1],
        ),
        Hint(
            "no 1/N",
            "The factor 1/N is missing, N being the number of units.",
            lambda patterns: without_diagonal(patterns.T @ patterns),
        ),
        Hint(
            "1/P",
            "You divided by the number of patterns P. The factor here is 1/N, with the number of units.",
            lambda patterns: without_diagonal(patterns.T @ patterns) / len(patterns),
        ),
        Hint(
            "patterns with patterns",
            PATTERNS,
            lambda patterns: without_diagonal(patterns @ patterns.T) / patterns.shape[1],
        ),
        Hint(
            "minus one on the diagonal",
            "You took 1 off the diagonal, but P patterns put P/N there. Set the diagonal to 0.",
            lambda patterns: patterns.T @ patterns / patterns.shape[1] - np.eye(patterns.shape[1]),
        ),
        Hint(
            "sign",
            "The weights have the wrong sign: units that are equal in a pattern should want to agree.",
            lambda patterns: -without_diagonal(patterns.T @ patterns) / patterns.shape[1],
        ),
        Hint(
            "first pattern only",
            "Only the first pattern was stored. Each pattern adds its share.",
            lambda patterns: without_diagonal(np.outer(patterns[0], patterns[0])) / patterns.shape[1],
        ),
        Hint(
            "no 1/N, diagonal",
            "Two things: the factor 1/N is missing, and no unit has a link to itself, w_ii = 0.",
            lambda patterns: patterns.T @ patterns,
        ),
        Hint(
            "1/P, diagonal",
            "Two things: the factor is 1/N, the number of units, not of patterns; and w_ii must be 0.",
            lambda patterns: patterns.T @ patterns / len(patterns),
        ),
        Hint(
            "1/NP",
            "You divided by the number of patterns as well. Each pattern adds its whole share: 1/N alone.",
            lambda patterns: without_diagonal(patterns.T @ patterns) / patterns.size,
        ),
        Hint(
            "1/NP, diagonal",
            "You divided by the number of patterns as well. Each pattern adds its whole share: 1/N alone. And w_ii "
            "must be 0.",
            lambda patterns: patterns.T @ patterns / patterns.size,
        ),
        Hint("patterns with patterns, diagonal", PATTERNS, lambda patterns: patterns @ patterns.T / patterns.shape[1]),
        Hint("patterns with patterns, no 1/N", PATTERNS, lambda patterns: without_diagonal(patterns @ patterns.T)),
        Hint("patterns with patterns, nothing else", PATTERNS, lambda patterns: patterns @ patterns.T),
        Hint(
            "patterns with patterns, 1/P",
            PATTERNS,
            lambda patterns: without_diagonal(patterns @ patterns.T) / len(patterns),
        ),
        Hint(
            "one taken off before 1/N",
            "You took 1 off the diagonal, but P patterns put P there before the division. Set the diagonal to 0.",
            lambda patterns: (patterns.T @ patterns - np.eye(patterns.shape[1])) / patterns.shape[1],
        ),
        Hint(
            "ones on the diagonal",
            "You put ones on the diagonal. No unit has a link to itself: it is 0.",
            lambda patterns: without_diagonal(patterns.T @ patterns) / patterns.shape[1] + np.eye(patterns.shape[1]),
        ),
        Hint(
            "sign, diagonal",
            "The weights have the wrong sign: units that are equal in a pattern should want to agree. And w_ii = 0.",
            lambda patterns: -patterns.T @ patterns / patterns.shape[1],
        ),
        Hint(
            "last pattern only",
            "Only the last pattern was stored: each one overwrites what was there. Add its share: W += ...",
            lambda patterns: without_diagonal(np.outer(patterns[-1], patterns[-1])) / patterns.shape[1],
        ),
        Hint(
            "last pattern only, no 1/N",
            "Only the last pattern was stored: each one overwrites what was there. Add its share; and divide by N.",
            lambda patterns: without_diagonal(np.outer(patterns[-1], patterns[-1])),
        ),
        Hint(
            "sum of the patterns",
            "You added the patterns first and multiplied the sum by itself, which mixes them. Each pattern is "
            "multiplied by itself, then the products are added.",
            lambda patterns: without_diagonal(np.outer(patterns.sum(axis=0), patterns.sum(axis=0))) / patterns.shape[1],
        ),
        Hint(
            "half",
            "There is one factor of one half too many. It belongs to the energy, not to the weights.",
            lambda patterns: without_diagonal(patterns.T @ patterns) / patterns.shape[1] / 2,
        ),
        Hint(
            "one triangle",
            "Each pair has its weight on one side of the diagonal only. W is symmetric: w_ij = w_ji.",
            lambda patterns: np.triu(patterns.T @ patterns, 1) / patterns.shape[1],
        ),
        Hint(
            "the other triangle",
            "Each pair has its weight on one side of the diagonal only. W is symmetric: w_ij = w_ji.",
            lambda patterns: np.tril(patterns.T @ patterns, -1) / patterns.shape[1],
        ),
        Hint(
            "mean pattern",
            "You multiplied the mean pattern by itself, which mixes them. Each pattern is multiplied by itself, "
            "then the products are added.",
            lambda patterns: without_diagonal(np.outer(patterns.mean(0), patterns.mean(0))) / patterns.shape[1],
        ),
    ),
    solution="""\
def store(patterns):
    W = patterns.T @ patterns / patterns.shape[1]
    np.fill_diagonal(W, 0)
    return W
""",
    place="hopfield.store",
)
