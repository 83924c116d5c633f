"""Dares over the labs of the chapter on autoencoders."""

from nbhelpers.autoencoders.labs import denoise, walk
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import percent, say

SOME, AHEAD = 0.05, 0.5  # strength of the damage; dB
SURE = 0.9


def _a_simple_filter(strength, **controls):
    after = denoise.state(strength=strength, **controls).after
    best = max(after["median"], after["mean"])
    words = say("At strength {strength:.2f} the better filter brings the picture to {best:.1f} dB, the autoencoder to "
                "{net:.1f} dB.", strength=strength, best=best, net=after["net"])  # fmt: skip
    return strength >= SOME and best >= after["net"] + AHEAD, words


def _two_opinions(**controls):
    state = walk.state(**controls)
    words = say("The classifier takes the drawing for {answer}, {sure} sure; the nearest training digit is labelled "
                "{label}.", answer=state.answer, sure=percent(state.sure), label=state.label)  # fmt: skip
    return state.sure >= SURE and state.answer != state.label, words


a_simple_filter = Dare(
    name="autoencoders.a_simple_filter",
    title="a filter beats the net",
    lab=denoise,
    challenge="With damage of strength 0.05 or more, have one of the two filters mend the digit better than the "
    "autoencoder, by at least 0.5 dB.",
    hints=("What does the net do to a digit that hardly needs mending?",),
    check=_a_simple_filter,
    debrief="The net draws every digit anew from its code and loses detail on the way, damage or not: even without "
    "any, it brings this book’s 3 to no more than 20.4 dB. A filter leaves a nearly clean digit nearly as it "
    "was. The net wins where there is much to mend.",
)
two_opinions = Dare(
    name="autoencoders.two_opinions",
    title="two opinions on one drawing",
    lab=walk,
    challenge="Find a code whose drawing the classifier is at least 90 % sure of, while the training digit nearest to "
    "the code has another label.",
    hints=("Look where the digits of two kinds lie mixed.",),
    check=_two_opinions,
    debrief="Two numbers are too few to keep ten kinds of digit apart. Where kinds lie mixed, the decoder can still "
    "draw only one picture for a code, whoever lies nearest.",
)
DARES = (a_simple_filter, two_opinions)
