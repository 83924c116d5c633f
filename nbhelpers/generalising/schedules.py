"""Exponentially decaying learning rate on E(w) = (w + 1)^2, the run of the course notes."""
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import takes
from nbhelpers.nn.training import decayed_rate

BOUND = 1.0  # the curvature of (w + 1)^2 is 2, and a constant eta must stay below 2 / 2


class Round(NamedTuple):
    """One round: the weight before it, its loss, the rate, and the weight after it."""

    number: int
    before: float
    loss: float
    rate: float
    after: float


@takes(rounds=0)
def decay_run(w=5.0, eta=0.2, decay=0.99, every=1, rounds=40, dtype=np.float64) -> Iterator[Round]:
    """w <- w - eta_t 2 (w + 1) with eta_t = eta decay^(t / every), for t = 0 to rounds - 1.

    dtype: np.float32 repeats what TensorFlow computes, to the last printed digit.
    """
    w = dtype(w)
    for t in range(rounds):
        rate = decayed_rate(eta, decay, t, every)
        after = w - dtype(rate) * (dtype(2) * (w + dtype(1)))
        yield Round(t, float(w), float((w + dtype(1)) ** 2), rate, float(after))
        w = after


def printed(at: Round) -> str:
    """The line that the notes' program prints: the loss *before* the step beside the weight *after* it."""
    return f"After {at.number} epoch,w is {at.after:f},loss is {at.loss:f},lr is {at.rate:f}"
