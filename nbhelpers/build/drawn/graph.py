"""Units and the weights between them, each unit and each weight as the net's own arrays have them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from nbhelpers import backprop
from nbhelpers.boltzmann.learning import Machine
from nbhelpers.build.drawn.sheet import RADIUS, Place, Sheet, number
from nbhelpers.nn.mlp import MLP
from nbhelpers.rbm import RBM
from nbhelpers.tuning import maxout as largest

MIDDLE = Place(150, 152)  # of the ring of a Hopfield net
STEP = 86  # px from a layer of a deep belief net to the next


def row(count: int, left: float, right: float, y: float) -> list[Place]:
    """So many places side by side, evenly between two ends; a single one in the middle."""
    step = (right - left) / max(count - 1, 1)
    return [Place(left + step * i if count > 1 else (left + right) / 2, y) for i in range(count)]


def column(count: int, top: float, bottom: float, x: float) -> list[Place]:
    """As `row`, one below the other."""
    return [Place(x, at.x) for at in row(count, top, bottom, 0)]


def ring(count: int, middle: Place, radius: float, start: float) -> list[Place]:
    """Places round a circle, clockwise; the first stands `start` degrees from the top."""
    turns = (math.radians(start + 360 * i / count) for i in range(count))
    return [Place(middle.x + radius * math.sin(a), middle.y - radius * math.cos(a)) for a in turns]


def links(sheet: Sheet, weights: np.ndarray, start: Sequence[Place], end: Sequence[Place], **look) -> None:
    """A line for each weight (n, k) that is not 0, from the n places to the k."""
    for i, j in np.argwhere(weights):
        sheet.link(start[i], end[j], **look)


def units(sheet: Sheet, places: Sequence[Place], name: str, **look) -> None:
    """The units of a layer, numbered from 1."""
    for n, at in enumerate(places, start=1):
        sheet.unit(at, f"{name}_{n}", **look)


def net(net: backprop.Net) -> Sheet:
    """Inputs, hidden units and outputs from the left to the right, with every weight and threshold and its value."""
    sheet = Sheet(343, 270)
    x, b = column(len(net.v), 74, 184, 22), column(len(net.gamma), 74, 184, 190)
    y_hat = column(len(net.theta), 129, 129, 318)
    for name, weights, start, end in (("v", net.v, x, b), ("w", net.w, b, y_hat)):
        links(sheet, weights, start, end)
        for i, j in np.argwhere(weights):
            sheet.head(start[i], end[j].shortened(start[i], RADIUS + 1), "weight")
            _named(sheet, start[i], end[j], f"{name}_{i + 1}{j + 1}", number(weights[i, j], 1))
    units(sheet, x, "x"), units(sheet, b, "b"), units(sheet, y_hat, "ŷ")
    for name, thresholds, places in (("γ", net.gamma, b), ("θ", net.theta, y_hat)):
        for n, (at, value) in enumerate(zip(places, thresholds, strict=True), start=1):
            _threshold(sheet, at, f"{name}_{n} = {number(value, 1)}", -1 if at.y < 130 else 1)
    for at, words in ((Place(24, 263), "inputs"), (Place(190, 263), "hidden units"), (Place(318, 263), "output")):
        sheet.text(at, words, "activation")
    return sheet


def _named(sheet, start, end, name, value):
    """A weight's name near its beginning, its value after it, away from where lines cross."""
    for share, words in ((0.27, name), (0.68 if end.x < 300 else 0.6, value)):
        at = start.toward(end, share)
        sheet.text(Place(at.x, at.y + 5), words, "weight", halo=True)


def _threshold(sheet, at, words, away):
    """A threshold acts on its unit from above (-1) or from below (1)."""
    sheet.arrow(Place(at.x, at.y + 36 * away), Place(at.x, at.y + (RADIUS + 2) * away), role="weight")
    sheet.text(Place(at.x - (15 if at.x > 300 else 0), at.y + (44 if away < 0 else 52) * away), words, "weight")


