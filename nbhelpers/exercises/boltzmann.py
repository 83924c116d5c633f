"""The exercises of the chapter on Boltzmann machines: one unit, the distribution, a sweep, the gradient."""

import math
from fractions import Fraction

import numpy as np

from nbhelpers import partition_cost
from nbhelpers.exercise import Case, Exercise, Hint, Near, Prediction
from nbhelpers.exercises.boltzmann_gradient import gradient
from nbhelpers.exercises.boltzmann_sweep import sweep

fire = Exercise(
    name="boltzmann.fire",
    title="The stochastic unit",
    task="""\
Write `fire(W, x, b, k, T)`: the probability that unit `k` says 1 when it is asked.

Given are the weights `W`, shape (N, N), the state `x` of 0 and 1, shape (N,), the thresholds `b`, shape (N,),
the unit's number `k`, counted from 0, and a temperature `T` above 0.""",
    start="""\
def fire(W, x, b, k, T):
    # W: (N, N)   x: (N,) of 0 and 1   b: (N,)   k: 0 to N - 1   T > 0
    p = ...
    return p
""",
    cases=(
        Case("nobody says anything: a fair coin", (np.zeros((2, 2)), np.array([1.0, 0.0]), np.zeros(2), 0, 1.0)),
        Case("one voice for it", (np.array([[0, 2.0], [2.0, 0]]), np.array([0.0, 1.0]), np.zeros(2), 0, 1.0)),
        Case("the same, warmer", (np.array([[0, 2.0], [2.0, 0]]), np.array([0.0, 1.0]), np.zeros(2), 0, 4.0)),
        Case(
            "a threshold against it", (np.array([[0, 2.0], [2.0, 0]]), np.array([1.0, 1.0]), np.array([0, 3.0]), 1, 0.5)
        ),
    ),
    truth=lambda W, x, b, k, T: _two_energies(W, x, b, k, T),
    hints=(
        Hint(
            "no temperature",
            "The temperature is missing: it divides the input.",
            lambda W, x, b, k, T: _logistic(W[k] @ x - b[k]),
        ),
        Hint(
            "times T",
            "You multiplied by T. A warm unit listens less: the input is divided by T.",
            lambda W, x, b, k, T: _logistic((W[k] @ x - b[k]) * T),
        ),
        Hint(
            "sign",
            "The sign in the exponent is turned over: a positive input must give more than one half.",
            lambda W, x, b, k, T: _logistic(-(W[k] @ x - b[k]) / T),
        ),
        Hint(
            "no threshold",
            "The threshold is missing: u is what the others say, less b_k.",
            lambda W, x, b, k, T: _logistic(W[k] @ x / T),
        ),
        Hint(
            "threshold added",
            "The threshold is taken off the input, not added to it.",
            lambda W, x, b, k, T: _logistic((W[k] @ x + b[k]) / T),
        ),
        Hint(
            "the noted exponent",
            "In the exponent stands the unit's own state. It must be its input u.",
            lambda W, x, b, k, T: _logistic(x[k] / T),
        ),
        Hint(
            "not normalised",
            "That is the exponential alone. Divide by the sum over both answers, 1 + exp(u / T).",
            lambda W, x, b, k, T: np.exp((W[k] @ x - b[k]) / T),
        ),
        Hint(
            "a decision",
            "That is Hopfield's unit, which decides. This one has a probability.",
            lambda W, x, b, k, T: float(W[k] @ x - b[k] > 0),
        ),
    ),
    solution="""\
def fire(W, x, b, k, T):
    u = W[k] @ x - b[k]
    return 1 / (1 + np.exp(-u / T))
""",
)


def _logistic(z):
    return 1 / (1 + np.exp(-z))


def _pairwise_energy(W, x, b):
    pairs = [(i, j) for i in range(len(x)) for j in range(i)]
    return sum(-W[i, j] * x[i] * x[j] for i, j in pairs) + sum(b[i] * x[i] for i in range(len(x)))


def _two_energies(W, x, b, k, T):
    """The weight of the state with unit k on, over the weights of both states."""
    weights = []
    for answer in (0.0, 1.0):
        state = x.copy()
        state[k] = answer
        weights.append(math.exp(-_pairwise_energy(W, state, b) / T))
    return weights[1] / sum(weights)


