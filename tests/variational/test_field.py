"""The vector field of a denoiser: the closed form against Bayes' rule, differences and a measured mean."""

import numpy as np
import pytest
from scipy import stats

from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.variational import field

CENTRES = np.array([[0.0, 0.5], [1.0, -0.3], [-0.7, 0.2], [0.4, 1.1]])
X = np.random.default_rng(0).normal(0, 0.8, (6, 2))


def densities(sigma):
    return np.array([[stats.multivariate_normal.pdf(x, c, sigma**2) for c in CENTRES] for x in X])


@pytest.mark.parametrize("sigma", [0.3, 0.9])
def test_the_best_answer_is_the_mean_by_bayes_rule(sigma):
    p = densities(sigma)
    np.testing.assert_allclose(field.best(X, CENTRES, sigma), p @ CENTRES / p.sum(axis=1, keepdims=True))
    np.testing.assert_allclose(field.log_density(X, CENTRES, sigma), np.log(p.mean(axis=1)))


@pytest.mark.parametrize("sigma", [0.3, 0.9])
def test_the_arrow_is_the_slope_of_the_log_density(sigma):
    step = 1e-5
    slope = [(field.log_density(X + one, CENTRES, sigma) - field.log_density(X - one, CENTRES, sigma)) / (2 * step)
             for one in step * np.eye(2)]  # fmt: skip
    np.testing.assert_allclose(field.best(X, CENTRES, sigma) - X, sigma**2 * np.transpose(slope), atol=1e-8)


def test_one_number_by_hand():
    """Centres 0 and 2, noise 1: in the middle both are as likely; at 0 the other has the weight exp(-2)."""
    centres = np.array([[0.0], [2.0]])
    found = field.best(np.array([[1.0], [0.0]]), centres, 1.0)
    assert found[0, 0] == pytest.approx(1) and found[1, 0] == pytest.approx(2 * np.exp(-2) / (1 + np.exp(-2)))


def test_noise_that_is_small_beside_the_distances_does_not_overflow():
    assert np.allclose(field.best(CENTRES + 0.01, CENTRES, 1e-3), CENTRES)
    assert np.isfinite(field.log_density(X, CENTRES, 1e-3)).all()


def test_the_curve_is_a_wave():
    points = field.curve(5)
    np.testing.assert_allclose(points, [[-1.6, 0], [-0.8, -1], [0, 0], [0.8, 1], [1.6, 0]], atol=1e-12)


def test_a_net_learns_the_best_answer():
    curve = field.curve(300)
    net = field.learned(curve, 20, 0.4, np.random.default_rng(0), 250)
    noisy = curve + 0.4 * np.random.default_rng(1).normal(size=curve.shape)
    wanted = field.best(noisy, curve, 0.4)
    error = np.mean((mlp.predict(net, noisy) - wanted) ** 2) / np.mean((wanted - noisy) ** 2)
    assert error < 0.08
    assert [layer.weights.shape for layer in net.layers] == [(2, 20), (20, 2)]


def test_following_goes_a_share_of_every_arrow():
    def half(x):
        return 0.5 * x

    way = field.follow(half, np.array([[4.0], [-2.0]]), 3, 0.5)
    np.testing.assert_allclose(way[:, :, 0], np.outer(0.75 ** np.arange(4), [4, -2]))
    np.testing.assert_allclose(field.follow(half, [[4.0]], 2)[:, 0, 0], [4, 2, 1])


def test_a_net_is_followed_by_its_answers():
    net = mlp.new_mlp((2, 3, 2), np.random.default_rng(0), "tanh", "linear")
    np.testing.assert_array_equal(field.follow(net, X, 1)[1], X + (mlp.predict(net, X) - X))


def test_training_has_three_rates_and_batches_of_up_to_200():
    seen = []

    def nothing(net, rows):
        seen.append(len(rows))
        return shaped(net, np.zeros(len(flat(net)))).layers

    net = field.trained_by(nothing, np.zeros((400, 2)), 5, np.random.default_rng(3), 2)
    assert seen == [200] * 6
    np.testing.assert_array_equal(
        flat(net), flat(mlp.new_mlp((2, 5, 2), np.random.default_rng(3), "tanh", "linear", gain=2.0))
    )
