"""Back-propagation in a net of three layers, in the symbols of the book.

Inputs x_i, hidden units b_h, outputs y_hat_j. Weights v_ih lead into the hidden layer, w_hj out of it; a unit
answers with the sigmoid f of its pre-activation, its weighted sum less its threshold (gamma_h hidden, theta_j output):

    alpha_h = sum_i v_ih x_i    b_h     = f(alpha_h - gamma_h)
    beta_j  = sum_h w_hj b_h    y_hat_j = f(beta_j - theta_j)

Shapes: d inputs, q hidden units, l outputs. Samples are rows: x is (d,), one sample, or (m, d), m of them.
"""
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import floats, numbers, random, real, takes
from nbhelpers.nn.activations import sigmoid


class Net(NamedTuple):
    """The parameters of the net. The changes of one step are a `Net` as well."""

    v: np.ndarray  # (d, q) weights, input i -> hidden h
    gamma: np.ndarray  # (q,) thresholds of the hidden units
    w: np.ndarray  # (q, l) weights, hidden h -> output j
    theta: np.ndarray  # (l,) thresholds of the outputs


class Signals(NamedTuple):
    """What the forward pass leaves at every unit."""

    alpha: np.ndarray  # (..., q) weighted sums into the hidden units
    b: np.ndarray  # (..., q) activations of the hidden units
    beta: np.ndarray  # (..., l) weighted sums into the outputs
    y_hat: np.ndarray  # (..., l) outputs


class Errors(NamedTuple):
    """What the backward pass leaves at every unit: the derivative of E with respect to the unit's pre-activation."""

    g: np.ndarray  # (..., l) output units
    e: np.ndarray  # (..., q) hidden units


@takes(rng=random)
def new_net(sizes: tuple[int, int, int], rng: np.random.Generator) -> Net:
    """Weights ~ N(0, 1 / n_in), thresholds 0. sizes = (d, q, l): inputs, hidden units, outputs.

    n_in is the number of units that a weight's own unit listens to: d for v, q for w.
    """
    if len(sizes) != 3 or min(sizes) < 1:
        raise ValueError(f"sizes = {tuple(sizes)}: allowed are three layers of at least 1 unit, (d, q, l)")
    d, q, outputs = sizes
    v, w = rng.normal(0.0, d**-0.5, (d, q)), rng.normal(0.0, q**-0.5, (q, outputs))
    return Net(v, np.zeros(q), w, np.zeros(outputs))


def forward(net: Net, x: np.ndarray) -> Signals:
    """alpha = x v, b = f(alpha - gamma), beta = b w, y_hat = f(beta - theta).

    x: (d,) or (m, d). `ValueError` if its width is not the number of rows of v.
    """
    x = _with_width("x", x, len(net.v))
    alpha = x @ net.v
    b = sigmoid(alpha - net.gamma)
    beta = b @ net.w
    return Signals(alpha, b, beta, sigmoid(beta - net.theta))


def squared_error(y_hat: np.ndarray, y: np.ndarray):
    """E_k = 1/2 sum_j (y_hat_j - y_j)^2, one number a sample: (..., l) -> (...)."""
    y_hat = floats("y_hat", y_hat)
    y = numbers("y", y, y_hat.shape)
    return 0.5 * np.sum((y_hat - y) ** 2, axis=-1)


def backward(net: Net, signals: Signals, y: np.ndarray) -> Errors:
    """g_j = y_hat_j (1 - y_hat_j)(y_hat_j - y_j), e_h = b_h (1 - b_h) sum_j w_hj g_j.

    y: (l,) or (m, l), targets. `ValueError` unless it has the shape of the outputs.
    """
    y_hat, b = signals.y_hat, signals.b
    g = y_hat * (1 - y_hat) * (y_hat - numbers("y", y, y_hat.shape))
    e = b * (1 - b) * (g @ net.w.T)
    return Errors(g, e)


@takes(eta=real(above=0))
def changes(x: np.ndarray, signals: Signals, errors: Errors, eta: float) -> Net:
    """Delta v = -eta x e, Delta gamma = eta e, Delta w = -eta b g, Delta theta = eta g.

    For m samples at once (x of shape (m, d)): the mean of their changes.
    """
    b, g, e = map(np.atleast_2d, (signals.b, *errors))
    x = numbers("x", np.atleast_2d(floats("x", x)), (len(b), "d"))
    rate = eta / len(x)
    return Net(-rate * x.T @ e, rate * e.sum(0), -rate * b.T @ g, rate * g.sum(0))


def step(net: Net, x: np.ndarray, y: np.ndarray, eta: float) -> Net:
    """One step: forward, backward, the four changes. x and y: one sample, or m samples (mean change)."""
    signals = forward(net, x)
    delta = changes(x, signals, backward(net, signals, y), eta)
    return Net(*(old + change for old, change in zip(net, delta, strict=True)))


@takes(x="m d", y="m l", rng=random)
def standard_epoch(net: Net, x: np.ndarray, y: np.ndarray, eta: float, rng) -> Net:
    """Standard BP: a step after every sample, m in all, in an order drawn from rng."""
    for k in rng.permutation(len(x)):
        net = step(net, x[k], y[k], eta)
    return net


@takes(x="m d", y="m l")
def accumulated_epoch(net: Net, x: np.ndarray, y: np.ndarray, eta: float) -> Net:
    """Accumulated BP: one step down E = (1/m) sum_k E_k, after all m samples were seen."""
    return step(net, x, y, eta)


def _with_width(name: str, array, width: int) -> np.ndarray:
    array = floats(name, array)
    if array.ndim not in (1, 2) or array.shape[-1] != width or not len(array):
        raise ValueError(f"{name} has shape {array.shape}; allowed: ({width},) or (m, {width})")
    return array
