"""One number of a trained net traced back to what it was made from; and the gradient of a logit in the pixels.

A net here is a `cnn.Net` on images, in blocks of convolution (stride 1), batch norm, activation and pooling.
"""
from typing import NamedTuple

import numpy as np

from nbhelpers.convolution import padding_amounts
from nbhelpers.convolution.cnn import Net
from nbhelpers.convolution.layers import BatchNorm, Conv
from nbhelpers.guards import numbers, whole


class Traced(NamedTuple):
    """How one number of a map came about."""

    corner: tuple[int, int]  # first row and column of the window; negative where it hangs over into the zeros
    window: np.ndarray  # (C, K, L) what the kernel saw
    kernel: np.ndarray  # (C, K, L) its weights
    products: np.ndarray  # (C, K, L) window times kernel, place by place
    bias: float
    z: float  # the pre-activation: the sum of the products, plus the bias
    normed: float  # after batch norm (z itself, if there is none)


def outputs(net: Net, x: np.ndarray) -> list[np.ndarray]:
    """What every layer makes of one image x, (C, H, W), at test time: the logits come last."""
    numbers("x", x, net.shape)
    found, y = [], np.asarray(x, net.dtype)[None]
    for layer in net.layers:
        y = layer.forward(y)
        found.append(y)
    return [y[0] for y in found]


def trace(net: Net, x: np.ndarray, block: int, kernel: int, i: int, j: int) -> Traced:
    """The number in row i, column j of the map of `kernel` in convolution `block` (both counted from 0), for image x.

    z = b + sum over c, u, v of w[kernel,c,u,v] x[c,i + u - before,j + v - before], x being the layer's own input.
    """
    places = [place for place, layer in enumerate(net.layers) if isinstance(layer, Conv)]
    at = places[whole("block", block, 0, len(places) - 1)]
    layer, found = net.layers[at], outputs(net, x)
    whole("kernel", kernel, 0, len(found[at]) - 1)
    whole("i", i, 0, found[at].shape[1] - 1), whole("j", j, 0, found[at].shape[2] - 1)
    seen, w = found[at - 1] if at else np.asarray(x, net.dtype), layer.parameters["w"][kernel]
    edges = [padding_amounts(seen.shape[a], w.shape[a], 1, layer.padding) for a in (1, 2)]
    window = np.pad(seen, ((0, 0), *edges))[:, i : i + w.shape[1], j : j + w.shape[2]]
    bias, after = float(layer.parameters["b"][kernel]), at + isinstance(net.layers[at + 1], BatchNorm)
    z, normed = (float(found[place][kernel, i, j]) for place in (at, after))
    return Traced((i - edges[0][0], j - edges[1][0]), window, w, window * w, bias, z, normed)


def saliency(net: Net, x: np.ndarray, label: int) -> np.ndarray:
    """g = d z_label / d x, (C, H, W): how much more ink in each pixel would raise the logit of that class.

    The way back through the net, at test time, from a gradient of 1 in one logit; where numbers tie for a maximum, as
    on blank paper, the first of them counts. Simonyan et al. 2014.
    """
    z, first = outputs(net, x)[-1], net.layers[0]
    g = np.zeros((1, len(z)), net.dtype)
    g[0, whole("label", label, 0, len(z) - 1)] = 1
    kept, first.passes_back = first.passes_back, True
    for layer in reversed(net.layers):
        g = layer.backward(g)
    first.passes_back = kept
    return g[0]
