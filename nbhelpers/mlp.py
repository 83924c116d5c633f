"""A net of any number of layers: forward and backward are chains of matrix products.

Samples are rows: X is (m, n_in). A layer holds weights of shape (n_in, n_out) and biases (n_out,); a bias is
minus a threshold. Targets Y are (m, n_out); for classes, one row of zeros with a single 1 (`one_hot`).
"""
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nbhelpers.activations import ACTIVATIONS, leaky, sigmoid


class Layer(NamedTuple):
    """One layer's parameters; its gradients have the same form."""

    weights: np.ndarray  # (n_in, n_out)
    bias: np.ndarray  # (n_out,)


class MLP(NamedTuple):
    """Layers, the activation of the hidden ones, and what the last one does.

    output: "softmax" (with cross-entropy), "sigmoid" or "linear" (both with half the squared error).
    """

    layers: tuple[Layer, ...]
    hidden: str = "sigmoid"
    output: str = "softmax"


def softmax(z: np.ndarray) -> np.ndarray:
    """softmax(z)_j = exp(z_j) / sum_i exp(z_i) along the last axis; the largest z is taken off first."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# name -> (f, slope of f written with f's own value)
HIDDEN = {name: (one.f, one.slope_of_value) for name, one in {**ACTIVATIONS, "leaky 0.1": leaky(0.1)}.items()}
OUTPUT = {"softmax": softmax, "sigmoid": sigmoid, "linear": lambda z: z}


def new_mlp(sizes: Sequence[int], rng, hidden="sigmoid", output="softmax", gain=1.0) -> MLP:
    """Weights ~ N(0, gain^2 / n_in), biases 0. sizes: units of every layer, e.g. (784, 100, 10)."""
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes = {tuple(sizes)}: allowed are two or more layers of at least 1 unit")
    for name, value, known in (("hidden", hidden, HIDDEN), ("output", output, OUTPUT)):
        if value not in known:
            raise ValueError(f"{name} = {value!r}: allowed are {', '.join(map(repr, known))}")
    pairs = itertools.pairwise(sizes)
    layers = tuple(Layer(rng.normal(0, gain * n**-0.5, (n, k)), np.zeros(k)) for n, k in pairs)
    return MLP(layers, hidden, output)


def count_parameters(sizes: Sequence[int]) -> int:
    """sum over the layers of (units before x units + units): every weight and every threshold."""
    return sum(n * k + k for n, k in itertools.pairwise(sizes))


def forward(net: MLP, X: np.ndarray) -> list[np.ndarray]:
    """Every layer's activations, from X itself to the output: A_0 = X, A_n = f(A_{n-1} W_n + bias_n)."""
    n_in = len(net.layers[0].weights)
    if X.ndim != 2 or X.shape[1] != n_in:
        raise ValueError(f"X has shape {X.shape}; allowed: (m, {n_in})")
    f, _ = HIDDEN[net.hidden]
    activations = [X]
    for layer in net.layers[:-1]:
        activations.append(f(activations[-1] @ layer.weights + layer.bias))
    last = net.layers[-1]
    return [*activations, OUTPUT[net.output](activations[-1] @ last.weights + last.bias)]


def predict(net: MLP, X: np.ndarray) -> np.ndarray:
    """The outputs for the rows of X: (m, n_in) -> (m, n_out)."""
    return forward(net, X)[-1]


def loss(net: MLP, X: np.ndarray, Y: np.ndarray, weight_decay: float = 0.0) -> float:
    """E = mean over samples of E_k + (weight_decay / 2) sum of all squared weights (biases go free)."""
    Y_hat = predict(net, X)
    if net.output == "softmax":
        per_sample = -np.log(np.maximum(np.sum(Y * Y_hat, axis=1), np.finfo(Y_hat.dtype).tiny))
    else:
        per_sample = 0.5 * np.sum((Y_hat - Y) ** 2, axis=1)
    squares = sum(np.sum(layer.weights**2) for layer in net.layers)
    return float(per_sample.mean() + 0.5 * weight_decay * squares)


def output_errors(output: str, Y_hat: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """g = minus the slope of E_k in the last weighted sums, (m, n_out)."""
    if Y.shape != Y_hat.shape:
        raise ValueError(f"Y has shape {Y.shape}; allowed here: {Y_hat.shape}")
    return (Y - Y_hat) * Y_hat * (1 - Y_hat) if output == "sigmoid" else Y - Y_hat


def gradients(net: MLP, X: np.ndarray, Y: np.ndarray, weight_decay=0.0) -> list[Layer]:
    """The slopes of `loss` in every parameter; found from the last layer to the first.

    e holds the errors of the layer being visited, divided by the number of samples:
    g at the output, then e_{n-1} = f'(A_{n-1}) * (e_n W_n^T).
    """
    activations = forward(net, X)
    e = output_errors(net.output, activations.pop(), Y) / len(X)
    _, slope = HIDDEN[net.hidden]
    found = []
    for layer in reversed(net.layers):
        A = activations.pop()
        slopes = weight_decay * layer.weights - A.T @ e
        found.append(Layer(slopes, -e.sum(axis=0)))
        if activations:
            e = slope(A) * (e @ layer.weights.T)
    return found[::-1]


def descend(net: MLP, slopes: Sequence[Layer], eta: float) -> MLP:
    """parameter - eta * slope, for every parameter. Returns a new net."""
    pairs = zip(net.layers, slopes, strict=True)
    layers = tuple(Layer(at.weights - eta * by.weights, at.bias - eta * by.bias) for at, by in pairs)
    return net._replace(layers=layers)


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    """Label c -> a row of zeros with a 1 in place c: (m,) -> (m, classes)."""
    labels = np.asarray(labels)
    if labels.size and not (0 <= labels.min() and labels.max() < classes):
        raise ValueError(f"labels run from {labels.min()} to {labels.max()}; allowed: 0 to {classes - 1}")
    return np.eye(classes)[labels]


def accuracy(net: MLP, X: np.ndarray, labels: np.ndarray) -> float:
    """The share of rows whose largest output is the one of their label."""
    return float(np.mean(predict(net, X).argmax(axis=1) == labels))
