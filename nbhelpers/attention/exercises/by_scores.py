"""Exercise: the gradient through a softmax, from the weights back to the scores."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

P = np.array([0.5, 0.3, 0.2])
LONG = np.array([0.4, 0.1, 0.25, 0.05, 0.2])


def by_matrix(p, g):
    """g times the whole table of derivatives dp_i/dz_j = p_i ((i = j) - p_j)."""
    return np.array(g) @ (np.diag(p) - np.outer(p, p))


by_scores = Exercise(
    name="attention.by_scores",
    title="Back through the softmax",
    task="""\
Write `by_scores(p, g)`: the gradient of a loss with respect to the scores z of one query. You are given its weights
`p` = softmax(z) and `g`, the gradient with respect to `p`. Both have shape (T,); return an array of that shape.

The rule: from each entry of `g` subtract the mean of `g`, weighted by `p`; then multiply by the entry of `p`.""",
    start="""\
def by_scores(p, g):
    mean = ...
    return ...
""",
    cases=(
        Case("three keys", (P, np.array([1.0, -2.0, 0.5]))),
        Case("five keys", (LONG, np.array([0.3, 2.0, -1.0, 0.7, 4.0]))),
        Case("one key has all the weight", (np.array([0.0, 1.0]), np.array([3.0, 5.0]))),
        Case("all weights get the same gradient", (P, np.full(3, 2.0))),
    ),
    truth=by_matrix,
    hints=(
        Hint("no mean", "The mean of g is missing: if one weight grows, the others must shrink.", lambda p, g: p * g),
        Hint(
            "plain mean",
            "Take the mean of g weighted by p, the sum of p g, not the plain mean.",
            lambda p, g: p * (g - g.mean()),
        ),
        Hint("mean added", "The mean is subtracted, not added.", lambda p, g: p * (g + np.sum(p * g))),
        Hint(
            "not multiplied",
            "Multiply by p at the end: a key without weight has no say.",
            lambda p, g: g - np.sum(p * g),
        ),
        Hint(
            "each by itself",
            "p (1 - p) g is how each weight changes with its own score. It changes with the other scores too.",
            lambda p, g: p * (1 - p) * g,
        ),
        Hint(
            "sum for mean",
            "You subtracted the sum of g. Subtract its mean, weighted by p.",
            lambda p, g: p * (g - g.sum()),
        ),
        Hint("sign", "The sign is the wrong way round.", lambda p, g: p * (np.sum(p * g) - g)),
    ),
    solution="""\
def by_scores(p, g):
    mean = np.sum(p * g)
    return p * (g - mean)
""",
)
