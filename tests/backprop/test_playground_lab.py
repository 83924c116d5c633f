"""The playground: its maps, weights and words against sums by hand, and what the chapter says is seen there."""

import math
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pytest
from contourpy import contour_generator

import nbhelpers
from nbhelpers.backprop.labs import playground
from nbhelpers.backprop.labs.playground_picture import COARSE, FINE, PLACES, REACH, WIDTHS
from nbhelpers.backprop.playground import gradient_sizes
from nbhelpers.lab.address import state_url
from nbhelpers.lab.drawing import Drawing
from nbhelpers.nn import mlp

SEEDS = range(5)
LONG = [0, *(pytest.param(seed, marks=pytest.mark.whole) for seed in SEEDS[1:])]  # whole trainings
F = {"sigmoid": lambda z: 1 / (1 + math.exp(-z)), "tanh": math.tanh, "relu": lambda z: max(z, 0.0),
     "leaky": lambda z: z if z > 0 else 0.01 * z}  # fmt: skip


@cache
def state(**values):
    return playground.state(**values)


def headline(**values):
    return playground.reading(**values).partition("\n")[0]


def wrong(**values):
    return int(state(**values).wrong.sum())


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


# What the chapter says is seen


def closed_borders(s):
    """How many outlines of the answer 1/2 end where they began, within the plane that is seen."""
    lines = contour_generator(PLACES, PLACES, s.surface).lines(0.5)
    return sum((line[0] == line[-1]).all() for line in lines)


@pytest.mark.parametrize("activation", ["tanh", pytest.param("sigmoid", marks=pytest.mark.whole)])
@pytest.mark.parametrize("seed", LONG)
def test_two_units_a_layer_never_close_a_border_and_eight_do(activation, seed):
    for epoch in (50, 300):
        assert closed_borders(state(units=2, activation=activation, seed=seed, epoch=epoch)) == 0
    assert wrong(units=2, activation=activation, seed=seed, epoch=300) >= 10
    assert closed_borders(state(activation=activation, seed=seed, epoch=300)) >= 1
    assert wrong(activation=activation, seed=seed, epoch=300) <= 1


@pytest.mark.parametrize("seed", SEEDS)
def test_units_that_start_alike_stay_alike(seed):
    for activation in ("tanh", "sigmoid"):
        s = state(start="zero", activation=activation, seed=seed, epoch=40)
        assert s.alike and all(np.ptp(maps, axis=0).max() < 1e-9 for maps in s.maps[1:])
        assert playground.read(s).startswith("Units that start alike stay alike")
        assert not state(activation=activation, seed=seed, epoch=0).alike


@pytest.mark.parametrize("seed", SEEDS)
def test_before_training_sigmoid_units_send_less_of_the_gradient_back_than_tanh_units(seed):
    shares = [state(activation=one, seed=seed, epoch=0).gradients[0, [0, -1]] for one in ("sigmoid", "tanh")]
    sigmoid, tanh = (first / last for first, last in shares)
    assert sigmoid < 0.5 * tanh and sigmoid < 0.2 < 0.9 * tanh + 0.05


@pytest.mark.whole
def test_the_spiral_takes_tanh_units_hundreds_of_epochs_and_once_in_five_does_not_come():
    assert min(wrong(data="spiral", seed=seed, epoch=20) for seed in SEEDS) >= 30
    ends = sorted(wrong(data="spiral", seed=seed, epoch=300) for seed in SEEDS)
    assert ends[3] <= 4 and ends[4] >= 30
    assert wrong(data="spiral", seed=0, epoch=300) <= 4


@pytest.mark.parametrize("seed", LONG)
def test_sigmoid_units_do_not_learn_the_spiral_in_as_long(seed):
    assert wrong(data="spiral", activation="sigmoid", seed=seed, epoch=300) >= 40


@pytest.mark.parametrize("seed", LONG)
def test_noise_is_learned_by_heart_and_weight_decay_holds_it_back(seed):
    def gap(**values):
        return float(np.diff(state(noise=0.4, seed=seed, epoch=300, **values).losses[-1])[0])

    assert gap() > 0.003 and gap(weight_decay=0.003) < 0.6 * gap()
    assert headline(noise=0.4, seed=seed, epoch=300).startswith("Overfitting: since epoch ")


@pytest.mark.parametrize("seed", SEEDS)
def test_decay_alone_diverges(seed):
    assert not state(method="SGD", eta=10.0, weight_decay=0.3, seed=seed, epoch=20).bounded


