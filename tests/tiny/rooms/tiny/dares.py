"""A dare over a tiny lab."""

from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import say
from nbhelpers.tiny.labs import bowl


def _low(**controls):
    loss = float(bowl.state(**controls).loss[-1])
    return loss < 0.01, say("The loss is {loss:.4f}.", loss=loss)


low = Dare(
    name="tiny.low",
    title="down to the bottom",
    lab=bowl,
    challenge="Bring the loss below 0.01 & keep it there.",
    hints=("Half a step may be more.", "A whole one is too much."),
    check=_low,
    debrief="Half a step at η = 1 leads to the bottom of this bowl, and at 1.1 very nearly.",
)
DARES = (low,)
