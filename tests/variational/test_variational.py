"""A variational autoencoder: its parts by hand and by quadrature, its gradient by differences, its training."""

import itertools

import numpy as np
import pytest
from scipy import stats

from nbhelpers import variational
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat, shaped


def some(sizes=(6, 5, 2), m=4, hidden="tanh", seed=0):
    rng = np.random.default_rng(seed)
    vae = variational.new_vae(sizes, rng, hidden)
    row = flat(vae) + 0.1 * rng.normal(size=len(flat(vae)))  # biases too
    return shaped(vae, row), rng.random((m, sizes[0])), rng.normal(size=(m, sizes[-1]))


@pytest.mark.parametrize("sizes", [(6, 2), (6, 5, 2), (7, 5, 4, 3)])
def test_the_two_nets_mirror_each_other_and_the_encoder_ends_in_twice_the_code(sizes):
    vae = variational.new_vae(sizes, np.random.default_rng(0), "relu", gain=3.0)
    assert [len(layer.weights) for layer in vae.encoder.layers] == [*sizes[:-1]]
    assert len(vae.encoder.layers[-1].bias) == 2 * sizes[-1] and vae.encoder.output == "linear"
    assert [len(layer.bias) for layer in vae.decoder.layers] == [*sizes[-2::-1]]
    assert vae.decoder.output == "logistic" and vae.encoder.hidden == vae.decoder.hidden == "relu"
    wide = variational.new_vae((400, 300, 2), np.random.default_rng(0), gain=3.0)
    for layer in (wide.encoder.layers[0], wide.decoder.layers[-1]):
        assert layer.weights.std() == pytest.approx(3 / np.sqrt(len(layer.weights)), rel=0.02)


def test_the_first_half_of_the_encoder_s_outputs_are_the_means():
    vae, X, _ = some()
    mu, log_var = variational.encode(vae, X)
    np.testing.assert_array_equal(np.hstack([mu, log_var]), mlp.predict(vae.encoder, X))
    assert mu.shape == log_var.shape == (4, 2)


def test_by_hand():
    """A mean of 1, a variance of 1/4: ε = 2 gives z = 2; the KL is (1 + 1/4 − 1 + ln 4) / 2."""
    mu, log_var = np.array([[1.0]]), np.array([[-np.log(4)]])
    assert variational.draw(mu, log_var, np.array([[2.0]]))[0, 0] == pytest.approx(2.0)
    assert variational.kl(mu, log_var)[0, 0] == pytest.approx(0.125 + np.log(2))
    assert variational.minus_log_p(np.array([[1.0, 0.0]]), np.log([[3.0, 1.0]]))[0] == pytest.approx(np.log(8 / 3))


def test_draws_have_the_cloud_s_mean_and_variance():
    eps = np.random.default_rng(0).normal(size=(40000, 1))
    z = variational.draw(np.full((40000, 1), 3.0), np.full((40000, 1), np.log(0.25)), eps)
    assert z.mean() == pytest.approx(3, abs=0.01) and z.std() == pytest.approx(0.5, abs=0.01)


def test_kl_is_the_mean_of_the_log_ratio():
    nodes, weights = np.polynomial.hermite_e.hermegauss(30)
    for mu, log_var in itertools.product((-1.3, 0.0, 0.4), (-2.0, 0.0, 0.7)):
        z = mu + np.exp(log_var / 2) * nodes
        ratio = stats.norm.logpdf(z, mu, np.exp(log_var / 2)) - stats.norm.logpdf(z)
        found = variational.kl(np.array([[mu]]), np.array([[log_var]]))[0, 0]
        assert found == pytest.approx(weights @ ratio / weights.sum())


@pytest.mark.parametrize("beta", [0.0, 0.7, 1.0])
def test_the_loss_is_the_sum_of_its_parts(beta):
    vae, X, eps = some()
    mu, log_var = variational.encode(vae, X)
    P = mlp.predict(vae.decoder, mu + np.exp(log_var / 2) * eps)
    copy = -np.sum(X * np.log(P) + (1 - X) * np.log(1 - P), axis=1)
    wanted = np.mean(copy + beta * variational.kl(mu, log_var).sum(axis=1))
    assert variational.loss(vae, X, eps, beta) == pytest.approx(wanted)


def test_beta_is_one_unless_told():
    vae, X, eps = some()
    assert variational.loss(vae, X, eps) == variational.loss(vae, X, eps, 1.0)
    plain, told = variational.gradients(vae, X, eps), variational.gradients(vae, X, eps, 1.0)
    np.testing.assert_array_equal(flat(plain), flat(told))


