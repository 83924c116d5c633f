"""What can be counted about a restricted Boltzmann machine, as long as one of its layers is small.

Given one layer the other factors, so only the smaller layer is enumerated: Z = sum_h exp(c.h) prod_i (1 +
exp(b_i + sum_j w_ij h_j)), 2^hidden terms instead of 2^(visible + hidden).
"""

import numpy as np

from nbhelpers.guards import numbers, whole
from nbhelpers.nn.activations import sigmoid
from nbhelpers.nn.parameters import flat
from nbhelpers.norm import length
from nbhelpers.rbm import RBM, as_units, free_energy, hidden_probability, moments, visible_probability

LARGEST = 16  # units in the smaller layer; 2^16 states


def all_bits(units: int) -> np.ndarray:
    """Every state of `units` units of 0 or 1, (2^units, units); row r holds the binary digits of r."""
    whole("units", units, 1, LARGEST)  # 2^units states
    return (np.arange(2**units)[:, None] >> np.arange(units - 1, -1, -1) & 1).astype(float)


def turned(rbm: RBM) -> RBM:
    """The same machine with its layers changed over: what was hidden is visible. The energies are the same."""
    return RBM(rbm.W.T, rbm.c, rbm.b)


def log_partition(rbm: RBM) -> float:
    """ln Z, one layer enumerated (the smaller), the other summed by formula."""
    one = turned(rbm) if len(rbm.c) < len(rbm.b) else rbm
    if len(one.b) > LARGEST:
        raise ValueError(
            f"the smaller layer has {len(one.b)} units; enumeration allows up to {LARGEST} "
            "(rbm_annealed.log_partition estimates ln Z of any machine)"
        )
    return float(np.logaddexp.reduce(-free_energy(one, all_bits(len(one.b)))))


def log_likelihood(rbm: RBM, v) -> float:
    """The mean of ln p(v) over the rows of v, in nats: -F(v) - ln Z."""
    return float(np.mean(-free_energy(rbm, v))) - log_partition(rbm)


def gradient(rbm: RBM, v) -> RBM:
    """The slopes of `log_likelihood`: <v_i h_j> in the data less <v_i h_j> in the model, likewise for b and c."""
    data = moments(rbm, as_units("v", v, len(rbm.b)))
    return RBM(*(seen - dreamt for seen, dreamt in zip(data, model_moments(rbm), strict=True)))


def model_moments(rbm: RBM) -> RBM:
    """<v_i h_j>, <v_i> and <h_j> under the machine's own distribution."""
    log_Z, small_hidden = log_partition(rbm), len(rbm.c) < len(rbm.b)
    one = turned(rbm) if small_hidden else rbm
    states = all_bits(len(one.b))
    p = np.exp(-free_energy(one, states) - log_Z)[:, None]
    other = (visible_probability if small_hidden else hidden_probability)(rbm, states)
    both, mine, theirs = states.T @ (p * other), (p * states).sum(axis=0), (p * other).sum(axis=0)
    return RBM(both.T, theirs, mine) if small_hidden else RBM(both, mine, theirs)


def transition(rbm: RBM) -> np.ndarray:
    """p(v' | v) of one Gibbs step, (2^visible, 2^visible), rows and columns in the order of `all_bits`."""
    v, h = all_bits(len(rbm.b)), all_bits(len(rbm.c))
    up = _chances(v @ rbm.W + rbm.c, h)
    return up @ _chances(h @ rbm.W.T + rbm.b, v)


def expected_cd(rbm: RBM, v, k: int) -> RBM:
    """The mean of CD-k over endlessly many chains from the rows of v (of 0 and 1): what is left is its bias."""
    whole("k", k)
    v, states = as_units("v", v, len(rbm.b)), all_bits(len(rbm.b))
    p = np.bincount((v @ 2.0 ** np.arange(len(rbm.b) - 1, -1, -1)).astype(int), minlength=len(states)) / len(v)
    p, on = p @ np.linalg.matrix_power(transition(rbm), k), hidden_probability(rbm, states)
    end = RBM(states.T @ (p[:, None] * on), p @ states, p @ on)
    return RBM(*(seen - left for seen, left in zip(moments(rbm, v), end, strict=True)))


def _chances(u, states):
    """The chance of each state (columns) when unit i is 1 with p_i = sigmoid(u_i) (one row of u for each row)."""
    return np.prod(sigmoid(u[:, None, :] * (2 * states - 1)), axis=2)


def angle(one: RBM, other: RBM) -> float:
    """The angle between two slopes, all parameters in one vector, in degrees: 0 same way, 90 no help, 180 against."""
    a, b = (numbers("slopes", flat(slopes)) for slopes in (one, other))
    if not (a.any() and b.any()):
        raise ValueError("one of the slopes is zero everywhere; an angle needs two that are not")
    a, b = a / length(a), b / length(b)
    return float(np.degrees(2 * np.arctan2(np.linalg.norm(a - b), np.linalg.norm(a + b))))  # exact for small ones, too
