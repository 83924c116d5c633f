"""A net that is a plain list of layers, trained by any optimizer of `nbhelpers.optimizers`.

All parameters lie in one row, `net.w`; the layers hold views of it. So an optimizer sees a vector, a layer its shapes.
"""
from collections.abc import Callable, Iterator

import numpy as np

from nbhelpers.convolution import batch_last
from nbhelpers.convolution.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, Layer, Pool, init_uniform
from nbhelpers.guards import classes_of, floats, numbers, one_of, random, takes, whole
from nbhelpers.nn.mlp import cross_entropy as entropies
from nbhelpers.nn.mlp import softmax
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.training import fit


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
        """The logits, (N, classes): the last layer's outputs, before softmax. X: (N, *shape) or (N, numbers of one)."""
        x = np.atleast_1d(floats("X", X)).astype(self.dtype, copy=False)
        if not len(x) or x.shape[1:] not in (self.shape, (np.prod(self.shape),)):
            raise ValueError(f"X has shape {np.shape(X)}; allowed here: (samples, {', '.join(map(str, self.shape))})")
        x = x.reshape(len(x), *self.shape)
        x = batch_last(x) if x.ndim == 4 else x
        for layer in self.layers:
            x = layer.forward(x, training, rng)
        return x

    def backward(self, g: np.ndarray) -> np.ndarray:
        """The gradient of E in all parameters, in the order of `w`, from g = the gradient in the logits."""
        for layer in reversed(self.layers):
            g = layer.backward(g)
        return np.concatenate([layer.slopes[name].ravel() for layer in self.layers for name in layer.parameters])


def cross_entropy(z: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """E = mean of -log softmax(z)[label], and its slopes in z: (softmax(z) - one-hot) / N.

    z: (N, classes), labels: (N,) whole numbers from 0.
    """
    z = numbers("z", z, ("N", "classes"), finite=False)
    N, classes = z.shape
    Y = np.eye(classes, dtype=z.dtype)[classes_of("labels", labels, N, classes)]
    return float(entropies(z, Y).mean()), (softmax(z) - Y) / np.asarray(N, z.dtype)


def slopes(net: Net, X: np.ndarray, labels: np.ndarray, rng=None) -> tuple[float, np.ndarray]:
    """E on one batch and its slopes in `net.w`, with batch norm and dropout as in training."""
    E, g = cross_entropy(net.forward(X, True, rng), labels)
    return E, net.backward(g)


def predict(net: Net, X: np.ndarray, at_once: int = 500) -> np.ndarray:
    """The logits at test time, (N, classes): batch norm with its running statistics, no dropout."""
    X, at_once = numbers("X", X), whole("at_once", at_once)
    return np.concatenate([net.forward(X[start : start + at_once]) for start in range(0, max(len(X), 1), at_once)])


def accuracy(net: Net, X: np.ndarray, labels: np.ndarray) -> float:
    """The share of rows whose largest output is the one of their label."""
    z = predict(net, X)
    return float(np.mean(z.argmax(axis=1) == classes_of("labels", labels, *z.shape)))


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

    X: (m, *net.shape) or (m, numbers of one input), labels: (m,). method: one of `nn.optimizers`, `settings` go to it
    (eta, beta1, ...); distort(X, rng) may change the inputs of a batch. The caller decides when to stop.
    ValueError where X or the labels do not fit the net, or a batch is too small for a layer.
    """
    X = numbers("X", X)
    if X.shape[1:] not in (net.shape, (np.prod(net.shape),)) or not len(X):
        raise ValueError(f"X has shape {X.shape}; allowed here: (samples, {', '.join(map(str, net.shape))})")
    labels = classes_of("labels", labels, len(X), np.inf)
    _check_batches(net, len(X), batch)

    def gradient(w, rows):
        net.w[:] = w
        inputs = X[rows] if distort is None else distort(X[rows], rng)
        return slopes(net, inputs, labels[rows], rng)[1]

    for w in fit(net.w, gradient, len(X), batch=batch, rng=rng, method=method, **settings):
        net.w[:] = w
        yield net


def _check_batches(net, samples, batch):
    """ValueError where a batch would be too small for a layer: batch norm of single units needs two samples."""
    flat, rest = len(net.shape) == 1, samples % whole("batch", batch, 1, samples)
    for layer in net.layers:
        flat = flat or isinstance(layer, Flatten)
        if flat and isinstance(layer, BatchNorm) and 1 in (batch, rest):
            raise ValueError(
                f"batch = {batch}: of {samples} samples one is left for the last batch, and a batch of one has no "
                "variance for batch norm; allowed here are sizes that leave none or two at least"
            )


@takes(rng=random, pool=one_of("max", "mean"))
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
            init_uniform(layer, rng)
    return Net(layers, (1, 28, 28), dtype)
