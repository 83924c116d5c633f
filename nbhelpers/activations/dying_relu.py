"""Units that die while a small net learns digits: how many, and whether they come back."""

import itertools
from typing import NamedTuple

import numpy as np

from nbhelpers import datasets
from nbhelpers.guards import number, takes, whole
from nbhelpers.nn import mlp
from nbhelpers.nn.training import endless_minibatches

SAMPLES, UNITS, BATCH = 300, 48, 30
KINDS = ("relu", "leaky", "leaky 0.1")  # leaks 0, 0.01 and 0.1


class Life(NamedTuple):
    """What became of the hidden units: one row for each step, from 0, before the first."""

    on: np.ndarray  # (steps + 1, units) share of the samples on which a unit's weighted sum is above zero
    accuracy: np.ndarray  # (steps + 1,) share of the samples read right
    loss: np.ndarray  # (steps + 1,) cross-entropy over the samples

    @property
    def dead(self) -> np.ndarray:
        """Number of units that are above zero on no sample, (steps + 1,)."""
        return (self.on == 0).sum(axis=1)


def digits(samples: int = SAMPLES) -> tuple[np.ndarray, np.ndarray]:
    """The first digits as 7 x 7 pixels, each the mean of a 4 x 4 patch, and their labels: (m, 49), (m,)."""
    known, samples = datasets.mnist(), whole("samples", samples, 1, 5000)
    patches = known.train_images[:samples].reshape(samples, 7, 4, 7, 4)
    return patches.mean(axis=(2, 4)).reshape(samples, 49), known.train_labels[:samples]


def new_net(rng: np.random.Generator, hidden: str, bias: float) -> mlp.MLP:
    """A 49-48-10 net with He's initial weights and all hidden biases at `bias`."""
    net = mlp.new_mlp((49, UNITS, 10), rng, hidden, gain=np.sqrt(2))
    first, last = net.layers
    return net._replace(layers=(first._replace(bias=np.full(UNITS, float(number("bias", bias)))), last))


@takes(seed=0)
def live(hidden: str, eta: float, bias: float, steps: int, seed: int) -> Life:
    """Train such a net by mini-batches and watch its hidden units; hidden is one of KINDS."""
    if hidden not in KINDS:
        raise ValueError(f"hidden = {hidden!r}: allowed are {', '.join(map(repr, KINDS))}, the units that can be off")
    if not (0 < eta <= 10 and isinstance(steps, int | np.integer) and steps >= 0):
        raise ValueError(f"eta = {eta}, steps = {steps}: allowed are 0 < eta <= 10, steps >= 0")
    rng = np.random.default_rng(seed)
    (X, labels), net = digits(), new_net(rng, hidden, bias)
    Y, seen = mlp.one_hot(labels, 10), []
    for rows in itertools.islice(endless_minibatches(len(X), BATCH, rng), steps + 1):
        seen.append(_look(net, X, Y, labels))
        net = mlp.descend(net, mlp.gradients(net, X[rows], Y[rows]), eta)
    return Life(*map(np.array, zip(*seen, strict=True)))


def _look(net, X, Y, labels):
    """(share on, accuracy, loss) of the net as it is."""
    first = net.layers[0]
    z = mlp.weighted_sums(net, X)[-1]
    on = (X @ first.weights + first.bias > 0).mean(axis=0)
    return on, np.mean(mlp.softmax(z).argmax(axis=1) == labels), mlp.cross_entropy(z, Y).mean()
