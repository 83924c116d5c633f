"""Whether rounding decides: a net is trained beside a twin that starts a hair away, in one weight.

A computer keeps some 16 digits, and two computers may round the last one otherwise. Where training shrinks such a
difference or carries it along, nobody sees it; where every step multiplies it, the two end elsewhere. The twin's
difference is far above one rounding: a run that carries it along carries rounding along as well.

`Twins` is a `backprop.Net` twice, the net first: v (2, d, q), gamma (2, 1, q), w (2, q, l), theta (2, 1, l).
"""
import numpy as np

from nbhelpers.backprop import Net
from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.training import minibatches

Twins = Net
BESIDE = 1e-12  # how far apart they start
APART = 1e-6  # outputs further apart than this have parted: two computers may print different digits


def twins(net: Net) -> Twins:
    """The net, and the same one with its first weight moved by BESIDE."""
    v, gamma, w, theta = (np.stack([part, part]) for part in net)
    v[1, 0, 0] += BESIDE
    return Twins(v, gamma[:, None], w, theta[:, None])


def outputs(pair: Twins, x: np.ndarray) -> np.ndarray:
    """What both answer to the same samples: (m, d) -> (2, m, l)."""
    return sigmoid(sigmoid(x @ pair.v - pair.gamma) @ pair.w - pair.theta)


def step(pair: Twins, x: np.ndarray, y: np.ndarray, eta: float) -> Twins:
    """`backprop.step` of both, on the same m samples: x (m, d), y (m, l)."""
    b = sigmoid(x @ pair.v - pair.gamma)
    y_hat = sigmoid(b @ pair.w - pair.theta)
    g = (eta / len(x)) * (y - y_hat) * y_hat * (1 - y_hat)
    e = b * (1 - b) * (g @ pair.w.swapaxes(1, 2))
    gamma, theta = (part.sum(axis=1, keepdims=True) for part in (e, g))
    return Twins(pair.v + x.T @ e, pair.gamma - gamma, pair.w + b.swapaxes(1, 2) @ g, pair.theta - theta)


def epoch(pair: Twins, x: np.ndarray, y: np.ndarray, eta: float, batch: int, rng: np.random.Generator) -> Twins:
    """Once through all samples, a step after every `batch` of them; batch 1 is standard BP, batch m accumulated BP."""
    for rows in minibatches(len(x), batch, rng):
        pair = step(pair, x[rows], y[rows], eta)
    return pair


def parted(answers: np.ndarray) -> np.ndarray:
    """Answers (times, 2, ...) of twins -> (times,): whether they have been further apart than APART by then."""
    apart = np.abs(answers[:, 0] - answers[:, 1]).reshape(len(answers), -1).max(axis=1)
    return np.maximum.accumulate(apart) > APART
