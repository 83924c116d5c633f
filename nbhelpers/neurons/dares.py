"""Dares over the labs of the chapter on neurons."""

from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import count, say
from nbhelpers.neurons.labs import delta, hebb

SHORT = 3  # steps
NEAR = 0.001  # above the least loss
MOSTLY = 0.6  # how often the units agree


def _at_once(step, **controls):
    state = delta.state(step=step, **controls)
    done = len(state.losses) - 1  # a path is cut short far out
    above = float(state.losses[done] - state.least)
    words = say("After {steps} the loss is {above:.2g} above that of the best line.",
                steps=count(done, "step"), above=max(above, 0.0))  # fmt: skip
    return step <= SHORT and above < NEAR, words


def _unlucky(agree, step, **controls):
    link = float(hebb.state(agree=agree, step=step, **controls).link[step])
    words = say("With p = {agree:.2f} the link is {link:.2f} after {steps}.",
                agree=agree, link=link, steps=count(step, "step"))  # fmt: skip
    return agree >= MOSTLY and link < 0, words


at_once = Dare(
    name="neurons.at_once",
    title="there in three steps",
    lab=delta,
    challenge="After at most 3 steps, bring the loss to within 0.001 of the best line’s.",
    hints=(
        "The learning rate has to suit every direction, the steepest as well as the flattest.",
        "The mean of the inputs decides how unlike these two directions are.",
    ),
    check=_at_once,
    debrief="With inputs of mean 0 the loss is equally steep in every direction, and one learning rate suits them all: "
    "η = 1 leads to the best line in a single step. That is a reason to centre inputs.",
)
unlucky = Dare(
    name="neurons.unlucky",
    title="friends who part",
    lab=hebb,
    challenge="Let the units agree with a probability p of at least 0.6, and yet have a link below zero.",
    hints=("After two hundred steps it is too late. Where is chance largest beside the mean?", "Try other seeds."),
    check=_unlucky,
    debrief="Only the mean of a step, η(2p − 1), has the sign that you expect; the first few steps are chance. The "
    "mean grows like the number of steps and chance like its root, so with time the mean wins.",
)
DARES = (at_once, unlucky)
