"""Exercise: the way back through maxout."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

Z = np.array([[[1.0, 5.0], [-2.0, -7.0], [0.4, 0.2]], [[0.5, -0.5], [3.0, 2.5], [-0.1, -0.3]]])
D = np.array([[10.0, 20.0, -2.0], [-1.0, 4.0, 0.5]])
THREE = np.random.default_rng(2).normal(size=(5, 2, 3))


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


def spread(d, z):
    """The slope of each unit, at every one of its pieces."""
    return np.repeat(d[..., None], z.shape[-1], axis=-1)


def won(d, z):
    return to_the(np.argmax, d, z)


def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)


AXES = "The largest is sought along the wrong axis. The pieces of one unit lie along the last: axis=-1."


def _side_by_side(answer):
    """In a net the pieces of all units lie along one axis, the second."""

    def maxout_backward(d, z, pieces):
        parts = z.reshape(*d.shape[:2], pieces, *d.shape[2:])
        return np.moveaxis(answer(d, np.moveaxis(parts, 2, -1)), -1, 2).reshape(z.shape)

    return maxout_backward


maxout_back = Exercise(
    name="tuning.maxout_back",
    title="The way back through maxout",
    task="""\
Write `maxout_back(d, z)`: the slopes of E in all pieces of all units.

Given are `z`, the pieces, shape (N, units, k), and `d`, the slopes of E in the units' answers `h = z.max(axis=-1)`,
shape (N, units). The answer has the shape of `z`. No two pieces are equal.""",
    start="""\
def maxout_back(d, z):
    h = z.max(axis=-1, keepdims=True)
    return ...
""",
    cases=(
        Case("two samples, three units of two pieces", (D, Z)),
        Case("units of three pieces", (np.arange(-4.0, 6.0).reshape(5, 2), THREE)),
        Case(
            "one sample, two units of four pieces",
            (np.array([[-3.0, 2.0]]), np.array([[[-1.0, -0.2, -4.0, -0.9], [0.3, 8.0, 8.1, -5.0]]])),
        ),
    ),
    truth=by_differences,
    hints=(
        Hint(
            "to everyone",
            "Every piece got the whole slope. A piece that is not the largest can move a little and nothing changes.",
            lambda d, z: spread(d, z),
        ),
        Hint(
            "shared out",
            "You shared the slope among the pieces: that is the way back through a mean. Here the winner takes all.",
            lambda d, z: spread(d, z) / z.shape[-1],
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
        Hint("sign", "Every slope has the wrong sign.", lambda d, z: -won(d, z)),
        Hint(
            "all but the winner",
            "The slope went to all pieces but the largest. It is the largest alone that made the answer.",
            lambda d, z: spread(d, z) - won(d, z),
        ),
        Hint(
            "positive pieces",
            "That is the way back through a ReLU: pieces above 0. Here the largest of each unit counts.",
            lambda d, z: spread(d, z) * (z > 0),
        ),
        Hint(
            "positive winners",
            "A winner below 0 gets its slope as well: maxout is no ReLU.",
            lambda d, z: won(d, z) * (z > 0),
        ),
        Hint(
            "every piece times z",
            "Every piece got d times its value. The largest gets d, the others nothing.",
            lambda d, z: spread(d, z) * z,
        ),
        Hint(
            "times z, no d",
            "Those are the winners' values. Their slopes are wanted: d.",
            lambda d, z: won(np.ones_like(d), z) * z,
        ),
        Hint(
            "softmax",
            "You shared the slope by a softmax. The winner takes all.",
            lambda d, z: spread(d, z) * softmax(z),
        ),
        Hint(
            "mean over the samples",
            "You divided by the number of samples. If E is a mean, d holds that already.",
            lambda d, z: won(d, z) / len(d),
        ),
        Hint(
            "the winner's share",
            "You divided by the number of pieces. The winner takes the whole slope.",
            lambda d, z: won(d, z) / z.shape[-1],
        ),
        Hint(
            "the largest of all",
            "You sought one largest of the whole array. Each unit of each sample has a winner of its own: axis=-1.",
            lambda d, z: spread(d, z) * (z == z.max()),
        ),
        Hint(
            "the first piece",
            "The slope went to the first piece. It goes to the largest.",
            lambda d, z: spread(d, z) * (np.arange(z.shape[-1]) == 0),
        ),
        Hint("largest unit", AXES, lambda d, z: spread(d, z) * (z == z.max(axis=1, keepdims=True))),
        Hint("largest sample", AXES, lambda d, z: spread(d, z) * (z == z.max(axis=0, keepdims=True))),
        Hint(
            "d times h",
            "That is d times the answers, (N, units). Each piece has a slope: the shape of z.",
            lambda d, z: d * z.max(axis=-1),
        ),
        Hint(
            "which piece",
            "That is the number of the largest piece. It gets d, the others 0: the shape of z.",
            lambda d, z: np.argmax(z, axis=-1),
        ),
        Hint(
            "sizes",
            "The sizes do not fit: d is (N, units), z has one axis more. d[..., None] gives d that axis.",
            lambda d, z: THREE @ D,
        ),
        Hint(
            "d times h, with the axis",
            "That is d times the answers, one number a unit. Each piece has a slope: the shape of z.",
            lambda d, z: d[..., None] * z.max(axis=-1, keepdims=True),
        ),
    ),
    solution="""\
def maxout_back(d, z):
    h = z.max(axis=-1, keepdims=True)
    return d[..., None] * (z == h)
""",
    place="tuning.maxout.maxout_backward",
    fits=_side_by_side,
)
