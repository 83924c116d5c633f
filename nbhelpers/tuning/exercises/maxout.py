"""Exercise: the way back through maxout."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint

Z = np.array([[[1.0, 5.0], [-2.0, -7.0], [0.4, 0.2]], [[0.5, -0.5], [3.0, 2.5], [-0.1, -0.3]]])
G = np.array([[10.0, 20.0, -2.0], [-1.0, 4.0, 0.5]])
THREE = np.random.default_rng(2).normal(size=(5, 2, 3))


def by_differences(g, z):
    """Central differences of E = sum g h, one z at a time."""
    slopes, step = np.zeros_like(z), 1e-4
    for at in np.ndindex(z.shape):
        e = np.zeros_like(z)
        e[at] = step
        slopes[at] = (g * ((z + e).max(axis=-1) - (z - e).max(axis=-1))).sum() / (2 * step)
    return slopes


def to_the(pick, g, z):
    """All of g to the piece that `pick` chooses."""
    return g[..., None] * (np.arange(z.shape[-1]) == pick(z, axis=-1)[..., None])


def spread(g, z):
    """The slope of each unit, at every one of its pieces."""
    return np.repeat(g[..., None], z.shape[-1], axis=-1)


def won(g, z):
    return to_the(np.argmax, g, z)


def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)


AXES = "You look for the largest along the wrong axis. The pieces of one unit lie along the last: axis=-1."


def _side_by_side(answer):
    """In a net the pieces of all units lie along one axis, the second."""

    def maxout_backward(g, z, pieces):
        parts = z.reshape(*g.shape[:2], pieces, *g.shape[2:])
        return np.moveaxis(answer(g, np.moveaxis(parts, 2, -1)), -1, 2).reshape(z.shape)

    return maxout_backward


maxout_back = Exercise(
    name="tuning.maxout_back",
    title="The way back through maxout",
    task="""\
Write `maxout_back(g, z)`: the derivatives ∂E/∂z of all pieces of all units.

Given are `z`, the pieces, shape (m, units, k), and `g`, the derivatives ∂E/∂h of the units' outputs
`h = z.max(axis=-1)`, shape (m, units). The answer has the shape of `z`. No two pieces are equal.""",
    start="""\
def maxout_back(g, z):
    h = z.max(axis=-1, keepdims=True)
    return ...
""",
    cases=(
        Case("two samples, three units of two pieces", (G, Z)),
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
            "Every piece got the whole gradient. But where a piece is not the largest, moving it changes nothing.",
            lambda g, z: spread(g, z),
        ),
        Hint(
            "shared out",
            "You shared the gradient among the pieces: that is the way back through a mean. Here the winner takes all.",
            lambda g, z: spread(g, z) / z.shape[-1],
        ),
        Hint(
            "to the smallest",
            "It went to the smallest piece. The largest one made the output.",
            lambda g, z: to_the(np.argmin, g, z),
        ),
        Hint(
            "times z",
            "The winner's derivative came out multiplied by its value. There h = z, and dz/dz is 1.",
            lambda g, z: to_the(np.argmax, g, z) * z,
        ),
        Hint(
            "no g",
            "That marks the winners. Multiply by g, the gradient that arrives from the layer after.",
            lambda g, z: to_the(np.argmax, np.ones_like(g), z),
        ),
        Hint("sign", "Every derivative has the wrong sign.", lambda g, z: -won(g, z)),
        Hint(
            "all but the winner",
            "The gradient went to all pieces but the largest. The largest alone made the output.",
            lambda g, z: spread(g, z) - won(g, z),
        ),
        Hint(
            "positive pieces",
            "That is the way back through a ReLU: pieces above 0. Here the largest of each unit counts.",
            lambda g, z: spread(g, z) * (z > 0),
        ),
        Hint(
            "positive winners",
            "A winner below 0 gets its gradient as well: maxout is no ReLU.",
            lambda g, z: won(g, z) * (z > 0),
        ),
        Hint(
            "every piece times z",
            "Every piece got g times its value. The largest gets g, the others nothing.",
            lambda g, z: spread(g, z) * z,
        ),
        Hint(
            "times z, no g",
            "Those are the winners' values. Their derivatives are wanted: g.",
            lambda g, z: won(np.ones_like(g), z) * z,
        ),
        Hint(
            "softmax",
            "You shared the gradient by a softmax. The winner takes all.",
            lambda g, z: spread(g, z) * softmax(z),
        ),
        Hint(
            "mean over the samples",
            "You divided by the number of samples. If E is a mean, g holds that already.",
            lambda g, z: won(g, z) / len(g),
        ),
        Hint(
            "the winner's share",
            "You divided by the number of pieces. The winner takes the whole gradient.",
            lambda g, z: won(g, z) / z.shape[-1],
        ),
        Hint(
            "the largest of all",
            "You looked for one winner in the whole array. Each unit of each sample has one of its own: axis=-1.",
            lambda g, z: spread(g, z) * (z == z.max()),
        ),
        Hint(
            "the first piece",
            "The gradient went to the first piece. It goes to the largest.",
            lambda g, z: spread(g, z) * (np.arange(z.shape[-1]) == 0),
        ),
        Hint("largest unit", AXES, lambda g, z: spread(g, z) * (z == z.max(axis=1, keepdims=True))),
        Hint("largest sample", AXES, lambda g, z: spread(g, z) * (z == z.max(axis=0, keepdims=True))),
        Hint(
            "g times h",
            "That is g times the outputs, (m, units). Each piece has a derivative: the shape of z.",
            lambda g, z: g * z.max(axis=-1),
        ),
        Hint(
            "which piece",
            "That is the number of the largest piece. It gets g, the others 0: the shape of z.",
            lambda g, z: np.argmax(z, axis=-1),
        ),
        Hint(
            "sizes",
            "The sizes do not fit: g is (m, units), z has one axis more. g[..., None] gives g that axis.",
            lambda g, z: THREE @ G,
        ),
        Hint(
            "g times h, with the axis",
            "That is g times the outputs, one number a unit. Each piece has a derivative: the shape of z.",
            lambda g, z: g[..., None] * z.max(axis=-1, keepdims=True),
        ),
    ),
    solution="""\
def maxout_back(g, z):
    h = z.max(axis=-1, keepdims=True)
    return g[..., None] * (z == h)
""",
    place="tuning.maxout.maxout_backward",
    fits=_side_by_side,
)
