"""Deep belief nets: restricted Boltzmann machines in a stack, each learning the hidden units of the one below.

A stack is a tuple of `rbm.RBM`, the lowest first; the hidden units of each are the visible ones of the next. Samples
are rows. Hinton, Osindero, Teh (2006), doi:10.1162/neco.2006.18.7.1527.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from nbhelpers import rbm
from nbhelpers.guards import numbers, random, takes
from nbhelpers.nn.mlp import MLP, Layer
from nbhelpers.rbm import RBM

Stack = tuple[RBM, ...]


class Stage(NamedTuple):
    """A moment of greedy learning: the layer at work (from 1), its epochs so far, and the stack up to it."""

    layer: int
    epoch: int
    stack: Stack


def as_stack(stack: Sequence[RBM]) -> Stack:
    """The machines as a stack: ValueError if there is none, or if one does not fit on the one below."""
    if not len(stack):
        raise ValueError("stack is empty: allowed are one or more machines")
    for layer, (below, above) in enumerate(itertools.pairwise(stack), start=2):
        if len(above.b) != len(below.c):
            raise ValueError(
                f"layer {layer} has {len(above.b)} visible units; allowed here: {len(below.c)}, "
                f"the hidden units of layer {layer - 1}"
            )
    return tuple(stack)


def upward(stack: Sequence[RBM], v) -> list[np.ndarray]:
    """The up pass, recognition: A_0 = v, A_l = sigmoid(A_{l-1} W_l + c_l). Returns every layer's, (m, units) each.

    Probabilities are handed on, not samples: the mean field, one pass and no chance.
    """
    stack = as_stack(stack)
    layers = [rbm.as_units("v", v, len(stack[0].b))]
    for one in stack:
        layers.append(rbm.hidden_probability(one, layers[-1]))
    return layers


def downward(stack: Sequence[RBM], h) -> np.ndarray:
    """The down pass, generation: A_{l-1} = sigmoid(A_l W_l^T + b_l). Returns p(v_i = 1), (m, visible)."""
    stack = as_stack(stack)
    down = rbm.as_units("h", h, len(stack[-1].c))
    for one in reversed(stack):
        down = rbm.visible_probability(one, down)
    return down


def reconstruct(stack: Sequence[RBM], v) -> np.ndarray:
    """Up the whole stack and down again, without chance: (m, visible) -> (m, visible)."""
    return downward(stack, upward(stack, v)[-1])


@takes(epochs=1, rng=random, k=1)
def grow(v, sizes: Sequence[int], *, epochs: int, eta: float, batch: int, rng, k: int = 1) -> Iterator[Stage]:
    """Greedy learning: one machine by CD-k on v, the next on its hidden units, and so on.

    sizes: hidden units of every layer, the lowest first. Yields a `Stage` before the first epoch of a layer
    (epoch 0) and after each. What is learned below stays as it is while a layer learns.
    """
    if not len(sizes) or min(sizes) < 1:
        raise ValueError(f"sizes = {tuple(sizes)}: allowed are one or more layers of at least 1 unit")
    v = numbers("v", v, ("m", "visible"))
    data = rbm.as_units("v", v, v.shape[1])
    done: Stack = ()
    for layer, hidden in enumerate(sizes, start=1):
        one = rbm.new_rbm(data.shape[1], hidden, rng, data=data)
        yield Stage(layer, 0, (*done, one))
        learning = itertools.islice(rbm.train(one, data, eta=eta, batch=batch, rng=rng, k=k), epochs)
        for epoch, one in enumerate(learning, start=1):
            yield Stage(layer, epoch, (*done, one))
        done = (*done, one)
        data = rbm.hidden_probability(one, data)


def upside_down(one: RBM) -> RBM:
    """The same machine with its two sides changed over: W^T, c, b. As a next layer it changes nothing."""
    return RBM(one.W.T, one.c, one.b)


@takes(steps=0, rng=random)
def dream(stack: Sequence[RBM], v, steps: int, rng) -> np.ndarray:
    """`steps` of Gibbs sampling between the two uppermost layers, from the end of the up pass; then down, once.

    Returns p(v_i = 1) given the sample below the top, (m, visible).
    """
    stack = as_stack(stack)
    below = rbm.sample(upward(stack, v)[-2], rng)
    for _ in range(steps):
        below = rbm.gibbs_step(stack[-1], below, rng)
    return downward(stack[:-1], below) if stack[:-1] else below


@takes(classes=2, rng=random)
def unroll(stack: Sequence[RBM], classes: int, rng) -> MLP:
    """The stack as a net of sigmoid layers (W_l and c_l, upward only) under a softmax over `classes`.

    The softmax starts as `mlp.new_mlp` does: weights ~ N(0, 1 / n_in), biases 0.
    """
    stack = as_stack(stack)
    n = len(stack[-1].c)
    last = Layer(rng.normal(0, n**-0.5, (n, classes)), np.zeros(classes))
    return MLP((*(Layer(one.W, one.c) for one in stack), last))
