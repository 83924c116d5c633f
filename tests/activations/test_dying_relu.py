"""Dead units of a small net: counted again by hand, closed states, what a leak changes; five seeds."""
import numpy as np
import pytest

from nbhelpers.activations import dying_relu
from nbhelpers.nn import mlp

SEEDS = range(5)


def test_small_digits_are_means_of_patches():
    X, labels = dying_relu.digits(10)
    assert X.shape == (10, 49) and labels.shape == (10,)
    image = dying_relu.datasets.mnist().train_images[3].reshape(28, 28)
    assert X[3, 7 * 2 + 5] == pytest.approx(image[8:12, 20:24].mean())


def test_the_first_row_is_the_net_at_the_start():
    X, labels = dying_relu.digits()
    net = dying_relu.new_net(np.random.default_rng(4), "relu", -0.5)
    B = mlp.forward(net, X)[1]
    life = dying_relu.live("relu", 1.0, -0.5, 0, 4)
    assert life.on.shape == (1, dying_relu.UNITS)
    assert life.dead[0] == (B.max(axis=0) == 0).sum() > 0
    assert life.accuracy[0] == mlp.accuracy(net, X, labels)
    np.testing.assert_allclose(life.on[0], (B > 0).mean(axis=0))
    assert life.loss[0] == pytest.approx(-np.log(mlp.predict(net, X)[np.arange(len(X)), labels]).mean())
    assert net.layers[0].weights.std() == pytest.approx(np.sqrt(2 / 49), rel=0.06)


def test_when_all_relus_start_dead_nothing_wakes_them():
    for seed in SEEDS:
        life = dying_relu.live("relu", 3.0, -2.0, 40, seed)
        assert (life.dead == dying_relu.UNITS).all()


def test_a_large_rate_kills_and_a_small_one_does_not():
    for seed in SEEDS:
        small, large = (dying_relu.live("relu", eta, 0.0, 60, seed).dead for eta in (0.3, 10.0))
        assert small[-1] <= small[0] + 2 and large[-1] >= 0.9 * dying_relu.UNITS


def test_a_leak_of_a_tenth_brings_them_back():
    for seed in SEEDS:
        life = dying_relu.live("leaky 0.1", 3.0, -2.0, 120, seed)
        assert life.dead[0] == dying_relu.UNITS and life.dead[-1] <= 0.5 * dying_relu.UNITS
        assert life.accuracy[-1] > 0.6 and life.loss[-1] < life.loss[0]


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="hidden = 'tanh': allowed are 'relu', 'leaky', 'leaky 0.1'"):
        dying_relu.live("tanh", 1, 0, 1, 0)
    assert dying_relu.digits(1)[0].shape == (1, 49)
    with pytest.raises(ValueError, match="samples = 5001: allowed are whole numbers from 1 to 5000"):
        dying_relu.digits(5001)
    for bad in ({"eta": 0}, {"eta": 11}, {"steps": -1}):
        with pytest.raises(ValueError, match="allowed are 0 < eta <= 10, steps >= 0"):
            dying_relu.live(**{"hidden": "relu", "eta": 1, "bias": 0, "steps": 1, "seed": 0, **bad})
