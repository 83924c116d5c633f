"""The exercises of the chapter on Hopfield nets: energy, storing, one question to a unit, the projection rule."""

import numpy as np

from nbhelpers import hopfield
from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction
from nbhelpers.exercises.hopfield_dense import ask_dense, count_mixtures
from nbhelpers.exercises.hopfield_numbers import against_negatives
from nbhelpers.exercises.hopfield_projection import projection, without_diagonal

TWO = np.array([[0.0, 1.0], [1.0, 0.0]])
THREE = np.array([[0.0, 0.5, -1.0], [0.5, 0.0, 2.0], [-1.0, 2.0, 0.0]])
NO_THRESHOLDS = np.zeros(3)


def _energy_truth(W, x, b):
    """Pair by pair: each pair of units once, then each unit's threshold."""
    pairs = [(i, j) for i in range(len(x)) for j in range(i)]
    return sum(-W[i, j] * x[i] * x[j] for i, j in pairs) + sum(b[i] * x[i] for i in range(len(x)))


energy = Exercise(
    name="hopfield.energy",
    title="The energy",
    task="""\
Write `energy(W, x, b)`: the energy of the state `x`, one number.

Given are the weights `W`, shape (N, N), symmetric and without self-links, the state `x` of -1 and +1, shape
(N,), and the thresholds `b`, shape (N,).""",
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
    ),
    truth=_energy_truth,
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
    ),
    solution="""\
def energy(W, x, b):
    return -0.5 * x @ W @ x + b @ x
""",
)


def _store_truth(patterns):
    """Count for each pair in how many patterns it agrees and in how many it does not."""
    units = patterns.shape[1]
    weights = np.zeros((units, units))
    for i in range(units):
        for j in set(range(units)) - {i}:
            agree = np.count_nonzero(patterns[:, i] == patterns[:, j])
            weights[i, j] = (2 * agree - len(patterns)) / units
    return weights


store = Exercise(
    name="hopfield.store",
    title="Store patterns",
    task="""\
Write `store(patterns)`: the weights that Hebb's rule gives these patterns, with 1/N in front and no
self-links.

Given are P patterns of N units as rows of -1 and +1, shape (P, N). The answer has shape (N, N).""",
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
    ),
    truth=_store_truth,
    hints=(
        Hint(
            "diagonal",
            "Every unit listens to itself: w_ii must be 0. np.fill_diagonal clears it.",
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
            "You multiplied patterns with patterns, which gives (P, P). Weights join units: sum over the patterns.",
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
    ),
    solution="""\
def store(patterns):
    W = patterns.T @ patterns / patterns.shape[1]
    np.fill_diagonal(W, 0)
    return W
""",
)


def _ask_truth(W, x, b, k):
    """Of the state and the state with unit k turned over, the one of lower energy; at a tie the state itself."""
    turned = x.copy()
    turned[k] = -turned[k]
    return turned if _energy_truth(W, turned, b) < _energy_truth(W, x, b) else x


def _asked(W, x, b, k, decide, sign=-1.0):
    """The state after unit k took decide(u_k, x_k); `sign` is that of the thresholds in u."""
    state = x.copy()
    state[k] = decide(W[k] @ x + sign * b[k], x[k])
    return state


def _follow(u, own):
    """The rule: the side of the input, at a tie stay."""
    return np.sign(u) if u else own


