"""Nets of any number of layers: against central differences, counting and limits."""
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers.nn import mlp

seeds = st.integers(0, 10_000)
units = st.integers(1, 5)


def central_difference(E, arrays, h=1e-6):
    """dE/dp for every number p in `arrays` (changed in place and put back)."""
    slopes = [np.zeros_like(array) for array in arrays]
    for array, slope in zip(arrays, slopes, strict=True):
        for at in np.ndindex(array.shape):
            kept = array[at]
            array[at] = kept + h
            above = E()
            array[at] = kept - h
            slope[at] = (above - E()) / (2 * h)
            array[at] = kept
    return slopes


def parameters(layers):
    return [parameter for layer in layers for parameter in layer]


@given(
    sizes=st.lists(units, min_size=2, max_size=4), hidden=st.sampled_from(list(mlp.HIDDEN)),
    output=st.sampled_from(list(mlp.OUTPUT)), weight_decay=st.sampled_from([0.0, 0.3]), seed=seeds,
)
@settings(max_examples=60, deadline=None)
def test_gradients_of_every_parameter(sizes, hidden, output, weight_decay, seed):
    rng = np.random.default_rng(seed)
    net = mlp.new_mlp(sizes, rng, hidden, output)
    for layer in net.layers:
        layer.bias[:] = rng.normal(size=layer.bias.shape)  # keeps ReLU sums off their kink
    X, Y = rng.normal(size=(3, sizes[0])), mlp.one_hot(rng.integers(0, sizes[-1], 3), sizes[-1])
    found = mlp.gradients(net, X, Y, weight_decay)
    slopes = central_difference(lambda: mlp.loss(net, X, Y, weight_decay), parameters(net.layers))
    for exact, slope in zip(parameters(found), slopes, strict=True):
        np.testing.assert_allclose(exact, slope, atol=2e-7)


@pytest.mark.parametrize(
    ("sizes", "count"), [((2, 2, 1), 9), ((784, 100, 10), 79_510), ((784, 300, 10), 238_510)]
)
def test_count_parameters_equals_the_numbers_in_the_net(sizes, count):
    net = mlp.new_mlp(sizes, np.random.default_rng(0))
    assert mlp.count_parameters(sizes) == count == sum(p.size for p in parameters(net.layers))


@given(z=st.lists(st.floats(-800, 800), min_size=1, max_size=6), shift=st.floats(-100, 100))
def test_softmax_is_a_distribution_and_only_differences_count(z, shift):
    z = np.array(z)
    p = mlp.softmax(z)
    assert p.sum() == pytest.approx(1)
    assert (p >= 0).all()
    np.testing.assert_allclose(mlp.softmax(z + shift), p, atol=1e-9)


def test_a_new_net_has_small_weights_by_its_gain_and_no_biases():
    for gain, named in ((1.0, {}), (3.0, {"gain": 3.0})):
        net = mlp.new_mlp((100, 400, 50), np.random.default_rng(0), **named)
        for layer in net.layers:
            n = len(layer.weights)
            assert layer.weights.std() == pytest.approx(gain / np.sqrt(n), rel=0.03) and not layer.bias.any()
            assert abs(layer.weights.mean()) < 5 * gain / np.sqrt(n * layer.weights.size)
    assert (net.hidden, net.output) == ("sigmoid", "softmax")


def test_two_layers_by_hand():
    """X = (1, 2): the hidden ReLUs are 3 and 0, the outputs 7 and -6; then half of every number is taken off."""
    first = mlp.Layer(np.array([[1.0, 1.0], [1.0, -1.0]]), np.zeros(2))
    net = mlp.MLP((first, mlp.Layer(np.array([[2.0, -2.0], [5.0, 5.0]]), np.array([1.0, 0.0]))), "relu", "linear")
    X = np.array([[1.0, 2.0]])
    assert [a.tolist() for a in mlp.forward(net, X)] == [[[1, 2]], [[3, 0]], [[7, -6]]]
    assert mlp.predict(net, X).tolist() == [[7, -6]]
    assert mlp.loss(net, X, np.array([[6.0, -6.0]]), 0.5) == pytest.approx(0.5 + 0.25 * (4 + 58))
    half = mlp.descend(net, net.layers, 0.5)
    assert half.layers[0].weights.tolist() == [[0.5, 0.5], [0.5, -0.5]] and half.layers[1].bias.tolist() == [0.5, 0]
    assert half[1:] == net[1:]


def test_accuracy_is_the_share_of_rows_read_rightly():
    net = mlp.MLP((mlp.Layer(np.eye(3), np.zeros(3)),))
    assert mlp.accuracy(net, np.eye(3)[[0, 1, 2, 2, 1]], [0, 1, 2, 0, 0]) == 0.6


def test_every_row_has_its_own_softmax_and_hides_no_nan():
    z = np.array([[1000.0, 1000, -1000], [-1000, -1001, -1000], [0, np.log(2), np.log(5)]])
    p = 1 / (2 + np.exp(-1))
    np.testing.assert_allclose(mlp.softmax(z), [[0.5, 0.5, 0], [p, p * np.exp(-1), p], [1 / 8, 2 / 8, 5 / 8]])
    assert np.isnan(mlp.output_errors("linear", [[np.nan, 1.0]], [[1.0, 1.0]])).tolist() == [[True, False]]


def test_loss_of_a_hopeless_answer_is_finite():
    net = mlp.MLP((mlp.Layer(np.array([[1e4, -1e4]]), np.zeros(2)),))
    assert np.isfinite(mlp.loss(net, np.ones((1, 1)), np.array([[0.0, 1.0]])))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda net, rng: mlp.new_mlp((3,), rng), r"sizes = \(3,\)"),
        (lambda net, rng: mlp.new_mlp((3, 2), rng, hidden="step"), "hidden = 'step': allowed are 'sigmoid'"),
        (lambda net, rng: mlp.new_mlp((3, 2), rng, output="tanh"), "output = 'tanh': allowed are 'softmax'"),
        (lambda net, rng: mlp.predict(net, np.zeros((4, 5))), r"X has shape \(4, 5\); allowed: \(m, 3\)"),
        (lambda net, rng: mlp.one_hot(np.array([0, 3]), 3), "labels run from 0 to 3; allowed: 0 to 2"),
        (lambda net, rng: mlp.as_targets("step", np.ones((1, 1)), (1, 1)), "output = 'step': allowed are 'softmax'"),
        (lambda net, rng: mlp.as_targets("softmax", np.ones((1, 2)), (1, 2)), "rows that do not sum to 1"),
        (lambda net, rng: mlp.output_errors("step", np.ones((1, 2)), np.ones((1, 2))), "output = 'step'"),
        (lambda net, rng: mlp.gradients(net, np.zeros((4, 3)), np.zeros((4, 1))), r"Y has shape \(4, 1\)"),
    ],
)
def test_bad_input_of_the_general_net_is_named(call, words):
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=words):
        call(mlp.new_mlp((3, 2), rng), rng)
