"""Exercise: the energy of a Hopfield net."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

TWO = np.array([[0.0, 1.0], [1.0, 0.0]])
THREE = np.array([[0.0, 0.5, -1.0], [0.5, 0.0, 2.0], [-1.0, 2.0, 0.0]])
NO_THRESHOLDS = np.zeros(3)
FOUR = np.array([[0, 0.3, -1.2, 0.7], [0.3, 0, 0.4, -2.1], [-1.2, 0.4, 0, 1.6], [0.7, -2.1, 1.6, 0]])


def energy_truth(W, x, b):
    """Pair by pair: each pair of units once, then each unit's threshold."""
    pairs = [(i, j) for i in range(len(x)) for j in range(i)]
    return sum(-W[i, j] * x[i] * x[j] for i, j in pairs) + sum(b[i] * x[i] for i in range(len(x)))


def _without_thresholds_too(answer):
    def energy(weights, x, thresholds=None):
        return answer(weights, x, np.zeros(len(x)) if thresholds is None else thresholds)

    return energy


energy = Exercise(
    name="hopfield.energy",
    title="The energy",
    task="""\
Write `energy(W, x, b)`: the energy of the state `x`, one number.

Given are the weights `W`, shape (N, N), symmetric and without self-links, the state `x` of −1 and +1, shape
(N,), and the thresholds `b`, shape (N,), which are taken off the units' inputs.""",
    start="""\
def energy(W, x, b):
    # W: (N, N)   x: (N,) of -1 and +1   b: (N,)
    E = ...
    return E
""",
    cases=(
        Case("two units that want to agree, and do", (TWO, np.array([1.0, 1.0]), np.zeros(2))),
        Case("three units, no thresholds", (THREE, np.array([1.0, -1.0, 1.0]), NO_THRESHOLDS)),
        Case("no weights: thresholds alone", (np.zeros((2, 2)), np.array([1.0, -1.0]), np.array([0.5, 2.0]))),
        Case("three units with thresholds", (THREE, np.array([-1.0, 1.0, 1.0]), np.array([0.5, -1.0, 2.0]))),
        Case("four units with thresholds", (FOUR, np.array([-1.0, -1.0, 1.0, -1.0]), np.array([1.5, 0.2, -0.4, -3.0]))),
        Case("one unit alone", (np.zeros((1, 1)), np.array([-1.0]), np.array([0.75]))),
    ),
    truth=energy_truth,
    hints=(
        Hint(
            "sign",
            "The whole sum has the wrong sign: units that get what they want must lower the energy.",
            lambda W, x, b: 0.5 * x @ W @ x - b @ x,
        ),
        Hint(
            "sign of the weights",
            "The part with the weights has the wrong sign: two units with a positive weight that agree lower the "
            "energy.",
            lambda W, x, b: 0.5 * x @ W @ x + b @ x,
        ),
        Hint(
            "no half",
            "The double sum visits every pair twice. That is what the one half in front is for.",
            lambda W, x, b: -x @ W @ x + b @ x,
        ),
        Hint(
            "no thresholds",
            "The thresholds are missing: each unit adds b_i x_i.",
            lambda W, x, b: -0.5 * x @ W @ x,
        ),
        Hint(
            "sign of the thresholds",
            "The thresholds have the wrong sign. A high threshold makes +1 expensive: plus b_i x_i.",
            lambda W, x, b: -0.5 * x @ W @ x - b @ x,
        ),
        Hint(
            "half of all",
            "The one half belongs to the double sum alone. Thresholds are counted once anyway.",
            lambda W, x, b: 0.5 * (-x @ W @ x + b @ x),
        ),
        Hint(
            "b without x",
            "You added the thresholds themselves. Each is multiplied by its unit's state.",
            lambda W, x, b: -0.5 * x @ W @ x + b.sum(),
        ),
        Hint(
            "no half, sign of the thresholds",
            "The double sum visits every pair twice: one half in front. And a high threshold makes +1 expensive: plus "
            "b_i x_i.",
            lambda W, x, b: -x @ W @ x - b @ x,
        ),
        Hint(
            "no half, no thresholds",
            "The double sum visits every pair twice: one half in front. And the thresholds are missing.",
            lambda W, x, b: -x @ W @ x,
        ),
        Hint(
            "sign, no half",
            "The sign is wrong: units that get what they want must lower the energy. And each pair is there twice.",
            lambda W, x, b: x @ W @ x - b @ x,
        ),
        Hint(
            "sign of the weights, no half",
            "The part with the weights has the wrong sign: two units that agree lower the energy. And each pair is "
            "there twice.",
            lambda W, x, b: x @ W @ x + b @ x,
        ),
        Hint(
            "sign, no thresholds",
            "The sign is wrong: two units with a positive weight that agree lower the energy. And the thresholds are "
            "missing.",
            lambda W, x, b: 0.5 * x @ W @ x,
        ),
        Hint(
            "half of a half",
            "You visit each pair once and still take one half. One or the other.",
            lambda W, x, b: -0.25 * x @ W @ x + b @ x,
        ),
        Hint(
            "no states",
            "You added up the weights themselves. Each is multiplied by the states of both its units.",
            lambda W, x, b: -0.5 * W.sum() + b @ x,
        ),
        Hint(
            "one state of two",
            "Each weight is multiplied by both its units' states, x_i and x_j. You have one of them.",
            lambda W, x, b: -0.5 * (W @ x).sum() + b @ x,
        ),
        Hint(
            "not added up",
            "That is a share for every unit. The energy is their sum, one number.",
            lambda W, x, b: -0.5 * x * (W @ x) + b * x,
        ),
        Hint(
            "weights not added up",
            "The part with the weights is still one number for each unit. Add it up: x @ W @ x.",
            lambda W, x, b: -0.5 * x * (W @ x) + b @ x,
        ),
        Hint(
            "thresholds not added up",
            "The part with the thresholds is still one number for each unit. Add it up: b @ x.",
            lambda W, x, b: -0.5 * x @ W @ x + b * x,
        ),
        Hint(
            "thresholds in the double sum",
            "The thresholds stand inside the double sum, which adds each of them N times. They are added once.",
            lambda W, x, b: -0.5 * x @ W @ x + len(x) * b @ x,
        ),
        Hint(
            "half of all, sign of the thresholds",
            "The one half belongs to the double sum alone, and the thresholds are added: plus b_i x_i.",
            lambda W, x, b: -0.5 * (x @ W @ x + b @ x),
        ),
        Hint(
            "b not multiplied, not added up",
            "You added b as it is, an array. Each threshold is multiplied by its unit's state, then all are added.",
            lambda W, x, b: -0.5 * x @ W @ x + b,
        ),
        Hint(
            "every pair by itself",
            "That is a share for every pair. The energy is their sum, one number.",
            lambda W, x, b: -0.5 * W * np.outer(x, x) + b @ x,
        ),
    ),
    solution="""\
def energy(W, x, b):
    return -0.5 * x @ W @ x + b @ x
""",
    place="hopfield.energy",
    fits=_without_thresholds_too,
)
