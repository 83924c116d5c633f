"""A recurrent net and the same net unrolled; one step of an LSTM, with its numbers."""

from __future__ import annotations

import itertools

from nbhelpers.build.drawn.graph import column, links, row
from nbhelpers.build.drawn.sheet import WORD, Place, Sheet, number
from nbhelpers.recurrent import RNN, lstm

SMALL = 11  # px: radius of a unit here
TOP, LOW = 44, 208  # where outputs and inputs stand


def unrolled(net: RNN, steps: int) -> Sheet:
    """Once with its arrow back, then one copy a step; every weight of every copy is a line."""
    sheet = Sheet(343, 254)
    sheet.text(Place(54, 16), "one net")
    sheet.text(Place(226, 16), "unrolled: one copy a step")
    x = [54, *(142 + 78 * t for t in range(steps))]
    copies = [_places(net, middle) for middle in x]
    for before, after in itertools.pairwise(copies[1:]):
        links(sheet, net.W_hh, before[1], after[1])
    for n, (inputs, hidden, outputs) in enumerate(copies):
        links(sheet, net.W_xh, inputs, hidden)
        links(sheet, net.W_hy, hidden, outputs)
        for at in (*inputs, *hidden, *outputs):
            sheet.unit(at, radius=SMALL)
        index = f"_{n}" if n else ""
        sheet.text(Place(x[n], 246), f"x{index}", "activation")
        sheet.text(Place(x[n] + 26, TOP + 5), f"ŷ{index}", "activation")
        sheet.text(Place(x[n] + (30 if n else -34), 165 if n else 112), f"h{index}", "activation")
    for at, name in ((Place(19, 182), "W_xh"), (Place(22, 80), "W_hy"), (Place(94, 84), "W_hh")):
        sheet.text(at, name, "weight", WORD)
    _back(sheet, copies[0][1])
    return sheet


def _places(net, x):
    """(inputs, hidden units, outputs) of one copy; hidden units stand askew, so that no line hides another."""
    hidden = [Place(x + shift.x, at.x) for at, shift in zip(
        row(len(net.W_hh), 104, 140, 0), row(len(net.W_hh), -14, 14, 0), strict=True)]  # fmt: skip
    return row(len(net.W_xh), x - 14, x + 14, LOW), hidden, row(net.W_hy.shape[1], x - 14, x + 14, TOP)


def _back(sheet, hidden):
    """The loop: from the hidden units to themselves."""
    last = hidden[-1]
    right = last.x + 26
    sheet.arrow(Place(last.x + 8, last.y + 9), Place(right, last.y + 9), Place(right, 92), Place(hidden[0].x + 11, 100),
                role="weight", width=2)  # fmt: skip


def cell(net: lstm.LSTM, x_t, h, s) -> Sheet:
    """One step of one unit: the cell along the top, gates and candidate below, each with its value."""
    new_h, new_s, gates = lstm.step(net, x_t, h, s)
    i, f, candidate, o = gates
    sheet = Sheet(343, 246)
    for x, name, value in ((22, "s_0", s), (322, "s_1", new_s)):
        sheet.text(Place(x, 40), name, "activation")
        sheet.text(Place(x, 60), number(value.item(), 2), "activation", WORD)
    sheet.stroke(Place(40, 38), Place(71, 38), role="activation", width=3)
    sheet.stroke(Place(97, 38), Place(167, 38), role="activation", width=3)
    sheet.arrow(Place(193, 38), Place(304, 38), role="activation", width=3)
    for at, sign in ((Place(84, 38), "×"), (Place(180, 38), "+"), (Place(180, 92), "×"), (Place(266, 92), "×")):
        sheet.unit(at, sign, "ink", 13)
    for x, name, value, words in ((84, "f", f, "keep"), (146, "i", i, "let in"), (210, "s̃", candidate, "the news"),
                                  (272, "o", o, "show")):  # fmt: skip
        sheet.box(x - 24, 126, 48, 44, "weight")
        sheet.text(Place(x, 143), name)
        sheet.text(Place(x, 163), number(value.item(), 2), "activation", WORD)
        sheet.arrow(Place(x, 206), Place(x, 172))
        sheet.text(Place(x, 228), words, "muted", WORD)
    for ends in ((84, 126, 84, 53), (150, 126, 172, 104), (206, 126, 188, 104), (180, 79, 180, 53),
                 (270, 126, 267, 107), (266, 39, 266, 77), (279, 92, 304, 92)):  # fmt: skip
        sheet.arrow(Place(*ends[:2]), Place(*ends[2:]))
    sheet.text(Place(242, 68), "tanh", "muted", WORD)
    sheet.text(Place(322, 96), "h_1", "activation")
    sheet.text(Place(322, 116), number(new_h.item(), 2), "activation", WORD)
    sheet.stroke(Place(44, 206), Place(272, 206))
    for at, name in zip(column(2, 196, 222, 22), ("x_1", "h_0"), strict=True):
        sheet.text(at, name, "activation")
    return sheet

