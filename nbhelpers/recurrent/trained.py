"""Nets that have learned to read: seed 0 at a few moments, made by `nbhelpers.recurrent.experiments.reader`."""

from functools import cache

from nbhelpers import datasets
from nbhelpers.recurrent import RNN, letters, lstm

UPDATES = (0, 100, 400, 1500, 8000)  # that a net has learned from, at each checkpoint


@cache
def reader(kind: str, checkpoint: int):
    """The net of that kind (a key of `letters.KINDS`) after UPDATES[checkpoint] updates."""
    form = {"RNN": RNN, "LSTM": lstm.LSTM}[kind]
    stored, _ = datasets.arrays("recurrent/reader")
    first = 2 * len(form._fields) * (list(letters.KINDS).index(kind) * len(UPDATES) + checkpoint)
    parts = stored[first : first + 2 * len(form._fields)]
    return form(*(whole * step for whole, step in zip(parts[::2], parts[1::2], strict=True)))
