"""Dares over the labs of the chapter on convolution."""

from nbhelpers.convolution.labs import cbapd, receptive
from nbhelpers.lab.dare import Dare
from nbhelpers.lab.words import say

WIDE, SMALL = 28, 3  # pixels of a digit, and of a kernel
HARM = 4  # points


def _the_whole_digit(kernel, pooled, **controls):
    state = receptive.state(kernel=kernel, pooled=pooled, **controls)
    words = say("With kernels of {k} × {k} {pooled} pooling the receptive field is {r} × {r} pixels.",
                k=kernel, pooled="and" if pooled else "and no", r=state.r[-1])  # fmt: skip
    return kernel <= SMALL and not pooled and state.r[-1] >= WIDE, words


def _better_without(**controls):
    adds = {part: float(runs[:, -1].mean()) for part, runs in cbapd.state(**controls).adds.items()}
    part = min((name for name, on in controls.items() if on), key=lambda name: adds[name.upper()], default=None)
    if part is None:
        return False, say("All five parts are off: 0 can be switched off.")
    worst = adds[part.upper()]
    words = say("Of the parts that are on, {part} adds least after 60 epochs: {points:+.1f} points.",
                part=part.upper(), points=worst)  # fmt: skip
    return worst <= -HARM, words


the_whole_digit = Dare(
    name="convolution.the_whole_digit",
    title="one unit sees the whole digit",
    lab=receptive,
    challenge="Without pooling, and with kernels of at most 3 × 3, give a unit at the top a receptive field of at "
    "least 28 × 28 pixels.",
    hints=("One more block adds 2 pixels. What would make every further block add twice as many?",),
    check=_the_whole_digit,
    debrief="A stride of 2 doubles how far apart, in pixels, neighbours of the next map lie. So the field grows 3, 7, "
    "15, 31, about twofold a block, and not 3, 5, 7, 9.",
)
better_without = Dare(
    name="convolution.better_without",
    title="a part that harms",
    lab=cbapd,
    challenge="Find a net in which a part that is on costs at least 4 points of accuracy after 60 epochs.",
    hints=("In the whole net no part does harm. Which parts need which?", "Switch off the convolution."),
    check=_better_without,
    debrief="No part is good or bad by itself. Without convolution, pooling or dropout or batch norm can cost 4 to 5 "
    "points; pooling adds 2.5 to 8.4 where there is one. Advice on a part holds for the nets in which it "
    "was tried.",
)
DARES = (the_whole_digit, better_without)
