"""The exercises of the chapter on tuning: maxout's way back, a paired interval, preprocessing; three numbers."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.tuning_numbers import false_alarm, pieces_needed, random_trials
from nbhelpers.exercises.tuning_preprocessing import gcn, zca

Z = np.array([[[1.0, 5.0], [-2.0, -7.0]], [[0.5, -0.5], [3.0, 2.5]]])
D = np.array([[10.0, 20.0], [-1.0, 4.0]])
THREE = np.random.default_rng(2).normal(size=(2, 3, 3))
T = 2.776  # the 97.5 % point of Student's t with 4 degrees of freedom


def by_differences(d, z):
    """Central differences of E = sum d h, one z at a time."""
    slopes, step = np.zeros_like(z), 1e-4
    for at in np.ndindex(z.shape):
        e = np.zeros_like(z)
        e[at] = step
        slopes[at] = (d * ((z + e).max(axis=-1) - (z - e).max(axis=-1))).sum() / (2 * step)
    return slopes


def to_the(pick, d, z):
    """All of d to the piece that `pick` chooses."""
    return d[..., None] * (np.arange(z.shape[-1]) == pick(z, axis=-1)[..., None])


maxout_back = Exercise(
    name="tuning.maxout_back",
    title="The way back through maxout",
    task="""\
Write `maxout_back(d, z)`: the slopes of E in all pieces of all units.

Given are `z`, the pieces, shape (N, units, k), and `d`, the slopes of E in the units' answers h = z.max(axis=-1), shape
(N, units). The answer has the shape of `z`. No two pieces are equal.""",
    start="""\
def maxout_back(d, z):
    h = z.max(axis=-1, keepdims=True)
    ...
""",
    cases=(
        Case("two samples, two units of two pieces", (D, Z)),
        Case("units of three pieces", (np.arange(1.0, 7.0).reshape(2, 3), THREE)),
    ),
    truth=by_differences,
    hints=(
        Hint(
            "to everyone",
            "Every piece got the whole slope. A piece that is not the largest can move a little and nothing changes.",
            lambda d, z: np.repeat(d[..., None], z.shape[-1], axis=-1),
        ),
        Hint(
            "shared out",
            "You shared the slope among the pieces: that is the way back through a mean. Here the winner takes all.",
            lambda d, z: np.repeat(d[..., None], z.shape[-1], axis=-1) / z.shape[-1],
        ),
        Hint(
            "to the smallest",
            "It went to the smallest piece. The largest one made the answer.",
            lambda d, z: to_the(np.argmin, d, z),
        ),
        Hint(
            "times z",
            "The winner's slope came out multiplied by its value. h = z there, and the slope of z in z is 1.",
            lambda d, z: to_the(np.argmax, d, z) * z,
        ),
        Hint(
            "no d",
            "That marks the winners. Multiply by d, the slope that came from behind.",
            lambda d, z: to_the(np.argmax, np.ones_like(d), z),
        ),
    ),
    solution="""\
def maxout_back(d, z):
    h = z.max(axis=-1, keepdims=True)
    return d[..., None] * (z == h)
""",
)

WIDE = (np.array([90.1, 88.2, 91.5, 87.0, 89.9]), np.array([89.2, 87.5, 90.3, 86.4, 89.0]))
WILD = (np.array([70.0, 91.0, 88.0, 90.5, 89.0]), np.array([90.0, 90.0, 91.0, 89.5, 92.0]))


def by_pairs(a, b):
    """The variance from all pairs: s^2 = sum over i < j of (d_i - d_j)^2 / (n (n - 1))."""
    d, n = a - b, len(a)
    s2 = sum((d[i] - d[j]) ** 2 for i, j in itertools.combinations(range(n), 2)) / (n * (n - 1))
    half = T * (s2 / n) ** 0.5
    return np.array([sum(d) / n, sum(d) / n - half, sum(d) / n + half])


def around(mean, half):
    return np.array([mean, mean - half, mean + half])


paired = Exercise(
    name="tuning.paired",
    title="Two settings, five seeds",
    task="""\
Write `paired(a, b)`: mean, lower and upper end of the 95 % interval of a - b.

Given are the accuracies of two settings, shape (5,), in the order of the same five seeds. The t value for five
differences is 2.776. The answer has shape (3,).""",
    start="""\
def paired(a, b):
    d = ...
    half = ...
    return np.array([d.mean(), d.mean() - half, d.mean() + half])
""",
    cases=(Case("seeds that go up and down together", WIDE), Case("a seed that failed", WILD)),
    truth=by_pairs,
    hints=(
        Hint(
            "n below",
            "Your spread has n below the fraction. With the mean taken from the same five numbers it is n - 1: ddof=1.",
            lambda a, b: around((a - b).mean(), T * (a - b).std() / 5**0.5),
        ),
        Hint(
            "no root of n",
            "That is the spread of one difference. The mean of five has a spread smaller by the root of 5.",
            lambda a, b: around((a - b).mean(), T * (a - b).std(ddof=1)),
        ),
        Hint(
            "1.96",
            "1.96 is for a spread that is known. Yours is a guess from five numbers: take 2.776.",
            lambda a, b: around((a - b).mean(), 1.96 * (a - b).std(ddof=1) / 5**0.5),
        ),
        Hint(
            "not paired",
            "You added the two variances, as if the runs were strangers. Take the differences first.",
            lambda a, b: around((a - b).mean(), T * ((a.var(ddof=1) + b.var(ddof=1)) / 5) ** 0.5),
        ),
        Hint(
            "swapped",
            "The sign is turned round: a - b is asked for.",
            lambda a, b: -by_pairs(a, b)[[0, 2, 1]],
        ),
    ),
    solution="""\
def paired(a, b):
    d = a - b
    half = 2.776 * d.std(ddof=1) / np.sqrt(len(d))
    return np.array([d.mean(), d.mean() - half, d.mean() + half])
""",
)

EXERCISES = (paired, false_alarm, maxout_back, pieces_needed, gcn, zca, random_trials)
