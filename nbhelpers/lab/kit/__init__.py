"""What the pictures of labs are made of: axes, marks that wait for a state, pictures of pixels, shapes in one path.

A piece is laid by `setup`, empty, in the colour of a role of `lab.style`; `update` gives it its numbers. Whatever a
piece does not say goes on to Matplotlib by the name that Matplotlib has for it: `line(axes, "weight", lw=1.4)`.
"""

from nbhelpers.lab.kit.axes import axes, bare, canvas, frame, percents, powers, sheet
from nbhelpers.lab.kit.columns import chosen, columns, grow, lift, strokes, whiskers
from nbhelpers.lab.kit.images import fill, mosaic, picture, shade
from nbhelpers.lab.kit.marks import (
    DASHED,
    DOTTED,
    around,
    band,
    dots,
    level,
    line,
    note,
    outline,
    put,
    rectangle,
    ring,
    spread_labels,
    upright,
)

__all__ = [
    "DASHED", "DOTTED", "around", "axes", "band", "bare", "canvas", "chosen", "columns", "dots", "fill",
    "frame", "grow", "level", "lift", "line", "mosaic", "note", "outline", "percents", "picture", "powers", "put",
    "rectangle", "ring", "shade", "sheet", "spread_labels", "strokes", "upright", "whiskers",
]  # fmt: skip
