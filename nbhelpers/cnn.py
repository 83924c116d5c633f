"""A net that is a plain list of layers, trained by any optimizer of `nbhelpers.optimizers`.

All parameters lie in one row, `net.w`; the layers hold views of it. So an optimizer sees a vector, a layer its shapes.
"""
from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np

from nbhelpers.convolution import batch_last
from nbhelpers.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, Layer, Pool, start_evenly
from nbhelpers.mlp import softmax
from nbhelpers.optimizers import adam
from nbhelpers.training import minibatches


class Net:
    """Layers one after the other. shape: of one input, (C, H, W) or (n,); dtype: float32 learns faster."""

    def __init__(self, layers: list[Layer], shape: tuple[int, ...], dtype=np.float32):
        if not layers:
            raise ValueError("layers is empty: a net needs at least one")
        self.layers, self.shape, self.dtype = list(layers), tuple(shape), np.dtype(dtype)
        self.layers[0].passes_back = False
        parts = [(layer, name) for layer in self.layers for name in layer.parameters]
        self.w = np.concatenate([layer.parameters[name].ravel() for layer, name in parts]).astype(dtype)
        start = 0
        for layer, name in parts:
            part = layer.parameters[name]
            layer.parameters[name] = self.w[start : start + part.size].reshape(part.shape)
            start += part.size

    def forward(self, X: np.ndarray, training: bool = False, rng=None) -> np.ndarray:
        """The last layer's outputs, before softmax: (N, classes). X: (N, *shape) or (N, numbers of one input)."""
        x = np.asarray(X, dtype=self.dtype)
        if x.ndim < 2 or x[0].size != np.prod(self.shape):
            raise ValueError(f"X has shape {np.shape(X)}; allowed here: (samples, {', '.join(map(str, self.shape))})")
        x = x.reshape(len(x), *self.shape)
        x = batch_last(x) if x.ndim == 4 else x
        for layer in self.layers:
            x = layer.forward(x, training, rng)
        return x

    def backward(self, d: np.ndarray) -> np.ndarray:
        """The slopes of E in all parameters, in the order of `w`, from d = the slopes in the last outputs."""
        for layer in reversed(self.layers):
            d = layer.backward(d)
        return np.concatenate([layer.slopes[name].ravel() for layer in self.layers for name in layer.parameters])


def cross_entropy(z: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """E = mean of -log softmax(z)[label], and its slopes in z: (softmax(z) - one-hot) / N.

    z: (N, classes), labels: (N,) whole numbers from 0.
    """
    labels = np.asarray(labels)
    N, classes = z.shape
    if labels.shape != (N,) or not np.issubdtype(labels.dtype, np.integer):
        found = f"labels are {labels.dtype} of shape {labels.shape}"
        raise ValueError(f"{found}; allowed here: whole numbers, shape ({N},)")
    if N and not 0 <= labels.min() <= labels.max() < classes:
        raise ValueError(f"labels run from {labels.min()} to {labels.max()}; allowed: 0 to {classes - 1}")
    d, own = softmax(z), np.arange(N)
    E = -np.log(np.maximum(d[own, labels], np.finfo(d.dtype).tiny)).mean()
    d[own, labels] -= 1
    return float(E), d / np.asarray(N, d.dtype)


def slopes(net: Net, X: np.ndarray, labels: np.ndarray, rng=None) -> tuple[float, np.ndarray]:
    """E on one batch and its slopes in `net.w`, with batch norm and dropout as in training."""
    E, d = cross_entropy(net.forward(X, True, rng), labels)
    return E, net.backward(d)


def predict(net: Net, X: np.ndarray, at_once: int = 500) -> np.ndarray:
    """Outputs at use, (N, classes): batch norm with its running statistics, no dropout."""
    return np.concatenate([net.forward(X[start : start + at_once]) for start in range(0, len(X), at_once)])


def accuracy(net: Net, X: np.ndarray, labels: np.ndarray) -> float:
    """The share of rows whose largest output is the one of their label."""
    return float(np.mean(predict(net, X).argmax(axis=1) == labels))


def train(
    net: Net,
    X: np.ndarray,
    labels: np.ndarray,
    *,
    batch: int,
    rng: np.random.Generator,
    method: Callable = adam,
    distort: Callable | None = None,
    **settings,
) -> Iterator[Net]:
    """Mini-batch training without end: yields the net (the same one, changed) after every epoch.

    method: an optimizer of `nbhelpers.optimizers`, `settings` go to it (eta, beta1, ...);
    distort(X, rng) may change the inputs of a batch. The caller decides when to stop.
    """
    rows = (chosen for _ in iter(int, 1) for chosen in minibatches(len(X), batch, rng))

    def gradient(w):
        net.w[:] = w
        chosen = next(rows)
        inputs = X[chosen] if distort is None else distort(X[chosen], rng)
        return slopes(net, inputs, labels[chosen], rng)[1]

    turns = method(gradient, net.w, **settings)
    steps = -(-len(X) // batch)
    while True:
        for turn in islice(turns, steps):
            net.w[:] = turn.w
        yield net


def lenet(rng: np.random.Generator, batch_norm=False, dropout=0.0, pool="max", dtype=np.float32) -> Net:
    """LeNet for 28 x 28 digits: two blocks of 6 and 16 kernels of 5 x 5, then 120, 84 and 10 units.

    As LeCun et al. 1998, with ReLU, max pooling and softmax; with batch norm and dropout, if asked for.
    Weights and biases start between -1 / sqrt(n_in) and 1 / sqrt(n_in), all values alike (PyTorch's usual start).
    """

    def after(channels):
        return [BatchNorm(channels)] if batch_norm else []

    def left_out():
        return [Dropout(dropout)] if dropout else []

    blocks = []
    for channels, kernels, padding in ((1, 6, "same"), (6, 16, "valid")):
        blocks += [Conv(channels, kernels, 5, rng, padding=padding), *after(kernels), Activation(), Pool(2, pool)]
    head = []
    for n_in, n_out in ((400, 120), (120, 84)):
        head += [Dense(n_in, n_out, rng), *after(n_out), Activation(), *left_out()]
    layers = [*blocks, Flatten(), *head, Dense(84, 10, rng)]
    for layer in layers:
        if "w" in layer.parameters:
            start_evenly(layer, rng)
    return Net(layers, (1, 28, 28), dtype)
