"""Dropout: mean and variance of what it leaves, with the scale and without."""

import numpy as np
import pytest

from nbhelpers.convolution.dropout import dropout, dropout_as_noted, dropout_mask
from nbhelpers.convolution.layers import Dropout

P = [0.0, 0.2, 0.5, 0.9]
MANY = 200_000


@pytest.mark.parametrize("p", P)
@pytest.mark.parametrize("seed", range(5))
def test_mean_and_variance_of_the_mask(p, seed):
    mask = dropout_mask(MANY, p, np.random.default_rng(seed))
    error = 5 * np.sqrt(p / (1 - p) / MANY)
    assert mask.mean() == pytest.approx(1, abs=error + 1e-12)
    assert mask.var() == pytest.approx(p / (1 - p), rel=0.03, abs=1e-12)
    assert set(np.unique(mask)) <= {0.0, 1 / (1 - p)}
    assert dropout_mask(3, p, np.random.default_rng(seed), np.float32).dtype == np.float32


@pytest.mark.parametrize("p", P)
def test_as_noted_the_mean_falls_to_one_minus_p(p):
    x = np.full(MANY, 3.0)
    assert dropout_as_noted(x, p, np.random.default_rng(0)).mean() == pytest.approx(3 * (1 - p), abs=0.02)
    assert dropout(x, p, np.random.default_rng(0)).mean() == pytest.approx(3, abs=0.05)


def test_the_layer_does_nothing_at_use_and_sends_errors_through_the_same_mask():
    x, layer = np.random.default_rng(0).normal(size=(50, 40)), Dropout(0.4)
    assert (layer.forward(x) == x).all() and (layer.backward(x) == x).all()
    y = layer.forward(x, training=True, rng=np.random.default_rng(1))
    assert 0.5 < (y != 0).mean() < 0.7
    assert layer.backward(np.ones_like(x)) == pytest.approx(y / x)


@pytest.mark.parametrize("p", [-0.1, 1, 1.5, np.nan])
def test_a_probability_that_is_none(p):
    with pytest.raises(ValueError, match=r"p = .*: allowed are finite numbers from 0 and below 1"):
        dropout_mask(3, p, np.random.default_rng(0))
    with pytest.raises(ValueError, match="p = "):
        Dropout(p)


def test_without_a_generator():
    with pytest.raises(ValueError, match="rng = None: allowed is a numpy.random.Generator"):
        Dropout(0.5).forward(np.zeros((2, 2)), training=True)
