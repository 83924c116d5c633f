"""Exercise: the gradient of the log likelihood as a difference of two means."""

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.boltzmann import learning
from nbhelpers.exercise import Case, Exercise, Hint

TWO, THREE = boltzmann.all_states(2), boltzmann.all_states(3)
EVEN, UNEVEN = np.full(8, 1 / 8), np.array([0.3, 0.05, 0.1, 0.05, 0.2, 0.1, 0.15, 0.05])
FOUR, LEANING = boltzmann.all_states(4), np.arange(1, 17) ** 2 / 1496
PARITY = np.array([0.25, 0, 0, 0.25, 0, 0.25, 0.25, 0])


def _truth(states, data, p):
    """Pair by pair: how often both are on in the data, minus how often in the model."""
    units = states.shape[1]
    g = np.zeros((units, units))
    for i in range(units):
        for j in set(range(units)) - {i}:
            both = [row for row, x in enumerate(states) if x[i] == x[j] == 1]
            g[i, j] = sum(data[row] for row in both) - sum(p[row] for row in both)
    return g


def _cleared(g):
    return g - np.diag(np.diagonal(g))


def _of_a_machine(answer):
    """With hidden units, the data's probability of a state is p_data(v) p(h | v)."""

    def exact_slopes(machine, target):
        slopes, p = learning.exact_slopes(machine, target), boltzmann.distribution(*machine[:2])
        v = p.reshape(len(target), -1)
        data = target[:, None] * v / v.sum(axis=1, keepdims=True)
        found = np.array(answer(boltzmann.all_states(len(machine.thresholds)), data.ravel(), p))
        return slopes._replace(weights=(found + found.T) / 2)  # alike to the last bit

    return exact_slopes


gradient = Exercise(
    name="boltzmann.gradient",
    title="The gradient of the log likelihood",
    task="""\
Write `gradient(states, p_data, p)`: the derivatives of the log likelihood with respect to all weights, for a machine
without hidden units, at T = 1.

Given are all states as rows of 0.0 and 1.0, shape (2^N, N), the data's probability `p_data` and the model's
probability `p` of each, shape (2^N,). The answer has shape (N, N), with 0 on the diagonal, where there is no weight.
w_ij and w_ji count as one weight.""",
    start="""\
def gradient(states, p_data, p):
    # states: (2^N, N)   p_data: (2^N,)   p: (2^N,)
    g = ...
    return g
""",
    cases=(
        Case("two units that are always on together", (TWO, np.array([0.5, 0, 0, 0.5]), np.full(4, 0.25))),
        Case("nothing left to learn", (THREE, UNEVEN, UNEVEN)),
        Case("three units", (THREE, UNEVEN, EVEN)),
        Case("parity: no pair tells anything", (THREE, PARITY, EVEN)),
        Case("three units, an uneven model", (THREE, PARITY, UNEVEN)),
        Case("four units", (FOUR, LEANING, LEANING[::-1])),
    ),
    truth=_truth,
    hints=(
        Hint(
            "sign",
            "Model minus data: that is the way down. The data's mean comes first.",
            lambda states, data, p: -_cleared(states.T * (data - p) @ states),
        ),
        Hint(
            "diagonal",
            "The diagonal must be 0: no unit has a weight to itself.",
            lambda states, data, p: states.T * (data - p) @ states,
        ),
        Hint(
            "data alone",
            "Only the positive phase is there. Subtract what the model does by itself.",
            lambda states, data, p: _cleared(states.T * data @ states),
        ),
        Hint(
            "product of means",
            "You took the product of the mean states. What is wanted is the mean of the product.",
            lambda states, data, p: _cleared(np.outer(data @ states, data @ states) - np.outer(p @ states, p @ states)),
        ),
        Hint(
            "half, diagonal",
            "There is a factor of one half too many, and the diagonal must be 0.",
            lambda states, data, p: states.T * (data - p) @ states / 2,
        ),
        Hint(
            "product of means, diagonal",
            "You took the product of the mean states. What is wanted is the mean of the product, with 0 on the "
            "diagonal.",
            lambda states, data, p: np.outer(data @ states, data @ states) - np.outer(p @ states, p @ states),
        ),
        Hint(
            "sign, diagonal",
            "Model minus data: that is the way down. The data's mean comes first, and the diagonal must be 0.",
            lambda states, data, p: -(states.T * (data - p) @ states),
        ),
        Hint(
            "twice",
            "Every entry is twice what it should be: you counted each pair in both orders. It is one weight.",
            lambda states, data, p: 2 * _cleared(states.T * (data - p) @ states),
        ),
        Hint(
            "one triangle",
            "Each pair is there only once. The answer is symmetric: w_ij and w_ji are one weight, and both places hold "
            "its derivative.",
            lambda states, data, p: np.triu(states.T * (data - p) @ states, 1),
        ),
        Hint(
            "the other triangle",
            "Each pair is there only once. The answer is symmetric: w_ij and w_ji are one weight, and both places hold "
            "its derivative.",
            lambda states, data, p: np.tril(states.T * (data - p) @ states, -1),
        ),
        Hint(
            "model alone",
            "Only the negative phase is there. The data's mean comes first.",
            lambda states, data, p: -_cleared(states.T * p @ states),
        ),
        Hint(
            "model, not taken off",
            "That is the model's mean. The gradient is the data's mean minus this.",
            lambda states, data, p: _cleared(states.T * p @ states),
        ),
        Hint(
            "added",
            "The two means are subtracted, not added.",
            lambda states, data, p: _cleared(states.T * (data + p) @ states),
        ),
        Hint(
            "divided by the number of states",
            "You divided by the number of states. p_data and p are probabilities: the sums over them "
            "are means already.",
            lambda states, data, p: _cleared(states.T * (data - p) @ states) / len(states),
        ),
        Hint(
            "single units",
            "Those are minus the derivatives with respect to the thresholds: how often a unit is on. A weight "
            "needs two units on together: x_i x_j.",
            lambda states, data, p: (data - p) @ states,
        ),
        Hint(
            "unweighted",
            "You counted every state once. Each counts as often as it occurs: with p_data in "
            "the data, with p in the model.",
            lambda states, data, p: _cleared(states.T @ states) * (data - p).sum(),
        ),
        Hint(
            "sizes",
            "The shapes do not fit. The states are rows, (2^N, N); p_data and p have one number per row: "
            "p[:, None] * states.",
            lambda states, data, p: states @ (states * data[:, None]),
        ),
        Hint(
            "half",
            "There is a factor of one half too many. Each pair is one weight, and both its places hold the "
            "whole derivative.",
            lambda states, data, p: _cleared(states.T * (data - p) @ states) / 2,
        ),
        Hint(
            "signs for bits",
            "Your units count as −1 and +1. Here they are 0 and 1: only `both on` counts.",
            lambda states, data, p: _cleared((2 * states - 1).T * (data - p) @ (2 * states - 1)),
        ),
    ),
    solution="""\
def gradient(states, p_data, p):
    g = states.T @ ((p_data - p)[:, None] * states)
    np.fill_diagonal(g, 0)
    return g
""",
    place="boltzmann.learning.exact_slopes",
    fits=_of_a_machine,
)
