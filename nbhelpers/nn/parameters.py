"""The parameters of a net in one row, as an optimizer sees them, and back in the form that the net has.

A net is made of named tuples (or tuples, or lists) of arrays; what else it holds, such as the name of an activation,
is no parameter. The slopes of a loss come in the form of the net, so that both rows have the same order.
"""

import itertools
import math
from collections.abc import Callable, Iterator

import numpy as np

from nbhelpers.guards import numbers


def arrays(net) -> Iterator[np.ndarray]:
    """The arrays of a net, in their order."""
    if isinstance(net, np.ndarray):
        yield net
    elif isinstance(net, tuple | list):
        for part in net:
            yield from arrays(part)


def flat(net) -> np.ndarray:
    """All parameters of a net (or their slopes) in one row, (n,), array after array."""
    return np.concatenate([part.ravel() for part in arrays(net)])


def shaped(like, row: np.ndarray):
    """The net of the form of `like` with the parameters of the row, (n,); its arrays are views of the row.

    ValueError unless the row has as many numbers as `like`.
    """
    return shaper(like)(row)


def shaper(like) -> Callable:
    """`shaped` for many rows: the function from a row to the net of the form of `like`."""
    shapes = [part.shape for part in arrays(like)]
    ends = list(itertools.accumulate(map(math.prod, shapes), initial=0))
    places, filled = [slice(*pair) for pair in itertools.pairwise(ends)], _filler(like)

    def net(row):
        row = numbers("row", row, (ends[-1],), finite=False)
        return filled(iter([row[place].reshape(shape) for place, shape in zip(places, shapes, strict=True)]))

    return net


def _filler(like) -> Callable:
    """The function from arrays, taken one after the other, to `like` with these in place of its own."""
    if isinstance(like, np.ndarray):
        return next
    if not isinstance(like, tuple | list):
        return lambda arrays: like
    parts, make = [_filler(part) for part in like], getattr(like, "_make", type(like))
    return lambda arrays: make([part(arrays) for part in parts])
