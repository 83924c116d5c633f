"""The memory task: receive a letter, then tau letters of chatter, then name the letter.

The letters are A, B, C, D; the chatter is drawn from four other symbols, w, x, y, z. The net is asked once, at the
end: softmax over the letters, cross-entropy. Guessing is right once in four.
"""

from itertools import islice

import numpy as np

from nbhelpers import recurrent
from nbhelpers.guards import array, classes_of, random, takes
from nbhelpers.nn.mlp import softmax
from nbhelpers.nn.optimizers import adam
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.norm import length
from nbhelpers.recurrent import lstm
from nbhelpers.recurrent.clipping import clip

LETTERS, CHATTER = "ABCD", "wxyz"
# name -> what makes it: recurrent weights `scale` times orthogonal; the bias that opens the LSTM's forget gate
NETS = {
    "RNN 0.5": (recurrent.new_rnn, {"scale": 0.5}),
    "RNN 1.0": (recurrent.new_rnn, {"scale": 1.0}),
    "RNN 1.5": (recurrent.new_rnn, {"scale": 1.5}),
    "LSTM 1": (lstm.new_lstm, {"forget": 1.0}),
    "LSTM 3": (lstm.new_lstm, {"forget": 3.0}),
    "LSTM 5": (lstm.new_lstm, {"forget": 5.0}),
}


@takes(distance=0, samples=1, rng=random)
def sequences(distance: int, samples: int, rng):
    """(x, first): one-hot symbols (distance + 1, samples, 8), and the number of each sequence's letter."""
    letters = len(LETTERS)
    said = rng.integers(letters, size=(distance + 1, samples))
    first = said[0].copy()
    said[1:] += letters
    return np.eye(letters + len(CHATTER))[said], first


@takes(hidden=1, rng=random)
def new_net(name: str, hidden: int, rng):
    """A fresh net of that name (a key of NETS) for this task."""
    if name not in NETS:
        raise ValueError(f"name must be one of {', '.join(NETS)}, got {name!r}")
    make, settings = NETS[name]
    return make((len(LETTERS) + len(CHATTER), hidden, len(LETTERS)), rng, **settings)


def of(net):
    """The module that knows this net's forward and backward pass."""
    return recurrent if isinstance(net, recurrent.RNN) else lstm


@takes(y_hat=array("T samples letters", finite=False))
def residual(y_hat: np.ndarray, first: np.ndarray) -> np.ndarray:
    """g_y: the gradient of the mean cross-entropy by the outputs, 0 but for the last step."""
    first = classes_of("first", first, *y_hat.shape[1:])
    g_y = np.zeros_like(y_hat)
    g_y[-1] = softmax(y_hat[-1])
    g_y[-1, np.arange(len(first)), first] -= 1
    return g_y / len(first)


@takes(x="T samples inputs", first=array("samples"))
def gradients(net, x: np.ndarray, first: np.ndarray):
    """The gradient of the mean cross-entropy by every parameter, in the form of the net."""
    passes = of(net)
    states = passes.forward(net, x)
    return passes.backward(net, x, states, residual(states.y_hat, first)).net


@takes(updates=1, rng=random, batch=1)
def learn(net, distance: int, updates: int, rng, *, eta: float = 0.01, batch: int = 20, threshold: float = 1.0):
    """The net after each of `updates` steps of Adam on `batch` fresh sequences, gradients clipped at `threshold`."""

    def gradient(row):
        return clip(flat(gradients(shaped(net, row), *sequences(distance, batch, rng))), threshold)

    for turn in islice(adam(gradient, flat(net), eta=eta), updates):
        yield shaped(net, turn.w)


@takes(samples=1, rng=random)
def reach(net, distance: int, samples: int, rng) -> float:
    """What is left of the gradient's length at the first letter, of what it is at the last step (mean over samples).

    Of an RNN the gradient by h, of an LSTM the gradient by its cell s.
    """
    x, first = sequences(distance, samples, rng)
    passes = of(net)
    states = passes.forward(net, x)
    back = passes.backward(net, x, states, residual(states.y_hat, first))
    lengths = length(back.g_h if passes is recurrent else back.g_s, axis=-1)
    return float(np.mean(lengths[1] / lengths[-1]))


@takes(samples=1, rng=random)
def success(net, distance: int, samples: int, rng) -> float:
    """The share of fresh sequences whose first letter the net names."""
    x, first = sequences(distance, samples, rng)
    return float(np.mean(of(net).forward(net, x).y_hat[-1].argmax(axis=-1) == first))
