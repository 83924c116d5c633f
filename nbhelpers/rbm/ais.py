"""ln Z of a restricted Boltzmann machine by annealed importance sampling, and how far to trust it.

From a machine A without weights, whose Z is known, in K small steps to the machine asked for. Neal (2001),
doi:10.1023/A:1008923215028; for RBMs Salakhutdinov & Murray (2008), doi:10.1145/1390156.1390266.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers.guards import doubles, numbers, random, takes
from nbhelpers.nn.activations import sigmoid
from nbhelpers.rbm import RBM, free_energy, gibbs_step, sample


class Annealed(NamedTuple):
    """An estimate of ln Z from several runs, and its spread: two standard errors of the mean weight to each side."""

    log_Z: float
    low: float
    high: float
    log_weights: np.ndarray  # (runs,) ln of each run's own estimate of Z
    worth: float  # how many equally good runs these are worth: (sum w)^2 / sum w^2


def between(start: RBM, end: RBM, beta: float) -> RBM:
    """The machine at inverse temperature beta: weights beta W, biases mixed, (1 - beta) of A's and beta of B's."""
    return RBM(beta * end.W, (1 - beta) * start.b + beta * end.b, beta * end.c)


def without_weights(rbm: RBM, b=None) -> RBM:
    """Machine A: no weights, visible biases b (0 unless given), hidden biases 0. Its units are independent."""
    b = np.zeros(len(rbm.b)) if b is None else numbers("b", b, rbm.b.shape)
    return RBM(np.zeros_like(rbm.W), b, np.zeros_like(rbm.c))


@takes(rng=random, temperatures=1, runs=2)
def anneal(rbm: RBM, rng, temperatures: int, runs: int, b=None) -> Iterator[np.ndarray]:
    """`runs` runs over `temperatures` equal steps of beta: yields ln Z_A + ln w after every step, (runs,).

    ln w = sum_k F_{k-1}(v_{k-1}) - F_k(v_{k-1}), where v_k comes out of a Gibbs step of machine k from v_{k-1}.
    """
    before = without_weights(rbm, b)
    v = sample(np.tile(sigmoid(before.b), (runs, 1)), rng)
    log_w = np.full(runs, np.logaddexp(0, before.b).sum() + len(rbm.c) * np.log(2))
    start = before
    for beta in np.arange(1, temperatures + 1) / temperatures:
        here = between(start, rbm, beta)
        log_w = log_w + free_energy(before, v) - free_energy(here, v)
        yield log_w
        v, before = gibbs_step(here, v, rng), here


def log_partition(rbm: RBM, rng, temperatures: int = 100, runs: int = 100, b=None) -> Annealed:
    """ln Z from `anneal`: Z_A times the mean weight; `b`: the visible biases of machine A."""
    return summary([*anneal(rbm, rng, temperatures, runs, b)][-1])


@takes(log_weights="runs")
def summary(log_weights) -> Annealed:
    """What the runs' own estimates ln w say together: ln mean(w), give or take two relative standard errors."""
    log_weights = doubles("log_weights", log_weights)
    top = log_weights.max()
    w = np.exp(log_weights - top)
    log_Z, error = float(top + np.log(w.mean())), float(w.std(ddof=1) / np.sqrt(len(w)) / w.mean())
    return Annealed(log_Z, log_Z - 2 * error, log_Z + 2 * error, log_weights, float(w.sum() ** 2 / (w**2).sum()))
