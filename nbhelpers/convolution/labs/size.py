"""Lab `convolution.size`: how many windows fit into a row of pixels."""

import math

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbhelpers.convolution import output_size, padding_amounts
from nbhelpers.lab import Choice, Lab, Panel, Range, kit, words
from nbhelpers.lab.style import COLOUR, rgba
from nbhelpers.lab.words import say

MOST = 20
PADDING = {"valid": "VALID: none", "same": "SAME: as many as needed", "1": "1 on either side", "2": "2 on either side"}


def size_state(size, kernel, stride, padding):
    """Zeros before and after, the windows that fit, and what the formulas say (0 windows if none fits)."""
    amount = int(padding) if padding.isdigit() else padding
    try:
        before, after = padding_amounts(size, kernel, stride, amount)
        count = output_size(size, kernel, stride, amount)
    except ValueError:
        before = after = amount if isinstance(amount, int) else 0
        count = 0
    used = (count - 1) * stride + kernel if count else 0
    return {
        "size": size, "kernel": kernel, "stride": stride, "padding": padding, "before": before, "after": after,
        "count": count, "left over": size + before + after - used if count else 0,
        "noted": math.ceil(size - kernel + 1 / stride),
    }  # fmt: skip


def size_setup(row):
    axes = kit.bare(row, (-4.2, MOST + 4.2), (-21.5, 4.5))
    kit.note(axes, -4, 3.4, "the row of pixels", "activation", 12, va="center")
    kit.note(axes, MOST + 4, 3.4, "dashed: zeros", "muted", va="center", ha="right")

    def row_of(role, **style):
        return axes.add_patch(PathPatch(_boxes([], 0, 0, 0), edgecolor=COLOUR[role], lw=1, **style))

    return {
        "pixels": row_of("activation", facecolor=rgba("activation", 0.35)),
        "zeros": row_of("muted", fill=False, ls=(0, (2, 2))),
        "windows": row_of("weight", facecolor=rgba("weight", 0.25)),
        "count": kit.note(axes, 0, 0, "", "weight", 12, ha="center", va="top"),
        "words": kit.note(axes, MOST / 2, -8, "", "error", 14, ha="center", va="center"),
    }


def _boxes(lefts, width, bottoms, height):
    """A rectangle at every left, as one path."""
    starts = list(zip(lefts, np.broadcast_to(bottoms, len(lefts)), strict=True))
    corners = [(x + right, y + up) for x, y in starts for right, up in
               ((0, 0), (width, 0), (width, height), (0, height), (0, 0))]  # fmt: skip
    return Path(corners, [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(starts)) if starts else Path([(0, 0)])


def size_update(artists, state):
    size, count = state.size, state.count
    left = (MOST - size) / 2
    padded = np.arange(-state.before, size + state.after)
    artists.pixels.set_path(_boxes(left + np.arange(size), 1, 0.6, 1.6))
    artists.zeros.set_path(_boxes(left + padded[(padded < 0) | (padded >= size)], 1, 0.6, 1.6))
    starts = left - state.before + state.stride * np.arange(count)
    pitch = min(1.7, 17 / max(count, 1))
    bottoms = -0.2 - pitch * np.arange(1, count + 1)
    artists.windows.set_path(_boxes(starts + 0.08, state.kernel - 0.16, bottoms, 0.75 * pitch))
    kit.put(artists.count, MOST / 2, -0.9 - pitch * count)
    artists.count.set_text(words.count(count, "window") if count else "")
    artists.words.set_text("" if count else "no window fits")


def size_sentence(state):
    windows, unseen = words.count(state.count, "window"), _unseen(state)
    if not state.count:
        yield say("The kernel of {kernel} is larger than the row of {padded}: no window fits.",
                  kernel=state.kernel, padded=state.size + state.before + state.after)  # fmt: skip
    elif unseen:
        yield say("There is room for {windows}, leaving {unseen} unseen.", windows=windows,
                  unseen=words.count(unseen, "pixel"))  # fmt: skip
    else:
        yield say("There is room for {windows}, and every pixel is seen.", windows=windows)
    yield from _formula(state, state.size, state.kernel, state.stride)
    yield from _holes(state)


def _unseen(state):
    """How many pixels lie in no window; zeros that are left over are no pixels."""
    starts = state.stride * np.arange(state.count) - state.before
    return int((~np.isin(np.arange(state.size), starts[:, None] + np.arange(state.kernel))).sum())


def _formula(state, n, k, s):
    zeros = words.count(state.before, "zero")
    if state.padding == "same":
        yield say("SAME gives ⌈{n}/{s}⌉ = {windows}, with {zeros} before the row and {after} after it.",
                  n=n, s=s, windows=state.count, zeros=zeros, after=state.after)  # fmt: skip
    elif state.padding == "valid":
        yield say("VALID gives ⌈({n} − {k} + 1)/{s}⌉ = {windows}.", n=n, k=k, s=s, windows=math.ceil((n - k + 1) / s))
        if state.count and state.noted != state.count:
            yield say("Without the round brackets it would be {noted}.", noted=state.noted)
    else:
        padded = n + 2 * state.before
        yield say("With {zeros} on either side, ⌊({padded} − {k})/{s}⌋ + 1 = {windows}.",
                  zeros=zeros, padded=padded, k=k, s=s, windows=(padded - k) // s + 1)  # fmt: skip


def _holes(state):
    """Where the pixels are that no window sees."""
    rest, gap = max(0, state["left over"] - state.after), state.stride - state.kernel
    if gap > 0 and state.count > 1:
        yield say("The stride is larger than the kernel: between two windows lies a gap of {gap}.",
                  gap=words.count(gap, "place"))  # fmt: skip
    if rest:
        yield say("The row goes on for {rest} after the last window.", rest=words.count(rest, "pixel"))


size = Lab(
    name="convolution.size",
    title="How many windows fit?",
    controls=(
        Range("size", "pixels n", 1, MOST, default=12, recorded=(2, 9, 12, 20)),
        Range("kernel", "kernel size k", 1, 7, default=5, recorded=(1, 2, 3, 5)),
        Range("stride", "stride s", 1, 5, default=2, recorded=(1, 2, 3, 5)),
        Choice("padding", "padding", PADDING, default="valid", recorded=("valid", "same", "1")),
    ),
    panels=(Panel("row", "a row of pixels, its zeros, and one bar below for every window", width=360, height=330),),
    compute=size_state, setup=size_setup, update=size_update, read=size_sentence,
)  # fmt: skip
