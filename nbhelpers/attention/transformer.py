"""A small transformer that reads text: letters in, at each place the logits of the letter after it, and back.

    x^0 = E[letters] + P                                     a row of n numbers for each place t = 1 ... T
    z   = LN(x),   x' = x + sum_h attend(z W_Q^h, z W_K^h, z W_V^h) W_O^h        causal, heads h side by side
    z'  = LN(x'),  x'' = x' + max(0, z' W_1 + b_1) W_2 + b_2                     the next block's x
    y_hat = LN(x^L) W + c

(Vaswani et al. 2017; the norm stands before what it feeds, as in Radford et al. 2019.) Vectors are rows, and places
are the axis before the last: (..., T, n). What is None is left out: P, or a block's or the net's norm.
"""

from typing import NamedTuple

import numpy as np

from nbhelpers import attention
from nbhelpers.guards import floats, random, takes, whole
from nbhelpers.recurrent.letters import ALPHABET, as_codes

EPS = 1e-5  # under the root of a layer norm


class Norm(NamedTuple):
    """The parameters of a layer norm."""

    gain: np.ndarray  # (n,)
    shift: np.ndarray  # (n,)


class Block(NamedTuple):
    """The parameters of one block, and how much of its input is added to what it computes."""

    before: Norm | None
    W_Q: np.ndarray  # (n, heads, n / heads)
    W_K: np.ndarray  # the same
    W_V: np.ndarray  # the same
    W_O: np.ndarray  # (heads, n / heads, n)
    between: Norm | None
    W_1: np.ndarray  # (n, hidden)
    b_1: np.ndarray  # (hidden,)
    W_2: np.ndarray  # (hidden, n)
    b_2: np.ndarray  # (n,)
    skip: float = 1.0  # 0 for a block without residual connections


class Transformer(NamedTuple):
    """The parameters; gradients of the loss come in the same form."""

    E: np.ndarray  # (letters, n)
    P: np.ndarray | None  # (most places, n)
    blocks: tuple[Block, ...]
    last: Norm | None
    W: np.ndarray  # (n, letters)
    c: np.ndarray  # (letters,)


class Seen(NamedTuple):
    """What a block leaves behind on the way forward."""

    x: np.ndarray  # (..., T, n), its input
    z: np.ndarray  # (..., T, n), after the first norm
    Q: np.ndarray  # (..., heads, T, n / heads)
    K: np.ndarray  # the same
    V: np.ndarray  # the same
    weights: np.ndarray  # (..., heads, T, T): row t says how much place t looks at each place
    heads: np.ndarray  # (..., T, n), what the heads give, side by side
    middle: np.ndarray  # (..., T, n), after the attention
    z_2: np.ndarray  # (..., T, n), after the second norm
    hidden: np.ndarray  # (..., T, hidden)
    out: np.ndarray  # (..., T, n)


class States(NamedTuple):
    """What a forward pass leaves behind."""

    blocks: tuple[Seen, ...]
    x: np.ndarray  # (..., T, n), after the last block
    z: np.ndarray  # (..., T, n), after the last norm
    y_hat: np.ndarray  # (..., T, letters)


