"""The exercise on the way back through a residual block."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint


def _block(h, W1, W2):
    return np.maximum(h + np.maximum(h @ W1, 0) @ W2, 0)


def _back_truth(h, W1, W2, g):
    """Central differences of the sum of g times the block's output."""
    found = np.zeros_like(h)
    for at in np.ndindex(h.shape):
        step = np.zeros_like(h)
        step[at] = 1e-6
        found[at] = np.sum(g * (_block(h + step, W1, W2) - _block(h - step, W1, W2))) / 2e-6
    return found


def _back_with(
    outer=lambda g, u: g * (u > 0),
    inner=lambda g, z: g * (z > 0),
    ways=lambda W1, W2: (W2.T, W1.T),
    straight=lambda out, g: out,
    u=lambda h, z, W2: h + np.maximum(z, 0) @ W2,
):
    """The way back with a part of it changed: a relu, the weights, the straight way, the sum u."""

    def answer(h, W1, W2, g):
        z = h @ W1
        out = outer(g, u(h, z, W2))
        first, second = ways(W1, W2)
        return straight(out, g) + inner(out @ first, z) @ second

    return answer


def _masked(h, W1, W2, g):
    """The gradient once it is through the outer relu."""
    return g * (_block(h, W1, W2) > 0)


def _through(h, W1, W2, g):
    """The way through the weights, as if the outer relu were open."""
    return ((g @ W2.T) * (h @ W1 > 0)) @ W1.T


def _case(words, seed, rows, width):
    rng = np.random.default_rng(seed)
    h, W1, W2, g = (rng.normal(size=shape) for shape in ((rows, width), (width, width), (width, width), (rows, width)))
    return Case(words, tuple(part.round(2) for part in (h, W1, W2, g)))


