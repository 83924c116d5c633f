"""The exercises of the chapter on batches: an epoch, the scatter of a batch and a bound to write; four numbers."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.batches_bound import largest_rate
from nbhelpers.exercises.batches_numbers import floor_by_hand, half_noise, scaled_rate, steps

Y = np.array([0.0, 2.0, 4.0, 10.0, -3.0])


def _cut(order, B):
    return [order[i : i + B] for i in range(0, len(order), B)]


def _epoch_truth(y, order, w, eta, B):
    """The weight of every number in the end, by the product of what later steps leave of it."""
    pieces = _cut(order, B)
    left = (1 - eta) ** np.arange(len(pieces))[::-1]
    pulls = [eta * share * y[piece].mean() for share, piece in zip(left, pieces, strict=True)]
    return (1 - eta) ** len(pieces) * w + sum(pulls)


def _walk(y, pieces, w, eta, pull):
    for piece in pieces:
        w = w - eta * pull(w, y[piece])
    return w


epoch = Exercise(
    name="batches.epoch",
    title="One epoch",
    task="""\
Write `epoch(y, order, w, eta, B)`: the `w` after one epoch of mini-batch descent towards the mean of numbers.

The loss of number k is (w - y[k])² / 2. Given are the numbers `y`, shape (N,), the row `order` of all sample numbers
in which to read them, the start `w`, the learning rate `eta` and the batch size `B`. If `B` does not divide N, the last
batch is shorter; it counts as a batch of its own. The answer is a number.""",
    start="""\
def epoch(y, order, w, eta, B):
    for i in range(0, len(order), B):
        batch = y[order[i : i + B]]
        ...
    return w
""",
    cases=(
        Case("one number a step", (Y, np.array([3, 0, 4, 1, 2]), 1.0, 0.5, 1)),
        Case("all at once", (Y, np.arange(5), 1.0, 0.25, 5)),
        Case("batches of two, the last one of one", (Y, np.array([4, 1, 0, 2, 3]), -2.0, 0.3, 2)),
        Case("batches of three, the last one of two", (Y, np.array([2, 1, 0, 4, 3]), 0.5, 0.6, 3)),
    ),
    truth=_epoch_truth,
    hints=(
        Hint(
            "sum",
            "You add the gradients of a batch. A batch takes their mean, or its step grows with its size.",
            lambda y, order, w, eta, B: _walk(y, _cut(order, B), w, eta, lambda w, batch: np.sum(w - batch)),
        ),
        Hint(
            "divided by B",
            "The last batch is divided by B although it holds fewer samples. Divide by as many as it has.",
            lambda y, order, w, eta, B: _walk(y, _cut(order, B), w, eta, lambda w, batch: np.sum(w - batch) / B),
        ),
        Hint(
            "last batch dropped",
            "The samples that don't fill a batch are left out. They make a last, shorter one.",
            lambda y, order, w, eta, B: _walk(
                y, [p for p in _cut(order, B) if len(p) == B], w, eta, lambda w, batch: np.mean(w - batch)
            ),
        ),
        Hint(
            "order ignored",
            "You read the numbers as they lie in y. Read them in the given order.",
            lambda y, order, w, eta, B: _walk(
                y, _cut(np.arange(len(y)), B), w, eta, lambda w, batch: np.mean(w - batch)
            ),
        ),
        Hint(
            "w held still",
            "All gradients are taken at the first w. Each batch looks from where the one before has led.",
            lambda y, order, w, eta, B: w - eta * sum(np.mean(w - y[piece]) for piece in _cut(order, B)),
        ),
        Hint(
            "sign",
            "The steps go uphill: the gradient w - y is taken off, not added.",
            lambda y, order, w, eta, B: _walk(y, _cut(order, B), w, -eta, lambda w, batch: np.mean(w - batch)),
        ),
    ),
    solution="""\
def epoch(y, order, w, eta, B):
    for i in range(0, len(order), B):
        batch = y[order[i : i + B]]
        w = w - eta * np.mean(w - batch)
    return w
""",
)


def _scatter_truth(g, B):
    """Every batch there is."""
    means = np.array([np.mean([g[k] for k in chosen]) for chosen in itertools.combinations(range(len(g)), B)])
    return np.mean((means - np.mean(g)) ** 2)


scatter_of_batch = Exercise(
    name="batches.scatter_of_batch",
    title="The scatter of a batch",
    task="""\
Write `scatter_of_batch(g, B)`: the mean squared error of the gradient of a random batch of `B` different samples.

Given are the gradients `g` of all N samples in one weight, shape (N,), with N at least 2. The truth is found by
visiting every batch; use the formula instead. The answer is a number.""",
    start="""\
def scatter_of_batch(g, B):
    N = len(g)
    sigma2 = ...
    return ...
""",
    cases=(
        Case("pairs of four", (np.array([4.0, 2.0, 0.0, -6.0]), 2)),
        Case("single samples", (np.array([1.0, 0.5, -2.0]), 1)),
        Case("all samples", (np.array([1.0, 0.5, -2.0]), 3)),
        Case("three of six, with a mean", (np.array([3.0, 5.0, 4.0, 4.5, 9.0, 0.0]), 3)),
    ),
    truth=_scatter_truth,
    hints=(
        Hint(
            "with replacement",
            "That is the formula for samples that may come twice. Here a batch holds different ones.",
            lambda g, B: np.var(g) / B,
        ),
        Hint(
            "over N",
            "The factor is (N - B)/(N - 1). With N below, single samples would scatter less than they do.",
            lambda g, B: np.var(g) / B * (len(g) - B) / len(g),
        ),
        Hint(
            "divided by N - 1",
            "You took the statisticians' variance, with N - 1 below. Here sigma² is the plain mean of the squares.",
            lambda g, B: np.var(g, ddof=1) / B * (len(g) - B) / (len(g) - 1),
        ),
        Hint(
            "mean not taken off",
            "Those are squares of the gradients. Take their mean off first: only deviations are errors.",
            lambda g, B: np.mean(g**2) / B * (len(g) - B) / (len(g) - 1),
        ),
        Hint(
            "no B",
            "The division by B is missing: a batch of B is a mean of B.",
            lambda g, B: np.var(g) * (len(g) - B) / (len(g) - 1),
        ),
        Hint(
            "root",
            "You took the root. Asked for is the mean *squared* error.",
            lambda g, B: np.sqrt(np.var(g) / B * (len(g) - B) / (len(g) - 1)),
        ),
    ),
    solution="""\
def scatter_of_batch(g, B):
    N = len(g)
    sigma2 = np.mean((g - np.mean(g)) ** 2)
    return sigma2 / B * (N - B) / (N - 1)
""",
)

EXERCISES = (epoch, steps, scatter_of_batch, half_noise, largest_rate, floor_by_hand, scaled_rate)
