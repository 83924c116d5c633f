"""Layers: shapes, names that exist not, and that a trained layer hears nothing of a mask or a batch at test time."""

import numpy as np
import pytest

from nbhelpers.convolution.layers import (
    Activation,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    Pool,
    init_uniform,
    new_weights,
)

RNG = np.random.default_rng(1)


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


@pytest.mark.parametrize(
    ("layer", "n_in"), [(Conv(2, 1, 7, RNG), 98), (Conv(2, 9, 5, RNG), 50), (Dense(30, 9, RNG), 30)]
)
def test_an_even_start_lies_between_bounds(layer, n_in):
    init_uniform(layer, np.random.default_rng(0))
    w, b = (layer.parameters[name] * np.sqrt(n_in) for name in "wb")
    assert -1 <= w.min() < -0.9 and 0.9 < w.max() <= 1
    assert b.all() and np.abs(b).max() <= 1


def test_initial_weights_have_mean_zero_and_thresholds_are_zero():
    for layer in (Conv(8, 100, 5, RNG), Dense(200, 100, RNG)):
        assert abs(layer.parameters["w"].mean()) < 0.003 and not layer.parameters["b"].any()
    assert new_weights((200, 100), 200, RNG).std() == pytest.approx(0.1, rel=0.03)


@pytest.mark.parametrize(
    ("kind", "given", "names"),
    [(Conv, (1, 1, 1, RNG), "wb"), (Dense, (1, 1, RNG), "wb"), (BatchNorm, (1,), ["gamma", "beta"]),
     (Activation, (), ""), (Pool, (), ""), (Dropout, (0.5,), ""), (Flatten, (), "")],
)  # fmt: skip
def test_a_new_layer_has_its_parameters_and_no_slopes(kind, given, names):
    layer = kind(*given)
    assert list(layer.parameters) == list(names) and layer.slopes == {} and layer.passes_back


def test_sizes_unless_told():
    x = np.ones((1, 1, 4, 4))
    assert Conv(1, 2, 3, RNG).forward(x).shape == (1, 2, 2, 2) and Pool().forward(x).shape == (1, 1, 2, 2)


def test_dense_by_hand():
    layer = Dense(2, 2, RNG)
    layer.parameters = {"w": np.array([[1, 2], [3, 4]]), "b": np.array([10, 20])}
    assert layer.forward(np.array([[1, 1], [0, 2]])).tolist() == [[14, 26], [16, 28]]
    assert layer.backward(np.array([[1, 0], [3, 4]])).tolist() == [[1, 3], [11, 25]]
    assert {name: slope.tolist() for name, slope in layer.slopes.items()} == {"w": [[1, 0], [7, 8]], "b": [4, 4]}


def test_batch_norm_by_hand():
    layer = BatchNorm(1, eps=12)
    assert layer.forward(np.array([[1.0], [5]]), training=True).tolist() == [[-0.5], [0.5]]
    assert (layer.mean, layer.var) == pytest.approx((0.3, 1.7))  # 9/10 of 0 and 1, 1/10 of 3 and 8
    assert layer.backward(np.array([[1.0], [3]])) == pytest.approx(np.array([[-0.1875], [0.1875]]))
    assert (layer.slopes["gamma"], layer.slopes["beta"]) == (1, 4)


def test_activation_and_pooling_by_hand():
    layer = Activation("sigmoid")
    assert layer.forward(np.zeros(1)) == [0.5] and layer.backward(np.array([8.0])) == [2]
    layer, x = Pool(), np.arange(4.0).reshape(1, 1, 2, 2)
    assert layer.forward(x).tolist() == [[[[3]]]]
    assert layer.backward(np.array([[[[5.0]]]])).tolist() == [[[[0, 0], [0, 5]]]]


@pytest.mark.parametrize("shape", [(30, 20), (5, 2, 3, 20)])
def test_dropout_leaves_out_or_makes_louder(shape):
    x, layer = np.full(shape, 3.0), Dropout(0.25)
    assert layer.forward(x) is x and layer.backward(x) is x
    assert Dropout(0).forward(x, training=True) is x
    y = layer.forward(x, training=True, rng=np.random.default_rng(0))
    assert set(np.unique(y)) == {0, 4} and (layer.backward(x) == y).all()


@pytest.mark.parametrize("shape", [(2, 3), (2, 3, 4, 5)])
def test_batch_norm_at_test_time_is_a_fixed_affine_map(shape):
    rng, layer = np.random.default_rng(0), BatchNorm(3, eps=0.1)
    layer.parameters["gamma"][:], layer.parameters["beta"][:] = rng.normal(size=3), rng.normal(size=3)
    layer.mean, layer.var = rng.normal(size=3), rng.uniform(0.5, 2, 3)
    layer.forward(rng.normal(size=shape), training=True)
    x, g = rng.normal(size=shape), rng.normal(size=shape)
    y, (scale, shift) = layer.forward(x), layer.affine()
    assert y == pytest.approx(np.moveaxis(scale * np.moveaxis(x, 1, -1) + shift, -1, 1))
    found = layer.backward(g)
    for place in np.ndindex(shape):
        nudged = x.copy()
        nudged[place] += 1e-6
        assert found[place] == pytest.approx(((layer.forward(nudged) - y) * g).sum() / 1e-6, abs=1e-7)
    assert layer.backward(g.astype(np.float32)).dtype == np.float32


def test_batch_norm_at_test_changes_no_statistics():
    layer = BatchNorm(2)
    layer.forward(np.random.default_rng(0).normal(size=(5, 2)))
    assert layer.mean.tolist() == [0, 0] and layer.var.tolist() == [1, 1]


def test_bad_names_and_shapes():
    with pytest.raises(ValueError, match="name = 'step': allowed are 'sigmoid', .*'relu'"):
        Activation("step")
    with pytest.raises(ValueError, match="kind = 'least': allowed are 'max', 'mean'"):
        Pool(kind="least")
    with pytest.raises(ValueError, match="p = 1: allowed"):
        Dropout(1)
    with pytest.raises(ValueError, match=r"x has shape \(2, 5\); allowed here: \(samples, 4\)"):
        Dense(4, 2, np.random.default_rng(0)).forward(np.zeros((2, 5)))
