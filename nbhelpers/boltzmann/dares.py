"""Dares over the labs of the chapter on Boltzmann machines."""

from nbhelpers.boltzmann.labs import price
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import number, say

MANY = 15  # units


def _while_it_is_cheap(units, **controls):
    state = price.state(units=units, **controls)
    words = say("With {units} units the exact Z takes {exact} operations, a sampled gradient {sampled}.",
                units=units, exact=number(state.operations), sampled=number(state.sampled))  # fmt: skip
    return units >= MANY and state.operations < state.sampled, words


while_it_is_cheap = Dare(
    name="boltzmann.while_it_is_cheap",
    title="the largest machine that one can still count",
    lab=price,
    challenge="Find a machine of at least 15 units whose exact Z takes fewer operations than a gradient estimated from "
    "1,000 samples.",
    hints=("Each unit more doubles the terms of Z.",),
    check=_while_it_is_cheap,
    debrief="Up to a few units it is cheaper to add up all states than to draw a thousand of them. But Z doubles with "
    "every unit while a sample’s price grows like N²: one unit more, and sampling is the cheaper way for good.",
)
DARES = (while_it_is_cheap,)
