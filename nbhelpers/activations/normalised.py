"""A deep net that normalises its middle layers: pre-activations get mean 0 and variance 1 over the mini-batch.

This is batch normalisation (Ioffe and Szegedy 2015) without its two learned parameters. A bias before it would be
taken off again, so hidden layers keep theirs at zero.
"""
import numpy as np

from nbhelpers.guards import numbers
from nbhelpers.nn.mlp import HIDDEN, MLP, OUTPUT, Layer, output_errors

EPS = 1e-5


def normalise(Z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Z_hat = (Z - mean) / r with r = sqrt(var + EPS), a column at a time: (m, n) -> (m, n) and r (n,)."""
    Z = numbers("Z", Z, ("m", "n"), finite=False)
    if len(Z) < 2:
        raise ValueError(f"Z has shape {Z.shape}; allowed: (m, n) with at least 2 samples: one alone has no variance")
    r = np.sqrt(Z.var(axis=0) + EPS)
    return (Z - Z.mean(axis=0)) / r, r


def normalise_back(e_hat: np.ndarray, Z_hat: np.ndarray, r: np.ndarray) -> np.ndarray:
    """The errors before a normalisation from those after it, (m, n) -> (m, n).

    e = (e_hat - mean(e_hat) - Z_hat * mean(e_hat * Z_hat)) / r, means over the samples.
    """
    Z_hat = numbers("Z_hat", Z_hat, ("m", "n"), finite=False)
    e_hat, r = numbers("e_hat", e_hat, Z_hat.shape, finite=False), numbers("r", r, Z_hat.shape[1:], finite=False)
    return (e_hat - e_hat.mean(axis=0) - Z_hat * (e_hat * Z_hat).mean(axis=0)) / r


def forward(net: MLP, X: np.ndarray) -> tuple[list[np.ndarray], list[tuple]]:
    """Activations of every layer from X to the output, and (Z_hat, r) of every hidden one."""
    f, _ = HIDDEN[net.hidden]
    activations, normal = [numbers("X", X, ("m", len(net.layers[0].weights)), finite=False)], []
    for layer in net.layers[:-1]:
        normal.append(normalise(activations[-1] @ layer.weights))
        activations.append(f(normal[-1][0]))
    last = net.layers[-1]
    return [*activations, OUTPUT[net.output](activations[-1] @ last.weights + last.bias)], normal


def gradients(net: MLP, X: np.ndarray, Y: np.ndarray) -> list[Layer]:
    """The gradient of the loss in every parameter; those of the hidden biases are zero."""
    activations, normal = forward(net, X)
    e = output_errors(net.output, activations.pop(), Y) / len(X)
    slope = HIDDEN[net.hidden][1]
    found = [Layer(activations[-1].T @ e, e.sum(axis=0))]
    for n in range(len(net.layers) - 2, -1, -1):
        Z_hat, r = normal[n]
        e = normalise_back(slope(activations[n + 1]) * (e @ net.layers[n + 1].weights.T), Z_hat, r)
        found.append(Layer(activations[n].T @ e, np.zeros(len(r))))
    return found[::-1]
