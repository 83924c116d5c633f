"""What a kernel costs: small kernels in a row against one large one, shared weights against local and dense ones."""
from typing import NamedTuple

from nbhelpers.architectures.spec import Conv, Dense, Net, Shape, summary, window
from nbhelpers.guards import takes


class Cost(NamedTuple):
    """Of some layers together: weights and biases, multiply-adds a picture, and the receptive field at their end."""

    parameters: int
    multiply_adds: int
    field: int


def cost(layers: tuple, shape: Shape) -> Cost:
    """The cost of `layers` on an input of this shape (side heads and the rest of a net play no part)."""
    rows = summary(Net("part", shape, layers))
    return Cost(sum(row.parameters for row in rows), sum(row.multiply_adds for row in rows), rows[-1].field)


@takes(k=1, channels=1, size=1)
def one_kernel(k: int, channels: int, size: int) -> Cost:
    """One k x k convolution that keeps the channels and the size: k^2 c^2 weights."""
    _odd(k)
    return cost((Conv("one", channels, k, p=k // 2, bias=False),), (channels, size, size))


@takes(k=1, count=1, channels=1, size=1)
def stacked_kernels(k: int, count: int, channels: int, size: int) -> Cost:
    """`count` convolutions of k x k in a row, channels c and size kept.

    They have count k^2 c^2 weights, and the field count (k - 1) + 1.
    """
    _odd(k)
    layers = tuple(Conv(f"{n}", channels, k, p=k // 2, bias=False) for n in range(count))
    return cost(layers, (channels, size, size))


@takes(k=1, channels=1, narrow=1, size=1)
def bottleneck(k: int, channels: int, narrow: int, size: int) -> Cost:
    """1 x 1 down to `narrow` channels, k x k there, 1 x 1 back: narrow (2 c + k^2 narrow) weights."""
    _odd(k)
    layers = (Conv("down", narrow, 1, bias=False), Conv("middle", narrow, k, p=k // 2, bias=False),
              Conv("up", channels, 1, bias=False))  # fmt: skip
    return cost(layers, (channels, size, size))


def _odd(k: int) -> None:
    if k < 1 or k % 2 == 0:
        raise ValueError(f"k = {k}: allowed are odd sizes, which can keep the size of a picture")


@takes(out=1, k=1)
def shared(shape: Shape, out: int, k: int) -> int:
    """Parameters of a convolution: (c k^2 + 1) out, whatever the size of the picture."""
    return cost((Conv("shared", out, k),), shape).parameters


@takes(out=1, k=1)
def local(shape: Shape, out: int, k: int) -> int:
    """The same connections with weights of their own at every place: (c k^2 + 1) out places."""
    return shared(shape, out, k) * window(shape[1], k, 1) ** 2


@takes(out=1, k=1)
def dense(shape: Shape, out: int, k: int) -> int:
    """As many units as the convolution gives values, each receiving the whole picture."""
    units = out * window(shape[1], k, 1) ** 2
    return cost((Dense("dense", units),), shape).parameters
