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


projection = Exercise(
    name="hopfield.projection",
    title="Cure the likeness",
    task="""\
Write `projection(patterns)`: weights with which each stored pattern hears only its own signal, diagonal
cleared.

Before the diagonal is cleared, `W @ pattern` must give back each of the patterns, and `W` must be symmetric.
Given are P patterns as rows of -1 and +1, shape (P, N), none a mixture of the others. `np.linalg.pinv` helps.
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
    ),
    truth=_projection_truth,
    hints=(
        Hint(
            "diagonal",
            "The projection is right, but units listen to themselves: clear the diagonal.",
            lambda patterns: np.linalg.pinv(patterns) @ patterns,
        ),
        Hint(
            "wrong order",
            "pinv came second. That product maps patterns to patterns, (P, P); units to units is the other order.",
            lambda patterns: without_diagonal(patterns @ np.linalg.pinv(patterns)),
        ),
        Hint(
            "Hebb",
            "That is Hebb's rule: each pattern still hears the others. Use the pseudo-inverse for the transpose.",
            lambda patterns: hopfield.store(patterns),
        ),
        Hint(
            "divided by N",
            "There is a 1/N too many. The pseudo-inverse has the right size already.",
            lambda patterns: without_diagonal(np.linalg.pinv(patterns) @ patterns) / patterns.shape[1],
        ),
    ),
    solution="""\
def projection(patterns):
    W = np.linalg.pinv(patterns) @ patterns
    np.fill_diagonal(W, 0)
    return W
""",
)
