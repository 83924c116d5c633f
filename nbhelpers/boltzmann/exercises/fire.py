"""Exercise: the probability that a stochastic unit is on."""

import math

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.exercise import Case, Exercise, Hint

TWO, NONE = np.array([[0, 2.0], [2.0, 0]]), np.zeros(2)
FOUR = np.array([[0, 1.5, -0.7, 0.4], [1.5, 0, 2.2, -1.1], [-0.7, 2.2, 0, 0.9], [0.4, -1.1, 0.9, 0]])
UNEVEN, THRESHOLDS = np.array([1.0, 0, 1, 1]), np.array([0.5, -1, 0.25, 2])


def pairwise_energy(W, x, b):
    pairs = [(i, j) for i in range(len(x)) for j in range(i)]
    return sum(-W[i, j] * x[i] * x[j] for i, j in pairs) + sum(b[i] * x[i] for i in range(len(x)))


def _two_energies(W, x, b, k, T):
    """The weight of the state with unit k on, over the weights of both states; the lower energy counts as 0."""
    energies = []
    for value in (0.0, 1.0):
        state = x.copy()
        state[k] = value
        energies.append(pairwise_energy(W, state, b))
    weights = [math.exp(-(one - min(energies)) / T) for one in energies]
    return weights[1] / sum(weights)


def logistic(z):
    return 1 / (1 + np.exp(-z))


def _u(W, x, b, k):
    return W[k] @ x - b[k]


T_OUTSIDE = "The temperature stands in the wrong place: it divides u, inside the exponent."


def _walking(answer):
    def gibbs_updates(weights, x, rng, T=1.0, thresholds=None):
        x, b = np.array(x, dtype=float), np.zeros(len(x)) if thresholds is None else thresholds
        while True:
            k = int(rng.integers(len(x)))
            x[k] = rng.random() < answer(weights, x.copy(), b, k, T)
            yield boltzmann.Step(k, x.copy())

    return gibbs_updates


