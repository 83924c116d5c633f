"""Nets that normalise their hidden layers, against central differences and against single samples."""

import numpy as np
import pytest

from nbhelpers.backprop.batch_normed import at_test_time, forward, gradients, with_batch_norm
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat, shaped

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(6, 2)), RNG.integers(0, 2, (6, 1)) * 1.0


def net_of(hidden="tanh", output="sigmoid"):
    net = with_batch_norm(mlp.new_mlp((2, 4, 3, 1), np.random.default_rng(1), hidden, output))
    return shaped(net, flat(net) + 0.3 * np.random.default_rng(2).normal(size=flat(net).size))


def answers(net, X):
    """A unit at a time: its pre-activations less their mean, over their standard deviation."""
    f = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}[net.hidden]
    A = X
    for layer in net.layers[:-1]:
        units = []
        for k in range(len(layer.bias)):
            z = A @ layer.weights[:, k]
            z = (z - np.mean(z)) / np.sqrt(np.mean((z - np.mean(z)) ** 2) + 1e-5)
            units.append(f(layer.gamma[k] * z + layer.bias[k]))
        A = np.stack(units, axis=1)
    return 1 / (1 + np.exp(-(A @ net.layers[-1].weights + net.layers[-1].bias)))


LOSSES = {
    "sigmoid": lambda y_hat: 0.5 * np.mean((y_hat - Y) ** 2),
    "logistic": lambda y_hat: -np.mean(Y * np.log(y_hat) + (1 - Y) * np.log(1 - y_hat)),
}


@pytest.mark.parametrize("hidden", ["tanh", "relu"])
@pytest.mark.parametrize("output", LOSSES)
def test_gradients_are_those_of_the_whole_batch(hidden, output):
    net, h = net_of(hidden, output), 1e-6
    np.testing.assert_allclose(forward(net, X)[0][-1], answers(net, X))
    row = flat(net)
    rises = [[LOSSES[output](answers(shaped(net, row + s * h * one), X)) for s in (1, -1)] for one in np.eye(row.size)]
    np.testing.assert_allclose(flat(gradients(net, X, Y)), [(up - down) / (2 * h) for up, down in rises], atol=1e-8)


def test_the_loss_of_a_logistic_net_is_minus_the_log_likelihood():
    net = mlp.new_mlp((2, 4, 1), np.random.default_rng(1), "tanh", "logistic")
    assert mlp.loss(net, X, Y) == pytest.approx(LOSSES["logistic"](mlp.predict(net, X)))
    assert mlp.loss(net, 1e4 * X, Y) < np.inf  # where a probability would have rounded to 0


def test_at_test_time_single_samples_get_the_answers_of_the_batch():
    net = net_of()
    alone = [mlp.predict(at_test_time(net, X), x[None])[0] for x in X]
    np.testing.assert_allclose(alone, answers(net, X))
    assert all(type(layer) is mlp.Layer for layer in at_test_time(net, X).layers)


def test_a_net_begins_with_gamma_1():
    plain = mlp.new_mlp((2, 4, 3, 1), np.random.default_rng(1))
    net = with_batch_norm(plain)
    assert [len(layer) for layer in net.layers] == [3, 3, 2] and (net.layers[0].gamma == 1).all()
    assert net.layers[-1] is plain.layers[-1] and net.layers[1].weights is plain.layers[1].weights
