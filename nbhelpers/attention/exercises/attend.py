"""Exercise: one head of attention, to be written."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

rng = np.random.default_rng(5)
Q, K, V = (rng.normal(size=shape).round(2) for shape in ((2, 4), (3, 4), (3, 5)))
ONE = (np.array([[0.0, 2.0]]), np.array([[0.0, np.log(3.0)], [1.0, 0.0], [0.5, -0.5]]), np.array([[1.0], [2.0], [4.0]]))
SQUARE = tuple(rng.normal(size=(3, 3)).round(2) for _ in range(3))


def weighed(Q, K, V, scale=None, shares=None, axis=1, values=None):
    """attend, with one of its steps changed."""
    z = Q @ K.T * (len(K[0]) ** -0.5 if scale is None else scale)
    powers = np.exp(z)
    p = powers / powers.sum(axis=axis, keepdims=True) if shares is None else shares(z)
    return p @ (V if values is None else values)


def looked_up(Q, K, V):
    """Key by key, without a matrix product."""
    rows = []
    for query in Q:
        shares = [np.exp(sum(a * b for a, b in zip(query, key, strict=True)) / np.sqrt(len(key))) for key in K]
        rows.append(np.average(V, axis=0, weights=shares))
    return np.array(rows)


attend = Exercise(
    name="attention.attend",
    title="One head",
    task="""\
Write `attend(Q, K, V)`: what each query receives, softmax(Q Kᵀ/√k) V.

`Q` has shape (n, k), with one query in each row; `K`, shape (T, k), and `V`, shape (T, v), have one key and one value
in each row. Return an array of shape (n, v).""",
    start="""\
def attend(Q, K, V):
    z = ...
    p = ...
    return p @ V
""",
    cases=(
        Case("two queries, three keys of four numbers", (Q, K, V)),
        Case("one query, easy by hand", ONE),
        Case("three queries, three keys of three numbers", SQUARE),
    ),
    truth=looked_up,
    hints=(
        Hint("not divided", "The scores are not divided by √k.", lambda Q, K, V: weighed(Q, K, V, scale=1.0)),
        Hint(
            "divided by k",
            "You divide by k; the scores are divided by its square root.",
            lambda Q, K, V: weighed(Q, K, V, scale=1 / len(K[0])),
        ),
        Hint(
            "root of the number of keys",
            "You took the root of the number of keys. k is how many numbers a key has.",
            lambda Q, K, V: weighed(Q, K, V, scale=len(K) ** -0.5),
        ),
        Hint(
            "multiplied by the root",
            "You multiply by √k. Divide: long keys make large scores, not small ones.",
            lambda Q, K, V: weighed(Q, K, V, scale=len(K[0]) ** 0.5),
        ),
        Hint(
            "softmax down the columns",
            "Your weights sum to 1 down each column. They must do so along each row: a row belongs to a query.",
            lambda Q, K, V: weighed(Q, K, V, axis=0),
        ),
        Hint(
            "one softmax for all",
            "All your weights together sum to 1. Each row has a softmax of its own (axis=1, keepdims=True).",
            lambda Q, K, V: weighed(Q, K, V, axis=None),
        ),
        Hint(
            "powers not divided",
            "The exponentials are not yet divided by their sum: each row of weights must sum to 1.",
            lambda Q, K, V: weighed(Q, K, V, shares=np.exp),
        ),
        Hint(
            "scores as weights",
            "You use the scores themselves as weights. Put them through a softmax first.",
            lambda Q, K, V: weighed(Q, K, V, shares=lambda z: z),
        ),
        Hint(
            "the largest alone",
            "You look up only the best key. Such a choice passes no gradient back; take the softmax.",
            lambda Q, K, V: weighed(Q, K, V, shares=lambda z: np.eye(len(K))[z.argmax(axis=1)]),
        ),
        Hint(
            "keys for values",
            "You return a mean of the keys. The weights come from the keys, the answer from the values.",
            lambda Q, K, V: weighed(Q, K, V, values=K),
        ),
        Hint(
            "weights only",
            "Those are the weights. Multiply them by V.",
            lambda Q, K, V: weighed(Q, K, V, values=np.eye(len(K))),
        ),
    ),
    solution="""\
def attend(Q, K, V):
    z = Q @ K.T / np.sqrt(K.shape[1])
    powers = np.exp(z)
    p = powers / powers.sum(axis=1, keepdims=True)
    return p @ V
""",
)
