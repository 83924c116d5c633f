"""The exercises of the chapter on architectures: what a layer costs, what a unit sees, the way back through a block."""

import itertools

import numpy as np

from nbhelpers.exercise import Case, Exercise, Hint
from nbhelpers.exercises.architectures_numbers import reduced, slim_vgg


def _cost_truth(c_in, c_out, k, size, groups):
    """Link by link: which input channel, which place in the kernel, for which output channel."""
    per = c_out // groups
    links = {
        (o, i, at)
        for o, i, at in itertools.product(range(c_out), range(c_in), range(k * k))
        if o // per == i // (c_in // groups)
    }
    return len(links) + c_out, len(links) * size**2


def _cost(weights, c_out, size, bias=True):
    return weights + (c_out if bias else 0), weights * size**2


cost = Exercise(
    name="architectures.cost",
    title="What a convolution costs",
    task="""\
Write `cost(c_in, c_out, k, size, groups)`: two numbers, the parameters and the multiply-adds of a convolution
with biases.

It has `c_out` kernels of k x k on `c_in` channels, and its output is `size` pixels high and wide. With
`groups` > 1 the channels are cut into that many groups, and a kernel sees the channels of its own group only.""",
    start="""\
def cost(c_in, c_out, k, size, groups):
    parameters = ...
    multiply_adds = ...
    return parameters, multiply_adds
""",
    cases=(
        Case("LeNet's C1: 1 channel to 6, 5 x 5, 28 pixels", (1, 6, 5, 28, 1)),
        Case("3 channels to 4, 3 x 3, 2 pixels", (3, 4, 3, 2, 1)),
        Case("a 1 x 1 convolution: 8 channels to 2, 5 pixels", (8, 2, 1, 5, 1)),
        Case("two groups: 4 channels to 6, 3 x 3, 7 pixels", (4, 6, 3, 7, 2)),
        Case("as many groups as channels: 6 to 6, 3 x 3, 4 pixels", (6, 6, 3, 4, 6)),
    ),
    truth=_cost_truth,
    hints=(
        Hint("no bias", "Each kernel has a bias: one more parameter for each output channel.",
             lambda c_in, c_out, k, size, groups: _cost(c_in // groups * c_out * k * k, c_out, size, bias=False)),
        Hint("groups forgotten", "With groups a kernel sees c_in / groups channels, not all of them.",
             lambda c_in, c_out, k, size, groups: _cost(c_in * c_out * k * k, c_out, size)),
        Hint("groups twice", "The groups were taken off twice: there are still c_out kernels, each sees c_in / groups.",
             lambda c_in, c_out, k, size, groups: _cost(c_in * c_out * k * k // groups**2, c_out, size)),
        Hint("no sharing", "One kernel serves every place: the size of the picture costs work, not parameters.",
             lambda c_in, c_out, k, size, groups: ((c_in // groups * k * k + 1) * c_out * size**2,
                                                   c_in // groups * c_out * k * k * size**2)),
        Hint("k once", "A kernel of k x k has k² weights for each channel that it sees.",
             lambda c_in, c_out, k, size, groups: _cost(c_in // groups * c_out * k, c_out, size)),
        Hint("bias multiplied", "A bias is added, not multiplied: it is no multiply-add.",
             lambda c_in, c_out, k, size, groups: (_cost_truth(c_in, c_out, k, size, groups)[0],
                                                   _cost_truth(c_in, c_out, k, size, groups)[0] * size**2)),
        Hint("one place", "The multiply-adds are those of one place. The kernel goes over size × size of them.",
             lambda c_in, c_out, k, size, groups: (_cost_truth(c_in, c_out, k, size, groups)[0],
                                                   c_in // groups * c_out * k * k)),
    ),
    solution="""\
def cost(c_in, c_out, k, size, groups):
    weights = c_out * (c_in // groups) * k * k
    return weights + c_out, weights * size * size
""",
)  # fmt: skip


def _field_truth(layers):
    """Backwards, as a set: which units of each layer does the one at place 0 listen to?"""
    listening = {0}
    for k, s in reversed(layers):
        listening = {s * unit + step for unit in listening for step in range(k)}
    return max(listening) - min(listening) + 1


def _field(layers, begin=1, grow=lambda k, s, jump: (k - 1) * jump, jump_first=False):
    field, jump = begin, 1
    for k, s in layers:
        if jump_first:
            jump *= s
        field += grow(k, s, jump)
        if not jump_first:
            jump *= s
    return field


field = Exercise(
    name="architectures.field",
    title="What one unit sees",
    task="""\
Write `field(layers)`: how many input pixels across a unit behind these layers can see.

`layers` is a list of pairs (k, s), kernel and stride, from the first layer to the last. Poolings count like
convolutions.""",
    start="""\
def field(layers):
    r, jump = 1, 1
    for k, s in layers:
        ...
    return r
""",
    cases=(
        Case("no layer at all: a pixel sees itself", ([],)),
        Case("two of 3 x 3", ([(3, 1), (3, 1)],)),
        Case("a stride in the first layer", ([(5, 2), (3, 1)],)),
        Case("a pooling between two convolutions", ([(3, 1), (2, 2), (3, 1)],)),
        Case("the beginning of AlexNet", ([(11, 4), (3, 2), (5, 1), (3, 2), (3, 1)],)),
        Case("a stride in the last layer changes nothing", ([(3, 1), (3, 3)],)),
    ),
    truth=_field_truth,
    hints=(
        Hint("no jump", "A later kernel steps over units that lie several pixels apart: k − 1 steps of `jump` pixels.",
             lambda layers: _field(layers, grow=lambda k, s, jump: k - 1)),
        Hint("jump too early", "The stride of a layer spreads the layers behind it, not its own kernel.",
             lambda layers: _field(layers, jump_first=True)),
        Hint("k instead of k − 1", "Two kernels side by side share pixels: each layer adds k − 1 jumps, not k.",
             lambda layers: _field(layers, grow=lambda k, s, jump: k * jump)),
        Hint("starts at 0", "Without any layer a unit is a pixel, and sees 1.",
             lambda layers: _field(layers, begin=0)),
        Hint("product of kernels", "Fields add up: (k − 1) jumps a layer. They do not multiply.",
             lambda layers: int(np.prod([k for k, _ in layers]))),
        Hint("sum of kernels", "Fields overlap: each layer adds k − 1 jumps to the field before it.",
             lambda layers: sum(k for k, _ in layers)),
    ),
    solution="""\
def field(layers):
    r, jump = 1, 1
    for k, s in layers:
        r += (k - 1) * jump
        jump *= s
    return r
""",
)  # fmt: skip


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


def _back(h, W1, W2, e, outer=True, inner=True, straight="masked"):
    z = h @ W1
    out = e * (h + np.maximum(z, 0) @ W2 > 0) if outer else e
    through = ((out @ W2.T) * (z > 0) if inner else out @ W2.T) @ W1.T
    return through + {"masked": out, "none": 0, "unmasked": e}[straight]


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
    ),
    truth=_back_truth,
    hints=(
        Hint("no straight way", "The slope also goes straight on, past both weights: that is what the + h is for.",
             lambda h, W1, W2, e: _back(h, W1, W2, e, straight="none")),
        Hint("outer relu forgotten on the straight way", "The straight way leads through the outer relu too.",
             lambda h, W1, W2, e: _back(h, W1, W2, e, straight="unmasked")),
        Hint("no outer relu", "Where the outer relu is shut (h' = 0), nothing comes back at all.",
             lambda h, W1, W2, e: _back(h, W1, W2, e, outer=False)),
        Hint("no inner relu", "Between W2 and W1 lies a relu: only where h W1 > 0 does a slope pass.",
             lambda h, W1, W2, e: _back(h, W1, W2, e, inner=False)),
        Hint("not transposed", "On the way back a weight matrix is turned: W.T.",
             lambda h, W1, W2, e: _not_transposed(h, W1, W2, e)),
    ),
    solution="""\
def back(h, W1, W2, e):
    z = h @ W1
    u = h + np.maximum(z, 0) @ W2
    out = e * (u > 0)
    return out + ((out @ W2.T) * (z > 0)) @ W1.T
""",
)  # fmt: skip


def _not_transposed(h, W1, W2, e):
    z = h @ W1
    out = e * (h + np.maximum(z, 0) @ W2 > 0)
    return out + ((out @ W2) * (z > 0)) @ W1


EXERCISES = (cost, field, back, slim_vgg, reduced)
