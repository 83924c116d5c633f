"""What the two passes cost, counted in products of two numbers, one sample at a time."""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from nbhelpers.nn.mlp import count_parameters


class Products(NamedTuple):
    """How many products one sample costs."""

    forward: int  # one pass forward
    backward: int  # one pass backward, which finds all derivatives
    differences: int  # all derivatives by central differences


def products(sizes: Sequence[int]) -> Products:
    """Of a net with so many units in each layer, n_0, ..., n_N; only the products with weights are counted.

    forward = sum_k n_{k-1} n_k, one for each weight. Backward has two for each weight, its own derivative and the
    message to the unit before it, but the first layer sends none to the inputs: 2 forward - n_0 n_1. Central
    differences take two passes forward for each parameter. ValueError unless there are two layers of a unit or more.
    """
    parameters = count_parameters(sizes)
    forward = sum(n * k for n, k in itertools.pairwise(sizes))
    return Products(forward, 2 * forward - sizes[0] * sizes[1], 2 * parameters * forward)
