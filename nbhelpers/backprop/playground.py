"""A net for points of the plane, with one sigmoid output, trained only as far as one looks.

The net is an `mlp.MLP`; `training.fit` trains it. Three things act on its slopes: weight decay, dropout (one mask a
step, for the whole mini-batch), and batch normalisation (`batch_normed`).
"""

import threading
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from nbhelpers.backprop import batch_normed
from nbhelpers.convolution.dropout import dropout_mask
from nbhelpers.guards import one_of, random, real, takes, whole
from nbhelpers.nn import mlp
from nbhelpers.nn.mlp import MLP, gradients
from nbhelpers.nn.optimizers import METHODS
from nbhelpers.nn.parameters import arrays, flat, shaped
from nbhelpers.nn.training import fit
from nbhelpers.nn.twins import APART, BESIDE

# name -> the standard deviation of a weight into a unit of n inputs, times the square root of n
GAINS = {"zero": 0.0, "small": 0.1, "1/n": 1.0, "2/n": 2**0.5, "large": 5.0}

LARGEST = 1e20  # a weight beyond this has diverged; all that is computed from smaller ones is finite


class Settings(NamedTuple):
    """How a net is trained."""

    method: str = "Adam"
    eta: float = 0.01
    batch: int = 20
    weight_decay: float = 0.0
    dropout: float = 0.0  # the probability that a hidden unit is left out of a step
    penalty: str = "L2"  # what weight_decay multiplies: half the squares of all weights, or with "L1" their sizes
    norm: bool = False  # whether the pre-activations of hidden units are normalised over the mini-batch


@takes(points="m 2", inputs=one_of("x", "products"))
def features(points: np.ndarray, inputs: str) -> np.ndarray:
    """What the net is given of each point: x1 and x2; with "products" x1^2, x2^2 and x1 x2 too: (m, 2) or (m, 5)."""
    x, y = points.T
    return points if inputs == "x" else np.stack([x, y, x**2, y**2, x * y], axis=1)


@takes(dropout=real(least=0, below=1), rng=random)
def thinned(net: MLP, dropout: float, rng: np.random.Generator) -> tuple[MLP, list[np.ndarray]]:
    """The net without the hidden units that dropout takes, and the factor of every unit's outgoing weights, (n, 1).

    A factor is 0 or 1 / (1 - dropout), as in `convolution.dropout`; inputs stay, their factor is 1.
    """
    ones = np.ones((len(net.layers[0].weights), 1))
    if dropout == 0:
        return net, [np.ones((1, 1)) for _ in net.layers]
    factors = [ones, *(dropout_mask((len(one.weights), 1), dropout, rng) for one in net.layers[1:])]
    pairs = zip(net.layers, factors, strict=True)
    return net._replace(layers=tuple(at._replace(weights=factor * at.weights) for at, factor in pairs)), factors


def slopes(net: MLP, X: np.ndarray, Y: np.ndarray, how: Settings, rng: np.random.Generator) -> Sequence:
    """The slopes of E + weight_decay * (half the sum of w^2, or the sum of |w|), of a net that dropout has thinned.

    A weight enters the thinned net as factor * weight, so its slope is the factor times the slope found there.
    A mini-batch of one sample, normalised, is 0 whatever it holds: no step is taken.
    """
    if how.norm and len(X) < 2:
        return shaped(net, 0 * flat(net)).layers
    if how.dropout == how.weight_decay == 0:
        return _gradients(how)(net, X, Y)
    smaller, factors = thinned(net, how.dropout, rng)
    together = zip(net.layers, _gradients(how)(smaller, X, Y), factors, strict=True)
    pull = np.sign if how.penalty == "L1" else np.asarray
    return [one._replace(weights=by * one.weights + how.weight_decay * pull(at.weights)) for at, one, by in together]


def _gradients(how):
    return batch_normed.gradients if how.norm else gradients


@takes(X="m n", Y="m l")
def nets(net: MLP, X: np.ndarray, Y: np.ndarray, how: Settings, seed: int) -> Iterator[MLP]:
    """The net before training and after each epoch, without end."""
    rng = np.random.default_rng(whole("seed", seed, 0))
    yield net
    batch = min(how.batch, len(X))
    yield from fit(net, lambda at, rows: slopes(at, X[rows], Y[rows], how, rng), len(X), batch=batch, rng=rng,
                   method=METHODS[how.method], eta=how.eta)  # fmt: skip


def beside(net: MLP) -> MLP:
    """The same net with its first weight moved by `twins.BESIDE`."""
    first, *others = net.layers
    weights = first.weights.copy()
    weights[0, 0] += BESIDE
    return net._replace(layers=(first._replace(weights=weights), *others))


def gradient_sizes(net: MLP, X: np.ndarray, Y: np.ndarray, norm: bool = False) -> np.ndarray:
    """The root mean square of E's slopes in the weights of every layer, over all points, without dropout and decay."""
    return np.array([np.sqrt(np.mean(one.weights**2)) for one in _gradients(Settings(norm=norm))(net, X, Y)])


class Moment(NamedTuple):
    """What there is to know of an epoch."""

    net: MLP  # as it is at test time
    losses: tuple[float, float]  # E on the points learned from, on fresh ones
    gradients: np.ndarray  # (layers,)
    parted: bool  # whether a twin that started BESIDE has left the net by then
    bounded: bool  # false in the last moment of a training whose weights then pass LARGEST


class Training:
    """The epochs of a training, each computed when it is first asked for, after all those before it."""

    def __init__(self, net: MLP, points: tuple, fresh: tuple, how: Settings, seed: int):
        self.points, self.fresh, self.norm = points, fresh, how.norm
        both = [batch_normed.with_batch_norm(one) if how.norm else one for one in (net, beside(net))]
        self._begin = lambda: zip(*(nets(one, *points, how, seed) for one in both), strict=True)
        self._pairs, self._moments, self._one = self._begin(), [], threading.Lock()

    def __len__(self) -> int:
        return len(self._moments)

    def at(self, epoch: int) -> Moment:
        """The epoch, from 0; of a training that has diverged before, its last moment."""
        with self._one:  # figures in several threads may look at the same training
            while len(self) <= epoch and (not self._moments or self._moments[-1].bounded):
                self._go_on()
            return self._moments[min(epoch, len(self) - 1)]

    def until(self, epoch: int) -> list[Moment]:
        """All epochs up to this one, as far as there are any."""
        self.at(epoch)
        return self._moments[: epoch + 1]

    def _go_on(self) -> None:
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                net, twin = next(self._pairs)
                bounded = all((np.abs(part) <= LARGEST).all() for part in arrays(net))
                self._moments.append(self._look(net, twin) if bounded else self._moments.pop()._replace(bounded=False))
        except BaseException:  # broken off within an epoch, as by Ctrl-C: the next one who asks begins anew
            self._pairs, self._moments = self._begin(), []
            raise

    def _look(self, net, twin) -> Moment:
        X, _ = self.points
        sizes = gradient_sizes(net, *self.points, self.norm)
        if self.norm:
            net, twin = (batch_normed.at_test_time(one, X) for one in (net, twin))
        apart = np.abs(mlp.predict(net, X) - mlp.predict(twin, X)).max()
        parted = not apart <= APART or any(before.parted for before in self._moments[-1:])
        losses = tuple(mlp.loss(net, *some) for some in (self.points, self.fresh))
        return Moment(net, losses, sizes, parted, bounded=True)
