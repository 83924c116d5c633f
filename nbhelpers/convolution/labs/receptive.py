"""Lab `convolution.receptive`: what a deep unit sees, by the recursion and by changing pixels one at a time."""

from functools import lru_cache

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from nbhelpers.convolution.labs.images import fill, picture, shade, stage
from nbhelpers.convolution.receptive_field import answers, fields, seen
from nbhelpers.lab import Lab, Panel, Range, Switch
from nbhelpers.lab.style import COLOUR
from nbhelpers.lab.words import count

SIZE = 18
DEEPEST = 4


@lru_cache(maxsize=64)
def _measured(stack, unit):
    return answers(stack, SIZE, unit, np.random.default_rng(0))


def receptive_state(layers, kernel, stride, pooled, where):
    """Fields of every layer, the pixels one unit sees by theory, and how much each of them changes it."""
    layer = [(kernel, stride, "same"), *([(2, 2, "valid")] if pooled else [])]
    stack = ()
    for _ in range(layers):  # as deep as there are units left to pool
        if pooled and fields((*stack, layer[0]), SIZE)[-1].units < 2:
            break
        stack += tuple(layer)
    whole = fields(stack, SIZE)
    unit = round(where * (whole[-1].units - 1))
    spans = [(unit, unit)]
    for depth in range(len(stack) - 1, -1, -1):
        spans.append(_below(stack, depth, spans[-1], whole[depth].units))
    changed = _measured(stack, (unit, unit))
    hit = np.flatnonzero((changed != 0).any(axis=0))
    return {
        "asked": layers, "stack": [list(part) for part in stack], "unit": unit,
        "units": [field.units for field in whole], "r": [field.size for field in whole],
        "jump": [field.jump for field in whole], "spans": [list(span) for span in spans[::-1]],
        "predicted": list(seen(stack, SIZE, unit)), "found": [int(hit[0]), int(hit[-1])],
        "changed": changed / changed.max(), "blocks": len(stack) // len(layer), "pooled": pooled,
    }  # fmt: skip


def _below(stack, depth, span, units):
    """The units of the layer below that those in `span` listen to."""
    one = stack[depth : depth + 1]
    return seen(one, units, span[0])[0], seen(one, units, span[1])[1]


def receptive_setup(cone, image):
    axes = cone.add_axes((0.02, 0.02, 0.96, 0.88))
    axes.set(xlim=(-4.3, SIZE + 0.3), ylim=(-0.6, 2 * DEEPEST + 0.6))
    axes.axis("off")
    axes.set_title("one row of every layer, image below")
    right = stage(image, side=SIZE, title="how much each pixel matters")
    right.add_patch(Rectangle((0, 0), SIZE, SIZE, fill=False, edgecolor=COLOUR["grid"], lw=1.5))
    lines = LineCollection([], colors=COLOUR["weight"], lw=1)
    axes.add_collection(lines)
    return {
        "lines": lines,
        "units": axes.plot([], [], "o", color=COLOUR["noise"], ms=5, mfc="none", mew=1)[0],
        "seen": axes.plot([], [], "o", color=COLOUR["activation"], ms=6)[0],
        "names": [axes.text(-0.6, y, "", ha="right", va="center", fontsize=11) for y in range(2 * DEEPEST + 1)],
        "changed": picture(right, SIZE),
        "frame": right.add_patch(Rectangle((0, 0), 1, 1, fill=False, edgecolor=COLOUR["weight"], lw=2.2)),
    }


def _places(units):
    """Where a layer's units stand above the row of pixels: spread over its width."""
    return (np.arange(units) + 0.5) * SIZE / units


def receptive_update(artists, state):
    heights = np.linspace(0, 2 * DEEPEST, len(state.units))
    every, inside, lines = [], [], []
    for level, (units, span) in enumerate(zip(state.units, state.spans, strict=True)):
        x = _places(units)
        every += [(place, heights[level]) for place in x]
        inside += [(place, heights[level]) for place in x[span[0] : span[1] + 1]]
        if level:
            below = _places(state.units[level - 1])
            lower = state.spans[level - 1]
            lines += [[(x[span[end]], heights[level]), (below[lower[end]], heights[level - 1])] for end in (0, 1)]
    artists.units.set_data(*np.transpose(every))
    artists.seen.set_data(*np.transpose(inside))
    artists.lines.set_segments(lines)
    for level, name in enumerate(artists.names):
        there = level < len(heights)
        name.set_text(f"r = {state.r[level]}" if there else "")
        name.set_y(heights[level] if there else 0)
    fill(artists.changed, shade(np.sqrt(state.changed)))
    first, last = state.predicted
    artists.frame.set_bounds(first, first, last - first + 1, last - first + 1)


def receptive_sentence(state):
    r, (first, last), found = state.r[-1], state.predicted, state.found
    width = last - first + 1
    blocks = state.blocks
    told = f"After {count(blocks, 'block')} the receptive field is {r} × {r} pixels"
    if width < r:
        told += f", of which {width} × {width} lie on the image"
    found = found[1] - found[0] + 1
    told += f"; changed one at a time, {found} × {found} pixels move the unit"
    if blocks < state.asked:
        told += f" (a map of {state.units[-1]} × {state.units[-1]} has nothing left to pool)"
    return told + "."


receptive = Lab(
    name="convolution.receptive",
    title="What a deep unit sees",
    controls=(
        Range("layers", "blocks, one on the other", 1, DEEPEST, default=3, recorded=(1, 2, 3, 4)),
        Range("kernel", "kernel size k", 1, 5, default=3, recorded=(1, 2, 3, 5)),
        Range("stride", "stride s", 1, 2, default=1, recorded=(1, 2)),
        Switch("pooled", "2 × 2 pooling in every block"),
        Range("where", "which unit, from one corner to the other", 0.0, 1.0, default=0.5, recorded=(0.0, 0.5)),
    ),
    panels=(
        Panel("cone", "one row of each layer; the units that the chosen one listens to", width=330, height=300),
        Panel("image", "the image: darker where a changed pixel moves the unit more; the frame is the theory",
              width=280, height=300),
    ),
    compute=receptive_state,
    setup=receptive_setup,
    update=receptive_update,
    read=receptive_sentence,
)  # fmt: skip
