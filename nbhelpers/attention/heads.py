"""Heads that have learned the memory task at distance 20, made by `nbhelpers.attention.experiments.heads`."""

from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.attention import recall
from nbhelpers.attention.one_head import OneHead
from nbhelpers.nn.parameters import shaped

DISTANCE = 20


@cache
def head(task: str, positions: str) -> OneHead:
    """The head that learned this task (of `recall.TASKS`) with these positions, "none" or "sinusoids"."""
    row = datasets.record("attention/heads")["cells"][f"{task}/{positions}"]["weights"]
    return shaped(recall.new_net(positions, DISTANCE + 1, np.random.default_rng(0)), np.array(row))
