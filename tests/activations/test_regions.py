"""Pieces of ReLU nets: linear programs over all patterns of on and off, areas, patterns on a fine grid."""

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from nbhelpers.activations import regions
from nbhelpers.nn import mlp


def possible(net, extent):
    """How many patterns of on and off have a point of the square in their inside: a linear program for each."""
    sizes, count = [len(layer.bias) for layer in net.layers[:-1]], 0
    for pattern in itertools.product((-1, 1), repeat=sum(sizes)):
        W, b, bounds, rows = np.eye(2), np.zeros(2), [], np.array(pattern)
        for layer in net.layers[:-1]:
            W, b = W @ layer.weights, b @ layer.weights + layer.bias
            signs, rows = rows[: len(b)], rows[len(b) :]
            bounds.append((signs * W, signs * b))
            W, b = W * (signs > 0), b * (signs > 0)
        A, c = (np.concatenate([one[k] for one in bounds], axis=-1) for k in (0, 1))
        room = np.append(-A, np.ones((1, A.shape[1])), axis=0).T  # A.T x + c >= room
        found = linprog([0, 0, -1], room, c, bounds=[(-extent, extent)] * 2 + [(None, 1)])
        count += bool(found.success and found.x[2] > 1e-9)
    return count


@pytest.mark.parametrize(("units", "layers"), [(1, 1), (4, 1), (2, 2), (3, 2), (2, 3)])
@pytest.mark.parametrize("extent", [1.0, 2.5])
def test_the_pieces_are_the_patterns_that_a_linear_program_finds(units, layers, extent):
    for seed in range(2):
        net = regions.random_net(units, layers, rng := np.random.default_rng(seed), extent)
        moved = (layer._replace(bias=layer.bias + rng.normal(0, 0.1, len(layer.bias))) for layer in net.layers)
        net = net._replace(layers=tuple(moved))  # so that no pre-activation is 0 all over a piece
        assert len(regions.pieces(net, extent)[0]) == possible(net, extent)


def area(corners):
    x, y = corners.T
    return 0.5 * (x @ np.roll(y, -1) - y @ np.roll(x, -1))


@pytest.mark.parametrize("layers", [1, 2])
def test_pieces_fill_the_square_and_the_net_is_linear_on_each(layers):
    net = regions.random_net(6, layers, np.random.default_rng(3), 2.0)
    found, cuts = regions.pieces(net, 2.0)
    assert min(area(one.corners) for one in found) > 0
    assert sum(area(one.corners) for one in found) == pytest.approx(16)
    assert len(found) == 1 + sum(map(len, cuts)) and len(cuts) == layers
    rng = np.random.default_rng(0)
    for one in found:
        x = rng.dirichlet(np.ones(len(one.corners)), 3) @ one.corners
        np.testing.assert_allclose(x @ one.weights + one.bias, mlp.forward(net, x)[-2], atol=1e-9)


@pytest.mark.parametrize(("units", "layers"), [(8, 1), (8, 2)])
def test_a_fine_grid_sees_no_other_patterns_and_nearly_all(units, layers):
    net = regions.random_net(units, layers, np.random.default_rng(0))
    line = np.linspace(-1, 1, 400)
    A = mlp.forward(net, np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2))
    seen = len(np.unique(np.concatenate([one > 0 for one in A[1:-1]], axis=1), axis=0))
    count = len(regions.pieces(net)[0])
    assert 0.95 * count <= seen <= count


def test_every_cut_lies_on_the_corner_of_a_unit_and_joins_two_edges():
    net = regions.random_net(5, 1, np.random.default_rng(1))
    ((cuts,), layer) = regions.pieces(net)[1], net.layers[0]
    z = np.abs(np.array(cuts) @ layer.weights + layer.bias)
    assert (z.max(axis=1).min(axis=1) < 1e-9).all()
    assert np.linalg.norm(np.diff(cuts, axis=1), axis=-1).min() > 0


def test_a_case_by_hand():
    """|x1| and |x2| need four units and cut the square into four; a second layer cuts each again along a diagonal."""
    first = mlp.Layer(np.array([[1.0, -1, 0, 0], [0, 0, 1, -1]]), np.zeros(4))
    second = mlp.Layer(np.array([[1.0], [1], [-1], [-1]]), np.zeros(1))
    net = mlp.MLP((first, mlp.Layer(np.ones((4, 1)), np.zeros(1))), "relu", "linear")
    assert [len(regions.pieces(net)[0]), len(regions.pieces(net)[1][0])] == [4, 3]
    deeper = mlp.MLP((first, second, mlp.Layer(np.ones((1, 1)), np.zeros(1))), "relu", "linear")
    found, (_, diagonals) = regions.pieces(deeper)
    assert [(len(one.corners), area(one.corners)) for one in found] == [(3, pytest.approx(0.5))] * 8
    np.testing.assert_allclose(np.sort(np.linalg.norm(diagonals, axis=2)), [[0, np.sqrt(2)]] * 4)


@pytest.mark.parametrize("lines", range(7))
def test_so_many_lines_in_general_position_make_the_most_pieces(lines):
    angles = np.arange(lines) * np.pi / 7 + 0.1
    W = np.stack([np.cos(angles), np.sin(angles)])
    last = mlp.Layer(np.ones((lines, 1)), np.zeros(1))
    net = mlp.MLP((mlp.Layer(W, 0.1 * np.sqrt(np.arange(lines) + 2.0)), last), "relu", "linear")
    assert len(regions.pieces(net, 50.0)[0]) == regions.most(lines)


def test_random_nets_have_every_corner_in_the_square_and_weights_of_variance_two_over_n():
    net = regions.random_net(400, 2, np.random.default_rng(0), 3.0)
    first, second, last = net.layers
    reach = 3 * np.abs(first.weights).sum(axis=0)
    assert (np.abs(first.bias) <= reach).all() and np.mean(np.abs(first.bias) > 0.5 * reach) > 0.1
    assert first.weights.std() == pytest.approx(1, rel=0.1) and abs(first.weights.mean()) < 0.2
    assert second.weights.std() == pytest.approx(200**-0.5, rel=0.05)
    assert last.weights.std() == pytest.approx(0.05, rel=0.1) and last.bias == [0]
    assert last.weights.shape == (400, 1) and abs(last.weights.mean()) < 0.01
    A = mlp.forward(net, np.random.default_rng(1).uniform(-3, 3, (400, 2)))[1]
    on = (A @ second.weights + second.bias > 0).mean(axis=0)
    assert on.mean() == pytest.approx(0.5, abs=0.05) and ((on > 0) & (on < 1)).mean() > 0.95


def test_a_unit_behind_a_single_one_has_its_corner_where_that_one_has_it():
    (first, second, _) = regions.random_net(1, 2, np.random.default_rng(2)).layers
    assert second.bias == [0]
    np.testing.assert_array_equal(first.bias, regions.random_net(1, 2, np.random.default_rng(2), 1.0).layers[0].bias)


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="net has 3 inputs of relu; allowed: 2 inputs, relu"):
        regions.pieces(mlp.new_mlp((3, 2, 1), np.random.default_rng(0), "relu"))
    with pytest.raises(ValueError, match="net has 2 inputs of tanh"):
        regions.pieces(mlp.new_mlp((2, 2, 1), np.random.default_rng(0), "tanh"))
    with pytest.raises(ValueError, match="extent = 0"):
        regions.random_net(2, 1, np.random.default_rng(0), 0.0)
    with pytest.raises(ValueError, match="extent"):
        regions.pieces(regions.random_net(2, 1, np.random.default_rng(0)), 0.0)
