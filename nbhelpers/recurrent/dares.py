"""Dares over the labs of the chapter on recurrent nets."""

from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import number, say
from nbhelpers.recurrent.labs import gradient

LONG, TIMES = 100, 10


def _a_hundred_steps(activation, length, **controls):
    norms = gradient.state(activation=activation, length=length, **controls).norms
    times = float(norms[-1] / norms[0])
    words = say("With {activation}, {length} steps back the gradient is {times} times as long as at the end.",
                activation=NAMES[activation], length=length, times=number(times))  # fmt: skip
    return activation == "tanh" and length == LONG and 1 / TIMES <= times <= TIMES, words


NAMES = {**gradient.control("activation").options, "linear": "no activation"}
a_hundred_steps = Dare(
    name="recurrent.a_hundred_steps",
    title="a hundred steps back, alive",
    lab=gradient,
    challenge="With tanh and a sequence of 100, have the gradient arrive at the first step neither ten times longer "
    "nor ten times shorter than it left.",
    hints=("tanh only shortens. So what must the weights do?", "Look between the scales 1.1 and 2."),
    check=_a_hundred_steps,
    debrief="The weights stretch, and tanh, whose derivative is at most 1, shortens; here the two happen to cancel. "
    "The balance is on a knife’s edge: at scale 1.5 seed 0 leaves 0.74 of the gradient, seed 1 only 0.005, and "
    "seed 2 makes it 13 times as long. An LSTM has a path on which nothing needs to cancel.",
)
DARES = (a_hundred_steps,)
