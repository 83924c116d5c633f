"""The exercise on early stopping: which net is kept."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint


def _stop_truth(errors, patience):
    """The first epoch that none of the `patience` epochs after it beats."""
    return next(at + 1 for at, error in enumerate(errors) if np.all(errors[at + 1 : at + 1 + patience] >= error))


def _loop(errors, patience, better=np.less, waits=0, since="best"):
    """Early stopping with a slip: the epoch kept (from 1) and the epoch at which training ends."""
    best = rise = 0
    for at, error in enumerate(errors):
        best = at if better(error, errors[best]) else best
        rise = at if at and error < errors[at - 1] else rise
        if at - (best if since == "best" else rise) >= patience + waits:
            break
    return best + 1, at + 1


stop = Exercise(
    name="generalising.stop",
    title="Stop in time",
    task="""\
Write `stop(errors, patience)`: the number of the epoch whose net early stopping keeps.

`errors` holds the validation error after each epoch, shape (n,); epochs are counted from 1. Training stops when
`patience` epochs in a row have brought nothing lower than the lowest error so far, or when `errors` ends. What comes
after that is never seen. An equal error is not a lower one.""",
    start="""\
def stop(errors, patience):
    # errors: (n,)   patience: a whole number, 1 or more
    kept = ...
    return kept
""",
    cases=(
        Case("down, then up", (np.array([0.9, 0.5, 0.4, 0.6, 0.7, 0.8]), 3)),
        Case("what comes too late", (np.array([0.9, 0.5, 0.6, 0.7, 0.8, 0.85, 0.3]), 3)),
        Case("just in time", (np.array([0.9, 0.5, 0.6, 0.7, 0.3, 0.4, 0.5, 0.6, 0.1]), 3)),
        Case("down to the end", (np.array([0.9, 0.8, 0.7, 0.65]), 2)),
        Case("up and down above the best", (np.array([0.9, 0.7, 0.8, 0.75, 0.78, 0.6]), 3)),
        Case("the same again", (np.array([0.9, 0.5, 0.5, 0.5, 0.4]), 2)),
        Case("the same from the beginning", (np.array([0.5, 0.5, 0.6, 0.7]), 2)),
        Case("no patience", (np.array([0.8, 0.9, 0.1]), 1)),
    ),
    truth=_stop_truth,
    hints=(
        Hint("counted from 0", "That is one too few: epochs are counted from 1.",
             lambda errors, patience: _loop(errors, patience)[0] - 1),
        Hint("lowest of all", "You looked at all the errors. Those after the stop are never seen.",
             lambda errors, patience: np.argmin(errors) + 1),
        Hint("lowest of all, from 0",
             "You looked at all the errors, and counted from 0. Those after the stop are never seen.",
             lambda errors, patience: np.argmin(errors)),
        Hint("the last epoch", "That is the epoch at which training stops. Return the best one before it.",
             lambda errors, patience: _loop(errors, patience)[1]),
        Hint("too patient", "You wait one epoch longer than `patience`.",
             lambda errors, patience: _loop(errors, patience, waits=1)[0]),
        Hint("equal counts", "An equal error is not a lower one: it must not begin the waiting anew.",
             lambda errors, patience: _loop(errors, patience, better=np.less_equal)[0]),
        Hint("rises in a row",
             "You count the epochs since the error last fell. Count those since the lowest error so far.",
             lambda errors, patience: _loop(errors, patience, since="rise")[0]),
        Hint("the error", "That is the lowest error. Return its epoch.",
             lambda errors, patience: errors[_loop(errors, patience)[0] - 1]),
    ),
    solution="""\
def stop(errors, patience):
    best = 0
    for epoch in range(len(errors)):
        if errors[epoch] < errors[best]:
            best = epoch
        if epoch - best >= patience:
            break
    return best + 1
""",
)  # fmt: skip
