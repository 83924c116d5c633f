"""One unit: what it computes, and as a graph of steps with the derivative of each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nbhelpers import backprop
from nbhelpers.build.drawn.sheet import WORD, Place, Sheet, number

ADD, SQUASH, ERROR = Place(182, 130), Place(252, 130), Place(322, 130)  # the last three steps of the graph
STEEP = np.linspace(-6, 6, 25)  # weighted sums at which the S is drawn


def unit(f: Callable) -> Sheet:
    """Inputs, weights, the sum less the threshold, the function f as it is, the output."""
    sheet, middle, out = Sheet(343, 204), Place(160, 92), Place(325, 92)
    inputs = {"1": Place(20, 28), "2": Place(20, 78), "n": Place(20, 156)}
    for name, at in inputs.items():
        sheet.link(at, middle)
        half = at.toward(middle, 0.5)
        sheet.text(Place(half.x, half.y + 5), f"w_{name}", "weight", halo=True)
        sheet.unit(at, f"x_{name}")
    sheet.dots(Place(20, 117), down=True)
    sheet.arrow(Place(160, 36), Place(160, 68), role="weight")
    sheet.text(Place(160, 27), "− θ", "weight")
    sheet.unit(middle, "Σ", radius=23)
    sheet.arrow(Place(183, 92), Place(221, 92))
    sheet.text(Place(200, 84), "u")
    _curve(sheet, f, Place(223, 64))
    sheet.arrow(Place(281, 92), Place(307, 92))
    sheet.unit(out, "ŷ")
    words = {"inputs": (21, "activation"), "weights": (88, "weight"), "sum": (160, "ink"), "S-function": (251, "ink"),
             "output": (318, "activation")}  # fmt: skip
    for word, (x, role) in words.items():
        sheet.text(Place(x, 197), word, role)
    return sheet


def _curve(sheet: Sheet, f: Callable, corner: Place, side: float = 56) -> None:
    """A box with the function in it, from 0 at its lower edge to 1 at its upper one."""
    sheet.box(*corner, side, side)
    over = corner.x + 6 + (STEEP - STEEP[0]) / np.ptp(STEEP) * (side - 12)
    up = corner.y + side - 8 - np.asarray(f(STEEP)) * (side - 16)
    sheet.stroke(*map(Place, over.tolist(), up.tolist()), role="activation", width=2.5)
    sheet.text(Place(corner.x + side / 2, corner.y - 9), "f")


def graph(net: backprop.Net, x, y) -> Sheet:
    """The output unit of a net with two hidden units and one output, and its error, as steps.

    Above each arrow forward its value, below the arrow back the derivative of the step in this value.
    """
    sheet, signals = Sheet(343, 272), backprop.forward(net, x)
    z, y_hat, miss = signals.beta[0] - net.theta[0], signals.y_hat[0], signals.y_hat[0] - y[0]
    for h, away in enumerate((-1, 1)):
        _product(sheet, h + 1, Place(86, 130 + 44 * away), away, net.w[h, 0], signals.b[h])
    _upright(sheet, Place(182, 64), ADD, net.theta[0], -1, "θ_1", "weight")
    _upright(sheet, Place(322, 64), ERROR, y[0], None, "y_1", "target")
    _level(sheet, ADD, SQUASH, z, y_hat * (1 - y_hat))
    _level(sheet, SQUASH, ERROR, y_hat, miss)
    sheet.unit(ADD, "Σ", "muted", 14)
    sheet.unit(SQUASH, "f", "muted", 14)
    sheet.unit(ERROR, "E", "energy", 16)
    sheet.text(Place(343, 168), f"E = {_short(miss**2 / 2)}", "energy", WORD, "end")
    sheet.text(Place(343, 236), "→ values, going forward", "activation", anchor="end")
    sheet.text(Place(343, 258), "← local derivatives, going back", "error", anchor="end")
    return sheet


def _product(sheet, h, at, away, w, b):
    """Weight times activation: the one from above (-1) or below (1), the other from the left."""
    _upright(sheet, Place(at.x, at.y + 66 * away), at, w, b, f"w_{h}1", "weight")
    sheet.unit(Place(18, at.y), f"b_{h}", radius=16)
    _level(sheet, Place(18, at.y), at, b, w)
    _level(sheet, at, ADD, w * b, 1, aside=away)
    sheet.unit(at, "×", "muted", 14)


def _level(sheet, start, end, value, derivative, aside=0):
    """An arrow forward and one back; above them the value, below the derivative; `aside` of a slanting arrow."""
    here, there = start.shortened(end, 18), end.shortened(start, 17)
    sheet.arrow(*(Place(at.x, at.y - 3) for at in (here, there)), role="activation", width=1.5)
    sheet.arrow(*(Place(at.x, at.y + 3) for at in (there, here)), role="error", width=1.5)
    middle = here.toward(there, 0.34 if aside else 0.5)
    sheet.text(Place(middle.x - 12 * aside, middle.y - 9), _short(value), "activation", 13)
    sheet.text(Place(middle.x + 12 * aside, middle.y + 19), _short(derivative), "error", 13)


def _upright(sheet, start, end, value, derivative, name, role):
    """A leaf above or below its step: the value on the right of the arrow, the derivative on the left of the other."""
    sheet.unit(start, name, role, 16)
    here, there = start.shortened(end, 17), end.shortened(start, 17)
    middle = here.toward(there, 0.5)
    sheet.arrow(*(Place(at.x + 3, at.y) for at in (here, there)), role=role, width=1.5)
    sheet.text(Place(middle.x + 9, middle.y + 4), _short(value), role, 13, "start")
    if derivative is not None:
        sheet.arrow(*(Place(at.x - 3, at.y) for at in (there, here)), role="error", width=1.5)
        sheet.text(Place(middle.x - 9, middle.y + 4), _short(derivative), "error", 13, "end")


def _short(value) -> str:
    """Two digits after the point, or none for a whole number."""
    return number(value, 0 if value == round(value) else 2)
