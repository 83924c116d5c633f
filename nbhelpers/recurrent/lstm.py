"""Long short-term memory: a recurrent unit with a cell that is added to, and gates that say how much.

    i_t, f_t, o_t = sigmoid(x_t W_x + h_{t-1} W_h + b)   input, forget and output gate, each with its own columns
    s~_t          = tanh(the same, with the columns of the candidate)
    s_t           = f_t s_{t-1} + i_t s~_t                the cell
    h_t           = o_t tanh(s_t),   y_hat_t = h_t W_hy + c

(Hochreiter and Schmidhuber 1997; the forget gate is from Gers, Schmidhuber and Cummins 2000.)
Time is the first axis, as in `nbhelpers.recurrent`. The columns of W_x, W_h and the entries
of b stand side by side: those of i, of f, of the candidate s~, of o.
"""

from typing import NamedTuple

import numpy as np

from nbhelpers.guards import random, takes
from nbhelpers.nn.activations import sigmoid
from nbhelpers.recurrent import matching, over_time, recurrent_weights, sequence


class LSTM(NamedTuple):
    """The parameters; gradients of the loss come in the same form."""

    W_x: np.ndarray  # (inputs, 4 hidden)
    W_h: np.ndarray  # (hidden, 4 hidden)
    b: np.ndarray  # (4 hidden,)
    W_hy: np.ndarray  # (hidden, outputs)
    c: np.ndarray  # (outputs,)


class States(NamedTuple):
    """What a forward pass leaves behind; h and s have one entry more, for the time before the first input."""

    h: np.ndarray  # (T + 1, ..., hidden)
    s: np.ndarray  # (T + 1, ..., hidden), the cells
    gates: np.ndarray  # (T, 4, ..., hidden): i, f, s~, o
    y_hat: np.ndarray  # (T, ..., outputs)


class Backward(NamedTuple):
    """What came back: gradients of the loss."""

    net: LSTM  # by every parameter, summed over time and samples
    g_h: np.ndarray  # by the outputs h_0 ... h_T, (T + 1, ..., hidden)
    g_s: np.ndarray  # by the cells s_0 ... s_T, (T + 1, ..., hidden)


@takes(rng=random)
def new_lstm(sizes, rng, scale: float = 1.0, forget: float = 1.0) -> LSTM:
    """A net of (inputs, hidden, outputs): W_x and W_hy from N(0, 1/n_in), each gate's W_h `scale` times orthogonal.

    Biases are 0 but for the forget gate's, which is `forget`: a new net forgets little (Gers et al. 2000).
    """
    inputs, hidden, outputs = sizes
    if min(sizes) < 1:
        raise ValueError(f"sizes must be three whole numbers >= 1, got {tuple(sizes)}")
    b = np.zeros(4 * hidden)
    b[hidden : 2 * hidden] = forget
    return LSTM(
        rng.normal(size=(4 * hidden, inputs)).T / np.sqrt(inputs),
        np.concatenate([recurrent_weights(hidden, rng, scale) for _ in range(4)]).T,
        b,
        rng.normal(size=(outputs, hidden)).T / np.sqrt(hidden),
        np.zeros(outputs),
    )


def step(net: LSTM, x_t: np.ndarray, h: np.ndarray, s: np.ndarray):
    """(h_t, s_t, the gates i, f, s~, o of step t), from x_t, h_{t-1} and s_{t-1}."""
    a = np.split(x_t @ net.W_x + h @ net.W_h + net.b, 4, axis=-1)
    i, f, candidate, o = sigmoid(a[0]), sigmoid(a[1]), np.tanh(a[2]), sigmoid(a[3])
    s = f * s + i * candidate
    return o * np.tanh(s), s, (i, f, candidate, o)


def forward(net: LSTM, x: np.ndarray) -> States:
    """All states, gates and outputs for the sequence x, (T, ..., inputs), from h_0 = s_0 = 0."""
    x = sequence(x, len(net.W_x))
    T, shape = len(x), (*x.shape[1:-1], len(net.b) // 4)
    h, s, gates = np.zeros((T + 1, *shape)), np.zeros((T + 1, *shape)), np.zeros((T, 4, *shape))
    for t in range(T):
        h[t + 1], s[t + 1], gates[t] = step(net, x[t], h[t], s[t])
    return States(h, s, gates, h[1:] @ net.W_hy + net.c)


def backward(net: LSTM, x: np.ndarray, states: States, g_y: np.ndarray) -> Backward:
    """Back-propagation through time; g_y[t] is the gradient of the loss with respect to the output of step t.

        g_h_t = g_y_t W_hy^T + e_{t+1} W_h^T
        g_s_t = f_{t+1} g_s_{t+1} + o_t (1 - tanh(s_t)^2) g_h_t     the cell's path has no matrix in it
    """
    x, g_y = matching(x, len(net.W_x), states, g_y)
    g_h, g_s, e = np.zeros_like(states.h), np.zeros_like(states.s), []
    for t in reversed(range(len(x))):
        i, f, candidate, o = states.gates[t]
        g_h[t + 1] += g_y[t] @ net.W_hy.T
        squashed = np.tanh(states.s[t + 1])
        g_s[t + 1] += o * (1 - squashed**2) * g_h[t + 1]
        by_gate = g_s[t + 1] * candidate, g_s[t + 1] * states.s[t], g_s[t + 1] * i, g_h[t + 1] * squashed
        slopes = i * (1 - i), f * (1 - f), 1 - candidate**2, o * (1 - o)
        e.append(np.concatenate([error * slope for error, slope in zip(by_gate, slopes, strict=True)], axis=-1))
        g_h[t], g_s[t] = e[-1] @ net.W_h.T, f * g_s[t + 1]
    e = np.array(e[::-1])
    sums = LSTM(
        over_time(e, x), over_time(e, states.h[:-1]), over_time(e),
        over_time(g_y, states.h[1:]), over_time(g_y),
    )  # fmt: skip
    return Backward(sums, g_h, g_s)