@takes(n=1, heads=1, blocks=1, places=1, rng=random)
def new_transformer(n: int, heads: int, blocks: int, places: int, rng, hidden: int | None = None) -> Transformer:
    """Weights from N(0, 1/n_in), divided by sqrt(2 blocks) where they lead back into the sum; E and P from N(0, 1/n).

    hidden: units between W_1 and W_2, 4 n unless given. Biases and shifts are 0, gains 1.
    """
    if n % heads:
        raise ValueError(f"heads = {heads}: allowed are divisors of n = {n}")
    hidden = 4 * n if hidden is None else whole("hidden", hidden)
    letters = len(ALPHABET)

    def drawn(inputs, *shape, share=1):
        return rng.normal(size=shape) / np.sqrt(inputs * share)

    def block():
        Q, K, V = (drawn(n, n, heads, n // heads) for _ in range(3))
        W_O, W_1 = drawn(n, heads, n // heads, n, share=2 * blocks), drawn(n, n, hidden)
        W_2 = drawn(hidden, hidden, n, share=2 * blocks)
        return Block(_norm(n), Q, K, V, W_O, _norm(n), W_1, np.zeros(hidden), W_2, np.zeros(n))

    E, P = drawn(n, letters, n), drawn(n, places, n)
    return Transformer(E, P, tuple(block() for _ in range(blocks)), _norm(n), drawn(n, n, letters), np.zeros(letters))


def _norm(n):
    return Norm(np.ones(n), np.zeros(n))


def _standard(x: np.ndarray):
    """(x_hat, r): x_hat = (x - mu) / r, r^2 = mean (x - mu)^2 + EPS, mu and mean over the last axis."""
    off = x - x.mean(axis=-1, keepdims=True)
    r = np.sqrt((off**2).mean(axis=-1, keepdims=True) + EPS)
    return off / r, r


def layer_norm(norm: Norm | None, x: np.ndarray) -> np.ndarray:
    """gain x_hat + shift, x_hat = (x - mu) / r, with the mean mu and standard deviation r of each row of x, (..., n).

    (Ba, Kiros and Hinton 2016; r^2 has EPS added.) x itself where norm is None.
    """
    x = floats("x", x)
    if norm is None:
        return x
    if x.shape[-1:] != norm.gain.shape:
        raise ValueError(f"x has shape {x.shape}; allowed: (..., {len(norm.gain)}), as the norm has gains")
    return norm.gain * _standard(x)[0] + norm.shift


def layer_norm_backward(norm: Norm | None, x: np.ndarray, g: np.ndarray):
    """(gradients of the norm, of x) from g, that of its output: with g_hat = g gain

        dE/dx = (g_hat - mean g_hat - x_hat mean(g_hat x_hat)) / r
    """
    if norm is None:
        return None, g
    x, g = floats("x", x), floats("g", g)
    if not x.shape == g.shape == (*g.shape[:-1], len(norm.gain)):
        allowed = f"(..., {len(norm.gain)}), both the same"
        raise ValueError(f"x and g have shapes {x.shape} and {g.shape}; allowed: {allowed}")
    x_hat, r = _standard(x)
    g_hat = g * norm.gain
    mean, along = (part.mean(axis=-1, keepdims=True) for part in (g_hat, g_hat * x_hat))
    return Norm(_rows(g * x_hat), _rows(g)), (g_hat - mean - x_hat * along) / r


def _split(z: np.ndarray, W: np.ndarray) -> np.ndarray:
    """z W for each head by itself: (..., T, n) and (n, heads, k) give (..., heads, T, k)."""
    return (z @ W.reshape(len(W), -1)).reshape(*z.shape[:-1], *W.shape[1:]).swapaxes(-3, -2)


def _join(heads: np.ndarray) -> np.ndarray:
    """The heads side by side: (..., heads, T, k) gives (..., T, heads k)."""
    side = heads.swapaxes(-3, -2)
    return side.reshape(*side.shape[:-2], -1)


def block_forward(block: Block, x: np.ndarray) -> Seen:
    """x + attention, and to that a hidden layer added; see the module."""
    z = layer_norm(block.before, x)
    Q, K, V = (_split(z, W) for W in (block.W_Q, block.W_K, block.W_V))
    weights, received = attention.attend(Q, K, V, attention.causal(x.shape[-2]))
    heads = _join(received)
    middle = block.skip * x + heads @ block.W_O.reshape(-1, x.shape[-1])
    z_2 = layer_norm(block.between, middle)
    hidden = np.maximum(0, z_2 @ block.W_1 + block.b_1)
    out = block.skip * middle + hidden @ block.W_2 + block.b_2
    return Seen(x, z, Q, K, V, weights, heads, middle, z_2, hidden, out)


def block_backward(block: Block, s: Seen, g: np.ndarray):
    """(gradients of the block, of its input) from g, that of its output."""
    e = (g @ block.W_2.T) * (s.hidden > 0)
    between, g_middle = layer_norm_backward(block.between, s.middle, e @ block.W_1.T)
    g_middle = g_middle + block.skip * g
    W_O = block.W_O.reshape(-1, g.shape[-1])
    g_heads = (g_middle @ W_O.T).reshape(*g.shape[:-1], *block.W_O.shape[:2]).swapaxes(-3, -2)
    by_QKV = [_join(part) for part in attention.backward(s.Q, s.K, s.V, s.weights, g_heads)]
    g_z = sum(part @ W.reshape(len(W), -1).T for part, W in zip(by_QKV, block[1:4], strict=True))
    before, g_x = layer_norm_backward(block.before, s.x, g_z)
    found = Block(
        before, *(_product(s.z, part).reshape(block.W_Q.shape) for part in by_QKV),
        _product(s.heads, g_middle).reshape(block.W_O.shape), between,
        _product(s.z_2, e), _rows(e), _product(s.hidden, g), _rows(g), block.skip,
    )  # fmt: skip
    return found, g_x + block.skip * g_middle


def forward(net: Transformer, letters: np.ndarray) -> States:
    """All states for codes of letters, (T,) or (B, T); T at most as many as there are rows of P."""
    letters = _placed(net, letters)
    x = net.E[letters] if net.P is None else net.E[letters] + net.P[: letters.shape[-1]]
    seen = []
    for block in net.blocks:
        seen.append(block_forward(block, x))
        x = seen[-1].out
    z = layer_norm(net.last, x)
    return States(tuple(seen), x, z, z @ net.W + net.c)


def backward(net: Transformer, letters: np.ndarray, states: States, g_y: np.ndarray) -> Transformer:
    """The gradients of the loss by every parameter from g_y, that by the logits, (..., T, letters)."""
    letters, g_y = _placed(net, letters), floats("g_y", g_y)
    if letters.shape != states.y_hat.shape[:-1]:
        raise ValueError(f"letters have shape {letters.shape}; the states are those of {states.y_hat.shape[:-1]}")
    if g_y.shape != states.y_hat.shape:
        raise ValueError(f"g_y must have the shape of the logits, {states.y_hat.shape}, got {g_y.shape}")
    last, g = layer_norm_backward(net.last, states.x, g_y @ net.W.T)
    blocks = []
    for block, seen in zip(net.blocks[::-1], states.blocks[::-1], strict=True):
        found, g = block_backward(block, seen, g)
        blocks.append(found)
    E = _product(np.eye(len(net.E), dtype=g.dtype)[letters], g)
    P = None if net.P is None else np.zeros_like(net.P)
    if P is not None:
        P[: g.shape[-2]] = g.reshape(-1, *g.shape[-2:]).sum(axis=0)
    return Transformer(E, P, tuple(blocks[::-1]), last, _product(states.z, g_y), _rows(g_y))


def _placed(net: Transformer, letters) -> np.ndarray:
    """Codes on one or two axes; ValueError where there are more than the net has places for."""
    letters = as_codes("letters", letters, 1, 2)
    if net.P is not None and letters.shape[-1] > len(net.P):
        raise ValueError(f"letters: {letters.shape[-1]} of them; allowed are at most {len(net.P)}, the rows of P")
    return letters


def _product(x, g):
    """x^T g over all samples and places: (..., a) and (..., b) give (a, b)."""
    return x.reshape(-1, x.shape[-1]).T @ g.reshape(-1, g.shape[-1])


def _rows(g):
    return g.reshape(-1, g.shape[-1]).sum(axis=0)
