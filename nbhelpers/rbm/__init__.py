"""A restricted Boltzmann machine: visible units v_i and hidden units h_j of 0 or 1, linked only across.

E(v, h) = -sum_i b_i v_i - sum_j c_j h_j - sum_ij v_i w_ij h_j and p(v, h) = exp(-E(v, h)) / Z. A bias is minus a
threshold. Samples are rows: v is (m, visible), h is (m, hidden). Smolensky (1986); Hinton (2002),
doi:10.1162/089976602760128018.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles, floats, generator, random, real, takes
from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.training import minibatches


class RBM(NamedTuple):
    """The parameters of a machine; its gradients have the same form."""

    W: np.ndarray  # (visible, hidden)
    b: np.ndarray  # (visible,) biases of the visible units
    c: np.ndarray  # (hidden,) biases of the hidden units


class Estimate(NamedTuple):
    """What one step of learning found: the slopes of the mean log likelihood, and where the chain stands."""

    slopes: RBM
    chain: np.ndarray  # (m, visible) of 0 or 1


@takes(visible=1, hidden=1, rng=random, spread=real(least=0))
def new_rbm(visible: int, hidden: int, rng, spread: float = 0.01, data: np.ndarray | None = None) -> RBM:
    """w_ij ~ N(0, spread^2), c_j = 0; b_i = 0, or with `data` (m, visible) the log odds of unit i being 1 in them.

    The start that Hinton (2012), doi:10.1007/978-3-642-35289-8_32, advises.
    """
    b = np.zeros(visible)
    if data is not None:
        share = (as_units("data", data, visible).sum(axis=0) + 1) / (len(data) + 2)  # never 0 or 1
        b = np.log(share / (1 - share))
    return RBM(rng.normal(0, spread, (visible, hidden)), b, np.zeros(hidden))


def energy(rbm: RBM, v, h) -> np.ndarray:
    """E(v, h) = -b.v - c.h - v W h, one for each row: (m,)."""
    v = as_units("v", v, len(rbm.b))
    h = as_units("h", h, len(rbm.c), len(v))
    return -v @ rbm.b - h @ rbm.c - np.sum(v @ rbm.W * h, axis=1)


def free_energy(rbm: RBM, v) -> np.ndarray:
    """F(v) = -b.v - sum_j ln(1 + exp(c_j + sum_i v_i w_ij)), so that p(v) = exp(-F(v)) / Z: (m,)."""
    v = as_units("v", v, len(rbm.b))
    return -v @ rbm.b - np.logaddexp(0, v @ rbm.W + rbm.c).sum(axis=1)


def hidden_probability(rbm: RBM, v) -> np.ndarray:
    """p(h_j = 1 | v) = sigmoid(c_j + sum_i v_i w_ij): (m, visible) -> (m, hidden)."""
    return sigmoid(v @ rbm.W + rbm.c)


def visible_probability(rbm: RBM, h) -> np.ndarray:
    """p(v_i = 1 | h) = sigmoid(b_i + sum_j w_ij h_j): (m, hidden) -> (m, visible)."""
    return sigmoid(h @ rbm.W.T + rbm.b)


def sample(probability: np.ndarray, rng) -> np.ndarray:
    """Units of 0 or 1, each 1 with its own probability."""
    return (generator(rng).random(np.shape(probability)) < probability).astype(float)


def gibbs_step(rbm: RBM, v, rng) -> np.ndarray:
    """One step of block Gibbs sampling: all h given v, then all v given h. Returns the new v."""
    h = sample(hidden_probability(rbm, v), rng)
    return sample(visible_probability(rbm, h), rng)


@takes(rng=random, k=1)
def contrastive_divergence(rbm: RBM, v, rng, k: int = 1, chain=None) -> Estimate:
    """CD-k: <v h> of the data less <v h> after k Gibbs steps from them; with `chain` (persistent CD) from there.

    slopes.W = (v^T p(h|v) - v'^T p(h|v')) / m, with v' the chain's end; likewise b and c.
    """
    v = as_units("v", v, len(rbm.b))
    end = v if chain is None else as_units("chain", chain, len(rbm.b))
    for _ in range(k):
        end = gibbs_step(rbm, end, rng)
    data, model = moments(rbm, v), moments(rbm, end)
    return Estimate(RBM(*(one - other for one, other in zip(data, model, strict=True))), end)


def moments(rbm: RBM, v) -> RBM:
    """The means over the rows of v_i p(h_j = 1 | v), of v_i and of p(h_j = 1 | v): the three parts of a gradient."""
    v = floats("v", v)
    p = hidden_probability(rbm, v)
    return RBM(v.T @ p / len(v), v.mean(axis=0), p.mean(axis=0))


def ascend(rbm: RBM, slopes: RBM, eta: float) -> RBM:
    """parameter + eta * its derivative, for every parameter. Returns a new machine."""
    return RBM(*(at + eta * by for at, by in zip(rbm, slopes, strict=True)))


@takes(rng=random, batch=1, k=1)
def train(rbm: RBM, v, *, eta: float, batch: int, rng, k: int = 1, persistent: bool = False) -> Iterator[RBM]:
    """CD-k or persistent CD over mini-batches without end: yields the machine after every epoch."""
    v = as_units("v", v, len(rbm.b))
    chain = v[rng.integers(0, len(v), batch)] if persistent else None
    while True:
        for rows in minibatches(len(v), batch, rng):
            slopes, end = contrastive_divergence(rbm, v[rows], rng, k, chain)
            chain = end if persistent else None
            rbm = ascend(rbm, slopes, eta)
        yield rbm


def as_units(name: str, values, units: int, rows: int | None = None) -> np.ndarray:
    """`values` as floats (m, units), looked over: ValueError unless there is a row at least, all from 0 to 1."""
    values = doubles(name, values)
    if values.ndim != 2 or values.shape[1] != units or not len(values):
        raise ValueError(f"{name} has shape {values.shape}; allowed: (m, {units}) with m of 1 at least")
    if rows not in (None, len(values)):
        raise ValueError(f"{name} has {len(values)} rows; allowed here: {rows}")
    if not (values.min() >= 0 and values.max() <= 1):
        raise ValueError(f"{name} runs from {values.min():g} to {values.max():g}; allowed are values from 0 to 1")
    return values
