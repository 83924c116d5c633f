"""Bars and stripes: fourteen pictures of 3 x 3 pixels, on which learning can be followed by exact numbers."""

from collections.abc import Iterator, Sequence

import numpy as np

from nbhelpers.guards import random, takes
from nbhelpers.rbm import RBM, ascend, contrastive_divergence, exact, new_rbm

HIDDEN, SPREAD = 6, 0.1


def pictures() -> np.ndarray:
    """All pictures whose rows, or whose columns, are alike, each once: (14, 9) of 0 and 1."""
    rows = exact.all_bits(3)
    bars, stripes = np.tile(rows, 3), np.repeat(rows, 3, axis=1)
    return np.unique(np.concatenate([bars, stripes]), axis=0)


@takes(rates="steps", rng=random, copies=1)
def learn(rates: Sequence[float], rng, k: int | None = 1, persistent: bool = False, copies: int = 1) -> Iterator[RBM]:
    """One step on all pictures for each learning rate: yields the machine after it. k = None: the exact gradient.

    CD-k has `copies` chains from each picture; with `persistent` they go on from where they stand.
    """
    data, machine = pictures(), new_rbm(9, HIDDEN, rng, SPREAD)
    start = chain = np.tile(data, (copies, 1))
    for eta in rates:
        if k is None:
            slopes = exact.gradient(machine, data)
        else:
            slopes, chain = contrastive_divergence(machine, data, rng, k, chain if persistent else start)
        machine = ascend(machine, slopes, eta)
        yield machine