def maxout(weights: np.ndarray, x: np.ndarray, pieces: int) -> Sheet:
    """Inputs, the pieces of each unit in a frame, those that win filled, and the outputs."""
    sheet, z = Sheet(343, 238), x[None] @ weights
    h = largest.maxout(z, pieces)
    won = largest.maxout_backward(np.ones_like(h), z, pieces)
    inputs, outputs = column(len(x), 62, 158, 24), column(h.size, 62, 158, 318)
    places = [at for middle in outputs for at in column(pieces, middle.y - 22, middle.y + 22, 150)]
    _framed(sheet, outputs)
    links(sheet, weights, inputs, places)
    units(sheet, inputs, "x")
    for at, value, filled in zip([*places, *outputs], [*z[0], *h[0]], [*won[0], *np.ones(h.size)], strict=True):
        sheet.unit(at, number(value, 0), on=bool(filled))
    for at, words in ((27, "inputs"), (150, "pieces z"), (304, "outputs h")):
        sheet.text(Place(at, 231), words, "activation")
    return sheet


def _framed(sheet, outputs):
    """A frame for the pieces of each unit, and an arrow from it to the unit's output."""
    for at in outputs:
        sheet.box(120, at.y - 46, 60, 92, "muted")
        sheet.arrow(Place(181, at.y), Place(299, at.y), role="activation")
        sheet.text(Place(240, at.y - 9), "max", "activation")


def hopfield(weights: np.ndarray, x: np.ndarray) -> Sheet:
    """Every unit linked with every other one; full lines are positive weights, dashed ones negative."""
    sheet, places = Sheet(300, 318), ring(len(x), MIDDLE, 98, 0)
    for i, j in np.argwhere(np.triu(weights)):
        sheet.link(places[i], places[j], dash=weights[i, j] < 0)
    for i, (at, state) in enumerate(zip(places, x, strict=True), start=1):
        sheet.unit(at, number(state, 0).replace("1", "1" if state < 0 else "+1"), on=state > 0, radius=20)
        out = MIDDLE.toward(at, 1.34)
        sheet.text(Place(out.x, out.y + 5), f"x_{i}")
    _key(sheet, 303, "w_ij > 0", "w_ij < 0")
    return sheet


def _key(sheet, y, full, dashed):
    for x, words, dash in ((36, full, False), (172, dashed, True)):
        sheet.stroke(Place(x, y), Place(x + 34, y), role="weight", width=2, dash=dash)
        sheet.text(Place(x + 42, y + 5), words, "weight", anchor="start")


def boltzmann(machine: Machine) -> Sheet:
    """Visible and hidden units, every one linked with every other one."""
    sheet, visible = Sheet(343, 242), machine.visible
    places = ring(len(machine.thresholds), Place(130, 118), 104, 108)
    for i, j in np.argwhere(np.triu(machine.weights)):
        sheet.link(places[i], places[j])
    at = places[2].toward(places[3], 0.5)
    sheet.text(Place(at.x - 18, at.y + 3), "w_ij", "weight")
    units(sheet, places[:visible], "v", on=True)
    units(sheet, places[visible:], "h")
    sheet.text(Place(250, 40), "hidden", "activation", anchor="start")
    sheet.text(Place(258, 180), "visible:", "activation", anchor="start")
    sheet.text(Place(258, 198), "the data", "activation", anchor="start")
    return sheet


def rbm(machine: RBM) -> Sheet:
    """Two layers; no line within one."""
    sheet = Sheet(343, 236)
    v, h = row(len(machine.b), 24, 222, 180), row(len(machine.c), 40, 206, 56)
    links(sheet, machine.W, v, h)
    at = v[-1].toward(h[-1], 0.5)
    sheet.text(Place(at.x + 20, at.y + 4), "w_ij", "weight")
    units(sheet, v, "v", on=True)
    units(sheet, h, "h")
    for places, name, y in ((v, "b", 226), (h, "c", 26)):
        for n, at in enumerate(places, start=1):
            sheet.text(Place(at.x, y), f"{name}_{n}", "weight")
    sheet.text(Place(252, 54), "hidden layer", "activation", anchor="start")
    sheet.text(Place(252, 178), "visible layer", "activation", anchor="start")
    sheet.text(Place(252, 26), "biases", "weight", anchor="start")
    sheet.text(Place(252, 226), "biases", "weight", anchor="start")
    return sheet


