"""Convolution as networks compute it, forward and backward; sizes and padding.

Images are (N, C, H, W): samples, channels, rows, columns. Kernels are (O, C, K, L): O kernels, one plane of
K x L weights for every channel. What networks call convolution does not turn the kernel over: it is a correlation.

In memory the samples may come last (`batch_last`): then every copy and every sum runs along whole rows of numbers,
and one matrix product does all the work. The shape that the functions see stays (N, C, H, W).
"""
from numbers import Integral

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nbhelpers.guards import numbers, whole


def padding_amounts(size: int, kernel: int, stride: int = 1, padding="valid") -> tuple[int, int]:
    """How many zeros stand before and after a row of `size` pixels.

    padding: "valid" (none), "same" (so many that ceil(size / stride) windows fit; an odd one goes after it), or the
    number of zeros on either side. Raises ValueError for anything else, and where no window fits.
    """
    whole("size", size), whole("kernel", kernel), whole("stride", stride)
    if padding == "same":
        missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        return missing // 2, missing - missing // 2
    if padding == "valid":
        padding = 0
    if isinstance(padding, bool) or not isinstance(padding, Integral) or padding < 0:
        raise ValueError(f"padding = {padding!r}: allowed are 'same', 'valid' or a whole number from 0")
    if kernel > size + 2 * padding:
        raise ValueError(
            f"kernel = {kernel} is larger than the padded image, {size + 2 * padding}: "
            f"allowed are kernels up to that, or padding='same'"
        )
    return int(padding), int(padding)


def output_size(size: int, kernel: int, stride: int = 1, padding="valid") -> int:
    """How many windows fit: floor((size + zeros - kernel) / stride) + 1.

    That is ceil(size / stride) for "same" and ceil((size - kernel + 1) / stride) for "valid".
    """
    return (size + sum(padding_amounts(size, kernel, stride, padding)) - kernel) // stride + 1


def batch_last(x: np.ndarray) -> np.ndarray:
    """The same (N, C, H, W), stored with the samples last: a copy only where it is not so yet."""
    return np.ascontiguousarray(x.transpose(1, 2, 3, 0)).transpose(3, 0, 1, 2)


