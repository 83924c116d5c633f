"""A net that loses some of its weights."""

import numpy as np

from nbhelpers.guards import random, takes
from nbhelpers.hopfield import as_net


@takes(rng=random)
def cut(weights, share, rng):
    """`weights` (N, N) with that share of its N(N-1)/2 pairs, chosen at random, set to 0 in both directions."""
    if not 0 <= share <= 1:
        raise ValueError(f"share is {share}; it must lie between 0 (no weight is cut) and 1 (all are)")
    weights = as_net(weights)[0].copy()
    first, second = np.triu_indices(len(weights), 1)
    gone = rng.choice(len(first), size=round(share * len(first)), replace=False)
    weights[first[gone], second[gone]] = weights[second[gone], first[gone]] = 0.0
    return weights
