"""Deep stacks of dense blocks, plain or residual: the same layers, with and without the identity path.

    block, plain:      h' = relu(     u),   u = relu(h W_1 + c_1) W_2 + c_2
    block, residual:   h' = relu(h +  u)                                        (He, Zhang, Ren and Sun 2016)

Samples are rows: h is (m, width). A net for digits has a layer before the blocks (to `width`, relu) and one after
them (softmax); a net that copies is blocks alone. Its depth is the number of its weight matrices.
"""
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import floats, generator, numbers, whole
from nbhelpers.nn.activations import relu
from nbhelpers.nn.mlp import Layer, as_targets, cross_entropy, softmax
from nbhelpers.nn.optimizers import sgd
from nbhelpers.nn.training import fit

STARTS = ("he", "scaled", "identity")


class Block(NamedTuple):
    """Two layers; the weights of both are (width, width)."""

    inner: Layer
    outer: Layer


class Stack(NamedTuple):
    """Blocks between an optional first and last layer; `skip` says whether each block adds what it was given."""

    first: Layer | None
    blocks: tuple[Block, ...]
    last: Layer | None
    skip: bool

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Every weighted layer, from the input to the output."""
        inside = (layer for block in self.blocks for layer in block)
        return tuple(layer for layer in (self.first, *inside, self.last) if layer is not None)


def new_stack(width: int, blocks: int, rng, *, skip: bool, start: str = "he", ends: tuple[int, int] | None = None):
    """A stack at its start. ends: (inputs, classes) of a net for classes; None leaves the blocks alone.

    start "he": every weight ~ N(0, 2 / n_in), which keeps the mean square of a relu layer's sums (He et al. 2015).
    start "scaled": the same, but W_2 of every block divided by sqrt(blocks), so that a sum of `blocks` branches
    has the variance of one: else, with skip, the signal would more than double in every block.
    start "identity": each block hands on what it is given (h >= 0), exactly: with skip W_2 = 0, without W_1 = W_2 = 1.
    """
    whole("width", width), whole("blocks", blocks, 0), generator(rng)
    if start not in STARTS:
        raise ValueError(f"start = {start!r}: allowed are {', '.join(map(repr, STARTS))}")
    if ends is None and blocks == 0:
        raise ValueError("blocks = 0: allowed only with ends = (inputs, classes); else the net has no layer")
    first = None if ends is None else _he(ends[0], width, rng)
    inside = tuple(_new_block(width, rng, skip, start, blocks) for _ in range(blocks))
    last = None if ends is None else _he(width, ends[1], rng)
    return Stack(first, inside, last, skip)


def _he(n_in: int, n_out: int, rng) -> Layer:
    return Layer(rng.normal(0, (2 / n_in) ** 0.5, (n_in, n_out)), np.zeros(n_out))


def _new_block(width: int, rng, skip: bool, start: str, blocks: int = 1) -> Block:
    inner, outer = _he(width, width, rng), _he(width, width, rng)
    if start == "he":
        return Block(inner, outer)
    if start == "scaled":
        return Block(inner, Layer(outer.weights / blocks**0.5, outer.bias))
    if skip:
        return Block(inner, Layer(np.zeros((width, width)), np.zeros(width)))
    return Block(*(Layer(np.eye(width), np.zeros(width)) for _ in range(2)))


def deepen(net: Stack, blocks: int) -> Stack:
    """The same function by a deeper net: `blocks` more after the others, each set to the identity."""
    if not net.blocks and net.first is None:
        raise ValueError("net has neither a first layer nor a block to take its width from")
    whole("blocks", blocks, 0)
    width = (net.first or net.blocks[0].outer).bias.size
    more = tuple(_new_block(width, np.random.default_rng(0), net.skip, "identity") for _ in range(blocks))
    return net._replace(blocks=net.blocks + more)


def signals(net: Stack, X: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray]:
    """(h before, between and after the blocks; each block's inner activation; the output)."""
    h, inner, z = _sums(net, X)
    return h, inner, z if net.last is None else softmax(z)


def _sums(net, X):
    """As `signals`, but of the last layer its weighted sums."""
    X = numbers("X", X, ("m", len(net.layers[0].weights)), finite=False)
    h = [X if net.first is None else relu(X @ net.first.weights + net.first.bias)]
    inner = []
    for block in net.blocks:
        inner.append(relu(h[-1] @ block.inner.weights + block.inner.bias))
        u = inner[-1] @ block.outer.weights + block.outer.bias
        h.append(relu(u + h[-1] if net.skip else u))
    return h, inner, h[-1] if net.last is None else h[-1] @ net.last.weights + net.last.bias


def predict(net: Stack, X: np.ndarray) -> np.ndarray:
    """The outputs for the rows of X: (m, n_in) -> (m, n_out)."""
    return signals(net, X)[2]


def loss(net: Stack, X: np.ndarray, Y: np.ndarray) -> float:
    """Mean over the samples: cross-entropy after a softmax, else half the squared error summed over outputs."""
    z = _sums(net, numbers("X", X))[2]
    Y = as_targets("linear" if net.last is None else "softmax", Y, z.shape)
    return float(np.mean(0.5 * np.sum((z - Y) ** 2, axis=1) if net.last is None else cross_entropy(z, Y)))


def gradients(net: Stack, X: np.ndarray, Y: np.ndarray) -> Stack:
    """The gradient of `loss` in every parameter, in the form of the net.

    g is the gradient in h, from the last block to the first; e that in the sum before a relu. Before the outer one it
    goes two ways: through the weights (e W_2^T, relu, W_1^T), and, with skip, straight on to h.
    """
    X = floats("X", X)
    h, inner, output = signals(net, X)
    Y = numbers("Y", Y, output.shape, finite=False)
    g, last = (output - Y) / len(X), None
    if net.last is not None:
        last = Layer(h[-1].T @ g, g.sum(axis=0))
        g = g @ net.last.weights.T
    found = []
    for block, before, z, after in zip(net.blocks[::-1], h[-2::-1], inner[::-1], h[:0:-1], strict=True):
        e = g * (after > 0)
        e_inner = (e @ block.outer.weights.T) * (z > 0)
        found.append(Block(Layer(before.T @ e_inner, e_inner.sum(axis=0)), Layer(z.T @ e, e.sum(axis=0))))
        g = e_inner @ block.inner.weights.T + (e if net.skip else 0)
    first = None
    if net.first is not None:
        e = g * (h[0] > 0)
        first = Layer(X.T @ e, e.sum(axis=0))
    return Stack(first, tuple(found[::-1]), last, net.skip)


def train(net: Stack, X: np.ndarray, Y: np.ndarray, *, eta: float, batch: int, rng, method=sgd) -> Iterator[Stack]:
    """Mini-batch training without end, by a method of `nn.optimizers`: yields the net after every epoch.

    X: (m, n_in), Y: (m, n_out). ValueError where they do not fit the net, and for what `training.fit` refuses.
    """
    X = numbers("X", X, ("m", len(net.layers[0].weights)))
    Y = as_targets("linear" if net.last is None else "softmax", Y, (len(X), len(net.layers[-1].bias)))

    def gradient(net, rows):
        return gradients(net, X[rows], Y[rows])

    return fit(net, gradient, len(X), batch=batch, rng=rng, method=method, eta=eta)


def small_digits(images: np.ndarray) -> np.ndarray:
    """Digits of 28 x 28 as 8 x 8: two pixels cut off at each side, then means over 3 x 3. (m, 784) -> (m, 64)."""
    middle = numbers("images", images, ("m", 784)).reshape(-1, 28, 28)[:, 2:26, 2:26]
    return middle.reshape(-1, 8, 3, 8, 3).mean(axis=(2, 4)).reshape(-1, 64)