def conv2d_plainly(x, w, b=None, stride=1, padding="valid"):
    """y[n,o,i,j] = b[o] + sum over c, u, v of w[o,c,u,v] x[n,c,s i + u - before,s j + v - before]: the formula.

    The clear form of `conv2d`: the sum over u and v is a loop, one shifted image at a time.
    """
    x, w, edges = checked(x, w, stride, padding)
    x = np.pad(x, ((0, 0), (0, 0), *edges))
    rows, columns = ((x.shape[a] - w.shape[a]) // stride + 1 for a in (2, 3))
    y = np.zeros((len(x), len(w), rows, columns), np.result_type(x, w))
    for u in range(w.shape[2]):
        for v in range(w.shape[3]):
            seen = x[:, :, u : u + stride * rows : stride, v : v + stride * columns : stride]
            y += np.einsum("oc,ncij->noij", w[:, :, u, v], seen)
    return y if b is None else y + biases(b, w)[:, None, None]


def conv2d(x, w, b=None, stride=1, padding="valid"):
    """The same as `conv2d_plainly`, fast: every window becomes a column, then one matrix product.

    x: (N, C, H, W), w: (O, C, K, L), b: (O,) or None -> (N, O, H', W'), H' and W' as in `output_size`.
    """
    x, w, edges = checked(x, w, stride, padding)
    return apply_columns(unfold(x, w.shape[2:], stride, edges), w, None if b is None else biases(b, w), len(x))


def biases(b, w):
    """b as floats, one for each kernel of w."""
    return numbers("b", b, (len(w),), finite=False).astype(w.dtype, copy=False)


def unfold(x, kernel, stride, edges):
    """Every window of x as a column: (C, K, L, H', W', N). edges: zeros around rows and columns."""
    x = x.transpose(1, 2, 3, 0)
    if np.any(edges):
        (top, bottom), (left, right) = edges
        C, H, W, N = x.shape
        wide = np.zeros((C, H + top + bottom, W + left + right, N), x.dtype)
        wide[:, top : top + H, left : left + W] = x
        x = wide
    seen = sliding_window_view(x, kernel, axis=(1, 2))[:, ::stride, ::stride]
    return np.ascontiguousarray(seen.transpose(0, 4, 5, 1, 2, 3))


def apply_columns(columns, w, b, samples):
    """w, one kernel a row, times the columns: (N, O, H', W'), with the samples last in memory."""
    rows, width = columns.shape[3:5]
    y = w.reshape(len(w), -1) @ columns.reshape(w[0].size, -1)
    if b is not None:
        y += b[:, None]
    return y.reshape(len(w), rows, width, samples).transpose(3, 0, 1, 2)


def conv2d_backward(g, x, w, stride=1, padding="valid"):
    """The gradients of E in x, w and b, from g = dE/dy, the gradient in y = conv2d(x, w, b, stride, padding).

    dw[o,c,u,v] = sum over n, i, j of g[n,o,i,j] x[n,c,s i + u - before,s j + v - before],  db[o] = sum of g[:,o],
    dx: every g[n,o,i,j] goes back to the pixels of its window, times the weight that each was seen through.
    """
    x, w, edges = checked(x, w, stride, padding)
    shape = (len(x), len(w), *(output_size(x.shape[a], w.shape[a], stride, padding) for a in (2, 3)))
    g = numbers("g", g, shape, finite=False)
    dw, db = weight_slopes(g, unfold(x, w.shape[2:], stride, edges))
    return input_slopes(g, w, x.shape, stride, edges), dw, db


def weight_slopes(g, columns):
    """dw = g times the columns, (O, C, K, L), and db = the sums of g, (O,)."""
    rows = _kernels_first(g)
    return (rows @ columns.reshape(-1, rows.shape[1]).T).reshape(len(rows), *columns.shape[:3]), rows.sum(axis=1)


def input_slopes(g, w, shape, stride, edges):
    """dx, (N, C, H, W): the columns' gradient w^T g, each added where its pixel came from."""
    N, C, H, W = shape
    K, L = w.shape[2:]
    rows, width = g.shape[2:]
    columns = (w.reshape(len(w), -1).T @ _kernels_first(g)).reshape(C, K, L, rows, width, N)
    (top, bottom), (left, right) = edges
    dx = np.zeros((C, H + top + bottom, W + left + right, N), columns.dtype)
    for u in range(K):
        for v in range(L):
            dx[:, u : u + stride * rows : stride, v : v + stride * width : stride] += columns[:, u, v]
    return dx[:, top : top + H, left : left + W].transpose(3, 0, 1, 2)


def correlate(image, kernel, stride=1, padding="valid"):
    """One image, one kernel: y[i,j] = sum over u, v of kernel[u,v] image[s i + u, s j + v]. (H, W) -> (H', W')."""
    image, kernel = (numbers(name, a, ("H", "W")) for name, a in (("image", image), ("kernel", kernel)))
    return conv2d(image[None, None], kernel[None, None], None, stride, padding)[0, 0]


def convolve(image, kernel, stride=1, padding="valid"):
    """The mathematician's convolution: `correlate` with the kernel turned by 180 degrees."""
    return correlate(image, numbers("kernel", kernel, ("K", "L"))[::-1, ::-1], stride, padding)


def _kernels_first(g):
    """(N, O, H', W') -> (O, H' W' N), in the order of the columns."""
    return g.transpose(1, 2, 3, 0).reshape(g.shape[1], -1)


def checked(x, w, stride, padding):
    """x and w as arrays that fit each other, and the zeros around rows and columns."""
    x, w = numbers("x", x, finite=False), numbers("w", w, finite=False)
    if x.ndim != 4:
        raise ValueError(f"x has shape {x.shape}; allowed: (samples, channels, rows, columns)")
    if not (x.size and w.size):
        raise ValueError(f"x has shape {x.shape}, w has shape {w.shape}; allowed are arrays that are not empty")
    if w.ndim != 4 or w.shape[1] != x.shape[1]:
        raise ValueError(f"w has shape {w.shape}; allowed here: (kernels, {x.shape[1]}, rows, columns)")
    return x, w, [padding_amounts(x.shape[a], w.shape[a], stride, padding) for a in (2, 3)]
