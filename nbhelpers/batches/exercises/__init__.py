"""The exercises of the chapter on batches: an epoch, the scatter of a batch and a bound to write; four numbers."""

import numpy as np

from nbhelpers.batches.exercises.bound import largest_rate
from nbhelpers.batches.exercises.numbers import floor_by_hand, half_noise, scaled_rate, steps
from nbhelpers.batches.exercises.scatter import scatter_of_batch
from nbhelpers.exercise import Case, Exercise, Hint

Y = np.array([0.0, 2.0, 4.0, 10.0, -3.0])

LARGE = np.array([1000.0, -2.0, 0.5, 7.0, -300.0, 20.0])


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


def _epoch_with(pull):
    """An epoch whose step is eta times `pull(w, batch)`."""
    return lambda y, order, w, eta, B: _walk(y, _cut(order, B), w, eta, pull)


epoch = Exercise(
    name="batches.epoch",
    title="One epoch",
    task="""\
Write `epoch(y, order, w, eta, B)`: the `w` after one epoch of mini-batch descent towards the mean of some numbers.

The loss of number k is (w - y[k])² / 2. Given are the numbers `y`, shape (m,), the row `order` of all sample numbers,
which says in which order to read them, the start `w`, the learning rate `eta` and the batch size `B`. If `B` does not
divide m, the last batch is shorter; it counts as a batch of its own. The answer is a number.""",
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
        Case("a batch larger than all", (Y[:2], np.array([1, 0]), 0.0, 0.5, 3)),
        Case("six numbers, large ones among them", (LARGE, np.array([5, 0, 3, 1, 4, 2]), 3.0, 0.1, 2)),
    ),
    truth=_epoch_truth,
    hints=(
        Hint("sum", "You add the gradients of a batch. A batch takes their mean, or its step grows with its size.",
             _epoch_with(lambda w, batch: np.sum(w - batch))),
        Hint("divided by B",
             "The last batch is divided by B although it holds fewer samples. Divide by as many as it has.",
             lambda y, order, w, eta, B: _walk(y, _cut(order, B), w, eta, lambda w, batch: np.sum(w - batch) / B)),
        Hint("divided by m", "You divide by the number of all samples. A batch is divided by as many as it holds.",
             lambda y, order, w, eta, B: _walk(y, _cut(order, B), w, eta, lambda w, batch: np.sum(w - batch) / len(y))),
        Hint("divided twice", "You divide by the size of the batch twice: the mean has already done so.",
             _epoch_with(lambda w, batch: np.mean(w - batch) / len(batch))),
        Hint("mean over B", "You divide the mean by B once more: the mean has already done so.",
             lambda y, order, w, eta, B: _walk(y, _cut(order, B), w, eta, lambda w, batch: np.mean(w - batch) / B)),
        Hint("twice as far", "You have a 2 from the square. The half in the loss takes it away.",
             _epoch_with(lambda w, batch: 2 * np.mean(w - batch))),
        Hint("half as far", "There is a half too many: the 2 from the square has taken it away.",
             _epoch_with(lambda w, batch: np.mean(w - batch) / 2)),
        Hint("no eta", "The learning rate eta is missing: you jump to the mean of the batch.",
             lambda y, order, w, eta, B: _walk(y, _cut(order, B), w, 1, lambda w, batch: np.mean(w - batch))),
        Hint("sign", "The steps go uphill: the gradient w - y is subtracted, not added.",
             _epoch_with(lambda w, batch: np.mean(batch - w))),
        Hint("the loss", "You subtract the loss. A step subtracts its gradient, the mean of w - y.",
             _epoch_with(lambda w, batch: np.mean((w - batch) ** 2) / 2)),
        Hint("the square", "You subtract the mean square. Its gradient, the mean of w - y, belongs there.",
             _epoch_with(lambda w, batch: np.mean((w - batch) ** 2))),
        Hint("size of the error", "The sign of w - y is lost: w must be able to go either way.",
             _epoch_with(lambda w, batch: np.mean(np.abs(w - batch)))),
        Hint("w left out", "You subtract the numbers themselves. The gradient is w - y.",
             _epoch_with(lambda w, batch: np.mean(batch))),
        Hint("numbers added", "You add the numbers themselves. The gradient is w - y, and it is subtracted.",
             _epoch_with(lambda w, batch: -np.mean(batch))),
        Hint("last batch dropped", "The samples that don't fill a batch are left out. They make a last, shorter one.",
             lambda y, order, w, eta, B: _walk(
                 y, [p for p in _cut(order, B) if len(p) == B], w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("stops early", "The last batch is left out, full or not. The loop goes to the end of the row.",
             lambda y, order, w, eta, B: _walk(y, _cut(order, B)[:-1], w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("first batch only", "Only the first batch makes a step. Does the function return inside its loop?",
             lambda y, order, w, eta, B: _walk(y, _cut(order, B)[:1], w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("last batch only", "Only the last batch counts. Each step starts from where the one before has led.",
             lambda y, order, w, eta, B: _walk(y, _cut(order, B)[-1:], w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("order ignored", "You read the numbers as they stand in y. Read them in the given order.",
             lambda y, order, w, eta, B: _walk(
                 y, _cut(np.arange(len(y)), B), w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("numbers of samples", "You took the samples' numbers for the samples: y[order[...]], not order[...].",
             lambda y, order, w, eta, B: _walk(
                 np.arange(len(y)), _cut(order, B), w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("first number only", "You took one number of each batch. The gradient is the mean over all of it.",
             _epoch_with(lambda w, batch: w - batch[0])),
        Hint("one sample at a time", "You make a step for each sample. A batch makes one step, with its mean.",
             lambda y, order, w, eta, B: _walk(y, _cut(order, 1), w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("all samples each time", "Each step looks at all samples. It looks at its own batch only.",
             lambda y, order, w, eta, B: _walk(
                 y, [order] * len(_cut(order, B)), w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("w held still",
             "All gradients are taken at the first w. Each batch starts from where the one before has led.",
             lambda y, order, w, eta, B: w - eta * sum(np.mean(w - y[piece]) for piece in _cut(order, B))),
        Hint("one step for all", "You make one step, with all samples. An epoch makes a step for each batch.",
             lambda y, order, w, eta, B: w - eta * np.mean(w - y)),
        Hint("last number only",
             "You took one number of each batch, its last. The gradient is the mean over all of it.",
             _epoch_with(lambda w, batch: w - batch[-1])),
        Hint("first batch left out", "The first batch is left out: the loop begins at 0.",
             lambda y, order, w, eta, B: _walk(y, _cut(order, B)[1:], w, eta, lambda w, batch: np.mean(w - batch))),
        Hint("sorted", "You sorted the numbers. Read them in the given order.",
             lambda y, *rest: _epoch_with(lambda w, batch: np.mean(w - batch))(np.sort(y), *rest)),
        Hint("median", "You took the median. The gradient of a batch is a mean.",
             _epoch_with(lambda w, batch: np.median(w - batch))),
    ),
    solution="""\
def epoch(y, order, w, eta, B):
    for i in range(0, len(order), B):
        batch = y[order[i : i + B]]
        w = w - eta * np.mean(w - batch)
    return w
""",
)  # fmt: skip


EXERCISES = (epoch, steps, scatter_of_batch, half_noise, largest_rate, floor_by_hand, scaled_rate)
