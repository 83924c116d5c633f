"""Layers of a convolutional net. Each knows its forward step, and its backward step after it.

    y = layer.forward(x, training, rng)      keeps what the way back needs
    dx = layer.backward(g)                   g: gradient of E in y; fills layer.slopes; gives that in x

`parameters` and `slopes` are dictionaries with the same names; layers without parameters have none. Images are
(N, C, H, W), rows of units (N, n). Initial weights are N(0, 2 / n_in), for ReLU (He et al. 2015); biases 0.
"""
import numpy as np

from nbhelpers import convolution
from nbhelpers.convolution import batch_norm as bn
from nbhelpers.convolution.dropout import dropout_mask
from nbhelpers.convolution.pooling import POOLS
from nbhelpers.guards import random, real, takes
from nbhelpers.nn.mlp import HIDDEN


class Layer:
    """A layer without parameters. `passes_back = False` (first layer of a net): the slopes in x are not needed."""

    passes_back = True

    def __init__(self):
        self.parameters, self.slopes = {}, {}

    def forward(self, x, training=False, rng=None):
        raise NotImplementedError

    def backward(self, g):
        raise NotImplementedError


@takes(n_in=1, rng=random, gain=real(least=0))
def new_weights(shape, n_in, rng, gain=2.0):
    """N(0, gain / n_in)."""
    return rng.normal(0.0, np.sqrt(gain / n_in), shape)


def init_uniform(layer, rng):
    """Weights and biases of a Conv or Dense layer anew, from -1 / sqrt(n_in) to 1 / sqrt(n_in), all values alike."""
    w = layer.parameters["w"]
    n_in = w[0].size if w.ndim == 4 else len(w)
    for part in layer.parameters.values():
        part[...] = rng.uniform(-(n_in**-0.5), n_in**-0.5, part.shape)


class Conv(Layer):
    """`kernels` kernels of size x size x channels, moved over the image."""

    def __init__(self, channels, kernels, size, rng, stride=1, padding="valid", gain=2.0):
        super().__init__()
        self.stride, self.padding = stride, padding
        w = new_weights((kernels, channels, size, size), channels * size**2, rng, gain)
        self.parameters = {"w": w, "b": np.zeros(kernels)}

    def forward(self, x, training=False, rng=None):
        w, b = self.parameters["w"], self.parameters["b"]
        x, w, edges = convolution.checked(x, w, self.stride, self.padding)
        columns = convolution.unfold(x, w.shape[2:], self.stride, edges)
        self.kept = columns, x.shape, edges
        return convolution.apply_columns(columns, w, b, len(x))

    def backward(self, g):
        columns, shape, edges = self.kept
        dw, db = convolution.weight_slopes(g, columns)
        self.slopes = {"w": dw, "b": db}
        if self.passes_back:
            return convolution.input_slopes(g, self.parameters["w"], shape, self.stride, edges)


class Dense(Layer):
    """y = x w + b: every unit receives all n_in inputs."""

    def __init__(self, n_in, n_out, rng, gain=2.0):
        super().__init__()
        self.parameters = {"w": new_weights((n_in, n_out), n_in, rng, gain), "b": np.zeros(n_out)}

    def forward(self, x, training=False, rng=None):
        w = self.parameters["w"]
        if x.ndim != 2 or x.shape[1] != len(w):
            raise ValueError(f"x has shape {x.shape}; allowed here: (samples, {len(w)})")
        self.x = x
        return x @ w + self.parameters["b"]

    def backward(self, g):
        self.slopes = {"w": self.x.T @ g, "b": g.sum(axis=0)}
        if self.passes_back:
            return g @ self.parameters["w"].T


class BatchNorm(Layer):
    """In training it takes the statistics of the batch, at test time their running means (`mean`, `var`).

    At test time it is a fixed affine map: then `backward` gives the gradient in x alone.
    """

    def __init__(self, channels, keep=0.9, eps=bn.EPS):
        super().__init__()
        self.keep, self.eps = keep, eps
        self.parameters = {"gamma": np.ones(channels), "beta": np.zeros(channels)}
        self.mean, self.var = np.zeros(channels), np.ones(channels)

    def forward(self, x, training=False, rng=None):
        gamma, beta = self.parameters["gamma"], self.parameters["beta"]
        if not training:
            mean, var = self.mean.astype(x.dtype), self.var.astype(x.dtype)
            self.normed = None
            return bn.batch_norm_at_test(x, gamma, beta, mean, var, self.eps)
        self.normed = bn.batch_norm(x, gamma, beta, self.eps)
        self.mean = bn.running(self.mean, self.normed.mean, self.keep)
        self.var = bn.running(self.var, bn.unbiased(self.normed), self.keep)
        return self.normed.y

    def backward(self, g):
        if self.normed is None:
            scale = self.affine()[0].astype(g.dtype)
            return g * (scale[:, None, None] if g.ndim == 4 else scale)
        dx, dgamma, dbeta = bn.batch_norm_backward(g, self.parameters["gamma"], self.normed)
        self.slopes = {"gamma": dgamma, "beta": dbeta}
        return dx

    def affine(self):
        """What it does at test time, y = scale x + shift: two numbers a channel."""
        scale = self.parameters["gamma"] / np.sqrt(self.var + self.eps)
        return scale, self.parameters["beta"] - scale * self.mean


class Activation(Layer):
    """y = f(x), f by its name: any of `nbhelpers.nn.mlp.HIDDEN`."""

    def __init__(self, name="relu"):
        super().__init__()
        if name not in HIDDEN:
            raise ValueError(f"name = {name!r}: allowed are {', '.join(map(repr, HIDDEN))}")
        self.f, self.slope = HIDDEN[name]

    def forward(self, x, training=False, rng=None):
        self.y = self.f(x)
        return self.y

    def backward(self, g):
        return g * self.slope(self.y)


class Pool(Layer):
    """The largest ("max") or the mean ("mean") of every patch of size x size."""

    def __init__(self, size=2, kind="max"):
        super().__init__()
        if kind not in POOLS:
            raise ValueError(f"kind = {kind!r}: allowed are {', '.join(map(repr, POOLS))}")
        self.size = size
        self.pool, self.back = POOLS[kind]

    def forward(self, x, training=False, rng=None):
        self.x, self.y = x, self.pool(x, self.size)
        return self.y

    def backward(self, g):
        return self.back(g, self.x, self.y, self.size)


class Dropout(Layer):
    """In training, units are left out with probability p and the rest multiplied by 1 / (1 - p)."""

    def __init__(self, p):
        super().__init__()
        dropout_mask((), p, np.random.default_rng(0))  # refuses a p outside [0, 1)
        self.p = p

    def forward(self, x, training=False, rng=None):
        if not training or self.p == 0:
            self.mask = None
            return x
        # the samples stand last in memory, so they do in the mask
        self.mask = dropout_mask(x.T.shape, self.p, rng, x.dtype).T
        return x * self.mask

    def backward(self, g):
        return g if self.mask is None else g * self.mask


class Flatten(Layer):
    """(N, C, H, W) -> (N, C H W)."""

    def forward(self, x, training=False, rng=None):
        self.shape = x.shape
        return x.transpose(1, 2, 3, 0).reshape(-1, len(x)).T

    def backward(self, g):
        N, *rest = self.shape
        return g.T.reshape(*rest, N).transpose(3, 0, 1, 2)
