"""Pooling against patches cut out by hand, and its way back against central differences."""

import numpy as np
import pytest

from nbhelpers.convolution.pooling import POOLS, max_pool, max_pool_backward, mean_pool, mean_pool_backward

BY_HAND = {"max": np.max, "mean": np.mean}


@pytest.mark.parametrize("kind", POOLS)
@pytest.mark.parametrize("shape, size", [((2, 3, 6, 8), 2), ((1, 2, 7, 5), 2), ((2, 1, 7, 9), 3), ((1, 1, 3, 3), 1)])
def test_forward_and_back(kind, shape, size):
    rng = np.random.default_rng(0)
    x = rng.normal(size=shape)
    pool, back = POOLS[kind]
    y = pool(x, size)
    assert y.shape == (*shape[:2], shape[2] // size, shape[3] // size)
    for place in np.ndindex(y.shape):
        n, c, i, j = place
        assert y[place] == pytest.approx(BY_HAND[kind](x[n, c, i * size : (i + 1) * size, j * size : (j + 1) * size]))
    g = rng.normal(size=y.shape)
    slopes = back(g, x, y, size)
    for place in np.ndindex(shape):
        moved = x.copy()
        moved[place] += 1e-6
        assert slopes[place] == pytest.approx(((pool(moved, size) - y) * g).sum() / 1e-6, abs=1e-8)


def test_among_equals_the_first_one_wins():
    x = np.array([[[[0.0, 2.0], [2.0, 2.0]]]])
    g = np.array([[[[5.0]]]])
    assert max_pool_backward(g, x, max_pool(x)).tolist() == [[[[0, 5], [0, 0]]]]


def test_mean_shares_and_max_does_not_and_nothing_is_lost():
    rng = np.random.default_rng(1)
    x, g = rng.normal(size=(2, 3, 4, 4)), rng.normal(size=(2, 3, 2, 2))
    from_max = max_pool_backward(g, x, max_pool(x))
    from_mean = mean_pool_backward(g, x, mean_pool(x))
    assert (from_max != 0).sum() == g.size and (from_mean != 0).sum() == x.size
    assert from_max.sum() == pytest.approx(g.sum()) and from_mean.sum() == pytest.approx(g.sum())


@pytest.mark.parametrize("kind", POOLS)
def test_what_has_left_the_finite_numbers_goes_through(kind):
    pool, back = POOLS[kind]
    x, g = np.ones((1, 1, 2, 2)), np.ones((1, 1, 1, 1))
    assert np.isnan(pool(np.nan * x)).all()
    assert np.isnan(back(np.nan * g, x, g)).any()
    for lost_x, lost_y in ((np.nan * x, g), (x, np.nan * g)):
        assert back(g, lost_x, lost_y).shape == x.shape


@pytest.mark.parametrize("size", [0, -1, 1.5, True])
def test_a_size_that_is_none(size):
    with pytest.raises(ValueError, match=r"size = .*: allowed are whole numbers from 1"):
        max_pool(np.zeros((1, 1, 4, 4)), size)


def test_an_image_smaller_than_a_patch():
    with pytest.raises(ValueError, match="images of at least 3 x 3"):
        mean_pool(np.zeros((1, 1, 2, 4)), 3)
