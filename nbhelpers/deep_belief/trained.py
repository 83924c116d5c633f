"""The stack that `experiments.deep_belief_stack` trained on the digits, as it was at some epochs, and its judge."""

from functools import cache

import numpy as np

from nbhelpers import datasets, deep_belief, rbm
from nbhelpers.datasets.preprocessing import shrink
from nbhelpers.deep_belief import labels as joint
from nbhelpers.nn.mlp import MLP, Layer
from nbhelpers.rbm import RBM

CLASSES = 10


@cache
def _parts() -> tuple[list[np.ndarray], dict]:
    """Every stored array, and what made them."""
    stored, made = datasets.arrays("deep_belief/stack")
    return [whole * step for whole, step in zip(stored[::2], stored[1::2], strict=True)], made


def kept() -> tuple[int, ...]:
    """The epochs at which each layer was kept; epoch 0 is its start."""
    return (0, *_parts()[1]["settings"]["kept"])


@cache
def machine(layer: int, epoch: int) -> RBM:
    """The machine of this layer (1, 2; 3 is the top, which sees labels too) after this epoch of its learning."""
    if layer not in (1, 2, 3) or epoch not in kept():
        raise ValueError(f"layer = {layer}, epoch = {epoch}: allowed are layers 1 to 3, epochs {kept()}")
    parts, _ = _parts()
    if epoch == 0:
        return _start(layer)
    first = 3 * ((layer - 1) * (len(kept()) - 1) + kept().index(epoch) - 1)
    return RBM(*parts[first : first + 3])


def _start(layer: int) -> RBM:
    """A machine before learning, drawn anew: the data's own log odds, and weights too small to see."""
    rng, features = np.random.default_rng(layer), features_below(layer)
    hidden = len(machine(layer, kept()[-1]).c)
    if layer == 3:
        return joint.new_top(features, datasets.mnist().train_labels, CLASSES, hidden, rng)
    return rbm.new_rbm(features.shape[1], hidden, rng, data=features)


@cache
def machines(layers: int = 2) -> deep_belief.Stack:
    """The lowest layers, fully trained (without the top one)."""
    return deep_belief.as_stack([machine(layer, kept()[-1]) for layer in range(1, layers + 1)])


@cache
def features_below(layer: int) -> np.ndarray:
    """What this layer learns from: the digits, or the hidden units under it, (5000, units)."""
    digits = shrink(datasets.mnist().train_images)
    return digits if layer == 1 else deep_belief.upward(machines(layer - 1), digits)[-1]


@cache
def judge() -> MLP:
    """A net of its own that reads digits of 14 x 14 pixels, to say what a dream looks like."""
    parts = _parts()[0][-4:]
    return MLP((Layer(*parts[:2]), Layer(*parts[2:])), hidden="relu")
