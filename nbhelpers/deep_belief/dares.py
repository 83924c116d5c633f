"""Dares over the labs of the chapter on deep belief nets."""

from nbhelpers.deep_belief.labs import bound
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import count, say

LATER = 10  # steps


def _a_layer_that_costs(step, **controls):
    state = bound.state(step=step, **controls)
    gain = float(state.likelihoods[step])
    words = say("After {steps} of the second layer log p(v) stands {gain:+.3f} nats against one layer alone.",
                steps=count(step, "step"), gain=gain)  # fmt: skip
    return step >= LATER and gain < 0, words


a_layer_that_costs = Dare(
    name="deep_belief.a_layer_that_costs",
    title="a second layer that makes it worse",
    lab=bound,
    challenge="After 10 steps of the second layer or more, have log p(v) below that of the first layer alone.",
    hints=("The promise has a condition on where the second layer starts.", "Give it something to spoil."),
    check=_a_layer_that_costs,
    debrief="A second layer that starts as the first, upside down, begins exactly where one layer stood; only then can "
    "raising the bound do no harm. A random start throws away what the first layer knew, and has to win it "
    "back.",
)
DARES = (a_layer_that_costs,)
