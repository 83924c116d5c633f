"""The exercise on the projection rule."""

import numpy as np

from nbhelpers import hopfield
from nbhelpers.exercise import Case, Exercise, Hint


def without_diagonal(weights):
    return weights - np.diag(np.diag(weights))


def _projection_truth(patterns):
    """The projection from an orthonormal basis of the patterns' space (Gram and Schmidt), diagonal cleared."""
    basis = []
    for row in patterns:
        rest = row - sum((row @ unit * unit for unit in basis), np.zeros(len(row)))
        basis.append(rest / np.sqrt(rest @ rest))
    return without_diagonal(sum(np.outer(unit, unit) for unit in basis))


def _symmetric(answer):
    """Rounded: pinv leaves w_ij and w_ji a last bit apart, and no tie between two states hangs on it."""

    def store(patterns):
        weights = np.array(answer(patterns))
        return np.round((weights + weights.T) / 2, 12)

    return store


projection = Exercise(
    name="hopfield.projection",
    title="Cure the likeness",
    task="""\
Write `projection(patterns)`: weights with which each stored pattern receives only its own signal, diagonal
cleared.

Before the diagonal is cleared, `W @ pattern` must give back each of the patterns, and `W` must be symmetric.
Given are P patterns as rows of −1 and +1, shape (P, N), none a mixture of the others. `np.linalg.pinv` helps.
The answer has shape (N, N).""",
    start="""\
def projection(patterns):
    # patterns: (P, N) of -1 and +1
    W = ...
    return W
""",
    cases=(
        Case("one pattern", (np.array([[1.0, -1.0, 1.0]]),)),
        Case("two patterns that look alike", (np.array([[1.0, 1.0, 1.0, 1.0, -1.0], [1.0, 1.0, 1.0, -1.0, -1.0]]),)),
        Case(
            "three patterns of four units",
            (np.array([[1.0, 1.0, -1.0, -1.0], [1.0, 1.0, 1.0, -1.0], [1.0, 1.0, 1.0, 1.0]]),),
        ),
        Case(
            "three patterns of seven units",
            (np.where(np.array([[0, 1, 1, 0, 1, 1, 1], [1, 1, 1, 0, 0, 1, 1], [1, 0, 1, 1, 1, 0, 1]]), 1.0, -1.0),),
        ),
    ),
    truth=_projection_truth,
    hints=(
        Hint(
            "diagonal",
            "The projection is right, but units have links to themselves: clear the diagonal.",
            lambda patterns: np.linalg.pinv(patterns) @ patterns,
        ),
        Hint(
            "wrong order",
            "pinv came second. That product maps patterns to patterns, (P, P); units to units is the other order.",
            lambda patterns: without_diagonal(patterns @ np.linalg.pinv(patterns)),
        ),
        Hint(
            "wrong order, diagonal",
            "pinv came second. That product maps patterns to patterns, (P, P); units to units is the other order.",
            lambda patterns: patterns @ np.linalg.pinv(patterns),
        ),
        Hint(
            "Hebb",
            "That is Hebb's rule: each pattern still receives crosstalk. Use the pseudo-inverse for the transpose.",
            lambda patterns: hopfield.store(patterns),
        ),
        Hint(
            "divided by N",
            "There is a 1/N too many. The pseudo-inverse has the right size already.",
            lambda patterns: without_diagonal(np.linalg.pinv(patterns) @ patterns) / patterns.shape[1],
        ),
        Hint(
            "divided by N, diagonal",
            "There is a 1/N too many: the pseudo-inverse has the right size already. And clear the diagonal.",
            lambda patterns: np.linalg.pinv(patterns) @ patterns / patterns.shape[1],
        ),
        Hint(
            "divided by P",
            "There is a 1/P too many. The pseudo-inverse has the right size already.",
            lambda patterns: without_diagonal(np.linalg.pinv(patterns) @ patterns) / len(patterns),
        ),
        Hint(
            "N times",
            "Your weights are N times too large: the likeness of the patterns was divided by N, the outer product was "
            "not.",
            lambda patterns: without_diagonal(np.linalg.pinv(patterns) @ patterns) * patterns.shape[1],
        ),
        Hint(
            "Hebb without 1/N",
            "That is Hebb's rule without its 1/N: each pattern still receives crosstalk. Use the pseudo-inverse for "
            "the transpose.",
            lambda patterns: without_diagonal(patterns.T @ patterns),
        ),
        Hint(
            "Hebb with diagonal",
            "That is Hebb's rule: each pattern still receives crosstalk. Use the pseudo-inverse for the transpose.",
            lambda patterns: patterns.T @ patterns / patterns.shape[1],
        ),
        Hint(
            "Hebb with diagonal, without 1/N",
            "That is Hebb's rule without its 1/N: each pattern still receives crosstalk. Use the pseudo-inverse for "
            "the transpose.",
            lambda patterns: patterns.T @ patterns,
        ),
        Hint(
            "not inverted",
            "The likeness of the patterns stands in the middle as it is, which makes them interfere even more. It "
            "must be inverted.",
            lambda patterns: without_diagonal(patterns.T @ patterns @ patterns.T @ patterns) / patterns.shape[1] ** 2,
        ),
        Hint(
            "the pseudo-inverse alone",
            "That is the pseudo-inverse, (N, P). Multiply it by the patterns.",
            lambda patterns: np.linalg.pinv(patterns),
        ),
        Hint(
            "one off the diagonal",
            "You took 1 off the diagonal. What stands there is not 1 but differs from unit to unit: set it to 0.",
            lambda patterns: np.linalg.pinv(patterns) @ patterns - np.eye(patterns.shape[1]),
        ),
        Hint(
            "ones on the diagonal",
            "You put ones on the diagonal. No unit has a link to itself: it is 0.",
            lambda patterns: without_diagonal(np.linalg.pinv(patterns) @ patterns) + np.eye(patterns.shape[1]),
        ),
        Hint(
            "inv",
            "Only a square matrix has an inverse, and not every one of those. The table of patterns is not "
            "square: use np.linalg.pinv.",
            lambda patterns: np.linalg.inv(patterns),
        ),
        Hint(
            "sizes",
            "The sizes do not fit: patterns is (P, N), its pseudo-inverse (N, P). No transpose is needed.",
            lambda patterns: np.linalg.pinv(patterns) @ patterns.T,
        ),
        Hint(
            "identity less projection",
            "That takes the patterns out and keeps the rest. The patterns are what it has to keep.",
            lambda patterns: -without_diagonal(np.linalg.pinv(patterns) @ patterns),
        ),
        Hint(
            "not inverted, without 1/N",
            "The likeness of the patterns stands in the middle as it is, which makes them interfere even more. It "
            "must be inverted.",
            lambda patterns: without_diagonal(patterns.T @ patterns @ patterns.T @ patterns),
        ),
        Hint(
            "Hebb inverted",
            "You inverted Hebb's weights. Multiply the pseudo-inverse of the patterns by the patterns.",
            lambda patterns: without_diagonal(np.linalg.pinv(patterns.T @ patterns)),
        ),
    ),
    solution="""\
def projection(patterns):
    W = np.linalg.pinv(patterns) @ patterns
    np.fill_diagonal(W, 0)
    return W
""",
    place="hopfield.store",
    fits=_symmetric,
)
