"""What the two labs on depth share: lines with bands over the seeds, one style for each kind of stack."""

import numpy as np

from nbhelpers.lab.style import COLOUR

STYLE = {
    "plain": {"color": COLOUR["error"], "marker": "o"},
    "residual": {"color": COLOUR["weight"], "marker": "s"},
    "plain from the identity": {"color": COLOUR["target"], "marker": "^"},
}


def lines(axes, kinds, name, artists):
    """A band, a line and a mark for each kind, empty, under the names "<name> band/line/here <kind>"."""
    for kind in kinds:
        style = STYLE[kind]
        artists[f"{name} band {kind}"] = axes.fill([0], [0], color=style["color"], alpha=0.18, lw=0)[0]
        artists[f"{name} line {kind}"] = axes.plot([], [], ms=4, **style)[0]
        artists[f"{name} here {kind}"] = axes.plot([], [], ms=9, ls="", **style)[0]


def put(artists, name, kind, x, values, at=None):
    """Mean and range over the seeds; values: (seeds, len(x)); `at` is the index to be marked."""
    values, x = np.asarray(values), np.asarray(x)
    around = np.r_[x, x[::-1]], np.r_[values.min(axis=0), values.max(axis=0)[::-1]]
    artists[f"{name} band {kind}"].set_xy(np.column_stack(around))
    artists[f"{name} line {kind}"].set_data(x, values.mean(axis=0))
    artists[f"{name} here {kind}"].set_data(*([], []) if at is None else ([x[at]], [values.mean(axis=0)[at]]))


def spread(values, digits=3) -> str:
    """Mean (least to most) over the seeds."""
    return f"{np.mean(values):.{digits}f} ({np.min(values):.{digits}f} to {np.max(values):.{digits}f})"
