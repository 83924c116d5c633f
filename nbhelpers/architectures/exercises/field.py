"""The exercise on the receptive field."""

import itertools

from nbhelpers.architectures import spec
from nbhelpers.exercise import Case, Exercise, Hint


def _field_truth(layers):
    """Backwards, as a set: which units of each layer does the one at place 0 listen to?"""
    listening = {0}
    for k, s in reversed(layers):
        listening = {s * unit + step for unit in listening for step in range(k)}
    return max(listening) - min(listening) + 1


def _walked(grow, jump=lambda jump, k, s: jump * s, begin=1):
    """The field, layer by layer, with a part changed: what becomes of it and of the jump, where it begins."""

    def answer(layers):
        r, gap = begin, 1
        for k, s in layers:
            r, gap = grow(r, gap, k, s), jump(gap, k, s)
        return r

    return answer


def _right(r, jump, k, s):
    return r + (k - 1) * jump


def _along(answer):
    """Of every layer up to the first block of several paths; a dense layer is a window as large as what it sees."""

    def summary(net):
        rows = spec.summary(net)
        plain = itertools.takewhile(lambda layer: isinstance(layer, spec.Conv | spec.Pool | spec.Dense), net.layers)
        seen = zip(plain, (net.input[1], *(row.shape[1] for row in rows)), strict=False)
        windows = [(getattr(layer, "k", size), getattr(layer, "s", 1)) for layer, size in seen]
        fields = [answer(windows[: n + 1]) for n in range(len(windows))]
        return [*(row._replace(field=r) for row, r in zip(rows, fields, strict=False)), *rows[len(fields) :]]

    return summary


field = Exercise(
    name="architectures.field",
    title="What one unit sees",
    task="""\
Write `field(layers)`: the width, in input pixels, of the square that a unit after these layers can see.

`layers` is a list of pairs (k, s), kernel and stride, from the first layer to the last. Poolings count as
convolutions do.""",
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
        Case("a 1 x 1 convolution with a stride, then a large kernel", ([(1, 3), (6, 2), (4, 1)],)),
    ),
    truth=_field_truth,
    hints=(
        Hint("no jump", "A later kernel steps over units that lie several pixels apart: k − 1 steps of `jump` pixels.",
             _walked(lambda r, jump, k, s: r + k - 1)),
        Hint("jump too early", "The stride of a layer spreads the layers after it, not its own kernel.",
             _walked(lambda r, jump, k, s: r + (k - 1) * jump * s)),
        Hint("own stride", "A kernel's steps are as wide as the strides *before* it have made them, all multiplied.",
             _walked(lambda r, jump, k, s: r + (k - 1) * s)),
        Hint("stride before alone", "The strides of all layers before multiply: jump *= s, not jump = s.",
             _walked(_right, lambda jump, k, s: s)),
        Hint("strides added", "Strides multiply: two strides of 2 make a jump of 4 pixels, jump *= s.",
             _walked(_right, lambda jump, k, s: jump + s)),
        Hint("strides added, less one", "Strides multiply: two strides of 2 make a jump of 4 pixels, jump *= s.",
             _walked(_right, lambda jump, k, s: jump + s - 1)),
        Hint("k instead of k − 1", "Two kernels side by side share pixels: each layer adds k − 1 jumps, not k.",
             _walked(lambda r, jump, k, s: r + k * jump)),
        Hint("k - s", "Kernels overlap by all but one jump: each layer adds k − 1 jumps, whatever its own stride.",
             _walked(lambda r, jump, k, s: r + (k - s) * jump)),
        Hint("k + 1", "Each layer adds k − 1 jumps, not k + 1: the pixel in the middle is there already.",
             _walked(lambda r, jump, k, s: r + (k + 1) * jump)),
        Hint("one side only", "You added one side of the kernel. It reaches out to both: k − 1 jumps.",
             _walked(lambda r, jump, k, s: r + k // 2 * jump)),
        Hint("brackets", "The brackets: (k − 1) as a whole is multiplied by the jump.",
             _walked(lambda r, jump, k, s: r + k - 1 * jump)),
        Hint("brackets after k", "The brackets: (k − 1) as a whole is multiplied by the jump.",
             _walked(lambda r, jump, k, s: r + k * jump - 1)),
        Hint("field spread", "You stretched the field itself by the jump. Add k − 1 jumps to it.",
             _walked(lambda r, jump, k, s: (r + k - 1) * jump)),
        Hint("starts at 0", "Without any layer a unit is a pixel, and sees 1.", _walked(_right, begin=0)),
        Hint("from the end", "You go from the last layer to the first. ((r − 1) s + k is right that way.)",
             lambda layers: _walked(_right)(layers[::-1])),
        Hint("r s + k", "r units have r − 1 steps between them, and only those are stretched. Mind the order, too.",
             _walked(lambda r, jump, k, s: r * s + k)),
        Hint("poolings left out", "Layers with a stride count too, with their kernels.",
             _walked(lambda r, jump, k, s: r + (k - 1) * jump * (s == 1))),
        Hint("poolings skipped", "You left out the layers with a stride. They count too, and spread what follows.",
             _walked(lambda r, jump, k, s: r + (k - 1) * (s == 1))),
        Hint("product of kernels", "Fields add up: (k − 1) jumps a layer. They do not multiply.",
             _walked(lambda r, jump, k, s: r * k)),
        Hint("sum of kernels", "Fields overlap: each layer adds k − 1 jumps to the field before it.",
             _walked(lambda r, jump, k, s: r + k, begin=0)),
        Hint("last kernel", "That is the last kernel alone. What its units see counts as well.",
             _walked(lambda r, jump, k, s: k)),
        Hint("largest kernel", "That is the largest kernel. The fields of the layers add up.",
             lambda layers: max([k for k, s in layers], default=1)),
        Hint("jump", "That is the jump, how far units lie apart. Asked for is how far one can see.",
             _walked(lambda r, jump, k, s: jump * s)),
        Hint("area", "That is the area. Asked for is how many pixels across.",
             lambda layers: _field_truth(layers) ** 2),
        Hint("k alone", "Each layer adds k − 1 steps, and the steps get wider: (k − 1) jumps.",
             _walked(lambda r, jump, k, s: r + k)),
        Hint("k times the stride", "Each layer adds k − 1 steps, as wide as the strides *before* it make them.",
             _walked(lambda r, jump, k, s: r + k * s)),
        Hint("one jump", "You added one jump for each layer. A kernel of k makes k − 1 of them.",
             _walked(lambda r, jump, k, s: r + jump)),
        Hint("jump added", "The jump multiplies: k − 1 steps of `jump` pixels each.",
             _walked(lambda r, jump, k, s: r + k - 1 + jump)),
    ),
    solution="""\
def field(layers):
    r, jump = 1, 1
    for k, s in layers:
        r += (k - 1) * jump
        jump *= s
    return r
""",
    place="architectures.spec.summary",
    fits=_along,
)  # fmt: skip
