"""Dares over the labs of the chapter on Hopfield nets."""

from nbhelpers.hopfield.labs import recall
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import percent, say


def _the_negative(**controls):
    state = recall.state(**controls)
    x, pattern = state.x, state.pattern
    words = say("{share} of the units differ from the pattern asked for, and the net {rests}.",
                share=percent(float((x != pattern).mean()), 1),
                rests="is at rest" if state.rest else "is not at rest")  # fmt: skip
    return bool(state.rest and (x == -pattern).all()), words


the_negative = Dare(
    name="hopfield.the_negative",
    title="remember the opposite",
    lab=recall,
    challenge="Have the net come to rest where every unit differs from the pattern to recall.",
    hints=("The net has valleys that nobody asked for but that everybody stores.", "Turn over more than half."),
    check=_the_negative,
    debrief="In the classic net E counts products of two units, which stay as they are when all units change sign: "
    "E(−x) = E(x). Whoever stores a pattern stores its negative, a valley as deep, and from beyond half way "
    "recall may fall into that one.",
)
DARES = (the_negative,)
