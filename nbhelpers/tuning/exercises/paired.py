"""Exercise: the interval of a difference over the same seeds."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.stats import paired_t

T = 2.776  # the 97.5 % point of Student's t with 4 degrees of freedom
WIDE = (np.array([90.1, 88.2, 91.5, 87.0, 89.9]), np.array([89.2, 87.5, 90.3, 86.4, 89.0]))
WILD = (np.array([70.0, 91.0, 88.0, 90.5, 89.0]), np.array([90.0, 90.0, 91.0, 89.5, 92.0]))


def by_pairs(a, b):
    """The variance from all pairs: s^2 = sum over i < j of (delta_i - delta_j)^2 / (n (n - 1))."""
    delta, n = a - b, len(a)
    s2 = sum((delta[i] - delta[j]) ** 2 for i, j in itertools.combinations(range(n), 2)) / (n * (n - 1))
    half = T * (s2 / n) ** 0.5
    return np.array([sum(delta) / n, sum(delta) / n - half, sum(delta) / n + half])


def _half(delta, ddof=1):
    return T * delta.std(ddof=ddof) / 5**0.5


def _wrong(name, words, half):
    """The mistake in half the width of the interval, made of the differences."""
    return Hint(name, words, lambda a, b: around((a - b).mean(), half(a - b)))


def around(mean, half):
    return np.array([mean, mean - half, mean + half])


STRANGERS = "You added the two variances, as if the runs had nothing in common. Take the differences first."
ALONE = "That is the standard deviation of one setting alone. Take the differences first."
ORDER = "The numbers are right, in another order: mean, lower end, upper end."


def _of_differences(answer):
    """Of five; how wide it is for another number the answer does not know."""

    def t_interval(differences):
        delta = np.array(differences, dtype=float)
        if len(delta) != 5:
            return paired_t.t_interval(delta)
        return paired_t.Interval(*map(float, answer(delta, np.zeros(5))))

    return t_interval


paired = Exercise(
    name="tuning.paired",
    title="Two settings, five seeds",
    task="""\
Write `paired(a, b)`: mean, lower and upper end of the 95 % interval for a - b.

Given are the accuracies of two settings, shape (5,), in the order of the same five seeds. The t value for five
differences is 2.776; use the standard deviation with n - 1. The answer has shape (3,).""",
    start="""\
def paired(a, b):
    delta = ...
    half = ...
    return np.array([delta.mean(), delta.mean() - half, delta.mean() + half])
