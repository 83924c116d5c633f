"""Exercise: the gradient of the log likelihood as a difference of two means."""

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.boltzmann import learning
from nbhelpers.exercise import Case, Exercise, Hint

TWO, THREE = boltzmann.all_states(2), boltzmann.all_states(3)
EVEN, UNEVEN = np.full(8, 1 / 8), np.array([0.3, 0.05, 0.1, 0.05, 0.2, 0.1, 0.15, 0.05])
FOUR, LEANING = boltzmann.all_states(4), np.arange(1, 17) ** 2 / 1496
PARITY = np.array([0.25, 0, 0, 0.25, 0, 0.25, 0.25, 0])


def _truth(states, q, p):
    """Pair by pair: how often both are on in the data, less how often in the model."""
    units = states.shape[1]
    slopes = np.zeros((units, units))
    for i in range(units):
        for j in set(range(units)) - {i}:
            both = [row for row, x in enumerate(states) if x[i] == x[j] == 1]
            slopes[i, j] = sum(q[row] for row in both) - sum(p[row] for row in both)
    return slopes


def _cleared(slopes):
    return slopes - np.diag(np.diagonal(slopes))


def _of_a_machine(answer):
    """With hidden units, the data's probability of a state is q(v) p(h | v)."""

    def exact_slopes(machine, target):
        slopes, p = learning.exact_slopes(machine, target), boltzmann.distribution(*machine[:2])
        v = p.reshape(len(target), -1)
        q = target[:, None] * v / v.sum(axis=1, keepdims=True)
        found = np.array(answer(boltzmann.all_states(len(machine.thresholds)), q.ravel(), p))
        return slopes._replace(weights=(found + found.T) / 2)  # alike to the last bit

    return exact_slopes


gradient = Exercise(
    name="boltzmann.gradient",
    title="The gradient of the log likelihood",
    task="""\
Write `gradient(states, q, p)`: the slopes of the log likelihood along all weights of a machine without hidden
units, at T = 1.

Given are all states as rows of 0.0 and 1.0, shape (2^N, N), the data's probability `q` and the model's probability `p`
of each, shape (2^N,). The answer has shape (N, N), with 0 on the diagonal: there is no weight to learn. w_ij and w_ji
count as one weight.""",
    start="""\
def gradient(states, q, p):
    # states: (2^N, N)   q: (2^N,)   p: (2^N,)
    slopes = ...
    return slopes
""",
    cases=(
        Case("two units that are always on together", (TWO, np.array([0.5, 0, 0, 0.5]), np.full(4, 0.25))),
        Case("nothing left to learn", (THREE, UNEVEN, UNEVEN)),
        Case("three units", (THREE, UNEVEN, EVEN)),
        Case("parity: nothing to hold on to", (THREE, PARITY, EVEN)),
        Case("three units, a crooked model", (THREE, PARITY, UNEVEN)),
        Case("four units", (FOUR, LEANING, LEANING[::-1])),
    ),
    truth=_truth,
    hints=(
        Hint(
            "sign",
            "Model less data: that is the way down. The data's mean comes first.",
            lambda states, q, p: -_cleared(states.T * (q - p) @ states),
        ),
        Hint(
            "diagonal",
            "The diagonal must be 0: no unit has a weight to itself.",
            lambda states, q, p: states.T * (q - p) @ states,
        ),
        Hint(
            "data alone",
            "Only the data's half is there. Take off what the model does by itself.",
            lambda states, q, p: _cleared(states.T * q @ states),
        ),
        Hint(
            "product of means",
            "You took the product of the mean states. Wanted is the mean of the product.",
            lambda states, q, p: _cleared(np.outer(q @ states, q @ states) - np.outer(p @ states, p @ states)),
        ),
        Hint(
            "half, diagonal",
            "A factor one half is too much, and the diagonal must be 0.",
            lambda states, q, p: states.T * (q - p) @ states / 2,
        ),
        Hint(
            "product of means, diagonal",
            "You took the product of the mean states. Wanted is the mean of the product; and the diagonal must be 0.",
            lambda states, q, p: np.outer(q @ states, q @ states) - np.outer(p @ states, p @ states),
        ),
        Hint(
            "sign, diagonal",
            "Model less data: that is the way down. The data's mean comes first; and the diagonal must be 0.",
            lambda states, q, p: -(states.T * (q - p) @ states),
        ),
        Hint(
            "twice",
            "Every slope is twice what it should be: you counted each pair in both orders. It is one weight.",
            lambda states, q, p: 2 * _cleared(states.T * (q - p) @ states),
        ),
        Hint(
            "one triangle",
            "Each pair is there once only. The answer is symmetric: w_ij and w_ji are one weight, and both places show "
            "its slope.",
            lambda states, q, p: np.triu(states.T * (q - p) @ states, 1),
        ),
        Hint(
            "the other triangle",
            "Each pair is there once only. The answer is symmetric: w_ij and w_ji are one weight, and both places show "
            "its slope.",
            lambda states, q, p: np.tril(states.T * (q - p) @ states, -1),
        ),
        Hint(
            "model alone",
            "Only the model's half is there. What the data do comes first.",
            lambda states, q, p: -_cleared(states.T * p @ states),
        ),
        Hint(
            "model, not taken off",
            "That is what the model does. The slope is the data's mean less this.",
            lambda states, q, p: _cleared(states.T * p @ states),
        ),
        Hint(
            "added",
            "The two means are subtracted, not added.",
            lambda states, q, p: _cleared(states.T * (q + p) @ states),
        ),
        Hint(
            "divided by the number of states",
            "You divided by the number of states. q and p are probabilities: the sums over them are means already.",
            lambda states, q, p: _cleared(states.T * (q - p) @ states) / len(states),
        ),
        Hint(
            "single units",
            "Those are slopes of the thresholds, turned over: how often a unit is on. A weight wants two units on "
            "together: x_i x_j.",
            lambda states, q, p: (q - p) @ states,
        ),
        Hint(
            "unweighted",
            "You counted every state once. Each counts as often as it is seen: by q in the data, by p in the model.",
            lambda states, q, p: _cleared(states.T @ states) * (q - p).sum(),
        ),
        Hint(
            "sizes",
            "The sizes do not fit. The states are rows, (2^N, N); q and p have one number a row: q[:, None] * states.",
            lambda states, q, p: states @ (states * q[:, None]),
        ),
        Hint(
            "half",
            "A factor one half is too much. Each pair is one weight, and both its places hold its whole slope.",
            lambda states, q, p: _cleared(states.T * (q - p) @ states) / 2,
        ),
        Hint(
            "signs for bits",
            "Your units count as −1 and +1. Here they are 0 and 1: only `both on` counts.",
            lambda states, q, p: _cleared((2 * states - 1).T * (q - p) @ (2 * states - 1)),
        ),
    ),
    solution="""\
def gradient(states, q, p):
    slopes = states.T @ ((q - p)[:, None] * states)
    np.fill_diagonal(slopes, 0)
    return slopes
""",
    place="boltzmann.learning.exact_slopes",
    fits=_of_a_machine,
)
