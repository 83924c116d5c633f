"""Damage against its statistics, filters by hand, decibels by their definition."""

import math

import numpy as np
import pytest

from nbhelpers.autoencoders import corruption
from nbhelpers.autoencoders.corruption import KINDS, corrupt

GREY = np.full((200, 784), 0.4)
PIXELS = GREY.size


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_share_of_pixels_hit_is_the_one_asked_for(share):
    error = 5 * math.sqrt(share * (1 - share) / PIXELS)  # five standard deviations
    masked, salted = corrupt(GREY, "masking", share, rng()), corrupt(GREY, "salt and pepper", share, rng())
    assert np.mean(masked == 0) == pytest.approx(share, abs=error)
    assert set(np.unique(masked)) == {0.0, 0.4} and set(np.unique(salted)) == {0.0, 0.4, 1.0}
    assert np.mean(salted == 1) == pytest.approx(share / 2, abs=error)
    assert np.mean(salted == 0) == pytest.approx(share / 2, abs=error)


def test_gaussian_noise_has_its_spread_and_stays_between_0_and_1():
    small = corrupt(GREY, "gaussian", 0.05, rng())
    assert (small - GREY).std() == pytest.approx(0.05, rel=5 / math.sqrt(2 * PIXELS))
    large = corrupt(GREY, "gaussian", 1.0, rng())
    assert large.min() == 0 and large.max() == 1
    below = 0.5 * math.erfc(0.4 / math.sqrt(2))
    assert np.mean(large == 0) == pytest.approx(below, abs=5 * math.sqrt(below * (1 - below) / PIXELS))


@pytest.mark.parametrize("kind", KINDS)
def test_no_strength_is_no_damage_and_the_original_is_left_alone(kind):
    X = rng(1).random((3, 784))
    before = X.copy()
    np.testing.assert_array_equal(corrupt(X, kind, 0.0, rng()), X)
    assert corrupt(X.astype(np.float32), kind, 0.5, rng()).dtype == float
    corrupt(X, kind, 0.8, rng())
    np.testing.assert_array_equal(X, before)


def test_decibels():
    X = np.full((2, 50), 0.3)
    assert corruption.psnr(X + 0.1, X) == pytest.approx(20)
    assert corruption.psnr(X + 1, X) == pytest.approx(0)
    assert corruption.psnr(X, X) == math.inf


def test_filters_on_one_inked_pixel_and_on_a_corner():
    X = np.zeros((1, 28, 28))
    X[0, 5, 7] = 0.9
    pair = np.vstack([X, np.ones((1, 28, 28))]).reshape(2, 784)
    for simple in (corruption.mean_filter, corruption.median_filter):
        np.testing.assert_array_equal(simple(pair), np.vstack([simple(pair[:1]), simple(pair[1:])]))
    mean = corruption.mean_filter(X.reshape(1, 784)).reshape(28, 28)
    assert mean[4:7, 6:9] == pytest.approx(np.full((3, 3), 0.1)) and mean.sum() == pytest.approx(0.9)
    assert not corruption.median_filter(X.reshape(1, 784)).any()
    full = np.ones((1, 784))
    assert corruption.mean_filter(full)[0, 0] == pytest.approx(4 / 9)
    corners = corruption.median_filter(full).reshape(28, 28)
    assert corners[0, 0] == 0 and corners[0, 1] == 1  # five of nine lie beyond the corner, three beyond an edge


def test_bad_arguments_are_named_with_what_is_allowed():
    with pytest.raises(ValueError, match="kind = 'blur': allowed are 'gaussian', 'salt and pepper', 'masking'"):
        corrupt(GREY, "blur", 0.5, rng())
    for strength in (-0.1, 1.1, math.nan):
        with pytest.raises(ValueError, match=r"strength = .*: allowed are 0 \(no damage\) to 1"):
            corrupt(GREY, "gaussian", strength, rng())
    with pytest.raises(ValueError, match=r"X has shape \(3, 10\); allowed: \(m, 784\)"):
        corruption.median_filter(np.zeros((3, 10)))
    with pytest.raises(ValueError, match=r"X has shape \(1, 3\); allowed: \(m, n\), not empty, m = 1, n = 2"):
        corruption.psnr(np.zeros((1, 2)), np.zeros((1, 3)))
