"""The parameters of a net in one row, as an optimizer sees them, and back in the form that the net has.

A net is made of named tuples (or tuples, or lists) of arrays; what else it holds, such as the name of an activation,
is no parameter. The slopes of a loss come in the form of the net, so that both rows have the same order.
"""

import itertools
from collections.abc import Iterator

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
    parts = list(arrays(like))
    ends = list(itertools.accumulate((part.size for part in parts), initial=0))
    row = numbers("row", row, (ends[-1],), finite=False)
    places = itertools.pairwise(ends)
    return _filled(like, (row[a:b].reshape(part.shape) for (a, b), part in zip(places, parts, strict=True)))


def _filled(like, arrays):
    """`like`, its arrays replaced by those given, one after the other."""
    if isinstance(like, np.ndarray):
        return next(arrays)
    if not isinstance(like, tuple | list):
        return like
    parts = [_filled(part, arrays) for part in like]
    return type(like)(*parts) if hasattr(like, "_fields") else type(like)(parts)
