"""The playground: its maps, weights and points against sums by hand."""

import math

import numpy as np
import pytest

from nbhelpers.backprop.labs import playground
from nbhelpers.backprop.labs.playground_picture import COARSE, FINE, PLACES, REACH, WIDTHS
from nbhelpers.backprop.playground import gradient_sizes
from nbhelpers.lab.drawing import Drawing
from nbhelpers.nn import mlp
from tests.backprop.playing import LONG, SEEDS, headline, state, wrong

F = {"sigmoid": lambda z: 1 / (1 + math.exp(-z)), "tanh": math.tanh, "relu": lambda z: max(z, 0.0),
     "leaky": lambda z: z if z > 0 else 0.01 * z}  # fmt: skip


# The drawn net


def unit(net, activation, layer, number, point):
    """What one unit answers to one point, by sums over single weights; layer 0 are the inputs."""
    if layer == 0:
        return point[number]
    before = len(net.layers[layer - 1].weights)
    below = [unit(net, activation, layer - 1, k, point) for k in range(before)]
    z = sum(w * b for w, b in zip(net.layers[layer - 1].weights[:, number], below, strict=True))
    f = F["sigmoid" if layer == len(net.layers) else activation]
    return f(z + net.layers[layer - 1].bias[number])


def at_rest(activation, seed=0):
    """A state before training with its net, drawn again as the lab draws it."""
    s = state(activation=activation, layers=2, units=3, epoch=0, seed=seed)
    layers = tuple(mlp.Layer(w, np.zeros(w.shape[1])) for w in s.weights)
    return s, mlp.MLP(layers, activation, "sigmoid")


@pytest.mark.parametrize("activation", F)
def test_each_map_is_its_unit_s_output_over_the_plane(activation):
    s, net = at_rest(activation)
    middles = [REACH * (2 * k + 1 - COARSE) / COARSE for k in range(COARSE)]
    for layer, maps in enumerate(s.maps):
        assert maps.shape == (s.sizes[layer], COARSE, COARSE)
        for number in range(s.sizes[layer]):
            top = REACH if layer == 0 else 1.0
            if activation in ("relu", "leaky") and layer in (1, 2):
                top = max(abs(unit(net, activation, layer, number, (x, y))) for x in PLACES for y in PLACES)
            for row, column in ((0, 0), (0, 10), (4, 7), (10, 3)):
                wanted = unit(net, activation, layer, number, (middles[column], middles[row])) / top
                assert maps[number, row, column] == pytest.approx(wanted, abs=1e-12)
    fine = REACH * (2 * 20 + 1 - FINE) / FINE
    assert s.surface[5, 20] == pytest.approx(unit(net, activation, 3, 0, (fine, PLACES[5])))


def test_products_are_inputs_as_others_are():
    s = state(inputs="products", layers=0, epoch=0)
    assert s.sizes == [5, 1] and s.points.shape == (200, 2) and s.dead.size == 0 and not s.alike
    x, y = REACH * (2 * 9 + 1 - COARSE) / COARSE, REACH * (2 * 2 + 1 - COARSE) / COARSE
    shown = [x / REACH, y / REACH, x**2 / REACH**2, y**2 / REACH**2, x * y / REACH**2]
    assert s.maps[0][:, 2, 9] == pytest.approx(shown)
    assert s.maps[1][0, 2, 9] == pytest.approx(F["sigmoid"](s.weights[0][:, 0] @ [x, y, x**2, y**2, x * y]))


@pytest.mark.parametrize("seed", SEEDS)
def test_losses_and_gradients_are_those_of_the_net_that_is_shown(seed):
    s, net = at_rest("tanh", seed)
    answers = np.array([unit(net, "tanh", 3, 0, point) for point in s.points])
    assert s.losses[0, 0] == pytest.approx(0.5 * np.mean((answers - s.targets) ** 2))
    np.testing.assert_array_equal(s.wrong, (answers > 0.5) != s.targets)
    h, found = 1e-5, []
    for layer in net.layers:
        slopes = []
        for place in np.ndindex(layer.weights.shape):
            before, both = layer.weights[place], []
            for sign in (1, -1):
                layer.weights[place] = before + sign * h
                both.append(mlp.loss(net, s.points, s.targets[:, None]))
            layer.weights[place] = before
            slopes.append((both[0] - both[1]) / (2 * h))
        found.append(np.sqrt(np.mean(np.square(slopes))))
    np.testing.assert_allclose(s.gradients[0], found, rtol=1e-6)
    np.testing.assert_allclose(s.gradients[0], gradient_sizes(net, s.points, s.targets[:, None]))