@pytest.mark.parametrize("sizes, hidden", [((6, 2), "tanh"), ((6, 5, 2), "tanh"), ((5, 4, 3, 3), "sigmoid")])
@pytest.mark.parametrize("beta", [0.0, 0.7])
def test_the_gradient_by_differences(sizes, hidden, beta):
    vae, X, eps = some(sizes, hidden=hidden)
    w, step = flat(vae), 1e-5
    found = flat(variational.gradients(vae, X, eps, beta))
    wanted = [
        (variational.loss(shaped(vae, w + one), X, eps, beta) - variational.loss(shaped(vae, w - one), X, eps, beta))
        / (2 * step)
        for one in step * np.eye(len(w))
    ]
    np.testing.assert_allclose(found, wanted, atol=1e-8)


def test_backward_gives_the_gradient_at_the_inputs():
    vae, X, _ = some()
    *before, z = mlp.weighted_sums(vae.decoder, X[:, :2])
    layers, at_inputs = variational.backward(vae.decoder, before, np.cos(z))
    step = 1e-5 * np.eye(8).reshape(8, 4, 2)
    wanted = [np.sum(np.sin(mlp.weighted_sums(vae.decoder, X[:, :2] + s)[-1])
                     - np.sin(mlp.weighted_sums(vae.decoder, X[:, :2] - s)[-1])) / 2e-5 for s in step]  # fmt: skip
    np.testing.assert_allclose(at_inputs.ravel(), wanted, atol=1e-8)
    assert [layer.weights.shape for layer in layers] == [layer.weights.shape for layer in vae.decoder.layers]


def test_training_lowers_the_loss_and_every_visit_draws_anew():
    rng = np.random.default_rng(0)
    X = np.repeat(np.eye(4), 8, axis=0)
    vae = variational.new_vae((4, 6, 2), rng)
    *_, learned = itertools.islice(variational.train(vae, X, rng, eta=0.02, batch=16), 200)
    eps = np.random.default_rng(9).normal(size=(32, 2))
    assert variational.loss(learned, X, eps) < 0.85 * variational.loss(vae, X, eps)
    first = [next(variational.train(vae, X, np.random.default_rng(seed), batch=32)) for seed in (1, 1, 2)]
    assert np.array_equal(flat(first[0]), flat(first[1])) and not np.array_equal(flat(first[0]), flat(first[2]))


def test_training_is_adam_on_the_gradient_with_its_own_beta():
    """One batch of all samples: the first step of Adam is eta times the sign of the gradient."""
    vae, X, _ = some()
    rng = np.random.default_rng(3)
    rng.permutation(4)
    order = np.random.default_rng(3).permutation(4)
    g = flat(variational.gradients(vae, X[order], rng.normal(size=(4, 2)), 0.3))
    found = flat(next(variational.train(vae, X, np.random.default_rng(3), eta=0.01, batch=4, beta=0.3)))
    np.testing.assert_allclose(found, flat(vae) - 0.01 * g / (np.abs(g) + 1e-8), atol=1e-12)


def test_the_defaults_of_training():
    X = np.random.default_rng(0).random((300, 6))
    vae, *_ = some()
    plain = flat(next(variational.train(vae, X, np.random.default_rng(1))))
    told = flat(next(variational.train(vae, X, np.random.default_rng(1), eta=0.002, batch=100, beta=1.0)))
    np.testing.assert_array_equal(plain, told)


def test_what_is_refused_and_what_is_taken_for_granted():
    vae, X, eps = some()
    for each in (variational.loss, variational.gradients):
        with pytest.raises(ValueError, match="beta = -0.1: allowed are finite numbers from 0"):
            each(vae, X, eps, -0.1)
    with pytest.raises(ValueError, match="rng = 0: allowed is"):
        next(variational.train(vae, X, 0, batch=2))
    first, told = (variational.new_vae((4, 2), np.random.default_rng(0), **gain) for gain in ({}, {"gain": 1.0}))
    np.testing.assert_array_equal(flat(first), flat(told))


def test_from_the_mean_a_code_that_says_nothing_draws_the_mean_picture():
    X = np.array([[0.0, 0.25, 1.0], [0.0, 0.75, 1.0]])
    vae = variational.from_the_mean(variational.new_vae((3, 2), np.random.default_rng(0)), X)
    assert mlp.predict(vae.decoder, np.zeros((1, 2)))[0] == pytest.approx([0.001, 0.5, 0.999])
    with pytest.raises(ValueError, match="X has rows of 4; allowed are as many pixels as the decoder draws, 3"):
        variational.from_the_mean(vae, np.zeros((2, 4)))
