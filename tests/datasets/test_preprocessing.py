"""Preprocessing: what the whitened covariance must be, that ZCA is the closest whitening, contrast by definition."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.datasets.preprocessing import covariance, gcn, shrink, standard, standardise, whiten, whitening


@pytest.fixture(scope="module")
def X():
    rng = np.random.default_rng(0)
    return rng.normal(size=(400, 6)) @ rng.normal(size=(6, 6)) + rng.normal(size=6)


def test_covariance_is_numpys(X):
    assert covariance(X) == pytest.approx(np.cov(X.T, bias=True))


class TestWhitening:
    @pytest.mark.parametrize("kind", ["zca", "pca"])
    def test_whitened_samples_have_mean_zero_and_the_identity_as_covariance(self, X, kind):
        white = whiten(X, whitening(X, eps=1e-12, kind=kind))
        assert white.mean(axis=0) == pytest.approx(np.zeros(6), abs=1e-9)
        assert covariance(white) == pytest.approx(np.eye(6), abs=1e-7)

    def test_zca_is_the_inverse_root_of_the_covariance_by_newtons_iteration(self, X):
        C = covariance(X)
        Y, Z = C / np.trace(C), np.eye(6)  # Denman and Beavers 1976: Z -> the inverse root, no eigenvectors
        for _ in range(60):
            Y, Z = (Y + np.linalg.inv(Z)) / 2, (Z + np.linalg.inv(Y)) / 2
        assert whitening(X, eps=1e-12).W == pytest.approx(Z / np.sqrt(np.trace(C)), rel=1e-6)

    @pytest.mark.parametrize("seed", range(5))
    def test_no_other_whitening_stays_closer_to_the_input(self, X, seed):
        centred = X - X.mean(axis=0)
        zca = whiten(X, whitening(X, eps=1e-12))
        turn, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(6, 6)))
        other = zca @ turn  # every whitening is ZCA followed by a rotation or reflection
        assert covariance(other) == pytest.approx(np.eye(6), abs=1e-6)
        assert np.sum((other - centred) ** 2) > np.sum((zca - centred) ** 2)

    def test_the_distance_is_the_closed_form(self, X):
        found = whitening(X, eps=1e-12)
        distance = np.mean(np.sum((whiten(X, found) - X + found.mean) ** 2, axis=1))
        assert distance == pytest.approx(np.sum((np.sqrt(found.variances) - 1) ** 2))

    @pytest.mark.parametrize("eps", [1e-3, 0.1, 10])
    def test_epsilon_leaves_lambda_over_lambda_plus_epsilon(self, X, eps):
        found = whitening(X, eps)
        left = np.sort(np.linalg.eigvalsh(covariance(whiten(X, found))))[::-1]
        assert left == pytest.approx(found.variances / (found.variances + eps))

    def test_epsilon_is_small_unless_told_otherwise(self, X):
        assert whitening(X).W == pytest.approx(whitening(X, eps=1e-5).W, abs=0)

    def test_pixels_that_never_change_do_no_harm(self):
        digits = shrink(datasets.mnist().train_images[:500])
        white = whiten(digits, whitening(digits, eps=1e-2))
        assert np.isfinite(white).all() and (digits.std(axis=0) == 0).any()
        assert (abs(white[:, digits.std(axis=0) == 0]) < 1e-9).all()

    def test_bad_input_is_named(self, X):
        with pytest.raises(ValueError, match="eps = 0"):
            whitening(X, eps=0)
        with pytest.raises(ValueError, match="kind = 'zac'"):
            whitening(X, kind="zac")
        with pytest.raises(ValueError, match=r"X has shape \(6,\)"):
            whitening(X[0])


class TestContrast:
    def test_every_image_has_mean_zero_and_spread_one(self):
        out = gcn(datasets.mnist().train_images[:50])
        assert out.mean(axis=1) == pytest.approx(np.zeros(50), abs=1e-12)
        assert out.std(axis=1) == pytest.approx(np.ones(50))

    def test_brightness_and_contrast_are_forgotten(self, X):
        assert gcn(3 * X + 5) == pytest.approx(gcn(X))

    def test_by_hand_and_an_even_image(self):
        assert gcn(np.array([[1.0, 3.0], [2.0, 2.0]])).tolist() == [[-1, 1], [0, 0]]
        assert gcn(np.array([[1.0, 3.0], [1.0, 2.5]]), eps=1).tolist() == [[-1, 1], [0, 0]]

    def test_bad_eps_is_named(self, X):
        with pytest.raises(ValueError, match="eps = -1"):
            gcn(X, eps=-1)


class TestStandard:
    def test_every_input_has_mean_zero_and_spread_one(self, X):
        out = standardise(X, standard(X, eps=1e-12))
        assert out.mean(axis=0) == pytest.approx(np.zeros(6), abs=1e-9)
        assert out.std(axis=0) == pytest.approx(np.ones(6))

    def test_the_test_samples_have_no_say(self, X):
        found = standard(X[:100])
        expected = (X[100:] - X[:100].mean(0)) / np.sqrt(X[:100].var(0) + 0.01)
        assert standardise(X[100:], found) == pytest.approx(expected)


def test_shrunk_images():
    small = shrink(np.arange(16.0).reshape(1, 16), side=4)
    assert small.tolist() == [[2.5, 4.5, 10.5, 12.5]] and shrink(np.zeros((3, 784))).shape == (3, 196)
    with pytest.raises(ValueError, match=r"X has shape \(1, 15\)"):
        shrink(np.zeros((1, 15)), side=4)