distribution = Exercise(
    name="boltzmann.distribution",
    title="Boltzmann's distribution",
    task="""\
Write `boltzmann(E, T)`: the probability of each state.

Given are the energies `E` of all states of a net, shape (states,), and the temperature `T` above 0. The answer
has the same shape. One case has energies near -1000: your function must not overflow.""",
    start="""\
def boltzmann(E, T):
    # E: (states,)   T > 0
    p = ...
    return p
""",
    cases=(
        Case("two states, one lower by ln 3", (np.array([0.0, -math.log(3)]), 1.0)),
        Case("four states, warm", (np.array([0.0, 1.0, 1.0, 3.0]), 2.0)),
        Case("four states, cold", (np.array([0.0, 1.0, 1.0, 3.0]), 0.5)),
        Case("deep down: only differences count", (np.array([-1000.0, -1001.0, -999.0]), 1.0)),
    ),
    truth=lambda E, T: np.array([1 / sum(math.exp((one - other) / T) for other in E) for one in E]),
    hints=(
        Hint(
            "no Z",
            "These are Boltzmann's weights. Divide by their sum Z, so that they are probabilities.",
            lambda E, T: np.exp(-(E - E.min()) / T),
        ),
        Hint(
            "overflow",
            "exp(1000) is more than a computer's number holds. Take the lowest energy off first: only "
            "differences count.",
            lambda E, T: np.exp(-E / T) / np.exp(-E / T).sum(),
        ),
        Hint(
            "sign",
            "A high energy must be unlikely: the exponent is minus E over T.",
            lambda E, T: np.exp((E - E.max()) / T) / np.exp((E - E.max()) / T).sum(),
        ),
        Hint(
            "no temperature",
            "The temperature is missing: E is divided by T.",
            lambda E, T: np.exp(-(E - E.min())) / np.exp(-(E - E.min())).sum(),
        ),
        Hint(
            "times T",
            "You multiplied by T. Warmth levels the differences: E is divided by T.",
            lambda E, T: np.exp(-(E - E.min()) * T) / np.exp(-(E - E.min()) * T).sum(),
        ),
    ),
    solution="""\
def boltzmann(E, T):
    weights = np.exp(-(E - E.min()) / T)
    return weights / weights.sum()
""",
)

two_units = Prediction(
    name="boltzmann.two_units",
    title="Two units, cooled by half",
    task="Two units without thresholds are joined by the weight ln 2. At T = 1 the state (1, 1) has the probability "
    "2/5, as worked out above. What is it at T = 1/2?",
    truth=lambda: Fraction(2**2, 1 + 1 + 1 + 2**2),
    hints=(
        Near(2 / 5, "That is T = 1. At T = 1/2 the exponent ln 2 is doubled."),
        Near(4 / 5, "It is the exponent that doubles, not the probability. And Z changes as well."),
        Near(math.sqrt(2) / (3 + math.sqrt(2)), "That is T = 2: you multiplied by T."),
        Near(4, "That is the state's weight. Divide by Z."),
    ),
)

wait = Prediction(
    name="boltzmann.wait",
    title="How long does it hold out?",
    task="A unit that is 1 has the input u = 10 and is asked again and again at T = 1, while the others hold still. "
    "How many times must it be asked, on average, until it says 0 for the first time?",
    truth=lambda: 1 + math.exp(10),
    hints=(
        Near(1 + math.exp(-10), "That would be the wait for a 1. It says 0 with probability 1/(1 + exp(10))."),
        Near(10, "The time grows with the exponential of u / T, not with u."),
        Near(11, "The time grows with the exponential of u / T, not with u."),
        Near(1 / (1 + math.exp(10)), "That is the probability of a 0. On average one waits 1/p questions."),
        Near((1 + math.exp(10)) * math.log(2), "By then half of all such units have said 0; the average is longer."),
    ),
    digits=5,
)

one_year = Prediction(
    name="boltzmann.one_year",
    title="A year for Z",
    task="A computer adds one billion (10⁹) terms of Z a second. What is the largest number of units whose Z, with its "
    "2ᴺ terms, it finishes within a year of 365.25 days?",
    truth=lambda: max(N for N in range(1, 200) if 2**N <= 10**9 * partition_cost.YEAR),
    hints=(
        Near(55, "One unit too many: its terms take more than a year, although not by much."),
        Near(16, "Sixteen is the number of digits. Z has 2 to the power N terms, not 10."),
        Near(24, "That is a year of one term a second. This computer does a billion a second."),
        Near(29, "That is one second's work. A year has 31.6 million of them."),
    ),
    digits=2,
    wanted=0,
)

EXERCISES = (fire, distribution, sweep, gradient, two_units, wait, one_year)
