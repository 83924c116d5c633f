"""An autoencoder: a net that learns to give back its own input, through a code that is too small to copy it.

The encoder makes the code h = f(x) of an input, the decoder the reconstruction x_hat = g(h). Both are halves of one
`nbhelpers.nn.mlp.MLP`; its middle layer is the code. Samples are rows, pixels run from 0 to 1.
Rumelhart, Hinton and Williams (1986), doi:10.1038/323533a0; Hinton and Salakhutdinov (2006),
doi:10.1126/science.1127647.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from nbhelpers.guards import numbers
from nbhelpers.nn.mlp import HIDDEN, MLP, OUTPUT, Layer, forward, new_mlp, output_errors, predict, weighted_sums
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.training import fit

ERRORS = ("squared", "cross-entropy")
Penalty = Callable[[np.ndarray], tuple[float, np.ndarray]]  # codes H -> its value, and its gradient in H


def new_autoencoder(sizes: Sequence[int], rng, hidden="sigmoid", output="sigmoid", gain=1.0) -> MLP:
    """Random weights ~ N(0, gain^2 / n_in). sizes: from the input to the code, e.g. (784, 128, 2).

    The decoder mirrors them: (784, 128, 2, 128, 784). hidden: f of every layer but the last, the code included;
    output: "sigmoid" for values from 0 to 1, "linear" for any.
    """
    if output not in ("sigmoid", "linear"):
        raise ValueError(f"output = {output!r}: allowed are 'sigmoid' and 'linear'")
    return new_mlp((*sizes, *reversed(sizes[:-1])), rng, hidden, output, gain)


def code_layer(net: MLP) -> int:
    """The number of layers before the code: half of all."""
    if len(net.layers) % 2:
        raise ValueError(f"net has {len(net.layers)} layers; an autoencoder has as many after its code as before it")
    return len(net.layers) // 2


def encode(net: MLP, X: np.ndarray) -> np.ndarray:
    """The codes H of the rows of X: (m, n) -> (m, k)."""
    return forward(net, X)[code_layer(net)]


def decode(net: MLP, H: np.ndarray) -> np.ndarray:
    """What the decoder makes of the codes H, whether a picture has such a code or not: (m, k) -> (m, n)."""
    decoder = net._replace(layers=net.layers[code_layer(net) :])
    return predict(decoder, numbers("H", H, ("m", len(decoder.layers[0].weights)), finite=False))


def reconstruct(net: MLP, X: np.ndarray) -> np.ndarray:
    """X_hat = g(f(X)), of the shape of X."""
    return predict(net, X)


def reconstruction_error(X_hat: np.ndarray, X: np.ndarray) -> float:
    """The squared error of given reconstructions: mean over samples of E_k = 1/2 sum_i (x_hat_i - x_i)^2."""
    X = numbers("X", X, ("m", "n"))
    return float(0.5 * np.sum((numbers("X_hat", X_hat, X.shape, finite=False) - X) ** 2, axis=1).mean())


def cross_entropy(A: np.ndarray, X: np.ndarray) -> float:
    """Mean over samples of E_k = -sum_i [x_i ln x_hat_i + (1 - x_i) ln(1 - x_hat_i)], x_hat = sigmoid(a), x in 0..1.

    Written with the pre-activations a: -ln x_hat = ln(1 + exp(-a)) and -ln(1 - x_hat) = ln(1 + exp(a)) stay right
    where x_hat itself has rounded to 0 or 1.
    """
    A = numbers("A", A, ("m", "n"), finite=False)
    X = _shares("X", X, A.shape)
    return float(np.sum(X * np.logaddexp(0, -A) + (1 - X) * np.logaddexp(0, A), axis=1).mean())


def loss(net: MLP, X: np.ndarray, targets: np.ndarray, error: str = "squared") -> float:
    """E of what the net makes of X, beside the targets (m, n): `reconstruction_error`, or `cross_entropy`."""
    _check_error(error, net.output)
    A = weighted_sums(net, numbers("X", X))[-1]
    targets = numbers("targets", targets, A.shape)
    if error == "cross-entropy":
        return cross_entropy(A, targets)
    return reconstruction_error(OUTPUT[net.output](A), targets)


def _shares(name, X, shape):
    X = numbers(name, X, shape)
    if X.min() < 0 or X.max() > 1:
        raise ValueError(f"{name} runs from {X.min():g} to {X.max():g}; cross-entropy allows values from 0 to 1")
    return X


def gradients(net: MLP, X: np.ndarray, targets: np.ndarray, error="squared", penalty: Penalty | None = None):
    """The gradient of E (and of the penalty on the codes) in every parameter, layer by layer, as `mlp.gradients`.

    X: what the net sees, (m, n); targets: what it should give back, (m, n) - not the same where X is damaged.
    Two things differ from `mlp.gradients`: with cross-entropy the derivative of a sigmoid output cancels, so
    that e = x_hat - x; and a penalty adds its own gradient at the code.
    """
    activations = forward(net, X)
    targets = numbers("targets", targets, activations[-1].shape, finite=False)
    e = _output_errors(net.output, activations.pop(), targets, error) / len(targets)
    _, slope = HIDDEN[net.hidden]
    found = []
    for place in reversed(range(len(net.layers))):
        A = activations[place]
        found.append(Layer(A.T @ e, e.sum(axis=0)))
        if place:
            back = e @ net.layers[place].weights.T
            if penalty is not None and place == code_layer(net):
                back += penalty(A)[1]
            e = slope(A) * back
    return found[::-1]


def _output_errors(output, X_hat, targets, error):
    """The derivative of each sample's E_k in the last pre-activations."""
    _check_error(error, output)
    return output_errors("linear" if error == "cross-entropy" else output, X_hat, targets)


def _check_error(error, output):
    if error not in ERRORS:
        raise ValueError(f"error = {error!r}: allowed are {', '.join(map(repr, ERRORS))}")
    if error == "cross-entropy" and output != "sigmoid":
        raise ValueError(f"output = {output!r} with error = {error!r}: allowed is 'sigmoid', with values from 0 to 1")


def train(
    net: MLP,
    X: np.ndarray,
    rng: np.random.Generator,
    *,
    eta: float = 0.002,
    batch: int = 100,
    error: str = "cross-entropy",
    damage: Callable | None = None,
    penalty: Penalty | None = None,
) -> Iterator[MLP]:
    """Adam on mini-batches, without end: yields the net after every epoch.

    X: (m, n). `damage(X, rng)` may spoil what the net sees of a batch; its target stays the clean batch.
    ValueError where X does not fit the net or the error, and for what `training.fit` refuses.
    """
    X = numbers("X", X, ("m", len(net.layers[0].weights)))
    _check_error(error, net.output)
    if error == "cross-entropy":
        _shares("X", X, X.shape)

    def slopes(net, rows):
        seen = X[rows] if damage is None else damage(X[rows], rng)
        return gradients(net, seen, X[rows], error, penalty)

    return fit(net, slopes, len(X), batch=batch, rng=rng, method=adam, eta=eta)
