"""Lab `convolution.pooling`: a small patch pooled, and the gradient on its way back."""

import numpy as np

from nbhelpers.convolution.pooling import POOLS
from nbhelpers.lab import Choice, Lab, Panel, Switch, kit
from nbhelpers.lab.words import say

PATCHES = {
    "mixed": ("numbers of every kind", [[8, 1, 0, 2], [3, 4, 5, 1], [0, 6, 7, 7], [2, 2, 7, 3]]),
    "bright": ("a bright line on dark ground", [[0, 9, 0, 0], [0, 9, 0, 0], [0, 9, 0, 0], [0, 9, 0, 0]]),
    "dark": ("a dark line on bright ground", [[9, 0, 9, 9], [9, 0, 9, 9], [9, 0, 9, 9], [9, 0, 9, 9]]),
    "ground": ("quiet ground with one bright speck", [[2, 2, 3, 3], [2, 9, 3, 3], [4, 4, 5, 5], [4, 4, 5, 5]]),
}
GRADIENT = [[4.0, -2.0], [8.0, 1.0]]
TABLES = {4: (0, 0, 1.0), 2: (5.2, 0.7, 1.3)}  # cells across: left, top, width of a cell


def pooling_state(patch, kind, moved):
    """The patch, what pooling makes of it, and the gradient at both ends."""
    x = np.array(PATCHES[patch][1], dtype=float)
    x = np.roll(x, 1, axis=1) if moved else x
    pool, back = POOLS[kind]
    y = pool(x[None, None])[0, 0]
    g = np.array(GRADIENT)
    dx = back(g[None, None], x[None, None], y[None, None])[0, 0]
    return {"patch": patch, "kind": kind, "moved": moved, "x": x, "y": y, "g": g, "dx": dx + 0.0}


def pooling_setup(forward, back):
    return {**_panel(forward, "forward →", "x", "y", "->"), **_panel(back, "← back: gradients", "dx", "g", "<-")}


def _panel(figure, title, pixels, pooled, arrow):
    """Sixteen numbers in groups of four, and four beside them."""
    axes = kit.canvas(figure, (0.01, 0.01, 0.98, 0.88), xlim=(-0.1, 7.9), ylim=(4.1, -0.1))
    axes.set_title(title)
    artists = {**_table(axes, pixels, 4), **_table(axes, pooled, 2)}
    for row, column in np.ndindex(2, 2):
        kit.rectangle(axes, "muted", 2 * column, 2 * row, 2, lw=2)
    axes.annotate("", (5.1, 2), (4.1, 2), arrowprops={"arrowstyle": arrow})
    return artists


def _table(axes, name, across):
    """Cells with a number in each, over a picture of them."""
    left, top, size = TABLES[across]
    image, numbers = kit.picture(axes, 1), []
    for row, column in np.ndindex(across, across):
        x, y = left + column * size, top + row * size
        kit.rectangle(axes, "grid", x, y, size)
        numbers.append(axes.text(x + size / 2, y + size / 2, "", ha="center", va="center", zorder=3))
    return {f"{name} picture": image, name: numbers}


def pooling_update(artists, state):
    for name, role in (("x", "activation"), ("y", "activation"), ("g", "error"), ("dx", "error")):
        numbers = state[name]
        shades = kit.shade(np.abs(numbers), 9.0, role)
        shades[..., 3] *= 0.55
        kit.fill(artists[f"{name} picture"], shades, *TABLES[len(numbers)])
        for text, number in zip(artists[name], numbers.flat, strict=True):
            text.set_text(f"{number:g}")


def pooling_sentence(state):
    x, y = state.x, state.y
    yield _headline(state)
    yield say("The contrast, largest minus smallest, was {before:g} and is {after:g}.", before=np.ptp(x),
              after=np.ptp(y))  # fmt: skip
    yield say("The mean was {before:.3g} and is {after:.3g}.", before=x.mean(), after=y.mean())
    yield say("Going back, the gradient reaches the {reached} winners and no other pixel." if state.kind == "max"
              else "Going back, each of the {reached} pixels receives a quarter of its patch's gradient.",
              reached=np.count_nonzero(state.dx))  # fmt: skip


def _headline(state):
    if state.kind == "mean":
        return say("Mean pooling keeps the mean, but the contrast falls from {before:g} to {after:g}.",
                   before=np.ptp(state.x), after=np.ptp(state.y))  # fmt: skip
    if state.patch == "bright":
        return say("Max pooling keeps the bright line at its full {top:g}.", top=state.y.max())
    if state.patch == "dark":
        return say("Max pooling wipes out the dark line: every patch's largest pixel is ground.")
    if state.patch == "ground":
        return say("One speck of {top:g} now stands for its whole patch.", top=state.y.max())
    return say("Max pooling keeps the largest of every four, and the mean rises to {mean:.3g}.", mean=state.y.mean())


pooling = Lab(
    name="convolution.pooling",
    title="Pooling forward, and the gradient back",
    controls=(
        Choice("patch", "what is pooled", {name: text for name, (text, _) in PATCHES.items()}, default="mixed"),
        Choice("kind", "pooling", {"max": "max: the largest", "mean": "mean"}, default="max"),
        Switch("moved", "moved to the right by one pixel"),
    ),
    panels=(
        Panel("forward", "the pixels, in groups of 2 × 2, and what pooling makes of them", width=350, height=210),
        Panel("back", "the gradients of the four outputs, and what each pixel receives of them", width=350, height=210),
    ),
    compute=pooling_state, setup=pooling_setup, update=pooling_update, read=pooling_sentence,
)  # fmt: skip
