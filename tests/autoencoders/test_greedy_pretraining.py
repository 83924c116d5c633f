"""Stacks: what each layer is trained on, what is on top."""

import itertools

import numpy as np
import pytest

from nbhelpers import autoencoders
from nbhelpers.autoencoders import greedy_pretraining
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat

X = np.random.default_rng(0).random((200, 8))


def test_each_layer_is_the_encoder_of_an_autoencoder_on_the_codes_below():
    layers = greedy_pretraining.pretrain((8, 5, 3), X, np.random.default_rng(1), epochs=3, eta=0.01)
    assert [layer.weights.shape for layer in layers] == [(8, 5), (5, 3)]
    rng = np.random.default_rng(1)
    below, expected = X, []
    for pair in ((8, 5), (5, 3)):
        nets = autoencoders.train(autoencoders.new_autoencoder(pair, rng), below, rng, eta=0.01)
        *_, net = itertools.islice(nets, 3)
        expected.append(net.layers[0])
        below = 1 / (1 + np.exp(-(below @ net.layers[0].weights + net.layers[0].bias)))
    for ours, theirs in zip(layers, expected, strict=True):
        np.testing.assert_allclose(ours.weights, theirs.weights)


def test_ten_epochs_of_small_steps_unless_told_otherwise():
    (one,), (other,) = (
        greedy_pretraining.pretrain((8, 3), X, np.random.default_rng(1), **how)
        for how in ({}, {"epochs": 10, "eta": 0.002})
    )
    np.testing.assert_array_equal(one.weights, other.weights)


def test_the_classifier_begins_with_the_layers_it_is_given():
    layers = mlp.new_mlp((8, 5, 3), np.random.default_rng(1)).layers
    net = greedy_pretraining.with_output(layers, 4, np.random.default_rng(2))
    assert net.layers[:2] == layers and net.layers[2].weights.shape == (3, 4) and net.output == "softmax"
    assert greedy_pretraining.with_output(layers, 2, np.random.default_rng(2)).layers[2].weights.shape == (3, 2)


def test_fine_tuning_yields_after_every_step_of_adam_on_20_samples():
    layers = mlp.new_mlp((8, 5, 3), np.random.default_rng(1)).layers
    net = greedy_pretraining.with_output(layers, 4, np.random.default_rng(2))
    labels = np.arange(20) % 4
    slopes = flat(mlp.gradients(net, X[:20], mlp.one_hot(labels, 4)))
    after = next(greedy_pretraining.fine_tune(net, X[:20], labels, np.random.default_rng(3)))
    moved, clear = flat(after.layers) - flat(net.layers), np.abs(slopes) > 1e-5
    assert clear.any() and moved[clear] == pytest.approx(-0.001 * np.sign(slopes[clear]), rel=1e-2)


@pytest.mark.parametrize("method", ["SGD", "Adam"])
def test_fine_tuning_takes_the_step_of_the_method(method):
    """With a batch of all samples: SGD's first step is eta times the slope, Adam's is eta in every direction."""
    labels = np.arange(200) % 4
    net = greedy_pretraining.with_output(
        mlp.new_mlp((8, 5), np.random.default_rng(1)).layers, 4, np.random.default_rng(2)
    )
    slopes = flat(mlp.gradients(net, X, mlp.one_hot(labels, 4)))
    rng = np.random.default_rng(3)
    after = next(greedy_pretraining.fine_tune(net, X, labels, rng, method=method, eta=0.01, batch=200))
    moved = flat(net.layers) - flat(after.layers)
    expected = 0.01 * slopes if method == "SGD" else 0.01 * np.sign(slopes)
    clear = np.abs(slopes) > 1e-5
    assert clear.any() and moved[clear] == pytest.approx(expected[clear], rel=1e-2)


def test_fine_tuning_yields_as_seldom_as_asked():
    layers = mlp.new_mlp((8, 5), np.random.default_rng(1)).layers
    net = greedy_pretraining.with_output(layers, 4, np.random.default_rng(2))
    each, third = (
        greedy_pretraining.fine_tune(net, X, np.arange(200) % 4, np.random.default_rng(3), every=every)
        for every in (1, 3)
    )
    *_, expected = itertools.islice(each, 3)
    np.testing.assert_array_equal(flat(next(third).layers), flat(expected.layers))


def test_bad_arguments_are_named_with_what_is_allowed():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="epochs = 0: allowed are whole numbers from 1"):
        greedy_pretraining.pretrain((8, 5), X, rng, epochs=0)
    with pytest.raises(ValueError, match="0 layers and classes = 10"):
        greedy_pretraining.with_output([], 10, rng)
    net = greedy_pretraining.with_output(mlp.new_mlp((8, 5), rng).layers, 4, rng)
    with pytest.raises(ValueError, match="method = 'Newton': allowed are 'SGD'"):
        next(greedy_pretraining.fine_tune(net, X, np.zeros(200, int), rng, method="Newton"))
    with pytest.raises(ValueError, match="labels run from 0 to 4; allowed: 0 to 3"):
        next(greedy_pretraining.fine_tune(net, X, np.arange(200) % 5, rng))
