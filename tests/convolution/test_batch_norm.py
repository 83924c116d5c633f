"""Batch norm: what it promises, its way back against central differences, its statistics at test time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.convolution.batch_norm import EPS, batch_norm, batch_norm_at_test, batch_norm_backward, running, unbiased
from nbhelpers.convolution.layers import BatchNorm

SHAPES = [(8, 3), (4, 3, 2, 5)]


def spread(x):
    return x.reshape(len(x), x.shape[1], -1).std(axis=(0, 2))


def wide(c, x):
    return c.reshape(1, -1, *[1] * (x.ndim - 2))


@pytest.mark.parametrize("shape", SHAPES)
class TestForward:
    def test_mean_is_beta_and_spread_gamma(self, shape):
        rng = np.random.default_rng(0)
        x, gamma, beta = rng.normal(5, 3, shape), np.array([0.5, 1, 2]), np.array([-1, 0, 4])
        y = batch_norm(x, gamma, beta).y
        assert y.mean(axis=tuple(a for a in range(x.ndim) if a != 1)) == pytest.approx(beta)
        assert spread(y) == pytest.approx(gamma * spread(x) / np.sqrt(spread(x) ** 2 + EPS), rel=1e-12)

    def test_gamma_and_beta_can_undo_it(self, shape):
        x = np.random.default_rng(1).normal(5, 3, shape)
        first = batch_norm(x, np.ones(3), np.zeros(3))
        assert batch_norm(x, first.root, first.mean).y == pytest.approx(x)

    def test_and_give_any_affine_map(self, shape):
        x = np.random.default_rng(1).normal(5, 3, shape)
        a, c = np.array([2.0, -0.3, 0.0]), np.array([1.0, 0.0, -7.0])
        first = batch_norm(x, np.ones(3), np.zeros(3))
        assert batch_norm(x, a * first.root, a * first.mean + c).y == pytest.approx(wide(a, x) * x + wide(c, x))

    def test_a_channel_that_never_changes_is_no_trouble(self, shape):
        normed = batch_norm(np.full(shape, 0.5), np.ones(3), np.zeros(3))
        assert (normed.y == 0).all()

    def test_back(self, shape):
        rng = np.random.default_rng(2)
        x, g = rng.normal(1, 2, shape), rng.normal(size=shape)
        gamma, beta = rng.normal(size=3), rng.normal(size=3)
        found = batch_norm_backward(g, gamma, batch_norm(x, gamma, beta, 0.1))
        for given_, slope in zip((x, gamma, beta), found, strict=True):
            for place in np.ndindex(given_.shape):
                before, ends = given_[place], []
                for step in (1e-5, -1e-5):
                    given_[place] = before + step
                    ends.append((g * batch_norm(x, gamma, beta, 0.1).y).sum())
                given_[place] = before
                assert slope[place] == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-6, abs=1e-8)

    def test_slopes_sum_to_nothing_along_what_was_taken_out(self, shape):
        """A shift or a stretch of the batch changes nothing, so the slope along either is 0."""
        rng = np.random.default_rng(3)
        x, g = rng.normal(1, 2, shape), rng.normal(size=shape)
        normed = batch_norm(x, np.ones(3), np.zeros(3), 1e-12)
        dx = batch_norm_backward(g, np.ones(3), normed)[0]
        over = tuple(a for a in range(x.ndim) if a != 1)
        assert dx.sum(axis=over) == pytest.approx(0, abs=1e-12)
        assert (dx * normed.x_hat).sum(axis=over) == pytest.approx(0, abs=1e-9)


def test_two_numbers_by_hand():
    normed = batch_norm([[1.0], [5.0]], [3.0], [0.5], eps=12)
    assert (normed.mean, normed.var, normed.root) == (3, 4, 4)
    assert normed.y.ravel().tolist() == [-1, 2]


def test_what_has_left_the_finite_numbers_goes_through():
    x, one, lost = np.array([[1.0], [5.0]]), np.ones(1), np.full(1, np.nan)
    assert np.isnan(batch_norm(x * lost, one, one).y).all() and np.isnan(batch_norm(x, lost, one).y).all()
    assert np.isnan(batch_norm_backward(x * lost, one, batch_norm(x, one, one))[0]).all()
    assert np.isnan(batch_norm_backward(x, lost, batch_norm(x, one, one))[0]).all()


@given(st.floats(-3, 3).map(lambda e: 10.0**e), st.floats(-100, 100))
def test_the_unit_of_the_input_is_forgotten(scale, shift):
    x = np.random.default_rng(4).normal(size=(10, 2))
    one, zero = np.ones(2), np.zeros(2)
    moved = batch_norm(scale * x + shift, one, zero, 1e-30).y
    assert moved == pytest.approx(batch_norm(x, one, zero, 1e-30).y, abs=1e-6)


class TestAtUse:
    def test_stored_statistics_of_the_batch_give_the_batch(self):
        x = np.random.default_rng(5).normal(2, 3, (6, 2, 3, 3))
        gamma, beta = np.array([2.0, -1]), np.array([0.5, 1])
        normed = batch_norm(x, gamma, beta)
        assert batch_norm_at_test(x, gamma, beta, normed.mean, normed.var) == pytest.approx(normed.y)

    def test_the_layer_finds_mean_and_variance_of_the_data(self):
        """Batches of 4 from N(3, 2^2): the running statistics settle around 3 and 4, without bias."""
        rng, layer, found = np.random.default_rng(6), BatchNorm(100), []
        for _ in range(200):
            layer.forward(rng.normal(3, 2, (4, 100)), training=True)
            found.append([layer.mean.mean(), layer.var.mean()])
        mean, var = np.mean(found[100:], axis=0)
        assert mean == pytest.approx(3, abs=0.05) and var == pytest.approx(4, rel=0.03)

    def test_a_variance_may_be_zero(self):
        y = batch_norm_at_test([[3, 3]], np.ones(2), np.zeros(2), np.ones(2), [0, 0.25], eps=0.25)
        assert y == pytest.approx(np.array([[4, 2 / np.sqrt(0.5)]]))

    def test_a_single_sample_is_enough(self):
        layer = BatchNorm(2)
        assert layer.forward(np.array([[1.0, 2.0]])) == pytest.approx(np.array([[1, 2]]) / np.sqrt(1 + EPS))

    def test_unbiased(self):
        x = np.random.default_rng(7).normal(size=(5, 3))
        assert unbiased(batch_norm(x, np.ones(3), np.zeros(3))) == pytest.approx(x.var(axis=0, ddof=1))


    def test_running_keeps_nine_tenths_unless_told(self):
        assert running(np.array([1.0, 2.0]), np.array([3.0, 0.0])) == pytest.approx([1.2, 1.8])
        assert running(1.0, 3.0, 0.25) == pytest.approx(2.5)


class TestBadInput:
    def test_a_batch_of_one(self):
        with pytest.raises(ValueError, match=r"x has shape \(1, 2\): a batch of one has no variance"):
            batch_norm(np.zeros((1, 2)), np.ones(2), np.zeros(2))
        assert np.isfinite(batch_norm(np.zeros((1, 2, 3, 3)), np.ones(2), np.zeros(2)).y).all()  # nine pixels are nine

    def test_the_rest(self):
        with pytest.raises(ValueError, match=r"gamma has shape \(3,\); allowed: \(2,\)"):
            batch_norm(np.zeros((4, 2)), np.ones(3), np.zeros(2))
        with pytest.raises(ValueError, match="eps = 0: allowed are finite numbers above 0"):
            batch_norm(np.zeros((4, 2)), np.ones(2), np.zeros(2), eps=0)
        with pytest.raises(ValueError, match="var holds -1; allowed are variances from 0"):
            batch_norm_at_test(np.zeros((4, 2)), np.ones(2), np.zeros(2), np.zeros(2), [-1, 2])
        with pytest.raises(ValueError, match=r"x has shape \(4,\)"):
            batch_norm(np.zeros(4), np.ones(2), np.zeros(2))
        with pytest.raises(ValueError, match="keep = 1: allowed are finite numbers from 0 and below 1"):
            running(0, 1, 1)
