"""A random start of plain `relu` stacks that forgets nothing, for comparison with those that do."""
import numpy as np

from nbhelpers.architectures.residual import Block, Layer, Stack
from nbhelpers.guards import random, takes, whole
from nbhelpers.recurrent import recurrent_weights


@takes(rng=random)
def mirrored(width: int, blocks: int, rng, *, ends: tuple[int, int]) -> Stack:
    """A plain stack of random weights whose units come in pairs, relu(z) and relu(-z) (Balduzzi et al. 2017).

    z = relu(z) - relu(-z), so that the weights (O, -O; -O, O) make the pair of z O from the pair of z. Every O is a
    random orthogonal matrix of width / 2: lengths of z and angles between two digits' z are the same in all layers.
    ends: (inputs, classes); the variances of the first and the last layer are those of `new_stack`.
    """
    if whole("width", width) % 2:
        raise ValueError(f"width = {width}: allowed are even numbers, for the units come in pairs")
    inputs, classes = ends
    first = rng.normal(0, (2 / inputs) ** 0.5, (inputs, width // 2))
    inside = tuple(Block(_pairs(width, rng), _pairs(width, rng)) for _ in range(whole("blocks", blocks, 0)))
    last = Layer(rng.normal(0, (2 / width) ** 0.5, (width, classes)), np.zeros(classes))
    return Stack(Layer(np.hstack([first, -first]), np.zeros(width)), inside, last, False)


def _pairs(width, rng):
    """The layer that makes the pair of z O from the pair of z."""
    signs = np.array([[1, -1], [-1, 1]])
    return Layer(np.kron(signs, recurrent_weights(width // 2, rng, 1.0)), np.zeros(width))
