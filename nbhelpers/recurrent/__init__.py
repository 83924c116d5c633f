"""A recurrent net: one hidden layer that receives its own last state, forward through time and back.

Step t of a sequence, with the same weights at every step:

    a_t = x_t W_xh + h_{t-1} W_hh + b,   h_t = tanh(a_t),   y_hat_t = h_t W_hy + c

Vectors are rows, and a weight leads from its row to its column. Time is the first axis: `x` has the shape (T, inputs)
for one sequence, or (T, samples, inputs) for many of one length. The gradients of many are summed over the samples.
"""

from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles, floats, numbers, random, takes, whole


class RNN(NamedTuple):
    """The parameters; gradients of the loss come in the same form."""

    W_xh: np.ndarray  # (inputs, hidden)
    W_hh: np.ndarray  # (hidden, hidden)
    b: np.ndarray  # (hidden,)
    W_hy: np.ndarray  # (hidden, outputs)
    c: np.ndarray  # (outputs,)


class States(NamedTuple):
    """What a forward pass leaves behind: h has one entry more, h[0] is the state before the first input."""

    h: np.ndarray  # (T + 1, ..., hidden)
    y_hat: np.ndarray  # (T, ..., outputs)


class Backward(NamedTuple):
    """What came back: gradients of the loss."""

    net: RNN  # by every parameter, summed over time and samples
    e: np.ndarray  # by the pre-activations a_t, (T, ..., hidden)
    g_h: np.ndarray  # by the states h_0 ... h_T, (T + 1, ..., hidden)


@takes(rng=random)
def new_rnn(sizes, rng, scale: float = 1.0, kind: str = "orthogonal") -> RNN:
    """A net of (inputs, hidden, outputs), biases 0, W_xh and W_hy drawn from N(0, 1/n_in).

    W_hh is `scale` times an orthogonal matrix (every singular value is `scale`; Saxe et al. 2014), or, with
    kind="gaussian", drawn from N(0, scale^2 / hidden) (spectral radius near `scale`, largest singular value
    near 2 scale).
    """
    inputs, hidden, outputs = sizes
    whole("inputs", inputs), whole("hidden", hidden), whole("outputs", outputs)
    return RNN(
        rng.normal(size=(hidden, inputs)).T / np.sqrt(inputs),
        recurrent_weights(hidden, rng, scale, kind).T,
        np.zeros(hidden),
        rng.normal(size=(outputs, hidden)).T / np.sqrt(hidden),
        np.zeros(outputs),
    )


@takes(hidden=1, rng=random)
def recurrent_weights(hidden: int, rng, scale: float = 1.0, kind: str = "orthogonal") -> np.ndarray:
    """A matrix (hidden, hidden) of that kind and scale; see `new_rnn`."""
    if not (np.isscalar(scale) and np.isfinite(scale) and scale >= 0):
        raise ValueError(f"scale must be a finite number >= 0, got {scale!r}")
    drawn = rng.normal(size=(hidden, hidden))
    if kind == "gaussian":
        return scale * drawn / np.sqrt(hidden)
    if kind != "orthogonal":
        raise ValueError(f"kind must be 'orthogonal' or 'gaussian', got {kind!r}")
    turn, corner = np.linalg.qr(drawn)
    return scale * turn * np.sign(np.diag(corner))


def step(net: RNN, x_t: np.ndarray, h: np.ndarray) -> np.ndarray:
    """h_t from x_t and h_{t-1}: tanh(x_t W_xh + h_{t-1} W_hh + b)."""
    return np.tanh(x_t @ net.W_xh + h @ net.W_hh + net.b)


def forward(net: RNN, x: np.ndarray, h0=None) -> States:
    """All states and outputs for the sequence x, (T, ..., inputs), from h0 (zeros, unless given)."""
    x = sequence(x, len(net.W_xh))
    h = np.zeros((len(x) + 1, *x.shape[1:-1], len(net.b)))
    if h0 is not None:
        h[0] = numbers("h0", h0, h[0].shape, h.shape[-1:])
    for t in range(len(x)):
        h[t + 1] = step(net, x[t], h[t])
    return States(h, h[1:] @ net.W_hy + net.c)


def backward(net: RNN, x: np.ndarray, states: States, g_y: np.ndarray) -> Backward:
    """Back-propagation through time (Werbos 1990).

    g_y[t] is the gradient of the loss with respect to the output of step t, shape (T, ..., outputs): y_hat - y for
    half the squared error, the probabilities minus y for a softmax and cross-entropy; 0 for steps without a target.

        g_h_t = g_y_t W_hy^T + e_{t+1} W_hh^T,   e_t = (1 - h_t^2) g_h_t
    """
    x, g_y = matching(x, len(net.W_xh), states, g_y)
    e, g_h = np.zeros_like(states.h[1:]), np.zeros_like(states.h)
    for t in reversed(range(len(x))):
        g_h[t + 1] += g_y[t] @ net.W_hy.T
        e[t] = (1 - states.h[t + 1] ** 2) * g_h[t + 1]
        g_h[t] = e[t] @ net.W_hh.T
    sums = RNN(
        over_time(e, x), over_time(e, states.h[:-1]), over_time(e),
        over_time(g_y, states.h[1:]), over_time(g_y),
    )  # fmt: skip
    return Backward(sums, e, g_h)


def over_time(error: np.ndarray, received: np.ndarray | None = None) -> np.ndarray:
    """The sum over time and samples of received_t^T error_t; without `received`, of error_t alone."""
    error = floats("error", error)
    rows = error.reshape(-1, error.shape[-1])
    if received is None:
        return rows.sum(axis=0)
    return floats("received", received).reshape(-1, np.shape(received)[-1]).T @ rows


def squared_error(y_hat: np.ndarray, y: np.ndarray) -> float:
    """E = 1/2 sum over steps, samples and outputs of (y_hat - y)^2."""
    y_hat = floats("y_hat", y_hat)
    return float(0.5 * np.sum((y_hat - numbers("y", y, y_hat.shape)) ** 2))


def matching(x, inputs, states, g_y):
    """(x, g_y): `sequence`, of as many steps as there are states after the first, and a gradient for every output."""
    x, g_y = sequence(x, inputs), doubles("g_y", g_y)
    if x.shape[:-1] != states.h[1:].shape[:-1]:
        raise ValueError(f"x has shape {x.shape}, but the states are those of {states.h[1:].shape[:-1]} inputs")
    if g_y.shape != states.y_hat.shape:
        raise ValueError(f"g_y must have the shape of the outputs, {states.y_hat.shape}, got {g_y.shape}")
    return x, g_y


@takes(inputs=1)
def sequence(x, inputs: int) -> np.ndarray:
    """x as floats; ValueError where it is no sequence of rows of `inputs` numbers."""
    x = doubles("x", x)
    if x.ndim not in (2, 3) or not len(x) or x.shape[-1] != inputs:
        raise ValueError(f"x must have the shape (T, {inputs}) or (T, samples, {inputs}), T >= 1, got {x.shape}")
    return x
