"""One head of attention: the query of the last word meets every key, and the weights mix the values."""

from __future__ import annotations

import numpy as np

from nbhelpers.build.drawn.sheet import WORD, Place, Sheet, number

COLUMNS = (42, 132, 222)  # middle of each word's boxes
ASKS = 306  # middle of the query's box
HALF, HIGH = 40, 28  # px: half the width of a box, its height


def head(words, Q, K, V, p, Y) -> Sheet:
    """From the words below to what the last one receives above; every number is of the head itself."""
    sheet = Sheet(343, 342)
    asks = len(words) - 1
    for n, (x, word) in enumerate(zip(COLUMNS, words, strict=True)):
        for start, end in ((312, 296), (262, 232), (198, 168), (138, 74)):
            top = Place(132 + (x - 132) * 0.14, end) if end == 74 else Place(x, end)
            sheet.arrow(Place(x, start), top)
        sheet.text(Place(x, 330), word, size=WORD)
        _box(sheet, x, 264, f"K_{n + 1}", K[n])
        sheet.box(x - 26, 200, 52, 30, "weight", "weight")
        sheet.text(Place(x, 220), number(p[asks, n], 2), "paper", WORD)
        _box(sheet, x, 138, f"V_{n + 1}", V[n])
    sheet.arrow(Place(COLUMNS[asks] + 14, 318), Place(ASKS - 8, 296))
    _box(sheet, ASKS, 264, f"Q_{asks + 1}", Q[asks], 35)
    sheet.stroke(Place(ASKS, 262), Place(ASKS, 247), Place(COLUMNS[0], 247), role="muted", dash=True)
    sheet.unit(Place(132, 60), "+", "activation", 13)
    sheet.arrow(Place(147, 60), Place(190, 60))
    sheet.text(Place(234, 56), f"Y_{asks + 1}", "activation")
    sheet.text(Place(234, 76), _pair(Y[asks], 2), "activation", WORD)
    for at, name in ((Place(296, 220), "weights p"), (Place(296, 157), "values"), (Place(120, 24), "a weighted mean")):
        sheet.text(at, name, "muted", WORD)
    return sheet


def _box(sheet, x, top, name, row, half=HALF):
    sheet.box(x - half, top, 2 * half, HIGH + 2)
    sheet.text(Place(x - half + 15, top + 20), name)
    sheet.text(Place(x + half - 24, top + 20), _pair(row, 0), "activation", WORD)


def _pair(row: np.ndarray, digits: int) -> str:
    return f"({', '.join(number(value, digits) for value in row)})"
