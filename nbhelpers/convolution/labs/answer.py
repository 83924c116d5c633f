"""Lab `convolution.digit_to_answer`: a trained net from the pixels to the logits, any number of a map traced."""

from functools import lru_cache

import numpy as np

from nbhelpers.convolution.labs import answer_panels as panels
from nbhelpers.convolution.labs.images import DIGITS, digit
from nbhelpers.convolution.receptive_field import seen
from nbhelpers.convolution.traced import outputs, saliency, trace
from nbhelpers.convolution.trained import trained_lenet
from nbhelpers.lab import Choice, Lab, Panel, Pixels, Point, Range
from nbhelpers.lab.words import article, percent, say
from nbhelpers.nn import digit_classifier, photographs
from nbhelpers.nn.mlp import softmax

DRAWN = Pixels(
    "drawn", "your own digit: pixels inked", panel="sheet", rows=28, columns=28, corners=((0, 0), (28, 28)), brush=2,
    picture=photographs.digit,
)
KERNELS = {f"{b}-{k}": f"block {b}, kernel {k}" for b, most in ((1, 6), (2, 16)) for k in range(1, most + 1)}
PLACES = tuple(range(5, 24, 2))  # the middles of all places of block 2, and every second of block 1
STACK = (((5, 1, "same"),), ((5, 1, "same"), (2, 2, "valid"), (5, 1, "valid")))  # what a unit of each block stands on


@lru_cache(maxsize=12)
def _read(image, drawn):
    """The digit, every layer's output, and the gradient of the largest logit in the pixels."""
    x = digit_classifier.sheet(DRAWN.ink(drawn)) if drawn else digit(image)
    found = outputs(trained_lenet(), x[None])
    return x, found, saliency(trained_lenet(), x[None], int(found[-1].argmax()))[0]


def answer_state(image, kernel, row, column, drawn):
    """The net's answer, all its maps, and how the number nearest to that pixel came about."""
    x, found, pull = _read(image, drawn)
    block, k = (int(part) - 1 for part in kernel.split("-"))
    i, j = (at if block == 0 else min(max((at - 4) // 2, 0), 9) for at in (row, column))
    one = trace(trained_lenet(), x[None], block, k, i, j)
    sums = one.products.sum(axis=(1, 2))
    most = int(np.abs(sums).argmax())
    maps = {"first": found[2], "pooled": found[3], "second": found[6], "last": found[7]}
    patch = (found[2], found[6])[block][k, i // 2 * 2 : i // 2 * 2 + 2, j // 2 * 2 : j // 2 * 2 + 2]
    scale, shift = trained_lenet().layers[(1, 5)[block]].affine()
    return {
        "x": x, **maps, "block": block, "k": k, "unit": [i, j], "corner": one.corner, "marks": DRAWN.unpack(drawn),
        "field": [seen(STACK[block], 28, at) for at in (i, j)], "map": (found[2], found[6])[block][k],
        "window": one.window[most], "weights": one.kernel[most], "products": one.products[most], "sums": sums,
        "most": most, "sum": float(sums.sum()), "bias": one.bias, "z": one.z, "normed": one.normed,
        "activation": max(one.normed, 0.0), "best": float(patch.max()), "scale": float(scale[k]),
        "shift": float(shift[k]), "logits": found[-1], "outputs": softmax(found[-1]), "pull": pull,
        "label": None if drawn else int(image), "ink": bool(one.window.any()),
    }  # fmt: skip


def answer_sentence(state):
    yield _headline(state)
    i, j = state.unit
    yield say("The traced number stands in row {i}, column {j} of map {k} in block {block}; batch norm turned {z:.2f} "
              "into {normed:.2f}.",
              i=i, j=j, k=state.k + 1, block=state.block + 1, z=state.z, normed=state.normed)  # fmt: skip
    if state.best == 0:
        yield say("All four numbers of its patch are 0, and so is what pooling keeps.")
    elif state.activation == state.best:
        yield say("It is the largest of its patch, so pooling keeps it.")
    else:
        yield say("Pooling drops it for a larger neighbour, {best:.2f}.", best=state.best)
    yield _verdict(state)


def _headline(state):
    if not state.ink:
        return say("There is nothing in this window: its products are all 0.")
    if state.activation == 0:
        return say("The products add up to {sum:.2f}; after batch norm and ReLU it is 0.", sum=state.sum)
    return say("The products add up to {sum:.2f}; bias, batch norm and ReLU make it {activation:.2f}.", sum=state.sum,
               activation=state.activation)  # fmt: skip


def _verdict(state):
    best = int(np.argmax(state.outputs))
    told = {"digit": article(best), "share": percent(state.outputs[best], 1)}
    if state.label is None:
        return say("In your drawing the net sees {digit}, with a probability of {share}.", **told)
    if best == state.label:
        return say("At the end the net sees {digit}, correctly, with a probability of {share}.", **told)
    return say("At the end the net sees {digit}, wrongly, with a probability of {share}.", **told)


def _middle(state):
    """Where the traced number stands, in pixels of the digit: across, down."""
    i, j = state["unit"]
    return (j + 0.5, i + 0.5) if state["block"] == 0 else (2 * j + 4.5, 2 * i + 4.5)


answer = Lab(
    name="convolution.digit_to_answer",
    title="From the digit to the answer, number by number",
    controls=(
        Choice("image", "digit", DIGITS, default="3", recorded=("3", "8")),
        Choice("kernel", "whose map", KERNELS, default="1-2", recorded=("1-2", "2-14")),
        Range("row", "window at row", 0, 27, default=15, recorded=PLACES),
        Range("column", "window at column", 0, 27, default=19, recorded=PLACES),
        DRAWN,
    ),
    panels=(
        Panel("sheet", "the digit, and the part of it that the traced number depends on", width=226, height=250),
        Panel("trace", "the window, the kernel, and their products in 25 cells", width=346, height=330),
        Panel("maps", "the traced map large, what happens after the sum, and below it all maps of the net", width=356,
              height=420),
        Panel("answer", "the ten logits, and the probabilities that softmax makes of them", width=226, height=250),
        Panel("saliency", "saliency: the derivative of the largest logit in each pixel", width=226, height=270),
    ),
    compute=answer_state, setup=panels.setup, update=panels.update, read=answer_sentence,
    points=(Point("window", "maps", "column", "row", at=_middle),), data=("convolution/lenet_weights",),
)  # fmt: skip
