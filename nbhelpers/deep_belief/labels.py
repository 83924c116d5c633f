"""The top of a deep belief net that also sees labels: an RBM over the units below and a group of label units.

Of the label units exactly one is on: given h they are a softmax, not single sigmoids. The visible side of the machine
holds the units below first, then the labels. Hinton, Osindero, Teh (2006), doi:10.1162/neco.2006.18.7.1527.
"""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers import rbm
from nbhelpers.guards import random, takes
from nbhelpers.nn.mlp import one_hot, softmax
from nbhelpers.nn.training import decayed_rate, minibatches
from nbhelpers.rbm import RBM


class Moment(NamedTuple):
    """Where a chain stands."""

    below: np.ndarray  # (m, units below) of 0 or 1
    y: np.ndarray  # (m, classes), one 1 a row
    h: np.ndarray  # (m, top) of 0 or 1, from which the other two were drawn


@takes(below="m n", labels="m", classes=2, hidden=1, rng=random)
def new_top(below: np.ndarray, labels, classes: int, hidden: int, rng) -> RBM:
    """A machine before learning over the units `below` (m, n) and the labels (m,), each 0 to classes - 1."""
    return rbm.new_rbm(below.shape[1] + classes, hidden, rng, data=np.hstack([below, one_hot(labels, classes)]))


@takes(h="m hidden", classes=2)
def label_given_hidden(top: RBM, h, classes: int) -> np.ndarray:
    """p(y | h) = softmax over the classes of b_y + sum_j w_yj h_j: (m, hidden) -> (m, classes)."""
    return softmax(h @ top.W[-classes:].T + top.b[-classes:])


@takes(classes=2)
def label_given_below(top: RBM, below, classes: int) -> np.ndarray:
    """p(y | x), exact: proportional to exp(-F(x, y)), one free energy for each class. (m, n) -> (m, classes)."""
    below = rbm.as_units("below", below, _units_below(top, classes))
    rows = np.hstack([np.repeat(below, classes, axis=0), np.tile(np.eye(classes), (len(below), 1))])
    return softmax(-rbm.free_energy(top, rows).reshape(len(below), classes))


@takes(p="m classes", rng=random)
def draw(p: np.ndarray, rng) -> np.ndarray:
    """One class a row, drawn from p (m, classes), as a row of zeros with a single 1."""
    passed = p.cumsum(axis=1) > rng.random((len(p), 1)) * p.sum(axis=1, keepdims=True)
    return one_hot(passed.argmax(axis=1), p.shape[1]).astype(p.dtype)


@takes(p="m n", rng=random)
def draw_units(p: np.ndarray, rng) -> np.ndarray:
    """Units of 0 or 1, each 1 with its own probability (m, n), in the precision of p."""
    return rbm.sample(p, rng).astype(p.dtype)


@takes(below="m n", y="m classes", rng=random)
def step(top: RBM, below, y, rng, clamped: bool) -> Moment:
    """One Gibbs step: h given below and y, then below given h, and y given h unless it is clamped."""
    classes = y.shape[1]
    h = draw_units(rbm.hidden_probability(top, np.hstack([below, y])), rng)
    new = draw_units(rbm.visible_probability(top, h)[:, :-classes], rng)
    return Moment(new, y if clamped else draw(label_given_hidden(top, h, classes), rng), h)


@takes(below="m n", labels="m", rng=random, classes=2, batch=1, chains=1)
def train(
    top: RBM, below, labels, classes: int, *, eta: float, batch: int, rng, decay: float = 1.0, chains: int = 100
) -> Iterator[RBM]:
    """Persistent contrastive divergence without end: yields the machine after every epoch.

    `chains` chains run on beside the data, one step a mini-batch, their labels free. The units below are drawn anew
    from their probabilities each time. The rate of epoch t is `training.decayed_rate(eta, decay, t)`.
    """
    data = np.hstack([rbm.as_units("below", below, _units_below(top, classes)), one_hot(labels, classes)])
    start = rbm.sample(data[rng.integers(0, len(data), chains)], rng)
    chain = Moment(start[:, :-classes], start[:, -classes:], None)
    for epoch in itertools.count():
        rate = decayed_rate(eta, decay, epoch)
        for rows in minibatches(len(data), batch, rng):
            chain = step(top, chain.below, chain.y, rng, clamped=False)
            learned = rbm.moments(top, rbm.sample(data[rows], rng))
            model = rbm.moments(top, np.hstack([chain.below, chain.y]))
            top = rbm.ascend(top, RBM(*(a - b for a, b in zip(learned, model, strict=True))), rate)
        yield top


@takes(labels="m", steps=0, classes=2, rng=random)
def dream(top: RBM, labels, classes: int, steps: int, rng, clamped: bool = True) -> Iterator[Moment]:
    """Chains from pure chance, one for each label: the start, then `steps` Gibbs steps with the label held.

    With clamped=False the labels are where the chains start, and go where they will.
    """
    y = one_hot(labels, classes).astype(top.W.dtype)
    below, h = (np.full((len(y), units), 0.5, y.dtype) for units in (_units_below(top, classes), len(top.c)))
    chain = Moment(draw_units(below, rng), y, draw_units(h, rng))
    yield chain
    for _ in itertools.repeat(None, steps):
        chain = step(top, chain.below, chain.y, rng, clamped)
        yield chain


@takes(h="m hidden", y="m classes", rounds=0)
def settle(top: RBM, h, y, rounds: int) -> np.ndarray:
    """The hidden units after so many mean-field rounds: probabilities down and up in place of samples, y held.

    h: (m, hidden), where a chain stands; y: (m, classes), its labels.
    """
    for _ in range(rounds):
        below = rbm.visible_probability(top, h)[:, : -y.shape[1]]
        h = rbm.hidden_probability(top, np.hstack([below, y]))
    return h


def _units_below(top, classes):
    if not 2 <= classes < len(top.b):
        raise ValueError(f"classes = {classes}: allowed are 2 to {len(top.b) - 1} for {len(top.b)} visible units")
    return len(top.b) - classes
