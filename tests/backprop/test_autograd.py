"""The messages of a computational graph, against central differences, sums by hand and the book's matrices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import backprop
from nbhelpers.backprop import autograd
from nbhelpers.backprop.example import START
from nbhelpers.nn import mlp
from tests.equations.differences import slopes

seeds = st.integers(0, 10_000)
OPERATIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "twice": lambda a, b: a * b + a / b - b, "exp": lambda a, b: autograd.exp(a) * b,
    "tanh": lambda a, b: autograd.tanh(a) / b, "sigmoid": lambda a, b: autograd.sigmoid(a - b),
}  # fmt: skip
SPREAD = [((), ()), ((3,), (3,)), ((4, 3), (3,)), ((4, 3), (1, 3)), ((4, 1), (1, 3)), ((4, 3), ()), ((1, 1), (2, 1))]


def messages(function, *arrays):
    """What comes back to each array from a number E that depends on all of them, and E alone as a function."""
    values = [autograd.Value(array) for array in arrays]
    autograd.backward(function(*values))
    return [value.message for value in values]


def by_differences(function, arrays, place):
    def moved(array):
        return float(function(*(autograd.Value(array if k == place else old) for k, old in enumerate(arrays))).data)

    return slopes(moved, arrays[place])


@pytest.mark.parametrize("shapes", SPREAD, ids=str)
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_sends_back_what_differences_find(name, shapes):
    rng = np.random.default_rng(1)
    arrays = [rng.uniform(0.5, 2, shape) for shape in (*shapes, np.broadcast_shapes(*shapes))]

    def number(a, b, c):
        return autograd.total(OPERATIONS[name](a, b) * c)

    for place, found in enumerate(messages(number, *arrays)):
        assert found.shape == arrays[place].shape
        np.testing.assert_allclose(found, by_differences(number, arrays, place), rtol=1e-6, atol=1e-8)


@given(m=st.integers(1, 4), n=st.integers(1, 4), k=st.integers(1, 4), seed=seeds)
@settings(max_examples=20, deadline=None)
def test_matrices_send_back_what_differences_find(m, n, k, seed):
    rng = np.random.default_rng(seed)
    arrays = [rng.normal(size=shape) for shape in ((m, n), (n, k), (m, k))]

    def number(a, b, c):
        return autograd.total(a @ b * c)

    for place, found in enumerate(messages(number, *arrays)):
        np.testing.assert_allclose(found, by_differences(number, arrays, place), rtol=1e-6, atol=1e-8)


def test_values_are_those_of_numpy():
    a, b = np.array([[1.0, -2.0]]), np.array([[3.0], [4.0]])
    one = autograd.Value(a)
    made = [value.data for value in (one + 1, one - 1, one / 2, one @ b, autograd.exp(a))]
    for found, wanted in zip(made, (a + 1, a - 1, a / 2, a @ b, np.exp(a)), strict=True):
        np.testing.assert_array_equal(found, wanted)
    assert autograd.tanh(0.5).data == np.tanh(0.5) and autograd.sigmoid(0).data == 0.5 and autograd.total(a).data == -1


@given(seed=seeds)
@settings(max_examples=15, deadline=None)
def test_the_small_net_has_the_changes_of_the_matrix_form(seed):
    rng = np.random.default_rng(seed)
    net = backprop.Net(*(rng.normal(size=part.shape) for part in START))
    x, y = rng.normal(size=(3, 2)), rng.random((3, 1))
    v, gamma, w, theta = map(autograd.Value, net)
    hidden = autograd.Value(x) @ v - gamma
    out = autograd.sigmoid(hidden) @ w - theta
    miss = autograd.sigmoid(out) - y
    autograd.backward(autograd.total(miss * miss / 2) / 3)
    moved = backprop.step(net, x, y, 1.0)
    for value, old, new in zip((v, gamma, w, theta), net, moved, strict=True):
        np.testing.assert_allclose(value.message, old - new, atol=1e-12)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh"])
def test_a_deeper_net_has_the_gradients_of_the_matrix_form(hidden):
    rng = np.random.default_rng(3)
    net = mlp.new_mlp((4, 5, 3, 2), rng, hidden, "sigmoid")
    net = net._replace(layers=tuple(at._replace(bias=rng.normal(size=len(at.bias))) for at in net.layers))
    X, Y = rng.normal(size=(6, 4)), rng.random((6, 2))
    layers = [mlp.Layer(*map(autograd.Value, at)) for at in net.layers]
    f = {"sigmoid": autograd.sigmoid, "tanh": autograd.tanh}[hidden]
    A = autograd.as_value(X)
    for k, at in enumerate(layers):
        A = (autograd.sigmoid if k == 2 else f)(A @ at.weights + at.bias)
    miss = A - Y
    E = autograd.total(miss * miss) / (2 * len(X))
    autograd.backward(E)
    assert E.data == pytest.approx(mlp.loss(net, X, Y))
    for found, wanted in zip(layers, mlp.gradients(net, X, Y), strict=True):
        np.testing.assert_allclose(found.weights.message, wanted.weights, atol=1e-14)
        np.testing.assert_allclose(found.bias.message, wanted.bias, atol=1e-14)


def test_each_value_is_visited_once_however_often_it_is_used():
    """x doubled twenty times by x + x: a million ways from E to x, and 21 values."""
    visits = []

    def doubled(a):
        def back(g):
            visits.append(a.number)
            return 2 * g

        return autograd.Value(2 * a.data, ((a, back),))

    x = autograd.Value(1.0)
    end = x
    for _ in range(20):
        end = end + end
    assert [value.number for value in autograd.graph(end)] == list(range(x.number, end.number + 1))
    one = doubled(x)
    autograd.backward(one + one * one)
    assert visits == [x.number]
    assert x.message == 2 * (1 + 2 * 2)  # E = 2x + 4x^2, at x = 1
    autograd.backward(end)
    assert x.message == 2.0**20


def test_a_second_backward_begins_anew():
    x = autograd.Value(3.0)
    E = x * x * x
    for _ in range(2):
        autograd.backward(E)
        assert x.message == 27 and E.message == 1


def test_a_long_chain_is_no_trouble():
    x = autograd.Value(1.0)
    end = x
    for _ in range(5000):
        end = end + 1
    autograd.backward(end)
    assert x.message == 1


def test_what_takes_no_part_is_left_alone():
    x, other = autograd.Value(2.0), autograd.Value(np.ones(2))
    autograd.backward(x * 3)
    assert other.message.tolist() == [0, 0] and x.message == 3


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: autograd.backward(autograd.Value([1.0, 2.0])), r"end has shape \(2,\); allowed is a single number"),
        (lambda: autograd.Value([1.0]) @ [[1.0]], r"\(1,\) @ \(1, 1\); allowed are matrices"),
        (lambda: autograd.Value([[1.0]]) @ [1.0], r"\(1, 1\) @ \(1,\); allowed are matrices"),
        (lambda: autograd.Value("one"), "data is of type"),
    ],
)
def test_what_cannot_be_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


def test_an_array_on_the_left_is_refused():
    with pytest.raises(TypeError):
        np.ones(2) + autograd.Value(1.0)
