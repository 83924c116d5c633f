"""Lab `convolution.receptive`: what a deep unit sees, by the recursion and by changing pixels one at a time."""

from functools import lru_cache
from itertools import zip_longest

import numpy as np
from matplotlib.collections import LineCollection

from nbhelpers.convolution.labs.images import BOX
from nbhelpers.convolution.receptive_field import answers, fields, seen
from nbhelpers.lab import Lab, Panel, Range, Switch, kit
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count, say

SIZE = 18
DEEPEST = 4


@lru_cache(maxsize=64)
def _measured(stack, unit):
    return answers(stack, SIZE, unit, np.random.default_rng(0))


def receptive_state(layers, kernel, stride, pooled, where):
    """Fields of every layer, the pixels one unit sees by theory, and how much each of them changes it."""
    stack = _stack(layers, kernel, stride, pooled)
    whole = fields(stack, SIZE)
    unit = round(where * (whole[-1].units - 1))
    changed = _measured(stack, (unit, unit))
    hit = np.flatnonzero((changed != 0).any(axis=0))
    return {
        "asked": layers, "stack": [list(part) for part in stack], "unit": unit,
        "units": [field.units for field in whole], "r": [field.size for field in whole],
        "jump": [field.jump for field in whole], "spans": _spans(stack, unit, [field.units for field in whole]),
        "predicted": list(seen(stack, SIZE, unit)), "found": [int(hit[0]), int(hit[-1])],
        "changed": changed / changed.max(), "blocks": len(stack) // (2 if pooled else 1), "pooled": pooled,
    }  # fmt: skip


def _stack(layers, kernel, stride, pooled):
    """As many blocks as are asked for, or as deep as there are units left to pool."""
    convolution, pooling = (kernel, stride, "same"), (2, 2, "valid")
    stack = ()
    for _ in range(layers):
        if pooled and fields((*stack, convolution), SIZE)[-1].units < 2:
            break
        stack += (convolution, pooling) if pooled else (convolution,)
    return stack


def _spans(stack, unit, units):
    """The first and last unit of every layer, the image first, that `unit` of the last one listens to."""
    spans = [[unit, unit]]
    for depth in reversed(range(len(stack))):
        ends = [seen(stack[depth : depth + 1], units[depth], end) for end in spans[0]]
        spans.insert(0, [ends[0][0], ends[1][1]])
    return spans


def receptive_setup(cone, image):
    axes = kit.bare(cone, (-4.3, SIZE + 0.3), (-0.6, 2 * DEEPEST + 0.6), (0.02, 0.02, 0.96, 0.88),
                    "one row of every layer, image below")  # fmt: skip
    right = kit.canvas(image, BOX, "how much each pixel matters", SIZE)
    kit.rectangle(right, "grid", width=SIZE, lw=1.5)
    return {
        "lines": axes.add_collection(LineCollection([], colors=COLOUR["weight"], lw=1)),
        "units": kit.ring(axes, "noise", 5, 1),
        "seen": kit.dots(axes, "activation", 6),
        "names": [kit.note(axes, -0.6, y, ha="right", va="center") for y in range(2 * DEEPEST + 1)],
        "changed": kit.picture(right, SIZE),
        "frame": kit.rectangle(right, "weight", lw=2.2),
    }


def receptive_update(artists, state):
    heights = np.linspace(0, 2 * DEEPEST, len(state.units))
    rows = [(np.arange(units) + 0.5) * SIZE / units for units in state.units]  # above the row of pixels
    inside = [x[first : last + 1] for x, (first, last) in zip(rows, state.spans, strict=True)]
    for name, found in (("units", rows), ("seen", inside)):
        artists[name].set_data(np.concatenate(found), np.repeat(heights, [len(x) for x in found]))
    ends = np.array([[(x[0], y), (x[-1], y)] for x, y in zip(inside, heights, strict=True)])
    artists.lines.set_segments(np.stack([ends[1:], ends[:-1]], axis=2).reshape(-1, 2, 2))
    for name, y, r in zip_longest(artists.names, heights, state.r):
        name.set(text="" if r is None else f"r = {r}", y=y or 0)
    kit.fill(artists.changed, kit.shade(np.sqrt(state.changed)))
    first, last = state.predicted
    artists.frame.set_bounds(first, first, last - first + 1, last - first + 1)


def receptive_sentence(state):
    r, units = state.r[-1], state.units[-1]
    predicted, found = (last - first + 1 for first, last in (state.predicted, state.found))
    yield _headline(r, predicted)
    yield say("By the recursion, the receptive field after {blocks} is {r} × {r} pixels.",
              blocks=count(state.blocks, "block"), r=r)  # fmt: skip
    yield say("Change the pixels one at a time, and {found} × {found} of them change the unit.", found=found)
    if state.blocks < state.asked:
        yield say("There are no more blocks: a map of {units} × {units} has nothing left to pool.", units=units)


def _headline(r, seen):
    if seen == SIZE:
        return say("One unit at the top sees the whole image.")
    if seen < r:
        return say("The field extends over the border: this unit sees only {seen} × {seen} pixels.", seen=seen)
    if r == 1:
        return say("One unit at the top sees a single pixel.")
    return say("One unit at the top sees {seen} × {seen} pixels of the image.", seen=seen)


receptive = Lab(
    name="convolution.receptive",
    title="What a deep unit sees",
    controls=(
        Range("layers", "blocks, one above the other", 1, DEEPEST, default=3, recorded=(1, 2, 3, 4)),
        Range("kernel", "kernel size k", 1, 5, default=3, recorded=(1, 2, 3, 5)),
        Range("stride", "stride s", 1, 2, default=1, recorded=(1, 2)),
        Switch("pooled", "2 × 2 pooling in every block"),
        Range("where", "which unit, from one corner to the other", 0.0, 1.0, default=0.5, recorded=(0.0, 0.5)),
    ),
    panels=(
        Panel("cone", "one row of each layer; the units that the chosen one depends on", width=330, height=300),
        Panel("image", "the image: darker where changing a pixel changes the unit more; the frame is the theory",
              width=280, height=300),
    ),
    compute=receptive_state, setup=receptive_setup, update=receptive_update, read=receptive_sentence,
)  # fmt: skip