def autoencoder(net: MLP) -> Sheet:
    """All layers from the left to the right; the middle one is the code."""
    encoder, decoder = (layer.weights for layer in net.layers)
    n, k = encoder.shape
    sheet, step = Sheet(343, 320), 33
    middle = 30 + step * (n - 1) / 2
    x, x_hat = (column(n, 30, 30 + step * (n - 1), at) for at in (50, 293))
    h = column(k, middle - step * (k - 1) / 2, middle + step * (k - 1) / 2, 171.5)
    links(sheet, encoder, x, h, width=1.2)
    links(sheet, decoder, h, x_hat, width=1.2)
    for places in (x, h, x_hat):
        for at in places:
            sheet.unit(at, radius=12, role="target" if places is x else "activation", on=places is h)
    for at, name in ((Place(110, 52), "W"), (Place(233, 52), "V")):
        sheet.text(at, name, "weight")
    return _captioned(sheet, n, k)


def _captioned(sheet, n, k):
    """What the columns are, under them."""
    for at, name, words, count, role in (
        (50, "x", "input", n, "target"), (171.5, "h", "code", k, "activation"),
        (293, "x̂", "reconstruction", n, "activation"),
    ):  # fmt: skip
        sheet.text(Place(at, 292), f"{name}: {count} numbers", role, 13.5)
        sheet.text(Place(min(at, 290), 312), words, role)
    return sheet


def deep_belief(stack: Sequence[RBM], classes: int = 0) -> Sheet:
    """Layers one above the other: the two on top talk both ways, below them the net leads down, recognition up.

    The last `classes` visible units of the top machine are labels.
    """
    sheet, top = Sheet(343, 62 + STEP * len(stack)), len(stack)
    sizes = [len(stack[0].b), *(len(machine.c) for machine in stack)]
    for level, size in enumerate(sizes):
        at = 32 + STEP * (top - level)
        _layer(sheet, at, f"h_{level}" if level else "v", size, classes if level == top - 1 else 0)
        if level < top:
            _between(sheet, at - STEP + 22, at - 22, level + 1, both=level == top - 1)
    return sheet


def _layer(sheet, y, name, size, labels):
    """A layer as a row of a few units in a frame, with its name and its number of units; labels beside it."""
    right = 178 if labels else 264
    sheet.text(Place(24, y + 6), name)
    _row_of(sheet, y, 48, right, "activation", on=name == "v")
    if labels:
        _row_of(sheet, y, 190, 264, "target", on=False)
        sheet.text(Place(274, y + 14), f"{labels} labels", "target", anchor="start")
    sheet.text(Place(274, y + (-3 if labels else 5)), f"{size} units", "activation", anchor="start")


def _row_of(sheet, y, left, right, role, on):
    """The first units of a layer, dots, and its last one."""
    sheet.box(left, y - 19, right - left, 38, "grid")
    *first, skipped, last = row(round((right - left - 34) / 25) + 1, left + 17, right - 17, y)
    for at in (*first, last):
        sheet.unit(at, "", role, 9.5, on)
    sheet.dots(skipped, role=role)


def _between(sheet, top, bottom, level, both):
    """The arrows between two layers: one with two heads on top, else one down and a dashed one up."""
    middle = (top + bottom) / 2
    if both:
        for end in (top, bottom):
            sheet.arrow(Place(130, middle), Place(130, end), role="weight", width=3)
        sheet.text(Place(112, middle + 5), "both ways", anchor="end")
    else:
        sheet.arrow(Place(130, top), Place(130, bottom), role="weight", width=3)
        sheet.arrow(Place(190, bottom), Place(190, top), dash=True)
        sheet.text(Place(112, middle + 5), "dreams", anchor="end")
        sheet.text(Place(206, middle + 5), "recognises", anchor="start")
    sheet.text(Place(160, middle + 5), f"W_{level}", "weight")
