"""A net and its twin: each is trained as the chapters train one net, and they part where rounding decides."""

import numpy as np
import pytest

from nbhelpers import backprop
from nbhelpers.backprop.point_sets import crescents
from nbhelpers.nn import twins
from nbhelpers.nn.mlp import MLP, Layer
from nbhelpers.nn.training import train


def started(hidden=4, outputs=1):
    rng = np.random.default_rng(0)
    x, y = crescents(20, 0.15, rng)
    net = backprop.new_net((2, hidden, outputs), rng)
    net = net._replace(gamma=rng.normal(size=hidden), theta=rng.normal(size=outputs))
    return net, x, np.hstack([y, 1 - y, y])[:, :outputs]


def both(pair):
    """The two nets of a pair, each as a net of its own."""
    return [backprop.Net(pair.v[k], pair.gamma[k, 0], pair.w[k], pair.theta[k, 0]) for k in (0, 1)]


def close(one, other):
    for ours, theirs in zip(one, other, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-15)


def test_they_differ_in_one_weight():
    net, _, _ = started()
    one, other = both(twins.twins(net))
    close(one, net)
    assert other.v[0, 0] - net.v[0, 0] == pytest.approx(twins.BESIDE, abs=1e-15)
    assert sum(np.count_nonzero(a != b) for a, b in zip(one, other, strict=True)) == 1


@pytest.mark.parametrize(("hidden", "outputs"), [(1, 1), (4, 3)])
def test_answers_and_steps_are_those_of_the_chapter(hidden, outputs):
    net, x, y = started(hidden, outputs)
    for k, alone in enumerate(both(twins.twins(net))):
        close(twins.outputs(twins.twins(net), x)[k], backprop.forward(alone, x).y_hat)
        sweep = twins.epoch(twins.twins(net), x, y, 3.0, 1, np.random.default_rng(5))
        close(both(sweep)[k], backprop.standard_epoch(alone, x, y, 3.0, np.random.default_rng(5)))
        close(both(twins.step(twins.twins(net), x, y, 3.0))[k], backprop.accumulated_epoch(alone, x, y, 3.0))


def test_batches_are_those_of_training():
    net, x, y = started()
    layers = (Layer(net.v, -net.gamma), Layer(net.w, -net.theta))
    nets = train(MLP(layers, "sigmoid", "sigmoid"), x, y, eta=3.0, batch=6, rng=np.random.default_rng(5))
    first, second = next(nets).layers
    pair = twins.epoch(twins.twins(net), x, y, 3.0, 6, np.random.default_rng(5))
    close(both(pair)[0], (first.weights, -first.bias, second.weights, -second.bias))


def test_parted_once_is_parted_for_good():
    gaps = np.array([0.0, 1e-9, 2e-6, 1e-9])
    answers = np.stack([np.full(4, 0.5), 0.5 + gaps], axis=1)
    assert twins.parted(answers).tolist() == [False, False, True, True]
    assert twins.parted(np.array([[[0.3, 0.3], [0.3, 0.4]]])).tolist() == [True]  # one of two samples is enough
    assert twins.parted(np.array([[0.0, twins.APART]])).tolist() == [False]


@pytest.mark.parametrize("seed", range(5))
def test_a_moderate_rate_carries_the_difference_along_and_a_large_one_multiplies_it(seed):
    """In 60 epochs of 10 steps: below 1e-9 at eta = 3; above 1e-6, a factor of a million, at eta = 100."""
    for eta, apart in ((3.0, False), (100.0, True)):
        rng = np.random.default_rng(seed)
        x, y = crescents(100, 0.35, rng)
        net = backprop.new_net((2, 4, 1), rng)
        pair = twins.twins(net._replace(v=2 * net.v, w=2 * net.w))
        worst = 0.0
        for _ in range(60):
            pair = twins.epoch(pair, x, y, eta, 10, rng)
            worst = max(worst, np.abs(np.subtract(*twins.outputs(pair, x))).max())
        assert worst > twins.APART if apart else worst < 1e-9