fire = Exercise(
    name="boltzmann.fire",
    title="The stochastic unit",
    task="""\
Write `fire(W, x, b, k, T)`: the probability that unit `k` is 1 after its update.

Given are the weights `W`, shape (N, N), symmetric and without self-links, the state `x` of 0 and 1, shape (N,), the
thresholds `b`, shape (N,), which are subtracted from the inputs, the unit's number `k`, counted from 0, and a
temperature `T` above 0. When T is small, u / T may be 800 or −800; the answer must be a number there too. A
warning about overflow does no harm.""",
    start="""\
def fire(W, x, b, k, T):
    # W: (N, N)   x: (N,) of 0 and 1   b: (N,)   k: 0 to N - 1   T > 0
    p = ...
    return p
""",
    cases=(
        Case("no input: one half", (np.zeros((2, 2)), np.array([1.0, 0.0]), NONE, 0, 1.0)),
        Case("one neighbour on", (TWO, np.array([0.0, 1.0]), NONE, 0, 1.0)),
        Case("the same, warmer", (TWO, np.array([0.0, 1.0]), NONE, 0, 4.0)),
        Case("a threshold against the weight", (TWO, np.array([1.0, 1.0]), np.array([0, 3.0]), 1, 0.5)),
        Case("four units, the third is updated", (FOUR, UNEVEN, THRESHOLDS, 2, 1.5)),
        Case("almost frozen: u / T is 800", (TWO, np.array([0.0, 1.0]), NONE, 0, 0.0025)),
    ),
    truth=_two_energies,
    hints=(
        Hint(
            "no temperature",
            "The temperature is missing: it divides the input.",
            lambda W, x, b, k, T: logistic(_u(W, x, b, k)),
        ),
        Hint(
            "times T",
            "You multiplied by T. The warmer the net, the less the input counts: it is divided by T.",
            lambda W, x, b, k, T: logistic(_u(W, x, b, k) * T),
        ),
        Hint(
            "sign",
            "The sign in the exponent is wrong: a positive input must give more than one half.",
            lambda W, x, b, k, T: logistic(-_u(W, x, b, k) / T),
        ),
        Hint(
            "no threshold",
            "The threshold is missing: u is the weighted sum of the others, minus b_k.",
            lambda W, x, b, k, T: logistic(W[k] @ x / T),
        ),
        Hint(
            "threshold added",
            "The threshold is subtracted from the input, not added to it.",
            lambda W, x, b, k, T: logistic((W[k] @ x + b[k]) / T),
        ),
        Hint(
            "threshold not cooled",
            "Your T divides only the weighted sum. It must divide the whole input, threshold included: use brackets.",
            lambda W, x, b, k, T: logistic(W[k] @ x / T - b[k]),
        ),
        Hint(
            "input not cooled",
            "Your T divides only the threshold. It must divide the whole input: use brackets.",
            lambda W, x, b, k, T: logistic(W[k] @ x - b[k] / T),
        ),
        Hint(
            "the noted exponent",
            "Your exponent holds the unit's own state. It must be its input u.",
            lambda W, x, b, k, T: logistic(x[k] / T),
        ),
        Hint(
            "own state times input",
            "You multiplied the input by the unit's own state. What it was before does not count.",
            lambda W, x, b, k, T: logistic(_u(W, x, b, k) * x[k] / T),
        ),
        Hint(
            "not normalised",
            "That is the exponential alone. Divide by the sum over both states, 1 + exp(u / T).",
            lambda W, x, b, k, T: np.exp(_u(W, x, b, k) / T),
        ),
        Hint(
            "overflow",
            "Right for small inputs, but exp(800) overflows to infinity, and inf / inf is NaN. Divide numerator and "
            "denominator by exp(u / T): then only exp(-u / T) is left.",
            lambda W, x, b, k, T: np.exp(_u(W, x, b, k) / T) / (1 + np.exp(_u(W, x, b, k) / T)),
        ),
        Hint(
            "twice the input",
            "Your exponent is 2 u / T. The 2 belongs to units of −1 and +1; from 0 to 1 is half that step.",
            lambda W, x, b, k, T: logistic(2 * _u(W, x, b, k) / T),
        ),
        Hint(
            "half the input",
            "Your input is half as large as it should be. The one half belongs to the energy, whose sum meets each "
            "pair twice; here each neighbour counts once.",
            lambda W, x, b, k, T: logistic((W[k] @ x / 2 - b[k]) / T),
        ),
        Hint(
            "tanh",
            "That is tanh, from −1 to 1. A probability lies between 0 and 1: take the logistic function.",
            lambda W, x, b, k, T: np.tanh(_u(W, x, b, k) / T),
        ),
        Hint(
            "signs for bits",
            "You turned the states into −1 and +1. Here a unit that is 0 contributes nothing: use x as it is.",
            lambda W, x, b, k, T: logistic((W[k] @ (2 * x - 1) - b[k]) / T),
        ),
        Hint(
            "everybody",
            "You computed all units. Only one number is wanted, that of unit k.",
            lambda W, x, b, k, T: logistic((W @ x - b) / T),
        ),
        Hint(
            "all thresholds",
            "You subtracted all thresholds, not only that of unit k: b[k] is one number.",
            lambda W, x, b, k, T: logistic((W[k] @ x - b) / T),
        ),
        Hint(
            "one threshold for all",
            "You computed all units, each with the threshold of unit k. Only unit k is wanted: its row W[k].",
            lambda W, x, b, k, T: logistic((W @ x - b[k]) / T),
        ),
        Hint(
            "the unit before",
            "You took the unit before k. Units are counted from 0, so k can be used as it is.",
            lambda W, x, b, k, T: logistic(_u(W, x, b, k - 1) / T),
        ),
        Hint(
            "no states",
            "You added up the weights of all neighbours. Only those that are on count: W[k] @ x.",
            lambda W, x, b, k, T: logistic((W[k].sum() - b[k]) / T),
        ),
        Hint("T outside", T_OUTSIDE, lambda W, x, b, k, T: logistic(_u(W, x, b, k)) / T),
        Hint("T under the exponential", T_OUTSIDE, lambda W, x, b, k, T: 1 / (1 + np.exp(-_u(W, x, b, k)) / T)),
        Hint(
            "a decision",
            "That is Hopfield's unit, which decides. What is wanted here is a probability.",
            lambda W, x, b, k, T: float(_u(W, x, b, k) > 0),
        ),
        Hint(
            "the input",
            "That is the input u / T. The logistic function turns it into a probability.",
            lambda W, x, b, k, T: _u(W, x, b, k) / T,
        ),
        Hint(
            "sign of the weights",
            "The weighted sum has the wrong sign: a positive weight from a unit that is on makes 1 more likely.",
            lambda W, x, b, k, T: logistic((-W[k] @ x - b[k]) / T),
        ),
        Hint(
            "minus below",
            "Your denominator has a minus. The Boltzmann factors of both states are added: 1 + exp(-u / T).",
            lambda W, x, b, k, T: 1 / (1 - np.exp(-_u(W, x, b, k) / T)),
        ),
        Hint(
            "threshold N times",
            "You subtracted the threshold once for every neighbour. It is subtracted once, after the sum.",
            lambda W, x, b, k, T: logistic((W[k] @ x - len(x) * b[k]) / T),
        ),
        Hint(
            "all weights",
            "You added up all weights of the net. Unit k needs its own row only: W[k] @ x.",
            lambda W, x, b, k, T: logistic((np.sum(W * x) - b[k]) / T),
        ),
        Hint(
            "not added up",
            "Your products are not added up: W[k] @ x is one number.",
            lambda W, x, b, k, T: logistic((W[k] * x - b[k]) / T),
        ),
        Hint(
            "the state's energy",
            "Your exponent holds the energy of the whole state. It must be the input of unit k.",
            lambda W, x, b, k, T: logistic((x @ W @ x / 2 - b @ x) / T),
        ),
    ),
    solution="""\
def fire(W, x, b, k, T):
    u = W[k] @ x - b[k]
    return 1 / (1 + np.exp(-u / T))
""",
    place="boltzmann.gibbs_updates",
    fits=_walking,
)
