"""Learning in a Boltzmann machine: the log likelihood of data and its gradient, exact and sampled.

The first V of the N units are visible: data say what they are. The others are hidden. T is 1 throughout, since
a temperature only scales all weights and thresholds. A target is the data's distribution, one share for each of the
2^V visible states.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from nbhelpers import boltzmann
from nbhelpers.guards import generator, number, numbers, random, takes, whole
from nbhelpers.nn.mlp import softmax


class Machine(NamedTuple):
    """Weights and thresholds of N units, of which the first `visible` are visible."""

    weights: np.ndarray  # (N, N)
    thresholds: np.ndarray  # (N,)
    visible: int


class Slopes(NamedTuple):
    """The gradient of the log likelihood; w_ij and w_ji are one parameter, and stand at both places."""

    weights: np.ndarray  # (N, N)
    thresholds: np.ndarray  # (N,)


@takes(rng=random)
def new_machine(visible, hidden, rng, spread=0.5):
    """w_ij = w_ji ~ N(0, spread^2), all thresholds 0."""
    whole("visible", visible), whole("hidden", hidden, 0)
    weights, _ = boltzmann.random_net(visible + hidden, rng, spread)
    return Machine(weights, np.zeros(visible + hidden), visible)


def visible_distribution(machine):
    """p(v) = sum over h of p(v, h): (2^V,)."""
    p = boltzmann.distribution(machine.weights, machine.thresholds)
    return p.reshape(2**machine.visible, -1).sum(axis=1)


def log_likelihood(machine, target):
    """sum_v p_data(v) ln p(v): the mean of ln p over the data."""
    p_data = as_target(target, machine.visible)
    powers = _minus_energies(machine)
    log_p = np.logaddexp.reduce(powers, axis=1) - np.logaddexp.reduce(powers, axis=None)
    return float(p_data @ log_p)


def ceiling(target):
    """sum_v p_data(v) ln p_data(v): minus the data's entropy, and the most that L can be."""
    p = numbers("target", target, ("states",))
    p = as_target(p, len(p).bit_length() - 1)
    return float(np.sum(p[p > 0] * np.log(p[p > 0])))


def exact_slopes(machine, target):
    """dL/dw_ij = <x_i x_j>_data - <x_i x_j>_model and dL/db_i = <x_i>_model - <x_i>_data, by enumeration.

    <.>_data, the positive phase: v from the data, h from p(h | v). <.>_model, the negative phase: all units free.
    """
    p_data, powers = as_target(target, machine.visible), _minus_energies(machine)
    p, clamped = softmax(powers.ravel()), (p_data[:, None] * softmax(powers)).ravel()  # p(v, h) and p_data(v) p(h | v)
    states = boltzmann.all_states(len(machine.thresholds))
    return _difference(_moments(states, clamped), _moments(states, p))


@takes(data="m V", dreams="n N", rng=random)
def sampled_slopes(machine, data, dreams, rng, sweeps=3):
    """The same from samples: (Slopes, the dreams' new states).

    `data` (m, V) are samples of the target; hidden units start at random and run through `sweeps` sweeps with the
    visible ones clamped. `dreams` (n, N) are chains of free states that go on where they stood.
    """
    data = boltzmann.as_states(data, machine.visible)
    hidden = generator(rng).integers(0, 2, (len(data), len(machine.thresholds) - machine.visible))
    start = np.hstack([data, hidden])
    awake = _after(sweeps, machine, start, rng, clamped=range(machine.visible))
    asleep = _after(sweeps, machine, dreams, rng)
    even = np.full(len(awake), 1 / len(awake)), np.full(len(asleep), 1 / len(asleep))
    return _difference(_moments(awake, even[0]), _moments(asleep, even[1])), asleep


def ascend(machine, slopes, eta):
    """Every parameter a step up the gradient: w + eta dL/dw, b + eta dL/db. Returns a new machine."""
    return machine._replace(
        weights=machine.weights + eta * slopes.weights, thresholds=machine.thresholds + eta * slopes.thresholds
    )


def learn(machine, target, eta) -> Iterator[Machine]:
    """Ascent on the exact gradient without end: yields the machine after every step."""
    number("eta", eta, above=0)
    while True:
        machine = ascend(machine, exact_slopes(machine, target), eta)
        yield machine


def learn_from_samples(machine, target, eta, rng, count=100, sweeps=3) -> Iterator[Machine]:
    """Ascent on `sampled_slopes` without end; in each step `count` data drawn from the target, `count` dreams."""
    p_data, states = as_target(target, machine.visible), boltzmann.all_states(machine.visible)
    number("eta", eta, above=0), whole("count", count), whole("sweeps", sweeps)
    dreams = generator(rng).integers(0, 2, (count, len(machine.thresholds))).astype(float)
    while True:
        data = states[rng.choice(len(p_data), size=count, p=p_data)]
        slopes, dreams = sampled_slopes(machine, data, dreams, rng, sweeps)
        machine = ascend(machine, slopes, eta)
        yield machine


def parity(visible):
    """The target with equal shares for all states with an even number of ones: (2^V,)."""
    even = boltzmann.all_states(whole("visible", visible)).sum(axis=1) % 2 == 0
    return even / even.sum()


def one_of(visible):
    """The target with equal shares for all states with exactly one 1: (2^V,)."""
    one = boltzmann.all_states(whole("visible", visible)).sum(axis=1) == 1
    return one / one.sum()


def as_target(target, visible):
    """`target` as floats, looked over: one probability for each visible state, together 1."""
    p = numbers("target", target, finite=False)
    if p.shape != (2**visible,):
        raise ValueError(f"target has shape {p.shape}; {visible} visible units allow ({2**visible},) only")
    if not (np.all(p >= 0) and abs(p.sum() - 1) < 1e-9):
        raise ValueError(f"target runs from {p.min():g} and sums to {p.sum():g}; allowed are probabilities, together 1")
    return p


def _after(sweeps, machine, start, rng, clamped=()):
    """The states after `sweeps` sweeps."""
    temperatures = np.ones(whole("sweeps", sweeps))
    *_, end = boltzmann.chains(machine.weights, start, rng, temperatures, machine.thresholds, clamped)
    return end


def _minus_energies(machine):
    """-E(v, h), one row for each v: (2^V, 2^H)."""
    states = boltzmann.all_states(len(machine.thresholds))
    return -boltzmann.energy(machine.weights, states, machine.thresholds).reshape(2**machine.visible, -1)


def _moments(states, p):
    """(<x_i x_j>, <x_i>) over states with probabilities p."""
    return states.T * p @ states, p @ states


def _difference(data, model):
    weights = data[0] - model[0]
    np.fill_diagonal(weights, 0.0)
    return Slopes((weights + weights.T) / 2, model[1] - data[1])
