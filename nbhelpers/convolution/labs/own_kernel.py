"""Lab `convolution.own_kernel`: nine weights to be set one by one, and the map that they make of a digit."""

import numpy as np

from nbhelpers.convolution import correlate
from nbhelpers.convolution.labs.images import BOX, DIGITS, digit
from nbhelpers.lab import Choice, Lab, Panel, Range, kit
from nbhelpers.lab.words import percent, say

PLACES = {
    "nw": "top left", "n": "top", "ne": "top right", "w": "left", "middle": "middle", "e": "right",
    "sw": "bottom left", "s": "bottom", "se": "bottom right",
}  # fmt: skip
RECORDED = {"w": (-1.0, 0.0, 1.0), "middle": (-1.0, 0.0, 1.0, 2.0), "e": (-1.0, 0.0, 1.0)}
FIRST = {"w": -1.0, "e": 1.0}
CELL = 64


def own_state(image, **weights):
    """The kernel, the digit and its map."""
    x, w = digit(image), np.reshape([weights[place] for place in PLACES], (3, 3))
    return {"x": x, "w": w, "y": correlate(x, w), "total": float(w.sum())}


def own_setup(seen, kernel, answer):
    left = kit.canvas(seen, BOX, "the digit x", 28)
    kit.rectangle(left, "grid", width=28)
    middle = kit.canvas(kernel, width=222, height=250)
    kit.note(middle, 15, 20, "the kernel w", "weight", 12)
    cells = kit.picture(middle, 1)
    numbers = []
    for row, column in np.ndindex(3, 3):
        x, y = 15 + CELL * column, 30 + CELL * row
        kit.rectangle(middle, "grid", x, y, CELL)
        numbers.append(kit.note(middle, x + CELL / 2, y + CELL / 2, size=14, ha="center", va="center", zorder=3))
    right = kit.canvas(answer, BOX, "the map y", 28)
    kit.rectangle(right, "grid", 1, 1, width=26)
    return {
        "x": kit.picture(left), "cells": cells, "weights": numbers, "total": kit.note(middle, 15, 242, size=12),
        "y": kit.picture(right),
    }  # fmt: skip


def own_update(artists, state):
    w = state.w
    kit.fill(artists.x, kit.shade(state.x))
    shades = kit.shade(w, 2.0, "weight")
    shades[..., 3] *= 0.5
    kit.fill(artists.cells, shades, 15, 30, CELL)
    for text, weight in zip(artists.weights, w.flat, strict=True):
        text.set_text(f"{weight:g}")
    artists.total.set_text(f"sum of the weights: {state.total:g}")
    kit.fill(artists.y, kit.shade(state.y, max(np.abs(w[w > 0]).sum(), np.abs(w[w < 0]).sum(), 1e-9), levels=14), 1, 1)


def own_sentence(state):
    w, y = state.w, np.round(state.y, 9)
    yield _headline(w, state.total)
    yield say("In the map {above} of the numbers are above zero and {below} below.", above=percent((y > 0).mean()),
              below=percent((y < 0).mean()))  # fmt: skip
    if not w.any():
        return
    turned = w[::-1, ::-1]
    if np.array_equal(turned, w):
        yield say("Rotated by half a turn, the kernel is the same: convolution and correlation agree.")
    elif np.array_equal(turned, -w):
        yield say("Rotated by half a turn, the kernel would make the same map with all signs changed.")
    else:
        yield say("Rotated by half a turn, the kernel would make another map.")


def _headline(w, total):
    if not w.any():
        return say("All weights are 0, and so is the map.")
    if np.count_nonzero(w) == 1 and w[1, 1]:
        return say("Only the middle weight counts: each pixel is multiplied by {weight:g}.", weight=w[1, 1])
    if w.min() >= 0:
        return say("No weight is negative: the map has nothing below zero.")
    if w.max() <= 0:
        return say("No weight is positive: the map has nothing above zero.")
    if abs(total) < 1e-9:
        return say("The weights add up to 0: where the ink is even, the map is 0.")
    return say("Where the ink is even, it is multiplied by {total:g}, the sum of the weights.", total=total)


own_kernel = Lab(
    name="convolution.own_kernel",
    title="A kernel of your own",
    controls=(
        Choice("image", "digit", DIGITS, default="3", recorded=("3", "7")),
        *(Range(name, f"weight {place}", -2.0, 2.0, default=FIRST.get(name, 0.0), step=0.5,
                recorded=RECORDED.get(name, ())) for name, place in PLACES.items()),
    ),
    panels=(
        Panel("seen", "the digit", width=222, height=250),
        Panel("kernel", "the nine weights; blue above zero, grey below", width=222, height=250),
        Panel("answer", "the map that they make; teal above zero, grey below", width=222, height=250),
    ),
    compute=own_state, setup=own_setup, update=own_update, read=own_sentence,
)  # fmt: skip