back = Exercise(
    name="architectures.back",
    title="The way back through a residual block",
    task="""\
A residual block without biases gives h' = relu(h + relu(h W1) W2). Write `back(h, W1, W2, g)`: given the
gradient `g` of the loss in h', the gradient in h.

`h` and `g` have the shape (m, n), both weights (n, n). The answer has the shape of `h`.""",
    start="""\
def back(h, W1, W2, g):
    z = h @ W1
    u = h + np.maximum(z, 0) @ W2
    e = ...      # the gradient in u
    ...
    return ...
""",
    cases=(
        Case("one unit, all relus on",
             (np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5]]), np.array([[1.0]]))),
        Case("one unit, the outer relu off",
             (np.array([[1.0]]), np.array([[1.0]]), np.array([[-3.0]]), np.array([[1.0]]))),
        Case("one unit, the inner relu off: only the straight way is left",
             (np.array([[1.0]]), np.array([[-1.0]]), np.array([[2.0]]), np.array([[1.5]]))),
        _case("two samples of three units", 0, 2, 3),
        _case("four samples of five units", 1, 4, 5),
        _case("as many samples as units", 3, 3, 3),
    ),
    truth=_back_truth,
    hints=(
        Hint("no straight way", "The gradient also goes straight on, past both weights: that is what adding h does.",
             _back_with(straight=lambda out, g: 0)),
        Hint("straight way alone", "That is the straight way. There is one through both weights as well; add that.",
             _back_with(inner=lambda g, z: 0 * g)),
        Hint("straight on as it came", "That is the gradient as it came. Both relus and both weights lie on its way.",
             lambda h, W1, W2, g: g),
        Hint("outer relu forgotten on the straight way", "The straight way leads through the outer relu too.",
             _back_with(straight=lambda out, g: g)),
        Hint("outer relu forgotten on the way through", "The way through the weights leads through the outer relu too.",
             lambda h, W1, W2, g: _through(h, W1, W2, g) + _masked(h, W1, W2, g)),
        Hint("no outer relu", "Where the outer relu is off (h' = 0), nothing comes back at all.",
             _back_with(outer=lambda g, u: g)),
        Hint("no inner relu", "Between W2 and W1 lies a relu: only where h W1 > 0 does a gradient pass.",
             _back_with(inner=lambda g, z: g)),
        Hint("no relu", "Both relus are missing: a gradient passes only where the sum before a relu is above zero.",
             _back_with(outer=lambda g, u: g, inner=lambda g, z: g)),
        Hint("outer relu's value", "You multiplied by the outer relu's value. Its derivative is 1 or 0: (u > 0).",
             _back_with(outer=lambda g, u: g * np.maximum(u, 0))),
        Hint("inner relu's value", "You multiplied by the inner relu's value. Its derivative is 1 or 0: (z > 0).",
             _back_with(inner=lambda g, z: g * np.maximum(z, 0))),
        Hint("relu of the slope", "You sent g itself through a relu. It passes where the sum u was above zero.",
             _back_with(outer=lambda g, u: np.maximum(g, 0))),
        Hint("inner relu of the slope", "You sent g itself through a relu. It passes where the sum z was above zero.",
             _back_with(inner=lambda g, z: np.maximum(g, 0))),
        Hint("outer relu shut the wrong way", "Your outer relu lets the gradient pass where u is below zero.",
             _back_with(outer=lambda g, u: g * (u < 0))),
        Hint("inner relu shut the wrong way", "Your inner relu lets the gradient pass where z is below zero.",
             _back_with(inner=lambda g, z: g * (z < 0))),
        Hint("z at the outer relu", "z decides at the inner relu. At the outer one it is u.",
             lambda h, W1, W2, g: _back_with(outer=lambda g, u: g * (h @ W1 > 0))(h, W1, W2, g)),
        Hint("u at the inner relu", "u decides at the outer relu. At the inner one it is z.",
             lambda h, W1, W2, g: _back_with(inner=lambda g, z: g * (h + np.maximum(z, 0) @ W2 > 0))(h, W1, W2, g)),
        Hint("h at the inner relu", "h decides nothing: the inner relu looks at z = h W1.",
             lambda h, W1, W2, g: _back_with(inner=lambda g, z: g * (h > 0))(h, W1, W2, g)),
        Hint("h at the outer relu", "h decides nothing: the outer relu looks at u.",
             lambda h, W1, W2, g: _back_with(outer=lambda g, u: g * (h > 0))(h, W1, W2, g)),
        Hint("u without h", "u is the sum with h: the outer relu looks at both.",
             _back_with(u=lambda h, z, W2: np.maximum(z, 0) @ W2)),
        Hint("u without the inner relu", "In u the inner relu is missing: relu(h W1) W2 is added to h.",
             _back_with(u=lambda h, z, W2: h + z @ W2)),
        Hint("inner relu too late", "The inner relu lies between the weights: first W2.T, then z > 0, then W1.T.",
             lambda h, W1, W2, g: _masked(h, W1, W2, g) + (_masked(h, W1, W2, g) @ W2.T @ W1.T) * (h @ W1 > 0)),
        Hint("inner relu too early", "The inner relu lies between the weights: first W2.T, then z > 0, then W1.T.",
             lambda h, W1, W2, g: _masked(h, W1, W2, g) + (_masked(h, W1, W2, g) * (h @ W1 > 0)) @ W2.T @ W1.T),
        Hint("not transposed", "On the way back a weight matrix is transposed: W.T.",
             _back_with(ways=lambda W1, W2: (W2, W1))),
        Hint("W1 not transposed", "W1 has to be transposed on the way back: W1.T.",
             _back_with(ways=lambda W1, W2: (W2.T, W1))),
        Hint("W2 not transposed", "W2 has to be transposed on the way back: W2.T.",
             _back_with(ways=lambda W1, W2: (W2, W1.T))),
        Hint("weights in the order forward", "The way back meets W2 first, then W1.",
             _back_with(ways=lambda W1, W2: (W1.T, W2.T))),
        Hint("weights as on the way forward", "The way back meets W2 first, then W1, both transposed: W2.T, W1.T.",
             _back_with(ways=lambda W1, W2: (W1, W2))),
        Hint("W2 alone", "The way through the weights ends too soon: after the inner relu comes W1.T.",
             _back_with(ways=lambda W1, W2: (W2.T, np.eye(len(W1))))),
        Hint("weights in front", "Samples are rows: the weights stand after the gradient, as in e @ W2.T.",
             lambda h, W1, W2, g: _masked(h, W1, W2, g) + W1.T @ ((W2.T @ _masked(h, W1, W2, g)) * (h @ W1 > 0))),
        Hint("ways subtracted", "Both ways add up: h goes into the sum u twice, both times with a plus.",
             lambda h, W1, W2, g: 2 * _masked(h, W1, W2, g) - _back_truth(h, W1, W2, g)),
        Hint("h added", "You added h. What goes straight on is the gradient before the outer relu.",
             lambda h, W1, W2, g: _back_truth(h, W1, W2, g) - _masked(h, W1, W2, g) + h),
        Hint("mean over samples", "You divided by the number of samples. That is done in g already, if at all.",
             lambda h, W1, W2, g: _back_truth(h, W1, W2, g) / len(h)),
        Hint("forward", "That is the way forward. Asked for is the gradient in h.",
             lambda h, W1, W2, g: _block(h, W1, W2)),
        Hint("outer sum for its slope", "You multiplied by the sum u. The derivative of a relu is 1 or 0: (u > 0).",
             _back_with(outer=lambda g, u: g * u)),
        Hint("inner sum for its slope", "You multiplied by the sum z. The derivative of a relu is 1 or 0: (z > 0).",
             _back_with(inner=lambda g, z: g * z)),
        Hint("one for the straight way",
             "The straight way has the derivative 1, times what came through the outer relu.",
             _back_with(straight=lambda out, g: 1)),
        Hint("neither relu nor straight way", "The straight way is missing, and the relus too.",
             lambda h, W1, W2, g: g @ W2.T @ W1.T),
        Hint("inner relu missing, no straight way", "The straight way is missing, and the inner relu too.",
             lambda h, W1, W2, g: _masked(h, W1, W2, g) @ W2.T @ W1.T),
        Hint("through alone over samples",
             "You divided by the number of samples. That is done in g already, if at all.",
             _back_with(inner=lambda g, z: g * (z > 0) / len(z))),
        Hint("straight way twice", "The straight way counts twice in your answer.",
             lambda h, W1, W2, g: _back_truth(h, W1, W2, g) + _masked(h, W1, W2, g)),
        Hint("ways multiplied", "Both ways add up; they do not multiply.",
             lambda h, W1, W2, g: _masked(h, W1, W2, g) * (_back_truth(h, W1, W2, g) - _masked(h, W1, W2, g))),
    ),
    solution="""\
def back(h, W1, W2, g):
    z = h @ W1
    u = h + np.maximum(z, 0) @ W2
    e = g * (u > 0)
    return e + ((e @ W2.T) * (z > 0)) @ W1.T
""",
)  # fmt: skip
