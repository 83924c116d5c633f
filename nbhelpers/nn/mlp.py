"""A net of any number of layers: forward and backward are chains of matrix products.

Samples are rows: X is (m, n_in). A layer holds weights of shape (n_in, n_out) and biases (n_out,); a bias is
minus a threshold. Targets Y are (m, n_out); for classes, one row of zeros with a single 1 (`one_hot`).
"""
import itertools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import array, classes_of, generator, number, numbers, takes, whole
from nbhelpers.nn.activations import ACTIVATIONS, leaky, sigmoid


class Layer(NamedTuple):
    """One layer's parameters; its gradients have the same form."""

    weights: np.ndarray  # (n_in, n_out)
    bias: np.ndarray  # (n_out,)


class MLP(NamedTuple):
    """Layers, the activation of the hidden ones, and what the last one does.

    output: "softmax" or "logistic", a sigmoid (both with cross-entropy), "sigmoid" or "linear" (both with half the
    squared error).
    """

    layers: tuple[Layer, ...]
    hidden: str = "sigmoid"
    output: str = "softmax"


def softmax(z: np.ndarray) -> np.ndarray:
    """softmax(z)_j = exp(z_j) / sum_i exp(z_i) along the last axis; the largest z is taken off first."""
    z = numbers("z", z, finite=False)
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@takes(z=array("m n", finite=False), Y=array("m n", finite=False))
def cross_entropy(z: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """-sum_j y_j ln softmax(z)_j from the weighted sums, (m, n) -> (m,); each row of Y sums to 1.

    Written ln sum_i exp(z_i - sum_j y_j z_j), so that no probability can round to 0 or to 1 on the way.
    """
    return np.logaddexp.reduce(z - np.sum(Y * z, axis=-1, keepdims=True), axis=-1)


# name -> (f, slope of f written with f's own value)
HIDDEN = {name: (one.f, one.slope_of_value) for name, one in {**ACTIVATIONS, "leaky 0.1": leaky(0.1)}.items()}
OUTPUT = {"softmax": softmax, "logistic": sigmoid, "sigmoid": sigmoid, "linear": lambda z: z}


def new_mlp(sizes: Sequence[int], rng, hidden="sigmoid", output="softmax", gain=1.0) -> MLP:
    """Weights ~ N(0, gain^2 / n_in), biases 0. sizes: units of every layer, e.g. (784, 100, 10)."""
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes = {tuple(sizes)}: allowed are two or more layers of at least 1 unit")
    generator(rng), number("gain", gain)
    for name, value, known in (("hidden", hidden, HIDDEN), ("output", output, OUTPUT)):
        if value not in known:
            raise ValueError(f"{name} = {value!r}: allowed are {', '.join(map(repr, known))}")
    pairs = itertools.pairwise(sizes)
    layers = tuple(Layer(rng.normal(0, gain * n**-0.5, (n, k)), np.zeros(k)) for n, k in pairs)
    return MLP(layers, hidden, output)


def count_parameters(sizes: Sequence[int]) -> int:
    """sum over the layers of (units before x units + units): every weight and every threshold."""
    if len(sizes) < 2 or min(sizes) < 1:
        raise ValueError(f"sizes = {tuple(sizes)}: allowed are two or more layers of at least 1 unit")
    return sum(n * k + k for n, k in itertools.pairwise(sizes))


def forward(net: MLP, X: np.ndarray) -> list[np.ndarray]:
    """Every layer's activations, from X itself to the output: A_0 = X, A_n = f(A_{n-1} W_n + bias_n)."""
    *activations, z = weighted_sums(net, X)
    return [*activations, OUTPUT[net.output](z)]


def weighted_sums(net: MLP, X: np.ndarray) -> list[np.ndarray]:
    """As `forward`, but of the last layer its weighted sums z = A W + bias."""
    f, _ = HIDDEN[net.hidden]
    activations = [numbers("X", X, ("m", len(net.layers[0].weights)), finite=False)]
    for layer in net.layers[:-1]:
        activations.append(f(activations[-1] @ layer.weights + layer.bias))
    return [*activations, activations[-1] @ net.layers[-1].weights + net.layers[-1].bias]


def predict(net: MLP, X: np.ndarray) -> np.ndarray:
    """The outputs for the rows of X: (m, n_in) -> (m, n_out)."""
    return forward(net, X)[-1]


def loss(net: MLP, X: np.ndarray, Y: np.ndarray, weight_decay: float = 0.0) -> float:
    """E = mean over samples of E_k + (weight_decay / 2) sum of all squared weights (biases go free)."""
    z = weighted_sums(net, numbers("X", X))[-1]
    Y = as_targets(net.output, Y, z.shape)
    if net.output == "softmax":
        per_sample = cross_entropy(z, Y)
    elif net.output == "logistic":  # -y ln y_hat - (1 - y) ln (1 - y_hat), from the weighted sums
        per_sample = np.sum(np.logaddexp(0, z) - Y * z, axis=1)
    else:
        per_sample = 0.5 * np.sum((OUTPUT[net.output](z) - Y) ** 2, axis=1)
    squares = sum(np.sum(layer.weights**2) for layer in net.layers)
    return float(per_sample.mean() + 0.5 * weight_decay * squares)


def as_targets(output: str, Y: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Y as floats, looked over: of that shape, finite; under a softmax each row sums to 1."""
    Y = numbers("Y", Y, shape)
    _known(output)
    if output == "softmax" and not (np.abs(Y.sum(axis=1) - 1) < 1e-5).all():
        raise ValueError("Y has rows that do not sum to 1; under a softmax each row is a share of every class")
    return Y


def _known(output):
    if output not in OUTPUT:
        raise ValueError(f"output = {output!r}: allowed are {', '.join(map(repr, OUTPUT))}")


def output_errors(output: str, Y_hat: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """g = the derivative of E_k in the last pre-activations, (m, n_out): Y_hat - Y, under a squared error times f'."""
    Y_hat = numbers("Y_hat", Y_hat, ("m", "n"), finite=False)
    Y = numbers("Y", Y, Y_hat.shape, finite=False)
    _known(output)
    return (Y_hat - Y) * Y_hat * (1 - Y_hat) if output == "sigmoid" else Y_hat - Y


def gradients(net: MLP, X: np.ndarray, Y: np.ndarray, weight_decay=0.0) -> list[Layer]:
    """The gradient of `loss`, in the form of the layers; found from the last layer to the first.

    e holds the errors of the layer being visited, its derivatives of the loss in the pre-activations:
    g / m at the output, then e_{n-1} = f'(A_{n-1}) * (e_n W_n^T).
    """
    activations = forward(net, X)
    e = output_errors(net.output, activations.pop(), Y) / len(X)
    _, slope = HIDDEN[net.hidden]
    found = []
    for layer in reversed(net.layers):
        A = activations.pop()
        found.append(Layer(A.T @ e + weight_decay * layer.weights, e.sum(axis=0)))
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
    labels = numbers("labels", labels, ("m",))
    return np.eye(whole("classes", classes))[classes_of("labels", labels, len(labels), classes)]


def accuracy(net: MLP, X: np.ndarray, labels: np.ndarray) -> float:
    """The share of rows whose largest output is the one of their label."""
    Y_hat = predict(net, numbers("X", X))
    return float(np.mean(Y_hat.argmax(axis=1) == classes_of("labels", labels, *Y_hat.shape)))
