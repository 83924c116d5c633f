"""Up-down learning: a whole deep belief net is fine-tuned as a generator, layer by layer, without back-propagation.

Below the top every layer has two sets of weights: `up` recognises, `down` generates. Awake, the net looks at data,
and `down` learns to give back what the layer below did; asleep it dreams, and `up` learns to find the cause that it
dreamt from. The top machine, which sees labels too, learns by persistent contrastive divergence. Samples are rows;
whatever is drawn is 0 or 1. Hinton, Osindero, Teh (2006), doi:10.1162/neco.2006.18.7.1527, appendix B.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from nbhelpers import rbm
from nbhelpers.deep_belief import as_stack
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief.labels import Moment
from nbhelpers.guards import classes_of, numbers, random, takes
from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.mlp import Layer, one_hot
from nbhelpers.nn.training import decayed_rate, minibatches
from nbhelpers.rbm import RBM


class Net(NamedTuple):
    """A deep belief net whose ways up and down have come apart; layers are counted from below."""

    up: tuple[Layer, ...]  # weights (below, above): Q(above | below)
    down: tuple[Layer, ...]  # weights (above, below): p(below | above)
    top: RBM  # visible side: the units of the uppermost of these layers, then the labels


def untie(stack: Sequence[RBM], top: RBM) -> Net:
    """The net that greedy learning built: the way down begins as the way up, transposed."""
    stack = as_stack(stack)
    return Net(tuple(Layer(one.W, one.c) for one in stack), tuple(Layer(one.W.T, one.b) for one in stack), top)


@takes(given="m n_in")
def probability(layer: Layer, given) -> np.ndarray:
    """p(unit = 1 | given) = sigmoid(given W + bias): (m, n_in) -> (m, n_out)."""
    return sigmoid(given @ layer.weights + layer.bias)


@takes(v="m visible", rng=random)
def draw_up(net: Net, v, rng) -> list[np.ndarray]:
    """A guess at the causes of v: [v, h_1, h_2, ...], each layer drawn by `up` from the one below."""
    states = [v]
    for layer in net.up:
        states.append(joint.draw_units(probability(layer, states[-1]), rng))
    return states


@takes(above="m units", rng=random)
def draw_down(net: Net, above, rng) -> list[np.ndarray]:
    """A dream of what `above` causes: [v, h_1, ..., above], each layer drawn by `down` from the one above."""
    states = [above]
    for layer in reversed(net.down):
        states.insert(0, joint.draw_units(probability(layer, states[0]), rng))
    return states


@takes(given="m n_in", wanted="m n_out")
def slopes(layer: Layer, given, wanted) -> Layer:
    """The gradient of the mean of log p(wanted | given) over the rows: given^T (wanted - p) / m, and wanted - p."""
    surplus = wanted - probability(layer, given)
    return Layer(given.T @ surplus / len(given), surplus.mean(axis=0))


def wake(net: Net, states: Sequence[np.ndarray]) -> tuple[Layer, ...]:
    """For every layer of `down`, the gradient of log p(below | above) at what `draw_up` found."""
    return tuple(slopes(layer, above, below) for layer, below, above in zip(net.down, states, states[1:], strict=False))


def sleep(net: Net, states: Sequence[np.ndarray]) -> tuple[Layer, ...]:
    """For every layer of `up`, the gradient of log Q(above | below) at what `draw_down` dreamt."""
    return tuple(slopes(layer, below, above) for layer, below, above in zip(net.up, states, states[1:], strict=False))


@takes(v="m visible", y="m classes", rng=random, steps=1)
def step(net: Net, v, y, chain: Moment, rng, eta: float, steps: int = 1) -> tuple[Net, Moment]:
    """One update of all parts at the rate eta: up from v (m, visible), `steps` Gibbs steps on top, and down again.

    y: (m, classes), the labels of v; chain: where the chains of the top stand, their labels free.
    """
    awake = draw_up(net, v, rng)
    for _ in range(steps):
        chain = joint.step(net.top, chain.below, chain.y, rng, clamped=False)
    asleep = draw_down(net, chain.below, rng)
    data, model = (rbm.moments(net.top, np.hstack(pair)) for pair in ((awake[-1], y), (chain.below, chain.y)))
    rise = RBM(*(one - other for one, other in zip(data, model, strict=True)))
    up, down = _moved(net.up, sleep(net, asleep), eta), _moved(net.down, wake(net, awake), eta)
    return Net(up, down, rbm.ascend(net.top, rise, eta)), chain


@takes(rng=random, classes=2, batch=1, chains=1, steps=1)
def train(
    net: Net, v, labels, classes: int, *, eta: float, batch: int, rng, decay: float = 1.0, chains: int = 100, steps=1
) -> Iterator[Net]:
    """Up-down learning without end: yields the net after every epoch.

    v: (m, visible) from 0 to 1, drawn anew as 0 and 1 each time; labels: (m,). The rate of epoch t is
    `training.decayed_rate(eta, decay, t)`. `chains` chains run on at the top, from random samples of v.
    """
    v = numbers("v", v, ("m", len(net.up[0].weights) if net.up else len(net.top.b) - classes))
    y, number_of = one_hot(classes_of("labels", labels, len(v), classes), classes).astype(v.dtype), len(v)
    rows = rng.integers(0, number_of, chains)
    chain = Moment(draw_up(net, v[rows], rng)[-1], y[rows], None)
    for epoch in itertools.count():
        rate = decayed_rate(eta, decay, epoch)
        for rows in minibatches(number_of, batch, rng):
            net, chain = step(net, joint.draw_units(v[rows], rng), y[rows], chain, rng, rate, steps)
        yield net


@takes(h="m hidden", classes=2)
def picture(net: Net, h, classes: int) -> np.ndarray:
    """What the top's hidden units h look like: probabilities all the way down, no chance; (m, top) -> (m, visible)."""
    below = rbm.visible_probability(net.top, h)[:, :-classes]
    for layer in reversed(net.down):
        below = probability(layer, below)
    return below


@takes(v="m visible")
def features(net: Net, v) -> np.ndarray:
    """What the units under the top make of v: probabilities all the way up; (m, visible) -> (m, units)."""
    for layer in net.up:
        v = probability(layer, v)
    return v


def _moved(layers, by, eta):
    return tuple(Layer(*(at + eta * to for at, to in zip(*pair, strict=True))) for pair in zip(layers, by, strict=True))
