"""Dares over the labs of the chapter on activations."""

from nbhelpers.activations.labs import depth
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import count, number, say

DEEP = 50  # layers
LEFT = -8  # power of ten of the gradient


def _through_sigmoids(**controls):
    state = depth.state(**controls)
    power = float(state.backward[0] - state.backward[-1])
    words = say("Through {layers} of {activation} units {times} of the gradient is left.",
                layers=count(state.depth, "layer"), activation=NAMES[state.activation],
                times=number(10**power, 2))  # fmt: skip
    return state.activation == "sigmoid" and state.depth == DEEP and power > LEFT, words


NAMES = depth.control("activation").options
through_sigmoids = Dare(
    name="activations.through_sigmoids",
    title="fifty sigmoids deep",
    lab=depth,
    challenge="Bring more than 10⁻⁸ of the gradient through all 50 layers of sigmoid units.",
    hints=("A sigmoid passes on a quarter of the error at best. What could make up for that?",),
    check=_through_sigmoids,
    debrief="Larger weights make up for the quarter that a sigmoid passes on, but they also push the pre-activations "
    "out to where it passes on less. So the factor a layer rises far more slowly than the weights, and even "
    "here less than a millionth arrives.",
)
DARES = (through_sigmoids,)
