"""Persistent CD with the extras that Hinton (2012), doi:10.1007/978-3-642-35289-8_32, recommends, each optional."""

from collections.abc import Iterator, Sequence

import numpy as np

from nbhelpers.guards import random, real, takes
from nbhelpers.nn.training import endless_minibatches
from nbhelpers.rbm import RBM, as_units, contrastive_divergence, free_energy, moments


@takes(rates="steps", batch=1, rng=random, momentum=real(least=0, below=1), decay=real(least=0), cost=real(least=0))
def learn(
    rbm: RBM, v, rates: Sequence[float], *, batch: int, rng, momentum=0.0, decay=0.0, target=0.1, cost=0.0
) -> Iterator[RBM]:
    """One step of persistent CD, on `batch` of the samples v, for each learning rate: yields the machine after it.

    With G the estimated gradient of the log likelihood, plus what decay and sparsity add to it, a step is
    velocity <- momentum * velocity + rate * G, and parameter <- parameter + velocity.
    """
    v = as_units("v", v, len(rbm.b))
    chain, velocity = v[rng.integers(0, len(v), batch)], RBM(*map(np.zeros_like, rbm))
    for eta, rows in zip(rates, endless_minibatches(len(v), batch, rng), strict=False):
        slopes, chain = contrastive_divergence(rbm, v[rows], rng, chain=chain)
        slopes = slopes._replace(W=slopes.W - decay * rbm.W)
        if cost:
            slopes = RBM(*(one + cost * pull for one, pull in zip(slopes, sparser(rbm, v[rows], target), strict=True)))
        velocity = RBM(*(momentum * old + eta * new for old, new in zip(velocity, slopes, strict=True)))
        rbm = RBM(*(at + by for at, by in zip(rbm, velocity, strict=True)))
        yield rbm


@takes(target=real(least=0, most=1))
def sparser(rbm: RBM, v, target: float) -> RBM:
    """What moves each hidden unit's mean activity over the rows of v towards `target`; nothing for b.

    c_j: target - <p(h_j = 1 | v)>; w_ij: <v_i> times that, the same error, as the weight carries v_i to it.
    """
    seen = moments(rbm, as_units("v", v, len(rbm.b)))
    off = target - seen.c
    return RBM(np.outer(seen.b, off), np.zeros_like(rbm.b), off)


def gap(rbm: RBM, v, held_out) -> float:
    """How far held-out samples lie above the training samples v in mean free energy, in nats; Z drops out."""
    held_out = as_units("held_out", held_out, len(rbm.b))
    return float(free_energy(rbm, held_out).mean() - free_energy(rbm, v).mean())
