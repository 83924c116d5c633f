"""What the labs of this chapter share: lines with a key; bands over the seeds for each kind of stack."""

import numpy as np

from nbhelpers.architectures import depth
from nbhelpers.lab import kit

KINDS = {"plain": ("error", "o"), "residual": ("weight", "s"), "plain from the identity": ("target", "^")}
BOX = (0.15, 0.19, 0.8, 0.69)
SIZE = 11.5  # pixels: the type of labels in these panels


def rate(task, kind, blocks, eta):
    """The learning rate asked for, as a number; for "best" the best one of this stack."""
    return depth.best_eta(task, kind, blocks) if eta == "best" else float(eta)


def key(axes, x, y, name, role, marker):
    """A short line with its mark, and what it stands for; x: left end, mark, right end, text."""
    kit.line(axes, role, x[:3], [y] * 3, marker=marker, ms=5, markevery=[1])
    kit.note(axes, x[3], y, name, role, SIZE, va="center")


def curves(axes, name, kinds):
    """A band, a line and a mark for each kind, empty, under the names "<name> band/line/here <kind>"."""
    artists = {}
    for kind in kinds:
        role, marker = KINDS[kind]
        artists[f"{name} band {kind}"] = kit.band(axes, role)
        artists[f"{name} line {kind}"] = kit.line(axes, role, marker=marker, ms=4)
        artists[f"{name} here {kind}"] = kit.dots(axes, role, 9, marker)
    return artists


def show_runs(artists, name, kind, x, values, at=None):
    """Mean and range over the seeds; values: (seeds, len(x)); `at` is the index to be marked."""
    x, mean = np.asarray(x), values.mean(axis=0)
    kit.around(artists[f"{name} band {kind}"], x, values.min(axis=0), values.max(axis=0))
    artists[f"{name} line {kind}"].set_data(x, mean)
    if at is not None:
        kit.put(artists[f"{name} here {kind}"], x[at], mean[at])
