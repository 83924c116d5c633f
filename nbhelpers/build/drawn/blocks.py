"""Blocks of layers, from the top to the bottom, with the shapes that they give."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from nbhelpers.architectures import spec
from nbhelpers.architectures.residual import Stack
from nbhelpers.build.drawn.sheet import WORD, Place, Sheet, colour
from nbhelpers.convolution import layers as parts
from nbhelpers.nn.mlp import MLP

PATHS = (126, 190, 253, 316)  # px: where the paths of an Inception block run


def shaped(shape: Sequence[int]) -> str:
    return " × ".join(f"{size:,}" for size in shape)


def cbapd(layers: Sequence[parts.Layer], shape: tuple[int, ...]) -> Sheet:
    """Layers that an input of this shape goes through, with the shape of what each gives."""
    sheet, x = Sheet(343, 34 + 68 * len(layers)), np.zeros((2, *shape))
    for place, layer in enumerate(layers):
        top = 30 + 68 * place
        _between(sheet, top, x.shape[1:])
        letter, words, detail = _said(layer)
        sheet.box(4, top, 160, 36, _role(layer))
        sheet.text(Place(26, top + 25), letter, size=20)
        sheet.text(Place(50, top + 23), words, anchor="start")
        sheet.text(Place(176, top + 23), detail, _role(layer), WORD, "start")
        x = layer.forward(x)
    _between(sheet, 30 + 68 * len(layers), x.shape[1:])
    return sheet


def _between(sheet, y, shape):
    """An arrow that ends at this height, with the shape of what goes along it."""
    sheet.arrow(Place(84, y - 30), Place(84, y - 2))
    sheet.text(Place(96, y - 10), shaped(shape), "activation", 15, "start")


def _role(layer) -> str:
    """Blue for a layer that learns."""
    return "weight" if layer.parameters else "muted"


def _said(layer) -> tuple[str, str, str]:
    """A layer's letter, its name, and its one detail."""
    match layer:
        case parts.Conv():
            kernels, _, k, _ = layer.parameters["w"].shape
            return "C", "convolution", f"{kernels} kernels of {k} × {k}"
        case parts.BatchNorm():
            return "B", "batch norm", f"γ and β, {len(layer.parameters['gamma'])} each"
        case parts.Activation():
            return "A", "activation", "ReLU"
        case parts.Pool():
            return "P", "pooling", f"the largest of {layer.size} × {layer.size}"
    return "D", "dropout", f"p = {layer.p}, in training"


def residual(plain: Stack, with_skip: Stack) -> Sheet:
    """One block of each, side by side: the same layers, and where there is a skip, the input added."""
    sheet = Sheet(343, 352)
    for net, x, words in ((plain, 66, "plain"), (with_skip, 230, "residual")):
        sheet.text(Place(x, 16), words)
        _chain(sheet, net, x)
    return sheet


def _chain(sheet, net, x):
    """h, the block's layers with a relu between them, the sum if there is one, the last relu, h'."""
    inner, outer = net.blocks[0]
    steps = [("h", None), ("W_1", inner), ("relu", None), ("W_2", outer)]
    steps += [("+", None)] * net.skip + [("relu", None), ("h′", None)]
    gap = 280 / (len(steps) - 1)
    places = [Place(x, 54 + gap * n) for n in range(len(steps))]
    for before, at in itertools.pairwise(places):
        sheet.arrow(Place(x, before.y + 14), Place(x, at.y - 15))
    for at, (words, layer) in zip(places, steps, strict=True):
        _step(sheet, at, words, layer)
    if net.skip:
        _shortcut(sheet, places[0], places[4])


def _step(sheet, at, words, layer):
    if words in ("h", "h′"):
        sheet.text(Place(at.x, at.y + 5), words, "activation")
    elif words == "+":
        sheet.unit(at, words, radius=13)
    else:
        half = 58 if layer else 27
        sheet.box(at.x - half, at.y - 14, 2 * half, 28, "weight" if layer else "muted")
        said = f"{words}: {shaped(layer.weights.shape)}" if layer else words
        sheet.text(Place(at.x, at.y + 5), said, "weight" if layer else "ink", WORD)


def _shortcut(sheet, start, end):
    """The way past the two layers, from h to the sum."""
    right = start.x + 76
    sheet.arrow(Place(start.x + 14, start.y), Place(right, start.y), Place(right, end.y), Place(end.x + 15, end.y),
                role="activation", width=3)  # fmt: skip
    sheet.text(Place(right - 28, start.y - 9), "shortcut", "activation")


