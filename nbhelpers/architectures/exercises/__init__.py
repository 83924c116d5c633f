"""The exercises of the chapter on architectures: what a layer costs, what a unit sees, the way back through a block."""

import itertools

from nbhelpers.architectures import spec
from nbhelpers.architectures.exercises.back import back
from nbhelpers.architectures.exercises.field import field
from nbhelpers.architectures.exercises.numbers import reduced, slim_vgg
from nbhelpers.exercise import Case, Exercise, Hint


def _cost_truth(c_in, c_out, k, size, groups):
    """Link by link: which input channel, which place in the kernel, for which output channel."""
    per = c_out // groups
    links = {
        (o, i, at)
        for o, i, at in itertools.product(range(c_out), range(c_in), range(k * k))
        if o // per == i // (c_in // groups)
    }
    return len(links) + c_out, len(links) * size**2


def _weights(c_in, c_out, k, size, groups):
    return c_in // groups * c_out * k * k


def _all_links(c_in, c_out, k, size, groups):
    return c_in * c_out * k * k


def _cost_with(weights=_weights, bias=lambda c_in, c_out, k, size, groups: c_out, places=lambda k, size: size**2):
    """Both numbers, with a part changed: the weights, the biases, the places where a kernel works."""
    return lambda *given: (weights(*given) + bias(*given), weights(*given) * places(*given[2:4]))


def _of_a_layer(answer):
    """If its kernels see all channels of their group. It may have no biases, and a norm with two numbers a channel."""

    def conv(layer, at):
        row = spec._conv(layer, at)
        if layer.table:
            return row
        parameters, work = answer(at.shape[0], layer.out, layer.k, row.shape[1], layer.groups)
        return row._replace(parameters=parameters + (layer.bias - 1 + 2 * layer.norm) * layer.out, multiply_adds=work)

    return conv


cost = Exercise(
    name="architectures.cost",
    title="What a convolution costs",
    task="""\
Write `cost(c_in, c_out, k, size, groups)`: two numbers, the parameters and the multiply-adds of a convolution
with biases.

It has `c_out` kernels of k x k on `c_in` channels, and its output is `size` pixels high and wide. With
`groups` > 1 the channels are cut into that many groups, and a kernel sees the channels of its own group only. A bias
is a parameter, but no multiply-add.""",
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
        Case("three groups: 9 channels to 3, 2 x 2, a single pixel", (9, 3, 2, 1, 3)),
    ),
    truth=_cost_truth,
    hints=(
        Hint("no bias", "Each kernel has a bias: one more parameter for each output channel.",
             _cost_with(bias=lambda c_in, c_out, k, size, groups: 0)),
        Hint("one bias", "You counted one bias. Each output channel has its own: c_out of them.",
             _cost_with(bias=lambda c_in, c_out, k, size, groups: 1)),
        Hint("bias for each input", "You counted a bias for each input channel. There is one for each output channel.",
             _cost_with(bias=lambda c_in, c_out, k, size, groups: c_in)),
        Hint("bias for each slice", "A kernel has one bias, not one for each channel that it sees.",
             _cost_with(bias=lambda c_in, c_out, k, size, groups: c_in // groups * c_out)),
        Hint("bias for each group", "Each output channel has a bias, c_out of them, in whatever group it is.",
             _cost_with(bias=lambda c_in, c_out, k, size, groups: c_out // groups)),
        Hint("groups forgotten", "With groups a kernel sees c_in / groups channels, not all of them.",
             _cost_with(_all_links)),
        Hint("groups forgotten in the parameters",
             "The parameters are counted without the groups. A kernel sees c_in / groups channels.",
             lambda *given: (_cost_with(_all_links)(*given)[0], _cost_truth(*given)[1])),
        Hint("groups forgotten in the work",
             "The multiply-adds are counted without the groups. A kernel sees c_in / groups channels.",
             lambda *given: (_cost_truth(*given)[0], _cost_with(_all_links)(*given)[1])),
        Hint("groups twice", "You divided by the groups twice: each of the c_out kernels sees c_in / groups channels.",
             _cost_with(lambda *given: _weights(*given) // given[-1])),
        Hint("times the groups", "You multiplied by the groups. They save: a kernel sees c_in / groups channels only.",
             _cost_with(lambda *given: _all_links(*given) * given[-1])),
        Hint("no sharing", "One kernel serves every place: the size of the picture costs work, not parameters.",
             lambda c_in, c_out, k, size, groups: ((c_in // groups * k * k + 1) * c_out * size**2,
                                                   c_in // groups * c_out * k * k * size**2)),
        Hint("k once", "A kernel of k x k has k² weights for each channel that it sees.",
             _cost_with(lambda c_in, c_out, k, size, groups: c_in // groups * c_out * k)),
        Hint("no channels", "A kernel has k² weights for *each* channel that it sees.",
             _cost_with(lambda c_in, c_out, k, size, groups: c_out * k * k)),
        Hint("one kernel", "You counted one kernel. There are c_out of them.",
             _cost_with(lambda c_in, c_out, k, size, groups: c_in // groups * k * k)),
        Hint("channels added", "Channels in and out multiply: each kernel has a slice for each channel that it sees.",
             _cost_with(lambda c_in, c_out, k, size, groups: (c_in // groups + c_out) * k * k)),
        Hint("bias multiplied", "A bias is added, not multiplied: it is no multiply-add.",
             lambda *given: (_cost_truth(*given)[0], _cost_truth(*given)[0] * given[3] ** 2)),
        Hint("bias added to the work", "A bias is added, not multiplied: it is no multiply-add.",
             lambda *given: (_cost_truth(*given)[0], _cost_truth(*given)[1] + given[1])),
        Hint("one place", "The multiply-adds are those of one place. The kernel goes over size × size of them.",
             _cost_with(places=lambda k, size: 1)),
        Hint("size once", "The output is size pixels high *and* wide: size² places.",
             _cost_with(places=lambda k, size: size)),
        Hint("output cut again", "`size` is that of the output already. No edge has to be taken off.",
             _cost_with(places=lambda k, size: (size - k + 1) ** 2)),
        Hint("input taken for output", "`size` is that of the output already. No edge has to be added.",
             _cost_with(places=lambda k, size: (size + k - 1) ** 2)),
        Hint("no output channels in the work", "Every output channel needs its own multiply-adds: times c_out.",
             lambda *given: (_cost_truth(*given)[0], _cost_truth(*given)[1] // given[1])),
        Hint("two operations", "You counted a multiplication and an addition as two. A multiply-add is one.",
             _cost_with(places=lambda k, size: 2 * size**2)),
        Hint("outputs swapped", "The two numbers are swapped: first the parameters, then the multiply-adds.",
             lambda *given: _cost_truth(*given)[::-1]),
        Hint("parameters alone", "Those are the parameters. The multiply-adds are wanted as well, as a second number.",
             lambda *given: _cost_truth(*given)[0]),
        Hint("multiply-adds alone", "Those are the multiply-adds. The parameters are wanted as well, before them.",
             lambda *given: _cost_truth(*given)[1]),
        Hint("bias at each place", "A bias is shared by all places, as its kernel is: one for each output channel.",
             _cost_with(bias=lambda c_in, c_out, k, size, groups: c_out * size**2)),
    ),
    solution="""\
def cost(c_in, c_out, k, size, groups):
    weights = c_out * (c_in // groups) * k * k
    return weights + c_out, weights * size * size
""",
    place="architectures.spec._conv",
    fits=_of_a_layer,
)  # fmt: skip


EXERCISES = (cost, field, back, slim_vgg, reduced)
