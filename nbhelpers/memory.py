"""The memory task: hear a letter, then d letters of chatter, then name the first one.

All letters come from one alphabet, so only its place marks the one to keep. The net is asked once, at the end:
softmax over the letters, cross entropy. Guessing is right once in `LETTERS`.
"""

from itertools import islice

import numpy as np

from nbhelpers import lstm, recurrent
from nbhelpers.clipping import clip
from nbhelpers.optimizers import adam

LETTERS = 4


def sequences(distance: int, samples: int, rng, letters: int = LETTERS):
    """(x, first): one-hot letters (distance + 1, samples, letters), and the number of each sequence's first letter."""
    if isinstance(distance, bool) or not isinstance(distance, (int, np.integer)) or distance < 0:
        raise ValueError(f"distance must be a whole number >= 0, got {distance!r}")
    said = rng.integers(letters, size=(distance + 1, samples))
    return np.eye(letters)[said], said[0]


def new_net(kind: str, hidden: int, scale: float, rng, letters: int = LETTERS):
    """A fresh "RNN" or "LSTM" for this task, its recurrent weights `scale` times orthogonal."""
    if kind not in ("RNN", "LSTM"):
        raise ValueError(f"kind must be 'RNN' or 'LSTM', got {kind!r}")
    make = recurrent.new_rnn if kind == "RNN" else lstm.new_lstm
    return make((letters, hidden, letters), rng, scale)


def of(net):
    """The module that knows this net's forward and backward pass."""
    return recurrent if isinstance(net, recurrent.RNN) else lstm


def residual(y_hat: np.ndarray, first: np.ndarray) -> np.ndarray:
    """r: the gradient of the mean cross entropy by the outputs, 0 but for the last step."""
    r, chances = np.zeros_like(y_hat), np.exp(y_hat[-1] - y_hat[-1].max(axis=-1, keepdims=True))
    r[-1] = chances / chances.sum(axis=-1, keepdims=True)
    r[-1, np.arange(len(first)), first] -= 1
    return r / len(first)


def gradients(net, x: np.ndarray, first: np.ndarray):
    """The gradient of the mean cross entropy by every parameter, in the form of the net."""
    passes = of(net)
    states = passes.forward(net, x)
    return passes.backward(net, x, states, residual(states.y_hat, first)).net


def flat(net) -> np.ndarray:
    """All parameters (or their gradients) in one row."""
    return np.concatenate([part.ravel() for part in net])


def shaped(like, row: np.ndarray):
    """The net of the form of `like` with the parameters of the row."""
    ends = np.cumsum([part.size for part in like])[:-1]
    return type(like)(*(piece.reshape(part.shape) for piece, part in zip(np.split(row, ends), like, strict=True)))


def learn(net, distance: int, updates: int, rng, *, eta: float = 0.005, batch: int = 20, threshold: float = 1.0):
    """The net after `updates` steps of Adam, each on `batch` fresh sequences, gradients clipped at `threshold`."""

    def gradient(row):
        return clip(flat(gradients(shaped(net, row), *sequences(distance, batch, rng))), threshold)

    row = flat(net)
    for turn in islice(adam(gradient, row, eta=eta), updates):
        row = turn.w
    return shaped(net, row)


def success(net, distance: int, samples: int, rng) -> float:
    """The share of fresh sequences whose first letter the net names."""
    x, first = sequences(distance, samples, rng)
    return float(np.mean(of(net).forward(net, x).y_hat[-1].argmax(axis=-1) == first))
