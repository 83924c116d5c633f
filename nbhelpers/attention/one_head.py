"""A net with one head of attention: it looks back once, from the last place of a sequence, and answers.

    h_t = x_t W_xh + P_t                              what stands at place t, and where that is
    Q   = h_T W_Q,  K = h W_K,  V = h W_V            the last place asks, all places can be asked
    y_hat = attend(Q, K, V) W_y + c

Time is the first axis of x, (T, samples, inputs), as in `nbhelpers.recurrent`. (After Vaswani et al. 2017.)
"""

from typing import NamedTuple

import numpy as np

from nbhelpers.attention import Attended, attend, backward
from nbhelpers.guards import array, one_of, random, takes, whole

POSITIONS = ("none", "sinusoids", "learned")


class OneHead(NamedTuple):
    """The parameters; gradients of the loss come in the same form. `positions` is no parameter."""

    W_xh: np.ndarray  # (inputs, width)
    P: np.ndarray  # (longest, width) if the places are learned, else (0, width)
    W_Q: np.ndarray  # (width, width)
    W_K: np.ndarray  # (width, width)
    W_V: np.ndarray  # (width, width)
    W_y: np.ndarray  # (width, outputs)
    c: np.ndarray  # (outputs,)
    positions: str  # one of POSITIONS


class Seen(NamedTuple):
    """What a forward pass leaves behind."""

    h: np.ndarray  # (samples, T, width)
    Q: np.ndarray  # (samples, 1, width); K and V are (samples, T, width)
    K: np.ndarray
    V: np.ndarray
    head: Attended  # p: (samples, 1, T), Y: (samples, 1, width)
    y_hat: np.ndarray  # (samples, outputs)


@takes(T=1, width=1)
def sinusoids(T: int, width: int) -> np.ndarray:
    """Codes (T, width) of the places t = 0, 1, ...: sin(a t) and cos(a t) in turn, a = 10000^(-2i / width)

    (Vaswani et al. 2017.)
    """
    angle = np.arange(T)[:, None] * 10000.0 ** (-2 * (np.arange(width) // 2) / width)
    return np.where(np.arange(width) % 2, np.cos(angle), np.sin(angle))


@takes(longest=1, rng=random, positions=one_of(*POSITIONS))
def new_net(sizes, longest: int, rng, positions: str = "sinusoids") -> OneHead:
    """A net of (inputs, width, outputs), all weights from N(0, 1/n_in) but W_xh, which is from N(0, 1), as is P."""
    inputs, width, outputs = (whole("sizes", size) for size in sizes)

    def drawn(rows, columns):
        return rng.normal(size=(rows, columns)) / np.sqrt(rows)

    P = rng.normal(size=(longest if positions == "learned" else 0, width))
    W_xh = rng.normal(size=(inputs, width))
    square = [drawn(width, width) for _ in range(3)]
    return OneHead(W_xh, P, *square, drawn(width, outputs), np.zeros(outputs), positions)


@takes(T=1)
def places(net: OneHead, T: int) -> np.ndarray:
    """The codes of the first T places, (T, width)."""
    width = net.W_xh.shape[1]
    if net.positions == "learned":
        if len(net.P) < T:
            raise ValueError(f"T = {T}: this net has learned the codes of {len(net.P)} places")
        return net.P[:T]
    return sinusoids(T, width) if net.positions == "sinusoids" else np.zeros((T, width))


@takes(x=array("T samples inputs", finite=False))
def forward(net: OneHead, x: np.ndarray) -> Seen:
    """The weights and the outputs for sequences x, (T, samples, inputs)."""
    if x.shape[-1] != len(net.W_xh):
        raise ValueError(f"x has {x.shape[-1]} inputs; this net has {len(net.W_xh)}")
    h = x.swapaxes(0, 1) @ net.W_xh + places(net, len(x))
    Q, K, V = h[:, -1:] @ net.W_Q, h @ net.W_K, h @ net.W_V
    head = attend(Q, K, V)
    return Seen(h, Q, K, V, head, head.Y[:, 0] @ net.W_y + net.c)


@takes(x=array("T samples inputs", finite=False), g_y=array("samples outputs", finite=False))
def gradients(net: OneHead, x: np.ndarray, seen: Seen, g_y: np.ndarray) -> OneHead:
    """The gradient by every parameter, in the form of the net; g_y = dE/dy_hat, (samples, outputs)."""
    if x.shape[:2] != seen.h.shape[1::-1]:
        raise ValueError(f"x has shape {x.shape}; these states are those of {seen.h.shape[1]} places")
    g = backward(seen.Q, seen.K, seen.V, seen.head.p, (g_y @ net.W_y.T)[:, None])
    g_h = g.K @ net.W_K.T + g.V @ net.W_V.T
    g_h[:, -1:] += g.Q @ net.W_Q.T
    g_P = np.zeros_like(net.P)
    g_P[: len(x)] = g_h.sum(axis=0)[: len(g_P)]
    return OneHead(
        _summed(x.swapaxes(0, 1), g_h), g_P,
        _summed(seen.h[:, -1:], g.Q), _summed(seen.h, g.K), _summed(seen.h, g.V),
        seen.head.Y[:, 0].T @ g_y, g_y.sum(axis=0), net.positions,
    )  # fmt: skip


def _summed(received, error):
    """The sum over samples and places of received^T error."""
    return received.reshape(-1, received.shape[-1]).T @ error.reshape(-1, error.shape[-1])
