"""Lab `convolution.size`: how many windows fit into a row of pixels."""

import math

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbhelpers.convolution import output_size, padding_amounts
from nbhelpers.lab import Choice, Lab, Panel, Range, words
from nbhelpers.lab.style import COLOUR, rgba

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
    axes = row.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-4.2, MOST + 4.2), ylim=(-21.5, 4.5))
    axes.axis("off")
    axes.text(-4, 3.4, "the row of pixels", color=COLOUR["activation"], va="center")
    axes.text(MOST + 4, 3.4, "dashed: zeros", color=COLOUR["muted"], va="center", ha="right", fontsize=11)

    def patch(**style):
        return axes.add_patch(PathPatch(Path(np.zeros((1, 2))), **style))

    return {
        "pixels": patch(fc=rgba("activation", 0.35), ec=COLOUR["activation"], lw=1),
        "zeros": patch(fill=False, ec=COLOUR["muted"], lw=1, ls=(0, (2, 2))),
        "windows": patch(fc=rgba("weight", 0.25), ec=COLOUR["weight"], lw=1),
        "count": axes.text(0, 0, "", ha="center", va="top", color=COLOUR["weight"]),
        "words": axes.text(MOST / 2, -8, "", ha="center", va="center", color=COLOUR["error"], fontsize=14),
    }


def _boxes(lefts, width, bottoms, height):
    boxes = [
        [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
        for x, y in zip(lefts, np.broadcast_to(bottoms, np.shape(lefts)), strict=True)
    ]
    codes = [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY]
    return Path(np.array(boxes, dtype=float).reshape(-1, 2), codes * len(boxes)) if boxes else Path(np.zeros((1, 2)))


def size_update(artists, state):
    size, before, after, count = (state[name] for name in ("size", "before", "after", "count"))
    left = (MOST - size) / 2
    zeros = [*np.arange(-before, 0), *np.arange(size, size + after)]
    artists.pixels.set_path(_boxes(left + np.arange(size), 1, 0.6, 1.6))
    artists.zeros.set_path(_boxes(left + np.array(zeros, dtype=float), 1, 0.6, 1.6))
    starts = left - before + state.stride * np.arange(count)
    pitch = min(1.7, 17 / max(count, 1))
    levels = -0.2 - pitch * np.arange(1, count + 1)
    artists.windows.set_path(_boxes(starts + 0.08, state.kernel - 0.16, levels, 0.75 * pitch))
    artists.count.set_position((MOST / 2, -0.9 - pitch * count))
    artists.count.set_text(words.count(count, "window") if count else "")
    artists.words.set_text("" if count else "no window fits")


def size_sentence(state):
    size, kernel, stride, count = (state[name] for name in ("size", "kernel", "stride", "count"))
    if not count:
        padded = size + state.before + state.after
        return f"The kernel of {kernel} is larger than the row of {padded}: no window fits."
    windows = words.count(count, "window")
    rest, gap = max(0, state["left over"] - state.after), stride - kernel  # zeros that are left over are no pixels
    missed = [f"{rest} at the end {'is' if rest == 1 else 'are'} not seen"] if rest else []
    if gap > 0 and count > 1:
        missed.append(f"between two windows {gap} {'goes' if gap == 1 else 'go'} unseen")
    unseen = ", and ".join(missed) or "every pixel is seen"
    if state.padding == "same":
        zeros = f"{state.before} + {state.after} zeros"
        return f"SAME: ⌈{size}/{stride}⌉ = {windows}, with {zeros}; {unseen}."
    if state.padding == "valid":
        told = f"VALID: ⌈({size} − {kernel} + 1)/{stride}⌉ = {windows}; {unseen}"
        noted = state.noted
        return f"{told}{'' if noted == count else f'; without the brackets it would be {noted}'}."
    return f"⌊({size} + {2 * state.before} − {kernel})/{stride}⌋ + 1 = {windows}; {unseen}."


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
    compute=size_state,
    setup=size_setup,
    update=size_update,
    read=size_sentence,
)
