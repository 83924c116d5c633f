"""Pooling: a patch of size x size pixels becomes one number, its largest or its mean; forward and backward.

Images are (N, C, H, W). Patches lie side by side (stride = size); rows and columns that fill no patch are left out.
"""
import numpy as np

from nbhelpers.guards import numbers, whole


def max_pool(x, size=2):
    """y[n,c,i,j] = the largest of the patch i, j: (N, C, H, W) -> (N, C, H // size, W // size)."""
    places = _places(numbers("x", x, finite=False), size)
    y = next(places).copy(order="K")
    for part in places:
        np.maximum(y, part, out=y)
    return y


def max_pool_backward(g, x, y, size=2):
    """The gradient in x from g, that in y = max_pool(x, size): each number goes to the winner of its patch alone.

    Among equals the first one of the patch, row by row, is the winner.
    """
    g, x, y = _fitting(g, x, y, size)
    dx = np.zeros_like(x)
    left = g.copy(order="K")
    for part, back in zip(_places(x, size), _places(dx, size), strict=True):
        won = part == y
        np.multiply(left, won, out=back)
        np.multiply(left, ~won, out=left)
    return dx


def mean_pool(x, size=2):
    """y[n,c,i,j] = the mean of the patch i, j: (N, C, H, W) -> (N, C, H // size, W // size)."""
    places = _places(numbers("x", x, finite=False), size)
    y = next(places).copy(order="K")
    for part in places:
        y += part
    return y / size**2


def mean_pool_backward(g, x, y=None, size=2):
    """The gradient in x from g, that in y = mean_pool(x, size): an equal share, g / size^2, to everyone.

    y itself is not needed; it is there so that both ways back are called alike.
    """
    g, x, _ = _fitting(g, x, g if y is None else y, size)
    dx = np.zeros_like(x)
    share = g / size**2
    for back in _places(dx, size):
        back[...] = share
    return dx


POOLS = {"max": (max_pool, max_pool_backward), "mean": (mean_pool, mean_pool_backward)}


def _fitting(g, x, y, size):
    """g, x and y as floats, with g and y of the shape that pooling x gives."""
    x = numbers("x", x, finite=False)
    shape = next(_places(x, size)).shape
    return numbers("g", g, shape, finite=False), x, numbers("y", y, shape, finite=False)


def _places(x, size):
    """Views of x: the first pixel of every patch, then the second of every patch, ..., row by row."""
    whole("size", size)
    if x.ndim != 4 or not x.size or min(x.shape[2:]) < size:
        allowed = f"(samples, channels, rows, columns), images of at least {size} x {size}"
        raise ValueError(f"x has shape {x.shape}; allowed: {allowed}")
    H, W = (length // size * size for length in x.shape[2:])
    for u in range(size):
        for v in range(size):
            yield x[:, :, u:H:size, v:W:size]
