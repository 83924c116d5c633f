"""Dares over the labs of the chapter on variational autoencoders."""

from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import say
from nbhelpers.variational.labs import dice

TWICE = 2


def _nearly_even(**controls):
    along, weighed = map(float, dice.state(**controls).sds)
    words = say("Estimates have the standard deviation {along:.3f} along z and {weighed:.3f} by weighing, {times:.2f} "
                "times as much.", along=along, weighed=weighed, times=weighed / along)  # fmt: skip
    return weighed < TWICE * along, words


nearly_even = Dare(
    name="variational.nearly_even",
    title="weighing, nearly as good",
    lab=dice,
    challenge="Have the estimate by weighing the draws less than twice as noisy as the one along z.",
    hints=("Weighing multiplies by the loss itself. Where is that small?",),
    check=_nearly_even,
    debrief="Weighing multiplies the direction of each draw by its loss, and whatever loss all draws share is nothing "
    "but noise in that product. At the target they share little. This is why one subtracts a baseline before "
    "weighing; going along z needs none.",
)
DARES = (nearly_even,)
