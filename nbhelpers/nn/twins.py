"""Whether rounding decides: a net is trained beside a twin that starts a hair away, in one weight.

A computer keeps some 16 digits, and two computers may round the last one otherwise. Where training shrinks such a
difference or carries it along, nobody sees it; where every step multiplies it, the two end elsewhere. The twin's
difference is far above one rounding: a run that carries it along carries rounding along as well.

The net is that of the chapter on back-propagation, with d inputs, q hidden units and l outputs, all sigmoid.
"""

from typing import NamedTuple

import numpy as np

from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.training import minibatches

BESIDE = 1e-12  # how far apart they start
APART = 1e-6  # outputs further apart than this have parted: two computers may print different digits


class Twins(NamedTuple):
    """A `backprop.Net` and its twin, the net first."""

    v: np.ndarray  # (2, d, q) weights, input -> hidden
    gamma: np.ndarray  # (2, 1, q) thresholds of the hidden units
    w: np.ndarray  # (2, q, l) weights, hidden -> output
    theta: np.ndarray  # (2, 1, l) thresholds of the outputs


def twins(net: tuple) -> Twins:
    """The net (v, gamma, w, theta), and the same one with its first weight moved by BESIDE."""
    v, gamma, w, theta = (np.stack([part, part]) for part in net)
    v[1, 0, 0] += BESIDE
    return Twins(v, gamma[:, None], w, theta[:, None])


def outputs(pair: Twins, x: np.ndarray) -> np.ndarray:
    """What both answer to the same samples: (m, d) -> (2, m, l)."""
    return sigmoid(sigmoid(x @ pair.v - pair.gamma) @ pair.w - pair.theta)


def step(pair: Twins, x: np.ndarray, y: np.ndarray, eta: float) -> Twins:
    """One step of both down E = (1/m) sum_k E_k, on the same m samples: x (m, d), y (m, l).

    With g = (eta / m) (y_hat - y) y_hat (1 - y_hat) and e = b (1 - b) g w^T, summed over the samples:
    v - x^T e, gamma + e, w - b^T g, theta + g.
    """
    b = sigmoid(x @ pair.v - pair.gamma)
    y_hat = sigmoid(b @ pair.w - pair.theta)
    g = (eta / len(x)) * (y_hat - y) * y_hat * (1 - y_hat)
    e = b * (1 - b) * (g @ pair.w.swapaxes(1, 2))
    gamma, theta = (part.sum(axis=1, keepdims=True) for part in (e, g))
    return Twins(pair.v - x.T @ e, pair.gamma + gamma, pair.w - b.swapaxes(1, 2) @ g, pair.theta + theta)


def epoch(pair: Twins, x: np.ndarray, y: np.ndarray, eta: float, batch: int, rng: np.random.Generator) -> Twins:
    """Once through all samples, a step after every `batch` of them; batch 1 is standard BP, batch m accumulated BP."""
    for rows in minibatches(len(x), batch, rng):
        pair = step(pair, x[rows], y[rows], eta)
    return pair


def parted(answers: np.ndarray) -> np.ndarray:
    """Answers (times, 2, ...) of twins -> (times,): whether they have been further apart than APART by then."""
    apart = np.abs(answers[:, 0] - answers[:, 1]).reshape(len(answers), -1).max(axis=1)
    return np.maximum.accumulate(apart) > APART
