"""The bound and importance sampling, against an integral that is done another way."""

import numpy as np
import pytest
from scipy import integrate, stats

from nbhelpers import variational
from nbhelpers.nn import mlp
from nbhelpers.variational import bound


def some(k=1, n=3):
    rng = np.random.default_rng(2)
    return variational.new_vae((n, 4, k), rng, gain=2.0), (rng.random((3, n)) > 0.5).astype(float)


def test_the_evidence_by_adaptive_quadrature():
    vae, X = some()

    def p(z, x):
        ink = mlp.predict(vae.decoder, np.array([[z]]))[0]
        return stats.norm.pdf(z) * np.prod(np.where(x > 0, ink, 1 - ink))

    wanted = [np.log(integrate.quad(p, -9, 9, args=(x,))[0]) for x in X]
    np.testing.assert_allclose(bound.log_evidence(vae.decoder, X, 8.0, 0.1), wanted, atol=1e-9)


@pytest.mark.parametrize("k", [1, 2])
def test_the_chances_of_all_pictures_sum_to_one(k):
    vae, _ = some(k)
    all_of_them = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)], dtype=float)
    assert np.exp(bound.log_evidence(vae.decoder, all_of_them, step=0.2)).sum() == pytest.approx(1, abs=1e-4)
    assert np.exp(bound.log_evidence(vae.decoder, all_of_them)).sum() == pytest.approx(1, abs=1e-4)


def test_weights_are_the_ratio_of_the_densities():
    vae, X = some(2)
    mu, log_var = variational.encode(vae, X)
    eps = np.random.default_rng(0).normal(size=(5, 3, 2))
    logs = bound.log_weights(vae.decoder, X, mu, log_var, eps)
    assert logs.shape == (5, 3)
    z = mu[1] + np.exp(log_var[1] / 2) * eps[4, 1]
    ink = mlp.predict(vae.decoder, z[None])[0]
    seen = np.log(np.where(X[1] > 0, ink, 1 - ink)).sum()
    cloud = stats.norm.logpdf(z, mu[1], np.exp(log_var[1] / 2)).sum()
    assert logs[4, 1] == pytest.approx(seen + stats.norm.logpdf(z).sum() - cloud)
    assert bound.log_normal(z) == pytest.approx(stats.norm.logpdf(z).sum())


@pytest.mark.parametrize("k", [1, 2])
def test_the_bound_lies_below_and_importance_sampling_comes_to_the_evidence(k):
    vae, X = some(k)
    mu, log_var = np.full((3, k), 0.1), np.full((3, k), 0.2)
    eps = np.random.default_rng(0).normal(size=(4000, 3, k))
    logs, exact = bound.log_weights(vae.decoder, X, mu, log_var, eps), bound.log_evidence(vae.decoder, X, step=0.1)
    assert (logs.mean(axis=0) < exact - 0.01).all()
    np.testing.assert_allclose(bound.importance(logs), exact, atol=0.05)


def test_with_the_true_posterior_every_weight_is_the_evidence():
    """A decoder that does not look at z: the posterior is the prior, and the bound is no bound but the truth."""
    vae, X = some(2)
    deaf = vae.decoder._replace(layers=tuple(layer._replace(weights=0 * layer.weights) for layer in vae.decoder.layers))
    logs = bound.log_weights(deaf, X, np.zeros((3, 2)), np.zeros((3, 2)), np.ones((1, 3, 2)))
    np.testing.assert_allclose(logs[0], 3 * np.log(0.5))


def test_importance_is_the_logarithm_of_the_mean():
    logs = np.log([[1.0, 2.0], [3.0, 6.0]]) - 800
    np.testing.assert_allclose(bound.importance(logs), np.log([2.0, 4.0]) - 800)


def test_a_grid_takes_codes_of_two_numbers_at_most():
    vae, X = some(3)
    with pytest.raises(ValueError, match="decoder has a code of 3 numbers; allowed are 1 or 2"):
        bound.log_evidence(vae.decoder, X)


def test_the_grid_goes_from_end_to_end():
    vae, X = some()
    z = np.array([[-1.0], [0.0], [1.0]])
    A = mlp.weighted_sums(vae.decoder, z)[-1]
    p = stats.norm.pdf(z[:, 0]) * np.exp(-variational.minus_log_p(np.tile(X[0], (3, 1)), A))
    assert bound.log_evidence(vae.decoder, X[:1], 1.0, 1.0)[0] == pytest.approx(np.log(p.sum()))
    np.testing.assert_array_equal(bound.log_evidence(vae.decoder, X), bound.log_evidence(vae.decoder, X, 4.5, 0.05))
