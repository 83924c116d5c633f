"""Long short-term memory: a recurrent unit with a cell that is added to, and gates that say how much.

    i_t, f_t, o_t = sigmoid(W_x x_t + W_h h_{t-1} + b)   input, forget and output gate, each with its own rows
    g_t           = tanh(the same, with the rows of the candidate)
    s_t           = f_t s_{t-1} + i_t g_t                 the cell
    h_t           = o_t tanh(s_t),   y_hat_t = W_hy h_t + c

(Hochreiter and Schmidhuber 1997; the forget gate is from Gers, Schmidhuber and Cummins 2000.)
Time is the first axis, as in `nbhelpers.recurrent`. The rows of W_x, W_h and b are stacked i, f, g, o.
"""

from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles, random, takes
from nbhelpers.nn.activations import sigmoid
from nbhelpers.recurrent import matching, over_time, recurrent_weights, sequence


class LSTM(NamedTuple):
    """The parameters; gradients of the loss come in the same form."""

    W_x: np.ndarray  # (4 hidden, inputs)
    W_h: np.ndarray  # (4 hidden, hidden)
    b: np.ndarray  # (4 hidden,)
    W_hy: np.ndarray  # (outputs, hidden)
    c: np.ndarray  # (outputs,)


class States(NamedTuple):
    """What a forward pass leaves behind; h and s have one entry more, for the time before the first input."""

    h: np.ndarray  # (T + 1, ..., hidden)
    s: np.ndarray  # (T + 1, ..., hidden), the cells
    gates: np.ndarray  # (T, 4, ..., hidden): i, f, g, o
    y_hat: np.ndarray  # (T, ..., outputs)


class Backward(NamedTuple):
    """What came back: gradients of the loss."""

    net: LSTM  # by every parameter, summed over time and samples
    q: np.ndarray  # by the outputs h_0 ... h_T, (T + 1, ..., hidden)
    p: np.ndarray  # by the cells s_0 ... s_T, (T + 1, ..., hidden)


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
        rng.normal(size=(4 * hidden, inputs)) / np.sqrt(inputs),
        np.concatenate([recurrent_weights(hidden, rng, scale) for _ in range(4)]),
        b,
        rng.normal(size=(outputs, hidden)) / np.sqrt(hidden),
        np.zeros(outputs),
    )


def forward(net: LSTM, x: np.ndarray) -> States:
    """All states, gates and outputs for the sequence x, (T, ..., inputs), from h_0 = s_0 = 0."""
    x = sequence(x, net.W_x.shape[1])
    T, shape = len(x), (*x.shape[1:-1], len(net.b) // 4)
    h, s, gates = np.zeros((T + 1, *shape)), np.zeros((T + 1, *shape)), np.zeros((T, 4, *shape))
    for t in range(T):
        sums = np.split(x[t] @ net.W_x.T + h[t] @ net.W_h.T + net.b, 4, axis=-1)
        i, f, g, o = gates[t] = sigmoid(sums[0]), sigmoid(sums[1]), np.tanh(sums[2]), sigmoid(sums[3])
        s[t + 1] = f * s[t] + i * g
        h[t + 1] = o * np.tanh(s[t + 1])
    return States(h, s, gates, h[1:] @ net.W_hy.T + net.c)


def backward(net: LSTM, x: np.ndarray, states: States, r: np.ndarray) -> Backward:
    """Back-propagation through time; r[t] is the gradient of the loss by the output of step t.

        q_t = W_hy^T r_t + W_h^T delta_{t+1}
        p_t = f_{t+1} p_{t+1} + o_t (1 - tanh(s_t)^2) q_t     the cell's path has no matrix in it
    """
    x, r = matching(x, net.W_x.shape[1], states), doubles("r", r)
    if r.shape != states.y_hat.shape:
        raise ValueError(f"r must have the shape of the outputs, {states.y_hat.shape}, got {r.shape}")
    q, p, delta = np.zeros_like(states.h), np.zeros_like(states.s), []
    for t in reversed(range(len(x))):
        i, f, g, o = states.gates[t]
        q[t + 1] += r[t] @ net.W_hy
        squashed = np.tanh(states.s[t + 1])
        p[t + 1] += o * (1 - squashed**2) * q[t + 1]
        by_gate = p[t + 1] * g, p[t + 1] * states.s[t], p[t + 1] * i, q[t + 1] * squashed
        slopes = i * (1 - i), f * (1 - f), 1 - g**2, o * (1 - o)
        delta.append(np.concatenate([error * slope for error, slope in zip(by_gate, slopes, strict=True)], axis=-1))
        q[t], p[t] = delta[-1] @ net.W_h, f * p[t + 1]
    delta = np.array(delta[::-1])
    sums = LSTM(
        over_time(delta, x), over_time(delta, states.h[:-1]), over_time(delta),
        over_time(r, states.h[1:]), over_time(r),
    )  # fmt: skip
    return Backward(sums, q, p)
