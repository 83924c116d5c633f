"""Exercise: Boltzmann's distribution over the states of a net, without overflow."""

import math

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.exercise import Case, Exercise, Hint


def _truth(E, T):
    """1 / p is the sum of all weights in units of one's own; a weight that overflows leaves 1 / inf = 0."""
    with np.errstate(over="ignore"):
        return np.array([1 / sum(np.exp((one - other) / T) for other in E) for one in E])


def _shares(exponents, shift=np.max):
    """exp of the exponents less `shift` of them, over its sum."""
    weights = np.exp(exponents - shift(exponents))
    return weights / weights.sum()


def _plainly(exponents):
    return 0.0


NO_Z = "Those are the Boltzmann factors. Divide by their sum Z to make them probabilities."
SIGN = "A state of high energy must be unlikely: the exponent is minus E over T."
NO_T = "The temperature is missing: E is divided by T."
TIMES_T = "You multiplied by T. The warmer the net, the less the differences count: E is divided by T."
OVERFLOWS = " And mind the overflow: subtract the lowest energy first, since only differences count."


def _of_a_net(answer):
    def distribution(weights, thresholds=None, T=1.0):
        return answer(boltzmann.energy(weights, boltzmann.all_states(len(weights)), thresholds), T)

    return distribution


distribution = Exercise(
    name="boltzmann.distribution",
    title="Boltzmann's distribution",
    task="""\
Write `boltzmann(E, T)`: the probability of each state.

Given are the energies `E` of all states of a net, shape (states,), and the temperature `T` above 0. The answer
has the same shape. Energies may be as large as 2000, as low as −2000, and as far apart as that: the answer
must hold numbers there too, no NaN. A warning about overflow does no harm.""",
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
        Case("high up, warm", (np.array([2000.0, 1999.0, 2001.5, 1998.0]), 1.25)),
        Case("one state far below the others", (np.array([0.0, -2000.0, -1.0]), 1.0)),
    ),
    truth=_truth,
    hints=(
        Hint("no Z", NO_Z, lambda E, T: np.exp(-(E - E.min()) / T)),
        Hint("no Z, overflow", NO_Z + OVERFLOWS, lambda E, T: np.exp(-E / T)),
        Hint(
            "overflow",
            "exp(1000) is more than a computer's number holds, and exp(−1600) is 0 to it. Subtract the lowest energy "
            "first: only differences count.",
            lambda E, T: _shares(-E / T, _plainly),
        ),
        Hint(
            "highest taken off",
            "You subtracted an energy, but not the lowest one, and what lies far below it overflows all the same. With "
            "the lowest energy at 0 no exponent is above 0.",
            lambda E, T: _shares(-E / T, np.min),
        ),
        Hint("sign", SIGN, lambda E, T: _shares(E / T)),
        Hint("sign, overflow", SIGN + OVERFLOWS, lambda E, T: _shares(E / T, _plainly)),
        Hint("sign, lowest off", SIGN, lambda E, T: _shares(E / T, np.min)),
        Hint("no temperature", NO_T, lambda E, T: _shares(-E)),
        Hint("no temperature, overflow", NO_T + OVERFLOWS, lambda E, T: _shares(-E, _plainly)),
        Hint("times T", TIMES_T, lambda E, T: _shares(-E * T)),
        Hint("times T, overflow", TIMES_T + OVERFLOWS, lambda E, T: _shares(-E * T, _plainly)),
        Hint(
            "T outside",
            "Your T does not divide the whole exponent: divide the difference, "
            "(E - E.min()) / T. Brackets!",
            lambda E, T: _shares(-E, np.max) / T,
        ),
        Hint(
            "mean for Z",
            "You divided by the mean of the Boltzmann factors. Z is their sum: probabilities add up to 1.",
            lambda E, T: _shares(-E / T) * len(E),
        ),
        Hint(
            "the number of states",
            "You divided by the number of states. Z is the sum of the Boltzmann factors.",
            lambda E, T: np.exp(-(E - E.min()) / T) / len(E),
        ),
        Hint(
            "logarithms",
            "Those are the logarithms of the probabilities. Take exp of them.",
            lambda E, T: np.log(_shares(-E / T)),
        ),
        Hint(
            "each by itself",
            "You gave each state a logistic function of its own. The states share one Z: the net is in one of them.",
            lambda E, T: 1 / (1 + np.exp(E / T)),
        ),
        Hint(
            "Z alone",
            "That is Z, one number. What is wanted is each state's share of it.",
            lambda E, T: np.exp(-(E - E.min()) / T).sum(),
        ),
        Hint(
            "shares of the energies",
            "You divided the energies by their sum. The Boltzmann factors are exponentials: exp(-E / T).",
            lambda E, T: E / E.sum(),
        ),
        Hint(
            "each over itself and 1",
            "You divided each Boltzmann factor by 1 plus itself. All states share one Z, the sum of all factors.",
            lambda E, T: 1 / (1 + np.exp((E - E.min()) / T)),
        ),
    ),
    solution="""\
def boltzmann(E, T):
    factors = np.exp(-(E - E.min()) / T)
    return factors / factors.sum()
""",
    place="boltzmann.distribution",
    fits=_of_a_net,
)
