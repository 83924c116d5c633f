"""Training a net: mini-batches, a decaying learning rate, early stopping, shifted digits."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import generator, number, numbers, takes, whole
from nbhelpers.nn.mlp import MLP, as_targets, descend, gradients
from nbhelpers.nn.optimizers import sgd
from nbhelpers.nn.parameters import flat, shaper


def decayed_rate(eta: float, decay: float, t: float, every: float = 1) -> float:
    """eta_t = eta * decay^(t / every): the learning rate after t rounds, with one decay `every` rounds."""
    number("eta", eta, above=0), number("decay", decay, above=0, most=1)
    number("t", t, least=0), number("every", every, above=0)
    return eta * decay ** (t / every)


@takes(m=1)
def minibatches(m: int, size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """The numbers 0 to m - 1, shuffled, in pieces of `size` (the last one may be shorter)."""
    whole("size", size, 1, m)
    order = generator(rng).permutation(m)
    for start in range(0, m, size):
        yield order[start : start + size]


def endless_minibatches(m: int, size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """`minibatches` epoch after epoch, each in a new order."""
    while True:
        yield from minibatches(m, size, rng)


def fit(net, slopes: Callable, m: int, *, batch: int, rng, method: Callable = sgd, every=None, **settings) -> Iterator:
    """Mini-batch training without end: yields the net after every `every` steps, or, without it, after every epoch.

    net: named tuples of arrays, see `parameters`; slopes(net, rows): the slopes of E on those of the m samples, in
    the form of the net; method: one of `optimizers`, `settings` go to it (eta, ...). The caller decides when to stop.
    ValueError unless batch is from 1 to m and every at least 1, and for what the method refuses.
    """
    whole("batch", batch, 1, whole("m", m)), generator(rng)
    every = -(-m // batch) if every is None else whole("every", every)
    rows = endless_minibatches(m, batch, rng)
    net_of = shaper(net)
    turns = method(lambda w: flat(slopes(net_of(w), next(rows))), flat(net), **settings)
    for turn in itertools.islice(turns, every - 1, None, every):
        yield net_of(turn.w)


def train(
    net: MLP,
    X: np.ndarray,
    Y: np.ndarray,
    *,
    eta: float,
    batch: int,
    rng: np.random.Generator,
    decay: float = 1.0,
    weight_decay: float = 0.0,
    distort: Callable | None = None,
) -> Iterator[MLP]:
    """Mini-batch descent without end: yields the net after every epoch. The caller decides when to stop.

    The rate of epoch t is `decayed_rate(eta, decay, t)`; `distort(X, rng)` may change the inputs of a batch.
    """
    X = numbers("X", X, ("m", len(net.layers[0].weights)))
    Y = as_targets(net.output, Y, (len(X), len(net.layers[-1].bias)))
    number("weight_decay", weight_decay, least=0), whole("batch", batch, 1, len(X)), generator(rng)
    epoch = 0
    while True:
        rate = decayed_rate(eta, decay, epoch)
        for rows in minibatches(len(X), batch, rng):
            inputs = X[rows] if distort is None else distort(X[rows], rng)
            net = descend(net, gradients(net, inputs, Y[rows], weight_decay), rate)
        epoch += 1
        yield net


class Stopped(NamedTuple):
    """Where early stopping ended: the best net seen, its epoch (from 1), and the error after each epoch."""

    net: MLP
    epoch: int
    errors: list[float]


def early_stopping(nets: Iterable[MLP], error: Callable, patience: int) -> Stopped:
    """The net with the smallest error, once `patience` epochs in a row have brought nothing better.

    nets: one net an epoch, e.g. from `train`, cut by itertools.islice;
    error: net -> float, measured on data held back.
    """
    whole("patience", patience)
    best, least, errors = None, np.inf, []
    for epoch, net in enumerate(nets, start=1):
        errors.append(float(error(net)))
        if best is None or errors[-1] < least:  # an error that is NaN is never the least
            best = Stopped(net, epoch, errors)
        least = np.fmin(least, errors[-1])
        if epoch - best.epoch >= patience:
            break
    if best is None:
        raise ValueError("nets is empty: early stopping needs at least one epoch")
    return best


def shift_digits(X: np.ndarray, rng: np.random.Generator, reach: int = 1) -> np.ndarray:
    """Each image moved at random by -reach to reach pixels down and across; pixels that become free are 0.

    X: (m, 784), images of 28 x 28.
    """
    X, reach = numbers("X", X, ("m", 784)), whole("reach", reach, 0)
    m = len(X)
    padded = np.pad(X.reshape(m, 28, 28), ((0, 0), (reach, reach), (reach, reach)))
    down, across = generator(rng).integers(0, 2 * reach + 1, (2, m, 1, 1))
    pixel = np.arange(28)
    return padded[np.arange(m)[:, None, None], pixel[:, None] + down, pixel + across].reshape(m, 784)
