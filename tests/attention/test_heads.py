"""Heads that have learned the memory task, stored."""

import numpy as np

from nbhelpers.attention import heads, recall


def test_trained_heads_do_what_they_learned():
    rng = np.random.default_rng(0)
    for task in recall.TASKS:
        for positions in ("none", "sinusoids"):
            known = (task, positions) != ("alike", "none")
            right = recall.success(heads.head(task, positions), heads.DISTANCE, 500, rng, task)
            assert right > 0.99 if known else 0.3 < right < 0.45
    far = recall.success(heads.head("apart", "none"), 160, 500, rng)
    assert far > 0.99  # learned at distance 20
