"""Transformers that have learned to read: seed 0, made by `nbhelpers.attention.experiments.transformer`."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.attention import reading, transformer
from nbhelpers.nn.parameters import flat, shaped

SIZES = {
    "small": {"n": 24, "heads": 2, "blocks": 1, "hidden": 72},  # 8,675 weights, as the RNN of 64 units
    "large": {"n": 32, "heads": 4, "blocks": 2, "hidden": 128},
}
ETA = {"small": 0.01, "large": 0.005}
UPDATES = (0, 1000, 8000)  # that the large net has learned from, at each checkpoint
KEPT = {"small": UPDATES[-1:], "large": UPDATES[1:]}  # what is stored; the fresh net is drawn anew


def start(size: str, rng):
    """A fresh net of that size (a key of SIZES) in float32."""
    net = transformer.new_transformer(**SIZES[size], places=reading.PLACES, rng=rng)
    return shaped(net, flat(net).astype(np.float32))


@cache
def reader(size: str, updates: int = UPDATES[-1]):
    """The net of that size after so many updates."""
    net = start(size, np.random.default_rng(0))
    if updates == 0:
        return net
    stored, _ = datasets.arrays(f"attention/{size}")
    each = len(stored) // len(KEPT[size])  # arrays of a net: whole numbers, and their step, for each of its own
    first = each * KEPT[size].index(updates)
    parts = stored[first : first + each]
    row = np.concatenate([(whole * step).ravel() for whole, step in zip(parts[::2], parts[1::2], strict=True)])
    return shaped(net, row)
