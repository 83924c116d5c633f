"""The Jacobian's price: the Jacobian and its gradient by differences, what small noise asks, and a net that pays it."""

import numpy as np
import pytest

from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.variational import contractive, field


def some(sizes=(3, 5, 2)):
    rng = np.random.default_rng(0)
    net = mlp.new_mlp(sizes, rng, "tanh", "linear")
    return shaped(net, flat(net) + 0.2 * rng.normal(size=len(flat(net)))), rng.normal(size=(4, sizes[0]))


def test_the_jacobian_by_differences():
    net, X = some()
    step = 1e-5
    wanted = [(mlp.predict(net, X + one) - mlp.predict(net, X - one)) / (2 * step) for one in step * np.eye(3)]
    np.testing.assert_allclose(contractive.jacobian(net, X), np.transpose(wanted, (1, 0, 2)), atol=1e-9)


def test_the_penalty_is_half_the_mean_square():
    net, X = some()
    assert contractive.penalty(net, X) == pytest.approx(0.5 * np.sum(contractive.jacobian(net, X) ** 2) / 4)


@pytest.mark.parametrize("sizes", [(3, 5, 2), (2, 4, 2)])
def test_its_gradient_by_differences(sizes):
    net, X = some(sizes)
    w, step = flat(net), 1e-5
    wanted = [(contractive.penalty(shaped(net, w + one), X) - contractive.penalty(shaped(net, w - one), X)) / (2 * step)
              for one in step * np.eye(len(w))]  # fmt: skip
    np.testing.assert_allclose(flat(contractive.penalty_gradients(net, X)), wanted, atol=1e-8)


def test_small_noise_asks_for_it():
    """Of a net that copies the clean points: what noise adds to its error is sigma^2 P, up to higher powers."""
    net, X = some((2, 5, 2))
    eps, sigma = np.random.default_rng(1).normal(size=(20000, 1, 2)), 0.01
    flat_eps = np.concatenate([X + sigma * one for one in np.concatenate([eps, -eps])])
    clean = mlp.predict(net, X)
    noisy = mlp.predict(net, flat_eps).reshape(-1, *clean.shape)
    added = 0.5 * np.sum((noisy - clean) ** 2, axis=2).mean()
    assert added == pytest.approx(sigma**2 * contractive.penalty(net, X), rel=0.02)


def test_a_net_that_pays_has_a_smaller_jacobian_and_copies_worse():
    curve = field.curve(200)
    free, paying = (contractive.learned(curve, 12, sigma, np.random.default_rng(0), 120) for sigma in (0.0, 0.4))
    assert contractive.penalty(paying, curve) < 0.7 * contractive.penalty(free, curve)
    assert mlp.loss(paying, curve, curve) > mlp.loss(free, curve, curve)


def test_other_nets_are_refused():
    deep = mlp.new_mlp((2, 3, 3, 2), np.random.default_rng(0), "tanh", "linear")
    relu = mlp.new_mlp((2, 3, 2), np.random.default_rng(0), "relu", "linear")
    squashed = mlp.new_mlp((2, 3, 2), np.random.default_rng(0), "tanh", "sigmoid")
    for net in (deep, relu, squashed):
        with pytest.raises(ValueError, match="net is not of one layer of tanh units and linear outputs"):
            contractive.jacobian(net, np.zeros((1, 2)))


def test_learning_weighs_the_price_by_the_variance():
    curve = field.curve(50)

    def slopes(net, rows):
        g, price = mlp.gradients(net, curve[rows], curve[rows]), contractive.penalty_gradients(net, curve[rows])
        return shaped(net, flat(g) + 0.25 * flat(price)).layers

    wanted = field.trained_by(slopes, curve, 4, np.random.default_rng(1), 3)
    found = contractive.learned(curve, 4, 0.5, np.random.default_rng(1), 3)
    np.testing.assert_allclose(flat(found), flat(wanted))


def test_what_is_no_number_is_handed_on():
    net, X = some()
    X[0, 0] = np.nan
    assert np.isnan(flat(contractive.penalty_gradients(net, X))).any()
