"""Lab `convolution.pooling`: a small patch pooled, and the errors on their way back."""

import numpy as np
from matplotlib.patches import Rectangle

from nbhelpers.convolution.labs.images import fill, picture, shade, stage
from nbhelpers.convolution.pooling import POOLS
from nbhelpers.lab import Choice, Lab, Panel, Switch
from nbhelpers.lab.style import COLOUR

PATCHES = {
    "mixed": ("numbers of every kind", [[8, 1, 0, 2], [3, 4, 5, 1], [0, 6, 7, 7], [2, 2, 7, 3]]),
    "bright": ("a bright line on dark ground", [[0, 9, 0, 0], [0, 9, 0, 0], [0, 9, 0, 0], [0, 9, 0, 0]]),
    "dark": ("a dark line on bright ground", [[9, 0, 9, 9], [9, 0, 9, 9], [9, 0, 9, 9], [9, 0, 9, 9]]),
    "ground": ("quiet ground with one speck", [[2, 2, 3, 3], [2, 9, 3, 3], [4, 4, 5, 5], [4, 4, 5, 5]]),
}
ERRORS = [[4.0, -2.0], [8.0, 1.0]]


def pooling_state(patch, kind, moved):
    """The patch, what pooling makes of it, and the errors at both ends."""
    x = np.array(PATCHES[patch][1], dtype=float)
    x = np.roll(x, 1, axis=1) if moved else x
    pool, back = POOLS[kind]
    y = pool(x[None, None])[0, 0]
    d = np.array(ERRORS)
    dx = back(d[None, None], x[None, None], y[None, None])[0, 0]
    return {"patch": patch, "kind": kind, "moved": moved, "x": x, "y": y, "d": d, "dx": dx + 0.0}


def pooling_setup(first, second):
    artists = {}
    for figure, names in ((first, ("x", "y")), (second, ("dx", "d"))):
        axes = stage(figure, rect=(0.01, 0.01, 0.98, 0.88), side=8)
        axes.set(xlim=(-0.1, 7.9), ylim=(4.1, -0.1))
        axes.set_title("forward →" if names[0] == "x" else "← back: errors")
        for name, left, top, count, size in ((names[0], 0, 0, 4, 1.0), (names[1], 5.2, 0.7, 2, 1.3)):
            image = picture(axes, 1)
            image.set_extent((left, left + count * size, top + count * size, top))
            artists[f"{name} picture"] = image
            artists[name] = []
            for i in range(count):
                for j in range(count):
                    x, y = left + j * size, top + i * size
                    axes.add_patch(Rectangle((x, y), size, size, fill=False, edgecolor=COLOUR["grid"], lw=1))
                    place = (x + size / 2, y + size / 2)
                    artists[name].append(axes.text(*place, "", ha="center", va="center", zorder=3))
        for i in range(2):
            for j in range(2):
                axes.add_patch(Rectangle((2 * j, 2 * i), 2, 2, fill=False, edgecolor=COLOUR["muted"], lw=2))
        axes.annotate("", (5.1, 2), (4.1, 2), arrowprops=dict(arrowstyle="->" if names[0] == "x" else "<-"))
    return artists


def pooling_update(artists, state):
    for name, role in (("x", "activation"), ("y", "activation"), ("d", "error"), ("dx", "error")):
        numbers = state[name]
        side = len(numbers)
        left, top, size = (0, 0, 1.0) if side == 4 else (5.2, 0.7, 1.3)
        light = 0.55 * shade(np.abs(numbers), 9.0, role, role)[..., 3:]
        pale = shade(np.abs(numbers), 9.0, role, role)
        pale[..., 3:] = light
        fill(artists[f"{name} picture"], pale, left, top, size)
        for text, number in zip(artists[name], numbers.ravel(), strict=True):
            text.set_text(f"{number:g}")


def pooling_sentence(state):
    x, y, kind, dx = state.x, state.y, state.kind, state.dx
    reached = int((dx != 0).sum())
    name = PATCHES[state.patch][0]
    contrast = f"contrast {x.max() - x.min():g} before and {y.max() - y.min():g} after, mean {x.mean():.3g} before and "
    contrast += f"{y.mean():.3g} after"
    if kind == "max":
        way = f"going back, errors reach the {reached} winners and nobody else"
    else:
        way = f"going back, errors reach all {reached} pixels, a quarter each"
    lost = ""
    if kind == "max" and state.patch == "dark":
        lost = " (the line is gone: the largest of every patch is ground)"
    return f"{kind.capitalize()} pooling of {name}: {contrast}{lost}; {way}."


pooling = Lab(
    name="convolution.pooling",
    title="Pooling, there and back",
    controls=(
        Choice("patch", "what is pooled", {name: text for name, (text, _) in PATCHES.items()}, default="mixed"),
        Choice("kind", "pooling", {"max": "max: the largest", "mean": "mean"}, default="max"),
        Switch("moved", "moved to the right by one pixel"),
    ),
    panels=(
        Panel("forward", "the pixels, in groups of 2 × 2, and what pooling makes of them", width=350, height=210),
        Panel("back", "the errors of the four outputs, and what each pixel gets of them", width=350, height=210),
    ),
    compute=pooling_state,
    setup=pooling_setup,
    update=pooling_update,
    read=pooling_sentence,
)
