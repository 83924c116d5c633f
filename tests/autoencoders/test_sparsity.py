"""Penalties: by hand, their slopes by central differences, and what they do to a code in training."""

import itertools
import math
from functools import partial

import numpy as np
import pytest

from nbhelpers import autoencoders
from nbhelpers.autoencoders import sparsity


def test_kl_by_hand():
    assert sparsity.kl_divergence(0.5, np.array([0.25]))[0] == pytest.approx(0.5 * math.log(2) + 0.5 * math.log(2 / 3))
    assert sparsity.kl_divergence(0.2, np.array([0.2]))[0] == 0
    assert sparsity.kl_divergence(0, np.array([0.25]))[0] == pytest.approx(math.log(4 / 3))
    assert sparsity.kl_divergence(1, np.array([0.25]))[0] == pytest.approx(math.log(4))
    assert sparsity.kl_divergence(0.5, np.array([0.0, 1.0])).tolist() == [math.inf, math.inf]
    H = np.array([[0.0, 0.1], [0.5, 0.3]])  # means 0.25 and 0.2
    value, slopes = sparsity.kl_penalty(H, beta=2.0, rho=0.5)
    expected = 2 * sum(0.5 * math.log(0.5 / q) + 0.5 * math.log(0.5 / (1 - q)) for q in (0.25, 0.2))
    assert value == pytest.approx(expected)
    assert slopes[0, 0] == slopes[1, 0] == pytest.approx(2 / 2 * (0.5 / 0.75 - 0.5 / 0.25))


@pytest.mark.parametrize(
    "penalty", [partial(sparsity.kl_penalty, beta=0.7, rho=0.1), partial(sparsity.l1_penalty, beta=0.4)]
)
def test_slopes_are_those_of_central_differences(penalty):
    H, step = np.random.default_rng(0).uniform(0.05, 0.95, (4, 3)), 1e-6
    slopes = penalty(H)[1]
    for place in np.ndindex(H.shape):
        nudge = np.zeros_like(H)
        nudge[place] = step
        found = (penalty(H + nudge)[0] - penalty(H - nudge)[0]) / (2 * step)
        assert slopes[place] == pytest.approx(found, rel=1e-6)


def test_kl_of_a_unit_that_is_always_off_or_on_is_finite():
    value, slopes = sparsity.kl_penalty(np.array([[0.0, 1.0], [0.0, 1.0]]), beta=1.0)
    assert np.isfinite(value) and np.isfinite(slopes).all()
    assert slopes[0, 0] < 0 < slopes[0, 1]  # the one is to speak, the other to be silent


def test_l1_by_hand():
    value, slopes = sparsity.l1_penalty([[0.0, -3.0], [1.0, 2.0]], 0.5)
    assert value == 1.5 and slopes.tolist() == [[0, -0.25], [0.25, 0.25]]


def test_what_is_no_number_stays_visible():
    assert np.isnan(sparsity.kl_divergence(0.5, [np.nan])).all()
    assert np.isnan(sparsity.l1_penalty([[np.nan]], 1)[0]) and np.isnan(sparsity.kl_penalty([[np.nan]], 1)[0])


@pytest.mark.parametrize("kind, hidden", [("kl_penalty", "sigmoid"), ("l1_penalty", "relu")])
def test_a_penalty_makes_the_code_less_active_for_every_seed(kind, hidden):
    X = np.random.default_rng(9).random((200, 12))
    for seed in range(5):
        shares = []
        for beta in (0.0, 1.0):
            rng = np.random.default_rng(seed)
            net = autoencoders.new_autoencoder((12, 20), rng, hidden)
            penalty = partial(getattr(sparsity, kind), beta=beta)
            nets = autoencoders.train(net, X, rng, eta=0.01, batch=50, penalty=penalty)
            net = next(itertools.islice(nets, 30, None))
            shares.append(sparsity.active_share(autoencoders.encode(net, X)))
        assert shares[1] < 0.7 * shares[0]


def test_the_active_share_counts():
    assert sparsity.active_share(np.array([[0.0, 0.1], [0.2, 0.9]])) == 0.5


def test_bad_arguments_are_named_with_what_is_allowed():
    H = np.full((2, 2), 0.5)
    with pytest.raises(ValueError, match=r"beta = -1: allowed are finite numbers from 0"):
        sparsity.l1_penalty(H, -1)
    with pytest.raises(ValueError, match=r"beta = -1: allowed are finite numbers from 0"):
        sparsity.kl_penalty(H, -1)
    for rho in (0, 1):
        with pytest.raises(ValueError, match=f"rho = {rho}: allowed are finite numbers above 0 and below 1"):
            sparsity.kl_penalty(H, 1.0, rho=rho)
    for rho in (-0.1, 1.1):
        with pytest.raises(ValueError, match=f"rho = {rho}: allowed are finite numbers from 0 and to 1"):
            sparsity.kl_divergence(rho, H)
    for row in ([-0.5, 0.5], [0.5, 1.5]):
        with pytest.raises(ValueError, match=f"rho_hat runs from {row[0]} to {row[1]}; .* from 0 to 1"):
            sparsity.kl_divergence(0.5, row)
        with pytest.raises(ValueError, match=f"H runs from {row[0]} to {row[1]}; .* from 0 to 1"):
            sparsity.kl_penalty([row], 1.0)
    with pytest.raises(ValueError, match="H runs from 1.5 to 1.5; allowed are activations from 0 to 1"):
        sparsity.kl_penalty(H + 1, 1.0)