@pytest.mark.parametrize("seed", SEEDS)
def test_steps_too_long_leave_the_loss_above_its_start(seed):
    first, *_, last = state(eta=1.0, seed=seed, epoch=10).losses[:, 0]
    assert last > 1.1 * first


@pytest.mark.parametrize("seed", SEEDS)
def test_with_products_the_disc_needs_no_hidden_unit(seed):
    """Its border is x1^2 + x2^2 = constant, a straight line of these inputs; of x1 and x2 alone no line is any use."""
    assert wrong(layers=0, inputs="products", eta=0.1, seed=seed) <= 2
    assert wrong(layers=0, eta=0.1, seed=seed) >= 60


# Words


ADDRESSES = {  # where the chapter leads to
    "epoch=0": "Before training, 100 of 200 points lie on the wrong side.",
    "epoch=10": "The border leaves 15 of 200 training points on the wrong side.",
    "epoch=50": "Every training point is on the right side of the border.",
    "data=spiral&epoch=50": "The border leaves 24 of 200 training points on the wrong side.",
    "data=spiral&epoch=300": "The border leaves 2 of 200 training points on the wrong side.",
    "units=2&epoch=300": "The border leaves 25 of 200 training points on the wrong side.",
    "start=zero&activation=sigmoid&epoch=300": "Units that start alike stay alike: each layer has one map.",
    "activation=sigmoid&epoch=0": "Before training, 100 of 200 points lie on the wrong side.",
    "activation=sigmoid&epoch=10": "The border leaves 92 of 200 training points on the wrong side.",
    "data=spiral&activation=sigmoid&epoch=300": "The border leaves 77 of 200 training points on the wrong side.",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_chapter_leads_to_states_of_the_page(address):
    assert state_url(f"lab:playground?{address}", [playground]).endswith("#playground")
    numbers = {name: int(value) if value.isdigit() else value for name, value in parse_qsl(address)}
    assert headline(**numbers) == ADDRESSES[address]


def test_the_chapter_leads_nowhere_else():
    text = (Path(nbhelpers.__file__).parents[1] / "book" / "backprop.ipynb").read_text("utf8")
    assert {*re.findall(r"lab:playground\?([^)\s]*)\)", text)} == {*ADDRESSES}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"activation": "sigmoid", "epoch": 1}, "No border in view: the net puts the whole plane into one class."),
        ({"noise": 0.4, "seed": 4, "epoch": 300}, "Overfitting: since epoch 48 the loss on fresh points has risen."),
        ({"method": "SGD", "eta": 10.0, "weight_decay": 0.3, "epoch": 20},
         "Diverged: with ηλ = 3, above 2, decay itself makes the weights grow."),
        ({"eta": 1.0, "epoch": 300}, "Rounding decides what this net has learned."),
    ],
)  # fmt: skip
def test_the_headline_says_what_is_to_be_seen(values, words):
    assert headline(**values) == words


def told(**changed):
    """The headline of the default state, some of its numbers changed."""
    return playground.read({**state(), **changed}).partition("\n")[0]


def test_headlines_of_states_that_are_seldom_met():
    s, bad = state(), np.arange(200) < 100
    assert told(bounded=False, decay=1.0, times=[0, 5]) == "Diverged: after epoch 5 a weight has passed 10²⁰."
    assert told(dead=np.array([[True] * 8, [False] * 8])).startswith("Dead: a whole layer gives 0")
    assert told(slope=1e-5, right=0.5, wrong=bad).startswith("Stuck: the output is saturated")
    assert told(losses=np.array([[0.1, 0.1], [0.2, 0.2]])) == "Steps too long: E has risen from 0.100 to 0.200."
    assert "No gradient reaches layer 1." in playground.read({**s, "gradients": np.array([[0.0, 0.1, 0.2]])})


def test_a_curve_ends_with_the_training():
    s = state(method="SGD", eta=10.0, weight_decay=0.3, epoch=300)
    assert not s.bounded and s.times[-1] < 20 and len(s.losses) == len(s.gradients) == len(s.times)


@pytest.mark.whole
def test_the_page_s_states_hang_on_no_rounding():
    """The last moment of every recorded run."""
    recorded = [values for values in playground.recorded() if values["epoch"] == 300]
    assert len(recorded) == 16
    assert [values for values in recorded if state(**values).parted] == []