@pytest.fixture(scope="module")
def drawing():
    return Drawing(playground)


def strokes(artists):
    """{(start, end)} of every stroke of a list of paths, by the width it has."""
    paths = [artist.get_path().vertices for artist in artists]
    return [{tuple(np.round(one, 6)) for one in path.reshape(-1, 4)} if len(path) > 1 else set() for path in paths]


def test_weights_are_drawn_by_sign_and_size(drawing):
    s = state(units=3, layers=1, epoch=50)
    drawing.parts(s)
    drawn = {1: strokes(drawing.artists.positive), -1: strokes(drawing.artists.negative)}
    bounds = [size for size, _ in WIDTHS] + [math.inf]
    for sign, widths in drawn.items():
        for k, found in enumerate(widths):
            inside = [bounds[k] <= sign * w < bounds[k + 1] for one in s.weights for w in one.ravel()]
            assert len(found) == sum(inside)
    first = s.weights[0]
    lefts, rights = ({stroke[end] for widths in drawn.values() for one in widths for stroke in one} for end in (0, 2))
    assert len(lefts) == len(rights) == 2  # from the inputs to the layer, from the layer to the output
    k = int(np.searchsorted(bounds, abs(first[1, 2]), "right")) - 1
    ends = {(round(y, 3), round(to, 3)) for _, y, _, to in drawn[int(np.sign(first[1, 2]))][k]}
    rows = 26 + 39 * (np.arange(8) + 0.5) - 3  # pixels from the top to the middle of each of eight maps
    second, third = rows[3] + 39, rows[3] + 39 * 1.5
    assert (second, third) in ends


def test_a_map_stands_as_the_plane_does(drawing):
    """x2 grows upwards: the first row of a picture is the top of the plane."""
    drawing.parts(state(epoch=0))
    shades = drawing.artists.maps[0].get_array()
    assert shades.shape[:2] == (2 * COARSE + 2, COARSE)
    teal, grey = shades[0, -1, :3], shades[0, 0, :3]  # x1 at the right, at the left
    assert (shades[COARSE + 2, 5, :3] == teal).all() and (shades[-1, 5, :3] == grey).all() and (teal != grey).any()


def test_dead_units_are_framed(drawing):
    s = state(activation="relu", eta=0.1, layers=3, units=5, epoch=60)
    drawing.parts(s)
    assert 0 < s.dead.sum() < s.dead.size == 15
    assert len(drawing.artists.dead.get_path().vertices) == 5 * s.dead.sum()
    assert f"Dead units, which give 0 for every training point: {s.dead.sum()} of 15." in playground.read(s)


# Points of one's own


def put():
    """The text of two blocks of points, one of each target."""
    marks = np.zeros((36, 36), dtype=int)
    marks[4:8, 10:13], marks[30, 20:24] = 1, 2
    return playground.control("own").pack(marks)


def test_points_lie_where_they_were_put():
    s = state(own=put(), epoch=0)
    x, y = s.points.T
    assert s.targets.tolist() == [1.0] * 12 + [0.0] * 4
    cell = 4.5 / 36
    assert (x[0], y[0]) == pytest.approx((-2.25 + 10.5 * cell, 2.25 - 4.5 * cell))
    assert (x[-1], y[-1]) == pytest.approx((-2.25 + 23.5 * cell, 2.25 - 30.5 * cell))
    assert not wrong(own=put(), epoch=50)


def test_fresh_points_are_the_reader_s_own_moved_by_the_noise():
    exact, moved = (state(own=put(), noise=noise, epoch=100) for noise in (0.0, 0.5))
    assert exact.losses[-1, 0] == pytest.approx(moved.losses[-1, 0])  # learned from as they were put
    assert exact.losses[-1, 1] == pytest.approx(exact.losses[-1, 0], rel=0.2)
    assert moved.losses[-1, 1] > 2 * exact.losses[-1, 1]


# Batch norm and the two losses


@pytest.mark.parametrize("seed", LONG)
def test_batch_norm_and_cross_entropy_learn_the_ring_too(seed):
    assert wrong(norm=True, seed=seed, epoch=50) <= 2
    assert wrong(loss="logistic", seed=seed, epoch=50) <= 2


def test_batch_norm_of_single_points_says_so():
    assert headline(norm=True, batch=1, epoch=3).startswith("Batch norm of single points leaves nothing to learn")
    assert state(norm=True, batch=1, epoch=3).losses[-1, 0] == pytest.approx(state(norm=True, epoch=0).losses[-1, 0])
    assert "Batch norm" not in headline(norm=True, batch=1, layers=0, epoch=3)  # there is no layer to normalise
