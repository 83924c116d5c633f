"""The deep belief net that `experiments.dreamer` trained on the digits: as it was grown, and after up-down learning."""

from functools import cache

import numpy as np

from nbhelpers import datasets, deep_belief, rbm
from nbhelpers.convolution.trained import trained_lenet
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief.up_down import Net, picture, untie
from nbhelpers.nn.mlp import Layer
from nbhelpers.rbm import RBM

CLASSES, LOWER = 10, 2
ROUNDS = 20  # in which the top settles before a dream is shown
judge = trained_lenet  # it reads the dreams, and has no part in the net


@cache
def _parts() -> list[np.ndarray]:
    """Every stored array: whole numbers times their step."""
    stored, _ = datasets.arrays("deep_belief/dreamer")
    return [whole * step for whole, step in zip(stored[::2], stored[1::2], strict=True)]


@cache
def machines() -> tuple[RBM, ...]:
    """The two machines that were grown one on the other, and the top, which sees labels too."""
    W1, c1, W2, c2, b1, b2, *top = _parts()[:9]
    return RBM(W1, b1, c1), RBM(W2, b2, c2), RBM(*top)


@cache
def grown() -> Net:
    """The net as it was grown: each way up is the way down, transposed."""
    *below, top = machines()
    return untie(below, top)


@cache
def tuned() -> Net:
    """The same net after up-down learning."""
    parts = _parts()[9:]
    up, down = ([Layer(*parts[k : k + 2]) for k in range(at, at + 2 * LOWER, 2)] for at in (0, 2 * LOWER))
    return Net(tuple(up), tuple(down), RBM(*parts[4 * LOWER :]))


def shown(moment: joint.Moment, rounds: int = ROUNDS) -> np.ndarray:
    """The pictures that the tuned net sends down once its top has settled, (m, 784)."""
    net = tuned()
    return picture(net, joint.settle(net.top, moment.h, moment.y, rounds), CLASSES)


@cache
def start(layer: int) -> RBM:
    """The machine of this layer (1, 2; 3 is the top) before learning: the log odds of its data, and tiny weights."""
    if layer not in (1, 2, 3):
        raise ValueError(f"layer = {layer}: allowed are 1, 2 and 3, the top")
    rng, hidden = np.random.default_rng(layer), len(machines()[layer - 1].c)
    below = deep_belief.upward(machines()[: layer - 1], digits())[-1] if layer > 1 else digits()
    if layer == 3:
        return joint.new_top(below, datasets.mnist().train_labels, CLASSES, hidden, rng)
    return rbm.new_rbm(below.shape[1], hidden, rng, data=below)


def digits() -> np.ndarray:
    """What the net learned from, (5000, 784)."""
    return datasets.mnist().train_images