ask = Exercise(
    name="hopfield.ask",
    title="Ask one unit",
    task="""\
Write `ask(W, x, b, k)`: the state of the net after unit `k` alone has been asked.

Given are the weights `W`, shape (N, N), the state `x` of -1 and +1, shape (N,), the thresholds `b`, shape
(N,), and the unit's number `k`, counted from 0. The answer is a new state, shape (N,); leave `x` as it is.
Mind what the unit does at a tie.""",
    start="""\
def ask(W, x, b, k):
    # W: (N, N)   x: (N,) of -1 and +1   b: (N,)   k: 0 to N - 1
    x_new = x.copy()
    ...
    return x_new
""",
    cases=(
        Case("unit 0 is content", (TWO, np.array([1.0, 1.0]), np.zeros(2), 0)),
        Case("unit 0 of two that disagree turns, unit 1 is not asked", (TWO, np.array([1.0, -1.0]), np.zeros(2), 0)),
        Case(
            "a tie: stay at -1",
            (np.array([[0, 1, -1], [1, 0, 0], [-1, 0, 0.0]]), np.array([-1.0, 1.0, 1.0]), NO_THRESHOLDS, 0),
        ),
        Case(
            "a tie: stay at +1",
            (np.array([[0, 1, -1], [1, 0, 0], [-1, 0, 0.0]]), np.array([1.0, 1.0, 1.0]), NO_THRESHOLDS, 0),
        ),
        Case("a threshold tips the scales", (TWO, np.array([1.0, 1.0]), np.array([0.0, 2.0]), 1)),
        Case("a negative threshold helps", (THREE, np.array([1.0, 1.0, -1.0]), np.array([-4.0, 0.0, -3.0]), 2)),
    ),
    truth=_ask_truth,
    hints=(
        Hint(
            "tie goes up",
            "At a tie your unit goes to +1. It must stay as it is, or it could turn to and fro for ever.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: 1.0 if u >= 0 else -1.0),
        ),
        Hint(
            "tie goes down",
            "At a tie your unit goes to -1. It must stay as it is, or it could turn to and fro for ever.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: 1.0 if u > 0 else -1.0),
        ),
        Hint(
            "tie gives zero",
            "np.sign(0) is 0, and no unit can be 0. At a tie it stays as it is.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: np.sign(u)),
        ),
        Hint(
            "no threshold",
            "The threshold is missing from the input: u_k is what the others say, less b_k.",
            lambda W, x, b, k: _asked(W, x, b, k, _follow, sign=0.0),
        ),
        Hint(
            "threshold added",
            "The threshold is taken off the input, not added to it.",
            lambda W, x, b, k: _asked(W, x, b, k, _follow, sign=1.0),
        ),
        Hint(
            "all at once",
            "All units changed. Only unit k was asked.",
            lambda W, x, b, k: np.array([_follow(u, own) for u, own in zip(W @ x - b, x, strict=True)]),
        ),
        Hint(
            "against its input",
            "The unit goes to the side opposite to its input.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: -np.sign(u) if u else own),
        ),
        Hint(
            "always turns",
            "The unit turns over whatever its input says.",
            lambda W, x, b, k: _asked(W, x, b, k, lambda u, own: -own),
        ),
    ),
    solution="""\
def ask(W, x, b, k):
    u = W[k] @ x - b[k]
    x_new = x.copy()
    if u != 0:
        x_new[k] = np.sign(u)
    return x_new
""",
    keeps=("x",),
)


FOUR = hopfield.store([[1, 1, -1, -1]])

after_the_turn = Prediction(
    name="hopfield.after_the_turn",
    title="Four units by hand",
    task="Store the single pattern (+1, +1, −1, −1), with 1/N in front. Start from (+1, +1, +1, −1) and let the unit "
    "turn that wants to. What is the energy after it?",
    truth=lambda: _energy_truth(FOUR, _ask_truth(FOUR, np.array([1.0, 1, 1, -1]), np.zeros(4), 2), np.zeros(4)),
    hints=(
        Near(0, "That is the energy before the turn. How much does it fall?"),
        Near(1.5, "The right size. But a net at rest with one memory is in a valley: which sign has it?"),
        Near(-3, "The double sum visits each pair twice; the one half in front takes that back."),
        Near(-6, "You have the six pairs. Each weight is one quarter."),
        Near(-2, "There are self-links in your sum: w_ii is zero."),
        Near(-0.75, "Δx is −2 for a unit that turns from +1 to −1, not −1."),
    ),
)

EXERCISES = (energy, store, ask, projection, ask_dense, after_the_turn, against_negatives, count_mixtures)