def inception(block: spec.Split, one: spec.Conv, shape: spec.Shape) -> Sheet:
    """A layer of one kernel size, and beside it a block of parallel paths that gives as many maps."""
    sheet, at = Sheet(343, 316), spec.input_row(shape)
    for x, words, layer in ((50, "one layer", one), (224, "Inception block", block)):
        row = spec.after(layer, at)
        sheet.text(Place(x, 15), words)
        for y, says, role in ((37, shaped(shape), "activation"), (266, shaped(row.shape), "activation"),
                              (290, f"{row.parameters:,}", "weight"), (308, "parameters", "weight")):  # fmt: skip
            sheet.text(Place(x, y), says, role, WORD)
    _path(sheet, 50, (one,), 44, 252)
    for x, path in zip(PATHS, block.paths, strict=True):
        _path(sheet, x, path, 60, 236)
    sheet.stroke(*(Place(x, 60) for x in (PATHS[0], PATHS[-1])))
    sheet.stroke(*(Place(x, 236) for x in (PATHS[0], PATHS[-1])))
    sheet.stroke(Place(224, 44), Place(224, 60))
    sheet.arrow(Place(224, 236), Place(224, 252))
    return sheet


def _path(sheet, x, path, top, bottom):
    """One way through the block: its layers between two heights; at the lower edge of the page it is an arrow."""
    places = [148] if len(path) == 1 else [112, 184]
    for start, y in zip((top, *(y + 24 for y in places)), places, strict=False):
        sheet.arrow(Place(x, start), Place(x, y - 24))
    for y, layer in zip(places, path, strict=True):
        role, ink = ("weight", "weight") if isinstance(layer, spec.Conv) else ("muted", "ink")
        sheet.box(x - 26, y - 22, 52, 44, role)
        sheet.text(Place(x, y - 4), f"{layer.k} × {layer.k}", ink, WORD)
        sheet.text(Place(x, y + 14), str(layer.out) if ink == role else layer.kind, ink, WORD)
    way = sheet.arrow if bottom > 240 else sheet.stroke
    way(Place(x, places[-1] + 23), Place(x, bottom))


def denoising(net: MLP, clean: np.ndarray, damaged: np.ndarray, mended: np.ndarray) -> Sheet:
    """A clean picture, the damage in front of the net, the net, what comes out, and what it is measured against."""
    sheet = Sheet(343, 300)
    n, k, _ = (len(net.layers[0].weights), *(len(layer.bias) for layer in net.layers))
    for corner, picture, role, name in (
        (Place(6, 28), clean, "target", "x"), (Place(6, 190), damaged, "noise", "x̃"),
        (Place(253, 190), mended, "activation", "x̂"),
    ):  # fmt: skip
        _picture(sheet, corner, picture, role)
        sheet.text(Place(corner.x + 42, corner.y - 8 if role == "target" else corner.y + 104), name, role)
    sheet.arrow(Place(48, 114), Place(48, 186), role="noise")
    sheet.text(Place(58, 152), "noise", "noise", anchor="start")
    _hourglass(sheet, n, k)
    sheet.arrow(Place(94, 70), Place(273, 70), role="target", dash=True)
    sheet.text(Place(176, 60), "clean: the target", "target")
    sheet.arrow(Place(295, 188), Place(295, 92), role="activation")
    sheet.unit(Place(295, 70), "E", "energy", 20)
    return sheet


def _hourglass(sheet, n, k):
    """Encoder and decoder as two funnels, with the numbers of units."""
    sheet.arrow(Place(92, 232), Place(112, 232))
    for wide, narrow in ((114, 160), (230, 184)):
        corners = (Place(wide, 190), Place(narrow, 216), Place(narrow, 248), Place(wide, 274), Place(wide, 190))
        sheet.stroke(*corners, role="weight", width=2)
    sheet.arrow(Place(232, 232), Place(251, 232))
    sheet.stroke(Place(160, 232), Place(184, 232))
    for x, name in ((137, "f"), (207, "g"), (172, "h")):
        sheet.text(Place(x, 237 if name != "h" else 212), name, "weight" if name != "h" else "activation")
    for x, size in ((114, n), (172, k), (230, n)):
        sheet.text(Place(x, 292), str(size), "activation", WORD)


def _picture(sheet, corner, pixels, role, side=84):
    """Black and white pixels (rows, columns) of 3 x 3 px each, one stroke for each run of ink."""
    sheet.box(*corner, side, side, role)
    sheet.add("path", d=runs(pixels, corner), stroke=colour(role), stroke_width=3)


def runs(pixels: np.ndarray, corner: Place, step: int = 3) -> str:
    """The ink of a picture as strokes from the left to the right."""
    d = []
    for y, line in enumerate(pixels):
        edges = np.flatnonzero(np.diff([0, *line.astype(int), 0]))
        for first, after in edges.reshape(-1, 2).tolist():
            d.append(f"M{corner.x + step * first:g} {corner.y + step * (y + 0.5):g}h{step * (after - first)}")
    return "".join(d)
