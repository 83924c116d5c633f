"""An `mlp.MLP` whose hidden layers normalise their pre-activations over the mini-batch (Ioffe and Szegedy 2015).

A hidden layer gives f(gamma z_hat + bias), where z_hat is A W with mean 0 and variance 1 over the samples. Its net has
the same form, with `NormedLayer` in the place of `Layer`, so `training.fit` trains it like any other.
"""

from typing import NamedTuple

import numpy as np

from nbhelpers.convolution.batch_norm import Normed, batch_norm, batch_norm_backward
from nbhelpers.guards import takes
from nbhelpers.nn.mlp import HIDDEN, MLP, OUTPUT, Layer, output_errors


class NormedLayer(NamedTuple):
    """A hidden layer's parameters; its gradients have the same form."""

    weights: np.ndarray  # (n_in, n_out)
    bias: np.ndarray  # (n_out,) what is added after the normalisation: beta in *Convolution*
    gamma: np.ndarray  # (n_out,)


def with_batch_norm(net: MLP) -> MLP:
    """The net with every hidden layer normalised, gamma = 1."""
    hidden = (NormedLayer(*layer, np.ones_like(layer.bias)) for layer in net.layers[:-1])
    return net._replace(layers=(*hidden, net.layers[-1]))


@takes(X="m n")
def forward(net: MLP, X: np.ndarray) -> tuple[list[np.ndarray], list[Normed]]:
    """Every layer's activations, from X (m, n_in) to the output, and what each normalisation left; m at least 2."""
    f, _ = HIDDEN[net.hidden]
    activations, normed = [X], []
    for layer in net.layers[:-1]:
        normed.append(batch_norm(activations[-1] @ layer.weights, layer.gamma, layer.bias))
        activations.append(f(normed[-1].y))
    last = net.layers[-1]
    return [*activations, OUTPUT[net.output](activations[-1] @ last.weights + last.bias)], normed


@takes(X="m n", Y="m l")
def gradients(net: MLP, X: np.ndarray, Y: np.ndarray) -> list[NormedLayer | Layer]:
    """The gradient of E over the m samples, as one batch, in the form of the layers; X (m, n_in), Y (m, n_out)."""
    activations, normed = forward(net, X)
    e = output_errors(net.output, activations.pop(), Y) / len(X)
    _, slope = HIDDEN[net.hidden]
    A = activations.pop()
    found = [Layer(A.T @ e, e.sum(axis=0))]
    for layer, after in zip(net.layers[-2::-1], net.layers[:0:-1], strict=True):
        e, dgamma, dbias = batch_norm_backward(slope(A) * (e @ after.weights.T), layer.gamma, normed.pop())
        A = activations.pop()
        found.append(NormedLayer(A.T @ e, dbias, dgamma))
    return found[::-1]


@takes(X="m n")
def at_test_time(net: MLP, X: np.ndarray) -> MLP:
    """The plain net that answers single samples: means and variances over X (m, n_in) go into weights and biases.

    gamma (A W - mean) / root + bias = A (W gamma / root) + (bias - mean gamma / root).
    """
    _, normed = forward(net, X)
    scales = [layer.gamma / by.root for layer, by in zip(net.layers, normed, strict=False)]
    together = zip(net.layers, scales, normed, strict=False)
    hidden = (Layer(at.weights * scale, at.bias - by.mean * scale) for at, scale, by in together)
    return net._replace(layers=(*hidden, net.layers[-1]))
