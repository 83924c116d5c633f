"""The exercise on the way back through a residual block."""

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint


def _block(h, W1, W2):
    return np.maximum(h + np.maximum(h @ W1, 0) @ W2, 0)


def _back_truth(h, W1, W2, e):
    """Central differences of the sum of e times the block's output."""
    found = np.zeros_like(h)
    for at in np.ndindex(h.shape):
        step = np.zeros_like(h)
        step[at] = 1e-6
        found[at] = np.sum(e * (_block(h + step, W1, W2) - _block(h - step, W1, W2))) / 2e-6
    return found


def _back_with(
    outer=lambda e, u: e * (u > 0),
    inner=lambda e, z: e * (z > 0),
    ways=lambda W1, W2: (W2.T, W1.T),
    straight=lambda out, e: out,
    u=lambda h, z, W2: h + np.maximum(z, 0) @ W2,
):
    """The way back with a part of it changed: a relu, the weights, the straight way, the sum u."""

    def answer(h, W1, W2, e):
        z = h @ W1
        out = outer(e, u(h, z, W2))
        first, second = ways(W1, W2)
        return straight(out, e) + inner(out @ first, z) @ second

    return answer


def _masked(h, W1, W2, e):
    """The slope once it is through the outer relu."""
    return e * (_block(h, W1, W2) > 0)


def _through(h, W1, W2, e):
    """The way through the weights, as if the outer relu were open."""
    return ((e @ W2.T) * (h @ W1 > 0)) @ W1.T


def _case(words, seed, rows, width):
    rng = np.random.default_rng(seed)
    h, W1, W2, e = (rng.normal(size=shape) for shape in ((rows, width), (width, width), (width, width), (rows, width)))
    return Case(words, tuple(part.round(2) for part in (h, W1, W2, e)))


