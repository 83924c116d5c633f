"""Numbers to predict in the chapter on restricted Boltzmann machines."""

import itertools

import numpy as np

from nbhelpers.exercise import Near, Prediction

LN_2 = np.log(2)


def _share_of_both():
    """p(v = (1, 1)) of two visible units that share a hidden one, by adding up all eight states."""
    weights = {(v1, v2, h): np.exp(LN_2 * (v1 + v2) * h) for v1, v2, h in itertools.product((0, 1), repeat=3)}
    return sum(weights[1, 1, h] for h in (0, 1)) / sum(weights.values())


by_hand = Prediction(
    name="rbm.by_hand",
    title="A machine of three units",
    task="Two visible units, one hidden unit, both weights ln 2, all biases 0. What is the probability that both "
    "visible units are 1?",
    truth=_share_of_both,
    hints=(
        Near(4 / 13, "That is the probability that both are 1 and the hidden unit is 1 as well. Add h = 0."),
        Near(5, "That is the sum of e^-E over h. Divide by Z, the sum over all states."),
        Near(1 / 4, "That would hold without a hidden unit. But it is linked with both, and ties them together."),
        Near(4 / 9, "You left out the states with h = 0. Each of them has e^-E = 1."),
        Near(5 / 8, "You divided by the number of states. Divide by the sum of their e^-E."),
    ),
    answer="With h = 0, e^-E is 1 for each of the four v. With h = 1 each visible 1 doubles it: 1, 2, 2 and 4. "
    "So Z = 4 + 9 = 13, and v = (1, 1) has 1 + 4: 5/13 = {truth}, more than a quarter.",
)


def _terms():
    """How often a sum over the states of ten units is visited."""
    return sum(1 for _ in itertools.product((0, 1), repeat=10))


terms = Prediction(
    name="rbm.terms",
    title="How many terms does Z have?",
    task="A machine has 784 visible and 10 hidden units. Summing over one layer by formula, how many terms are left "
    "in Z at the least?",
    truth=_terms,
    hints=(
        Near(10, "Each hidden unit can be 0 or 1. How many states do ten of them have together?"),
        Near(20, "Two states for each unit, but the numbers of states are multiplied, not added."),
        Near(100, "Each unit has two states, not ten."),
        Near(784, "784 is the number of factors in each term. How many terms are there?"),
        Near(794, "That is the number of units."),
    ),
    answer="Sum over the visible layer by formula, for each state of the hidden one: 2¹⁰ = {truth} terms. "
    "The other way round there would be 2⁷⁸⁴.",
    wanted=0,
)
