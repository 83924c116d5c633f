"""Receptive fields: which pixels of the image a unit of a deeper layer answers to. One axis; the other is alike.

A stack is a row of layers (kernel, stride, padding), from the image on; pooling is a layer too.
"""
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nbhelpers.convolution import conv2d, output_size, padding_amounts
from nbhelpers.guards import random, takes


class Field(NamedTuple):
    """What one layer's units see of the image."""

    units: int  # along one side of this layer's map
    size: int  # r: pixels along one side of a unit's field
    jump: int  # j: pixels between the fields of two neighbours


def fields(stack: Sequence[tuple], size: int) -> list[Field]:
    """r_n = r_{n-1} + (k_n - 1) j_{n-1} and j_n = j_{n-1} s_n, from r_0 = j_0 = 1: the image, then every layer."""
    found = [Field(size, 1, 1)]
    for kernel, stride, padding in stack:
        units, r, j = found[-1]
        found.append(Field(output_size(units, kernel, stride, padding), r + (kernel - 1) * j, j * stride))
    return found


@takes(unit=0)
def seen(stack: Sequence[tuple], size: int, unit: int) -> tuple[int, int]:
    """First and last pixel in the field of that unit of the last layer; what lies in the padding is cut off.

    From the top down: units i to l of a layer see units s i - before to s l - before + k - 1 of the one below.
    """
    sizes = [field.units for field in fields(stack, size)]
    if not 0 <= unit < sizes[-1]:
        raise ValueError(f"unit = {unit}: allowed are 0 to {sizes[-1] - 1}")
    first = last = unit
    for (kernel, stride, padding), below in zip(reversed(stack), sizes[-2::-1], strict=True):
        before = padding_amounts(below, kernel, stride, padding)[0]
        first, last = stride * first - before, stride * last - before + kernel - 1
        first, last = max(first, 0), min(last, below - 1)
    return first, last


@takes(size=1, rng=random)
def answers(stack: Sequence[tuple], size: int, unit: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """How much that unit changes when a single pixel is changed: (size, size), one experiment a pixel.

    Every layer is a convolution with random positive weights (mean 1 in a kernel); nothing is derived, all measured.
    """
    images = np.zeros((size**2 + 1, 1, size, size), dtype=float)
    images[np.arange(size**2), 0, *np.divmod(np.arange(size**2), size)] = 1
    for kernel, stride, padding in stack:
        w = rng.uniform(0.5, 1.5, (1, 1, kernel, kernel))
        images = conv2d(images, w / w.sum(), None, stride, padding)
    changed = images[:, 0, *unit]
    return (changed[:-1] - changed[-1]).reshape(size, size)