back = Exercise(
    name="architectures.back",
    title="The way back through a residual block",
    task="""\
A residual block without biases gives h' = relu(h + relu(h W1) W2). Write `back(h, W1, W2, e)`: given the slope
`e` of the loss in h', the slope in h.

`h` and `e` have the shape (m, n), both weights (n, n). The answer has the shape of `h`.""",
    start="""\
def back(h, W1, W2, e):
    z = h @ W1
    u = h + np.maximum(z, 0) @ W2
    out = ...      # the slope in u
    ...
    return ...
""",
    cases=(
        Case("one unit, all relus open",
             (np.array([[2.0]]), np.array([[3.0]]), np.array([[0.5]]), np.array([[1.0]]))),
        Case("one unit, the outer relu shut",
             (np.array([[1.0]]), np.array([[1.0]]), np.array([[-3.0]]), np.array([[1.0]]))),
        Case("one unit, the inner relu shut: only the straight way is left",
             (np.array([[1.0]]), np.array([[-1.0]]), np.array([[2.0]]), np.array([[1.5]]))),
        _case("two samples of three units", 0, 2, 3),
        _case("four samples of five units", 1, 4, 5),
        _case("as many samples as units", 3, 3, 3),
    ),
    truth=_back_truth,
    hints=(
        Hint("no straight way", "The slope also goes straight on, past both weights: that is what the + h is for.",
             _back_with(straight=lambda out, e: 0)),
        Hint("straight way alone", "That is the straight way. The slope goes through both weights as well; add that.",
             _back_with(inner=lambda e, z: 0 * e)),
        Hint("straight on as it came", "That is the slope as it came. Both relus and both weights lie on its way.",
             lambda h, W1, W2, e: e),
        Hint("outer relu forgotten on the straight way", "The straight way leads through the outer relu too.",
             _back_with(straight=lambda out, e: e)),
        Hint("outer relu forgotten on the way through", "The way through the weights leads through the outer relu too.",
             lambda h, W1, W2, e: _through(h, W1, W2, e) + _masked(h, W1, W2, e)),
        Hint("no outer relu", "Where the outer relu is shut (h' = 0), nothing comes back at all.",
             _back_with(outer=lambda e, u: e)),
        Hint("no inner relu", "Between W2 and W1 lies a relu: only where h W1 > 0 does a slope pass.",
             _back_with(inner=lambda e, z: e)),
        Hint("no relu", "Both relus are missing: a slope passes only where the sum before a relu is above zero.",
             _back_with(outer=lambda e, u: e, inner=lambda e, z: e)),
        Hint("outer relu's value", "You multiplied by what the outer relu says. Its slope is 1 or 0: (u > 0).",
             _back_with(outer=lambda e, u: e * np.maximum(u, 0))),
        Hint("inner relu's value", "You multiplied by what the inner relu says. Its slope is 1 or 0: (z > 0).",
             _back_with(inner=lambda e, z: e * np.maximum(z, 0))),
        Hint("relu of the slope", "You sent the slope through a relu. It passes where the sum u was above zero.",
             _back_with(outer=lambda e, u: np.maximum(e, 0))),
        Hint("inner relu of the slope", "You sent the slope through a relu. It passes where the sum z was above zero.",
             _back_with(inner=lambda e, z: np.maximum(e, 0))),
        Hint("outer relu shut the wrong way", "Your outer relu lets the slope pass where u is below zero.",
             _back_with(outer=lambda e, u: e * (u < 0))),
        Hint("inner relu shut the wrong way", "Your inner relu lets the slope pass where z is below zero.",
             _back_with(inner=lambda e, z: e * (z < 0))),
        Hint("z at the outer relu", "z decides at the inner relu. At the outer one it is u.",
             lambda h, W1, W2, e: _back_with(outer=lambda e, u: e * (h @ W1 > 0))(h, W1, W2, e)),
        Hint("u at the inner relu", "u decides at the outer relu. At the inner one it is z.",
             lambda h, W1, W2, e: _back_with(inner=lambda e, z: e * (h + np.maximum(z, 0) @ W2 > 0))(h, W1, W2, e)),
        Hint("h at the inner relu", "h decides nothing: the inner relu looks at z = h W1.",
             lambda h, W1, W2, e: _back_with(inner=lambda e, z: e * (h > 0))(h, W1, W2, e)),
        Hint("h at the outer relu", "h decides nothing: the outer relu looks at u.",
             lambda h, W1, W2, e: _back_with(outer=lambda e, u: e * (h > 0))(h, W1, W2, e)),
        Hint("u without h", "u is the sum with h: the outer relu looks at both.",
             _back_with(u=lambda h, z, W2: np.maximum(z, 0) @ W2)),
        Hint("u without the inner relu", "In u the inner relu is missing: relu(h W1) W2 is added to h.",
             _back_with(u=lambda h, z, W2: h + z @ W2)),
        Hint("inner relu too late", "The inner relu lies between the weights: first W2.T, then z > 0, then W1.T.",
             lambda h, W1, W2, e: _masked(h, W1, W2, e) + (_masked(h, W1, W2, e) @ W2.T @ W1.T) * (h @ W1 > 0)),
        Hint("inner relu too early", "The inner relu lies between the weights: first W2.T, then z > 0, then W1.T.",
             lambda h, W1, W2, e: _masked(h, W1, W2, e) + (_masked(h, W1, W2, e) * (h @ W1 > 0)) @ W2.T @ W1.T),
        Hint("not transposed", "On the way back a weight matrix is turned: W.T.",
             _back_with(ways=lambda W1, W2: (W2, W1))),
        Hint("W1 not transposed", "W1 is not turned. On the way back a weight matrix is: W1.T.",
             _back_with(ways=lambda W1, W2: (W2.T, W1))),
        Hint("W2 not transposed", "W2 is not turned. On the way back a weight matrix is: W2.T.",
             _back_with(ways=lambda W1, W2: (W2, W1.T))),
        Hint("weights in the order forward", "The way back meets W2 first, then W1.",
             _back_with(ways=lambda W1, W2: (W1.T, W2.T))),
        Hint("weights as on the way forward", "The way back meets W2 first, then W1, both turned: W2.T, W1.T.",
             _back_with(ways=lambda W1, W2: (W1, W2))),
        Hint("W2 alone", "The way through ends too soon: after the inner relu comes W1.T.",
             _back_with(ways=lambda W1, W2: (W2.T, np.eye(len(W1))))),
        Hint("weights in front", "Samples are rows: the weights stand behind the slope, as in out @ W2.T.",
             lambda h, W1, W2, e: _masked(h, W1, W2, e) + W1.T @ ((W2.T @ _masked(h, W1, W2, e)) * (h @ W1 > 0))),
        Hint("ways subtracted", "Both ways add up: h goes into the sum u twice, both times with a plus.",
             lambda h, W1, W2, e: 2 * _masked(h, W1, W2, e) - _back_truth(h, W1, W2, e)),
        Hint("h added", "You added h. What goes straight on is the slope after the outer relu.",
             lambda h, W1, W2, e: _back_truth(h, W1, W2, e) - _masked(h, W1, W2, e) + h),
        Hint("mean over samples", "You divided by the number of samples. That is done in e already, if at all.",
             lambda h, W1, W2, e: _back_truth(h, W1, W2, e) / len(h)),
        Hint("forward", "That is the way forward. Asked for is the slope in h.",
             lambda h, W1, W2, e: _block(h, W1, W2)),
        Hint("outer sum for its slope", "You multiplied by the sum u. The slope of a relu is 1 or 0: (u > 0).",
             _back_with(outer=lambda e, u: e * u)),
        Hint("inner sum for its slope", "You multiplied by the sum z. The slope of a relu is 1 or 0: (z > 0).",
             _back_with(inner=lambda e, z: e * z)),
        Hint("one for the straight way",
             "The straight way has the slope 1, times what came: the slope after the outer relu.",
             _back_with(straight=lambda out, e: 1)),
        Hint("neither relu nor straight way", "The straight way is missing, and the relus too.",
             lambda h, W1, W2, e: e @ W2.T @ W1.T),
        Hint("inner relu missing, no straight way", "The straight way is missing, and the inner relu too.",
             lambda h, W1, W2, e: _masked(h, W1, W2, e) @ W2.T @ W1.T),
        Hint("through alone over samples",
             "You divided by the number of samples. That is done in e already, if at all.",
             _back_with(inner=lambda e, z: e * (z > 0) / len(z))),
        Hint("straight way twice", "The straight way counts twice in your answer.",
             lambda h, W1, W2, e: _back_truth(h, W1, W2, e) + _masked(h, W1, W2, e)),
        Hint("ways multiplied", "Both ways add up; they do not multiply.",
             lambda h, W1, W2, e: _masked(h, W1, W2, e) * (_back_truth(h, W1, W2, e) - _masked(h, W1, W2, e))),
    ),
    solution="""\
def back(h, W1, W2, e):
    z = h @ W1
    u = h + np.maximum(z, 0) @ W2
    out = e * (u > 0)
    return out + ((out @ W2.T) * (z > 0)) @ W1.T
""",
)  # fmt: skip
