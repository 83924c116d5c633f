"""One small net for digits of 12 x 12 pixels whose five parts can each be taken out: C, B, A, P, D.

Two blocks and a dense layer of 10 logits. With all parts a block is convolution, batch norm, activation, pooling,
dropout. What stands in for a part that is taken out keeps the sizes, or the number of weights:

    C   a dense layer, so wide that the whole net has about as many weights
    B   nothing
    A   nothing: without ReLU the pre-activation goes on
    P   every second window alone (stride 2), where pooling takes the largest of four; with dense layers, nothing
    D   nothing
"""

import itertools

import numpy as np

from nbhelpers import datasets
from nbhelpers.convolution import cnn
from nbhelpers.convolution.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, Layer, Pool
from nbhelpers.guards import array, random, takes, whole

PARTS = "CBAPD"
P_OUT = 0.3  # probability that dropout leaves a unit out
KERNELS = ((1, 16, 5), (16, 32, 3))  # channels in, out, and the kernel's size, of both blocks
UNITS = {True: (44, 80), False: (44, 24)}  # of the dense layers in their place, with pooling and without
SIZE = 12


class PoolUnits(Layer):
    """The largest of each four units: (N, n) -> (N, n / 4). What pooling is where units have no neighbours."""

    def forward(self, x, training=False, rng=None):
        fours = x.reshape(len(x), -1, 4)
        self.won = np.arange(4) == fours.argmax(axis=-1)[..., None]
        return fours.max(axis=-1)

    def backward(self, g):
        return (g[..., None] * self.won).reshape(len(g), -1)


def choices() -> list[str]:
    """All 32 choices of parts, from "CBAPD" to "", as the letters that stay."""
    kept = itertools.product((True, False), repeat=len(PARTS))
    return ["".join(itertools.compress(PARTS, one)) for one in kept]


@takes(rng=random)
def new_net(parts: str, rng: np.random.Generator) -> cnn.Net:
    """The net with these parts, e.g. "CBAPD" or "CA", in that order. Initial weights N(0, 2 / n_in) with ReLU,
    N(0, 1 / n_in) without; biases 0."""
    if parts not in choices():
        raise ValueError(f"parts = {parts!r}: allowed are letters of 'CBAPD', in this order")
    gain = 2.0 if "A" in parts else 1.0
    if "C" in parts:
        stride = 1 if "P" in parts else 2
        sums = [(Conv(*one, rng, stride, "same", gain), one[1]) for one in KERNELS]
        layers = [layer for one in sums for layer in _block(parts, *one)] + [Flatten()]
        return cnn.Net([*layers, Dense(KERNELS[1][1] * 9, 10, rng, 1.0)], (1, SIZE, SIZE))
    first, second = UNITS["P" in parts]
    pooled = 4 if "P" in parts else 1
    sums = [(Dense(SIZE**2, first, rng, gain), first), (Dense(first // pooled, second, rng, gain), second)]
    layers = [layer for one in sums for layer in _block(parts, *one)]
    return cnn.Net([*layers, Dense(second // pooled, 10, rng, 1.0)], (SIZE**2,))


def _block(parts, sums, channels):
    """One block: its layer of weighted sums, and the other parts that are there."""
    pool = Pool(2) if "C" in parts else PoolUnits()
    others = {"B": BatchNorm(channels), "A": Activation(), "P": pool, "D": Dropout(P_OUT)}
    return [sums, *(layer for letter, layer in others.items() if letter in parts)]


@takes(images=array("m 784"))
def small(images: np.ndarray) -> np.ndarray:
    """Digits of 28 x 28 as 12 x 12, (m, 144): two pixels of margin cut off, then the mean of each 2 x 2."""
    middle = images.reshape(-1, 28, 28)[:, 2:26, 2:26]
    return middle.reshape(-1, SIZE, 2, SIZE, 2).mean(axis=(2, 4)).reshape(-1, SIZE**2)


def digits(samples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The first `samples` training digits, 12 x 12, with their labels, and all 1,000 test digits with theirs."""
    found = datasets.mnist()
    whole("samples", samples, 1, len(found.train_images))
    X, T = (small(images).astype(np.float32) for images in (found.train_images[:samples], found.test_images))
    return X, found.train_labels[:samples], T, found.test_labels
