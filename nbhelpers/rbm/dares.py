"""Dares over the labs of the chapter on restricted Boltzmann machines."""

from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import say
from nbhelpers.rbm.labs import annealing

FEW = 30  # temperatures


def _an_honest_bar(temperatures, **controls):
    state = annealing.state(temperatures=temperatures, **controls)
    words = say("Over {temperatures} temperatures the error bar goes from {low:.1f} to {high:.1f}; the exact ln Z is "
                "{exact:.1f}.", temperatures=temperatures, low=state.low, high=state.high,
                exact=state.exact)  # fmt: skip
    return temperatures <= FEW and state.low <= state.exact <= state.high, words


an_honest_bar = Dare(
    name="rbm.an_honest_bar",
    title="an error bar that tells the truth",
    lab=annealing,
    challenge="With at most 30 temperatures, have the exact ln Z lie within the error bar.",
    hints=("The walk leads from machine A to the trained one. Must it be so long a way?",),
    check=_an_honest_bar,
    debrief="An error bar knows only what the runs have seen. From fair coins thirty temperatures are too few: the "
    "runs miss the same states and agree on a wrong number. A machine A that is already like the digits makes "
    "the way short.",
)
DARES = (an_honest_bar,)
