"""The exercises of the chapter on Boltzmann machines: one unit, the distribution, a sweep, the gradient."""

import math
from fractions import Fraction

from nbhelpers.boltzmann import partition_cost
from nbhelpers.boltzmann.exercises.distribution import distribution
from nbhelpers.boltzmann.exercises.fire import fire
from nbhelpers.boltzmann.exercises.gradient import gradient
from nbhelpers.boltzmann.exercises.sweep import sweep
from nbhelpers.exercise import Near, Prediction

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
        Near(4, "That is the state's Boltzmann factor. Divide by Z."),
    ),
)

wait = Prediction(
    name="boltzmann.wait",
    title="How long does it hold out?",
    task="A unit that is 1 has the input u = 10 and is updated again and again at T = 1, while the others hold still. "
    "How many updates does it take, on average, until it is 0 for the first time?",
    truth=lambda: 1 + math.exp(10),
    hints=(
        Near(1 + math.exp(-10), "That would be the wait for a 1. It becomes 0 with probability 1/(1 + exp(10))."),
        Near(10, "The time grows with the exponential of u / T, not with u."),
        Near(11, "The time grows with the exponential of u / T, not with u."),
        Near(1 / (1 + math.exp(10)), "That is the probability of a 0. On average one waits 1/p updates."),
        Near((1 + math.exp(10)) * math.log(2), "By then half of all such units have been 0; the average is longer."),
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
        Near(16, "Sixteen is the number of digits. Z has 2 to the power N terms, not 10 to the power N."),
        Near(24, "That is a year of one term a second. This computer does a billion a second."),
        Near(29, "That is one second's work. A year has 31.6 million of them."),
    ),
    digits=2,
    wanted=0,
)

EXERCISES = (fire, distribution, sweep, gradient, two_units, wait, one_year)
