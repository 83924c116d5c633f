"""A convolution net as its maps: a square for each size, as many behind it as there are maps, up to a few."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nbhelpers.architectures import spec
from nbhelpers.build.drawn.blocks import runs, shaped
from nbhelpers.build.drawn.sheet import WORD, Place, Sheet, colour


class Look(NamedTuple):
    """How large a net is drawn: pixels for one of its own, most squares in a stack, the step between them."""

    scale: float
    most: int = 6
    step: float = 4


LENET = (Place(48, 78), Place(178, 78), Place(298, 78), Place(45, 214), Place(123, 214), Place(190, 214),
         Place(252, 214), Place(312, 214))  # fmt: skip

ARROWS = ((86, 130, 50), (226, 262, 50), (80, 100, 200), (147, 178, 200), (202, 240, 200), (264, 300, 200))


def lenet(net: spec.Net, picture: np.ndarray) -> Sheet:
    """Every layer with its name and shape, in two rows; the picture (rows, columns) is what comes in."""
    sheet, look = Sheet(343, 286), Look(1.75)
    shapes = [("input", net.input), *((row.name, row.shape) for row in spec.summary(net))]
    for at, (name, shape) in zip(LENET, shapes, strict=True):
        _layer(sheet, at, name, shape, look)
    inside = (net.input[1] - len(picture)) / 2 * look.scale
    corner = Place(LENET[0].x - 16 * look.scale + inside, LENET[0].y - 32 * look.scale + inside)
    sheet.add("path", d=runs(picture, corner, look.scale), stroke=colour("ink"), stroke_width=look.scale)
    for start, end, y in ARROWS:
        sheet.arrow(Place(start, y), Place(end, y))
    sheet.text(Place(171, 278), "C convolution, S subsampling, F dense", "muted", 13)
    return sheet


def _layer(sheet, foot: Place, name: str, shape: Sequence[int], look: Look) -> None:
    """A stack of maps that stands on `foot`, or a bar for a layer of single units; name and shape below."""
    maps, size, _ = shape
    if size > 1:
        _stack(sheet, foot, min(maps, look.most), size * look.scale, look.step)
    else:
        height = 8 + maps * 0.45
        sheet.box(foot.x - 5, foot.y - height, 10, height)
    sheet.text(Place(foot.x, foot.y + 20), name, size=13.5)
    sheet.text(Place(foot.x, foot.y + 37), shaped(shape) if size > 1 else str(maps), "activation", 12)


def _stack(sheet, foot, count, side, step):
    """Squares one behind the other, the last one first."""
    half = step * (count - 1) / 2
    for n in reversed(range(count)):
        left, low = foot.x - side / 2 - half + step * n, foot.y - step * n
        sheet.add("rect", x=left, y=low - side, width=side, height=side, fill=colour("paper"),
                  stroke=colour("activation"), stroke_width=1.5)  # fmt: skip


def towers(nets: Sequence[spec.Net]) -> Sheet:
    """Nets side by side, from the picture down: a box for each weighted layer, a gap for each pooling."""
    sheet = Sheet(343, 412)
    for net, x in zip(nets, (78, 250), strict=True):
        sheet.text(Place(x, 16), net.name, size=WORD)
        sheet.text(Place(x, 36), shaped(net.input), "activation", 13)
        y = 44
        for layer, row in zip(net.layers, spec.summary(net), strict=True):
            if isinstance(layer, spec.Pool):
                y += 8
                continue
            _box(sheet, x, y, layer, row)
            y += 20
    return sheet


def _box(sheet, x, y, layer, row):
    """A layer with its kernel and its maps or units; on its left how many pixels across its maps are."""
    conv = isinstance(layer, spec.Conv)
    sheet.box(x - 38, y, 98, 17, "weight" if conv else "activation")
    words = f"{layer.k} × {layer.k}, {layer.out}" if conv else f"dense, {layer.out:,}"
    sheet.text(Place(x + 11, y + 13), words, "weight" if conv else "activation", 12)
    if conv:
        sheet.text(Place(x - 44, y + 13), str(row.shape[1]), "activation", 12, "end")
