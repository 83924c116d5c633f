"""Layers: shapes, names that exist not, and that a trained layer hears nothing of a mask or a batch at use."""

import numpy as np
import pytest

from nbhelpers.convolution.layers import Activation, BatchNorm, Conv, Dense, Flatten, Pool


def test_flatten_keeps_the_order_of_the_samples():
    x = np.arange(2 * 3 * 4 * 5.0).reshape(2, 3, 4, 5)
    layer = Flatten()
    assert (layer.forward(x) == x.reshape(2, 60)).all()
    assert (layer.backward(x.reshape(2, 60)) == x).all()


def test_the_first_layer_passes_nothing_back():
    rng = np.random.default_rng(0)
    conv, dense = Conv(1, 2, 3, rng), Dense(4, 2, rng)
    for layer, x in ((conv, np.ones((2, 1, 4, 4))), (dense, np.ones((2, 4)))):
        assert layer.backward(layer.forward(x)) is not None
        layer.passes_back = False
        assert layer.backward(layer.forward(x)) is None


def test_initial_weights_have_variance_two_over_n():
    rng = np.random.default_rng(0)
    assert Conv(8, 100, 5, rng).parameters["w"].std() == pytest.approx(np.sqrt(2 / 200), rel=0.03)
    assert Dense(200, 100, rng).parameters["w"].std() == pytest.approx(np.sqrt(2 / 200), rel=0.03)


def test_batch_norm_at_use_changes_no_statistics():
    layer = BatchNorm(2)
    layer.forward(np.random.default_rng(0).normal(size=(5, 2)))
    assert layer.mean.tolist() == [0, 0] and layer.var.tolist() == [1, 1]


def test_bad_names_and_shapes():
    with pytest.raises(ValueError, match="name = 'step': allowed are 'sigmoid', .*'relu'"):
        Activation("step")
    with pytest.raises(ValueError, match="kind = 'least': allowed are 'max', 'mean'"):
        Pool(kind="least")
    with pytest.raises(ValueError, match=r"x has shape \(2, 5\); allowed here: \(samples, 4\)"):
        Dense(4, 2, np.random.default_rng(0)).forward(np.zeros((2, 5)))