""",
    cases=(
        Case("seeds that go up and down together", WIDE),
        Case("a seed that failed", WILD),
        Case(
            "setting b is better", (np.array([71.2, 69.8, 73.0, 70.4, 72.1]), np.array([74.0, 71.1, 73.9, 74.6, 72.3]))
        ),
    ),
    truth=by_pairs,
    hints=(
        Hint(
            "n below",
            "Your standard deviation divides by n. With the mean taken from the same five numbers it is n - 1: ddof=1.",
            lambda a, b: around((a - b).mean(), _half(a - b, 0)),
        ),
        Hint(
            "no root of n",
            "That is the standard deviation of one difference. The mean of five has one smaller by the root of 5.",
            lambda a, b: around((a - b).mean(), T * (a - b).std(ddof=1)),
        ),
        Hint(
            "1.96",
            "1.96 is for a known standard deviation. Yours is estimated from five numbers: take 2.776.",
            lambda a, b: around((a - b).mean(), 1.96 * (a - b).std(ddof=1) / 5**0.5),
        ),
        Hint(
            "not paired",
            STRANGERS,
            lambda a, b: around((a - b).mean(), T * ((a.var(ddof=1) + b.var(ddof=1)) / 5) ** 0.5),
        ),
        Hint(
            "swapped",
            "The sign is the wrong way round: a - b is asked for.",
            lambda a, b: -by_pairs(a, b)[[0, 2, 1]],
        ),
        _wrong(
            "twice as wide",
            "Half the width is twice what it should be: the standard deviation needs ddof=1, the mean of five the root "
            "of 5. Or you took the whole width to each side.",
            lambda delta: T * delta.std(),
        ),
        _wrong(
            "divided by n",
            "You divided by n. The standard deviation of a mean falls with the root of n.",
            lambda delta: T * delta.std(ddof=1) / 5,
        ),
        _wrong(
            "n below, divided by n",
            "Two slips: a mean is divided by the root of n, not by n, and the standard deviation needs ddof=1.",
            lambda delta: T * delta.std() / 5,
        ),
        _wrong(
            "root of n - 1 twice",
            "You used n - 1 twice: in the variance (ddof=1) it is right, in the root it is n.",
            lambda delta: T * delta.std(ddof=1) / 2,
        ),
        _wrong(
            "variance",
            "You took the variance. Its root has the unit of an accuracy: std.",
            lambda delta: T * delta.var(ddof=1) / 5**0.5,
        ),
        _wrong(
            "variance, divided by n",
            "The root is missing: T times the root of variance / n.",
            lambda delta: T * delta.var(ddof=1) / 5,
        ),
        _wrong(
            "1.96, n below",
            "1.96 is for a known standard deviation. Yours is estimated from five numbers: take 2.776, and ddof=1.",
            lambda delta: 1.96 * delta.std() / 5**0.5,
        ),
        _wrong(
            "standard error alone",
            "The t value 2.776 is missing: that is one standard error.",
            lambda delta: _half(delta) / T,
        ),
        _wrong(
            "standard error alone, n below",
            "The t value 2.776 is missing, and the standard deviation needs n - 1 below the fraction: ddof=1.",
            lambda delta: _half(delta, 0) / T,
        ),
        _wrong(
            "half of t",
            "You halved the t value. 2.776 is from the middle to one end already.",
            lambda delta: _half(delta) / 2,
        ),
        _wrong(
            "the spread alone",
            "That is one standard deviation, no interval: T times it, over the root of 5.",
            lambda delta: delta.std(ddof=1),
        ),
        Hint(
            "not paired, n below", STRANGERS, lambda a, b: around((a - b).mean(), T * ((a.var() + b.var()) / 5) ** 0.5)
        ),
        Hint(
            "difference of the spreads",
            "You took the difference of two standard deviations. The one of the differences is wanted.",
            lambda a, b: around((a - b).mean(), _half(a) - _half(b)),
        ),
        Hint(
            "sum of the spreads",
            "You added two standard deviations. The one of the differences is wanted.",
            lambda a, b: around((a - b).mean(), _half(a) + _half(b)),
        ),
        Hint("spread of a alone", ALONE, lambda a, b: around((a - b).mean(), _half(a))),
        Hint("spread of b alone", ALONE, lambda a, b: around((a - b).mean(), _half(b))),
        Hint(
            "absolute",
            "You took the sizes of the differences. Their signs matter: a - b.",
            lambda a, b: around(np.abs(a - b).mean(), _half(np.abs(a - b))),
        ),
        Hint(
            "median",
            "That is the median. The mean of the differences is wanted.",
            lambda a, b: around(np.median(a - b), _half(a - b)),
        ),
        Hint("upper end first", ORDER, lambda a, b: by_pairs(a, b)[[0, 2, 1]]),
        Hint("mean in the middle", ORDER, lambda a, b: by_pairs(a, b)[[1, 0, 2]]),
        Hint("mean last", ORDER, lambda a, b: by_pairs(a, b)[[1, 2, 0]]),
        Hint(
            "half the width itself",
            "The ends are mean - half and mean + half, not half itself.",
            lambda a, b: np.array([(a - b).mean(), -_half(a - b), _half(a - b)]),
        ),
        Hint(
            "shares",
            "You divided the differences by b. a - b itself is wanted.",
            lambda a, b: around(((a - b) / b).mean(), _half((a - b) / b)),
        ),
        _wrong(
            "t of six",
            "2.571 is the t value of six differences, five degrees of freedom. Five differences have four: 2.776.",
            lambda delta: 2.571 * _half(delta) / T,
        ),
    ),
    solution="""\
def paired(a, b):
    delta = a - b
    half = 2.776 * delta.std(ddof=1) / np.sqrt(len(delta))
    return np.array([delta.mean(), delta.mean() - half, delta.mean() + half])
""",
    place="stats.paired_t.t_interval",
    fits=_of_differences,
)
