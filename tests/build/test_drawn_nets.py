"""The drawings of nets beside the nets: units, links, shapes and numbers are counted from arrays and from papers."""

import re
from itertools import combinations, product

import numpy as np
import pytest

from nbhelpers import architectures, autoencoders, datasets, deep_belief, neurons, rbm, variational
from nbhelpers.architectures import residual
from nbhelpers.autoencoders import trained
from nbhelpers.backprop.example import START
from nbhelpers.boltzmann import learning
from nbhelpers.build.drawn import blocks, clouds, drawings, graph, unit
from nbhelpers.convolution import output_size
from nbhelpers.deep_belief import trained as stacks
from nbhelpers.nn import mlp
from nbhelpers.recurrent import new_rnn
from tests import drawn
from tests.drawn import Link

SVG = {drawing.name: drawing.svg() for drawing in drawings.DRAWINGS}


def words(svg, role=None):
    return [text.words for text in drawn.texts(svg) if role in (None, text.role)]


def told(value, digits):
    return f"{value:.{digits}f}".replace("-", "−")


def shaped(*sizes):
    return " × ".join(map(str, sizes))


def pairs(svg):
    """The links as sets of two names."""
    found = [frozenset(link[:2]) for link in drawn.links(svg)]
    assert len(found) == len({*found})
    return {*found}


# one unit ------------------------------------------------------------------------------------------------


def test_a_unit_hears_three_inputs_and_bends_as_its_function_does():
    svg = SVG["unit"]
    assert drawn.links(svg) == [Link(f"x_{n}", "Σ", False) for n in "12n"]
    (curve,) = [one for one in drawn.elements(svg, "path") if one.get("stroke-width") == "2.5"]
    x, y = np.array(re.findall(r"[\d.]+", curve.get("d")), float).reshape(-1, 2).T
    u, heights = 12 * (x - x.min()) / np.ptp(x) - 6, np.ptp(y)
    share = neurons.sigmoid(u)
    assert np.allclose((y.max() - y) / heights, (share - share.min()) / np.ptp(share), atol=0.01)
    assert unit.unit(neurons.step).svg("a", "b") != unit.unit(neurons.sigmoid).svg("a", "b")


def test_the_graph_has_the_values_and_slopes_of_the_output_unit():
    """Each step's slope by central differences; y_hat and E once more by hand."""
    b, w, theta, h = 1 / (1 + np.exp(-np.array([0.4, -0.2]))), np.array([0.7, -0.6]), 0.2, 1e-6

    def slope(f, at):
        return (f(at + h) - f(at - h)) / (2 * h)

    def answer(z):
        return 1 / (1 + np.exp(-z))

    z = b @ w - theta
    slopes = [*w, *b, slope(answer, z), slope(lambda y_hat: (y_hat - 1) ** 2 / 2, answer(z))]
    svg = SVG["graph"]
    back = [said for said in words(svg, "error") if "local" not in said]
    assert sorted(back) == sorted([told(one, 2) for one in slopes] + ["1", "1", "−1"])
    forward = [said for said in words(svg, "activation") if "values" not in said]
    assert sorted(forward) == sorted(told(one, 2) for one in (*b, *(b * w), z, answer(z)))
    assert f"E = {told((answer(z) - 1) ** 2 / 2, 2)}" in words(svg)
    assert {"0.70", "−0.60", "0.20"} <= {*words(svg, "weight")} and words(svg, "target") == ["1"]


# layers --------------------------------------------------------------------------------------------------


def test_the_small_net_has_every_weight_and_threshold_with_its_value():
    svg, wanted = SVG["net"], set()
    for name, start, end, weights in (("v", "x", "b", START.v), ("w", "b", "ŷ", START.w)):
        for i, j in np.ndindex(weights.shape):
            wanted.add((f"{start}_{i + 1}", f"{end}_{j + 1}", f"{name}_{i + 1}{j + 1}", told(weights[i, j], 1)))
    assert {*_labelled(svg)} == wanted and len(drawn.elements(svg, "circle")) == 5
    said = {f"{name}_{n + 1} = {told(value, 1)}" for name, part in (("γ", START.gamma), ("θ", START.theta))
            for n, value in enumerate(part)}  # fmt: skip
    assert said <= {*words(svg)} and len(words(svg)) == 5 + 2 * len(wanted) + len(said) + 3


def _labelled(svg):
    """Each link with the two texts that stand on it, from its beginning to its end."""
    free = [(text, (text.box.left + text.box.right) / 2, text.box.bottom - 8) for text in drawn.texts(svg)]
    middles = {name: np.array(at) for at, name in drawn.units(svg).items()}
    for start, end, _ in drawn.links(svg):
        a, b = middles[start], middles[end]
        along = {text.words: (np.array([x, y]) - a) @ (b - a) / ((b - a) @ (b - a)) for text, x, y in free}
        away = {text.words: np.hypot(*(np.array([x, y]) - a - along[text.words] * (b - a))) for text, x, y in free}
        on = [name for name in along if away[name] < 5 and 0.15 < along[name] < 0.85]
        yield start, end, *sorted(on, key=along.get)


def test_a_hopfield_net_has_all_weights_but_those_to_itself():
    svg, x = SVG["hopfield"], drawings.pattern()
    middles = [*drawn.units(svg)]
    lines = [drawn.numbers(one, "x1", "y1", "x2", "y2") for one in drawn.elements(svg, "line")]
    ends = [(middles.index((x1, y1)), middles.index((x2, y2))) for x1, y1, x2, y2 in lines]
    assert sorted(ends) == [*combinations(range(6), 2)]
    dashed = [link.dash for link in drawn.links(svg)]
    assert dashed == [x[i] != x[j] for i, j in ends] and len({*dashed}) == 2
    assert [*drawn.units(svg).values()] == ["+1" if one > 0 else "−1" for one in x]


def test_a_boltzmann_machine_links_everybody():
    svg = SVG["boltzmann"]
    names = ["v_1", "v_2", "v_3", "h_1", "h_2"]
    assert sorted(drawn.units(svg).values()) == sorted(names)
    assert pairs(svg) == {*map(frozenset, combinations(names, 2))}


@pytest.mark.parametrize(("visible", "hidden"), [(4, 3), (5, 2)])
def test_a_restricted_one_links_across_only(visible, hidden):
    svg = graph.rbm(rbm.new_rbm(visible, hidden, np.random.default_rng(1))).svg("rbm", "")
    across = product((f"v_{n + 1}" for n in range(visible)), (f"h_{n + 1}" for n in range(hidden)))
    assert pairs(svg) == {*map(frozenset, across)} and len(drawn.elements(svg, "line")) == visible * hidden
    biases = [*(f"b_{n + 1}" for n in range(visible)), *(f"c_{n + 1}" for n in range(hidden))]
    assert sorted(name for name in words(svg, "weight") if name[0] in "bc" and "_" in name) == sorted(biases)


@pytest.mark.parametrize(
    ("weights", "pieces", "z", "h", "won"),
    [
        ([[1, -1, 2, -2], [1, 3, -2, 2]], 2, (3, 5, -2, 2), (5, 2), (0, 1, 0, 1)),
        ([[2, -1], [-3, -4]], 2, (-4, -9), (-4,), (1, 0)),
        ([[2, -1], [1, 1]], 1, (4, 1), (4, 1), (1, 1)),
    ],
)
def test_a_maxout_unit_passes_on_the_largest_of_its_pieces(weights, pieces, z, h, won):
    svg = graph.maxout(np.array(weights, float), np.array([1.0, 2.0]), pieces).svg("a", "")
    assert len(drawn.elements(svg, "line")) == np.size(weights) and len(drawn.frames(svg)) == len(h)
    assert [*drawn.units(svg).values()] == ["x_1", "x_2", *(told(one, 0) for one in z + h)]
    filled = [drawn.role(one.get("fill")) == "activation" for one in drawn.elements(svg, "circle")]
    assert filled == [False, False, *map(bool, won), *[True] * len(h)]


def test_the_drawn_maxout_units_are_those_of_the_case_by_hand():
    assert [*drawn.units(SVG["maxout"]).values()] == ["x_1", "x_2", "1", "5", "−2", "−7", "5", "−2"]
    assert len(drawn.links(SVG["maxout"])) == 2 * 4


def test_what_has_no_weight_has_no_line():
    machine = learning.new_machine(3, 2, np.random.default_rng(0))
    machine.weights[0, 4] = machine.weights[4, 0] = 0
    assert frozenset({"v_1", "h_2"}) not in pairs(graph.boltzmann(machine).svg("a", ""))


@pytest.mark.parametrize("sizes", [(8, 3), (6, 2)])
def test_an_autoencoder_has_every_unit_and_weight(sizes):
    n, k = sizes
    net = autoencoders.new_autoencoder(sizes, np.random.default_rng(0))
    svg = graph.autoencoder(net).svg("autoencoder", "")
    assert len(drawn.units(svg)) == 2 * n + k
    assert len(pairs(svg)) == sum(layer.weights.size for layer in net.layers) == 2 * n * k
    assert [said for said in words(svg) if "numbers" in said] == [
        f"x: {n} numbers", f"h: {k} numbers", f"x̂: {n} numbers"
    ]  # fmt: skip


@pytest.mark.parametrize("n", [6, 4])
def test_a_variational_autoencoder_has_every_unit_and_weight(n):
    vae = variational.new_vae((n, 2), np.random.default_rng(0))
    svg = clouds.variational(vae).svg("variational", "")
    assert len(drawn.units(svg)) == 2 * n + 4 + 2 + 2  # inputs and outputs; the cloud, the code, the chance
    assert len(pairs(svg)) == sum(half.layers[0].weights.size for half in vae) == 6 * n
    heads = [one for one in drawn.elements(svg, "path") if one.get("d").endswith("z")]
    assert len(heads) == 6 and {"μ_1", "μ_2", "s_1", "s_2", "z_1", "z_2", "ε_1", "ε_2"} <= {*drawn.units(svg).values()}


def test_a_deep_belief_net_has_the_sizes_of_its_machines():
    machines = stacks.machines()
    lower, top = deep_belief.as_stack(machines[:2]), machines[2].W.shape
    sizes = [len(lower[0].W), *(one.W.shape[1] for one in lower), top[1]]
    svg = SVG["deep_belief"]
    assert [said for said in words(svg) if said.endswith("units")] == [f"{size} units" for size in sizes]
    assert f"{top[0] - sizes[2]} labels" in words(svg)
    assert {*words(svg, "weight")} == {"W_1", "W_2", "W_3"} and words(svg).count("both ways") == 1
    assert words(svg).count("dreams") == words(svg).count("recognises") == len(machines) - 1


# blocks --------------------------------------------------------------------------------------------------


def test_cbapd_gives_the_shapes_that_the_formulas_say():
    layers = drawings.block()
    kernels, channels, k, _ = layers[0].parameters["w"].shape
    size = output_size(28, k, 1, layers[0].padding)
    half = output_size(size, layers[3].size, layers[3].size)
    expected = [(channels, 28, 28), *[(kernels, size, size)] * 3, *[(kernels, half, half)] * 2]
    assert words(SVG["cbapd"], "activation") == [shaped(*shape) for shape in expected]
    assert [one for one in words(SVG["cbapd"]) if len(one) == 1] == [*"CBAPD"]
    assert f"{kernels} kernels of {k} × {k}" in words(SVG["cbapd"])


def test_lenet_has_the_shapes_of_its_paper():
    """LeCun et al. 1998, section II B."""
    paper = {"input": (1, 32, 32), "C1": (6, 28, 28), "S2": (6, 14, 14), "C3": (16, 10, 10), "S4": (16, 5, 5),
             "C5": (120,), "F6": (84,), "output": (10,)}  # fmt: skip
    said = words(SVG["lenet"])
    assert said[:-1] == [part for name, shape in paper.items() for part in (name, shaped(*shape))]
    squares = sum(min(shape[0], 6) for shape in paper.values() if len(shape) == 3)
    assert len(drawn.frames(SVG["lenet"])) == squares + 3


def test_the_towers_are_as_deep_as_their_names_say():
    said = words(SVG["vgg"])
    first, second = said.index("AlexNet"), said.index("VGG-16")
    alexnet, vgg = said[first:second], said[second:]
    for tower, convolutions in ((alexnet, 5), (vgg, 13)):
        assert sum(" × " in one and "," in one for one in tower) == convolutions
        assert [one for one in tower if "dense" in one] == ["dense, 4,096"] * 2 + ["dense, 1,000"]
    assert sum(one.startswith("3 × 3, ") for one in vgg) == 13 and "11 × 11, 96" in alexnet
    assert [one for one in vgg if one.isdigit()] == ["224"] * 2 + ["112"] * 2 + ["56"] * 3 + ["28"] * 3 + ["14"] * 3


def test_inception_counts_as_by_hand():
    one, reduce3, three, reduce5, five, pooled = architectures.INCEPTION["3a"]
    convs = ((192, one, 1), (192, reduce3, 1), (reduce3, three, 3), (192, reduce5, 1), (reduce5, five, 5),
             (192, pooled, 1))  # fmt: skip
    said, maps = words(SVG["inception"]), one + three + five + pooled
    assert f"{sum((c * k * k + 1) * out for c, out, k in convs):,}" in said
    assert f"{(192 * 9 + 1) * maps:,}" in said and said.count(shaped(maps, 28, 28)) == 2
    assert [said[at + 1] for at, what in enumerate(said) if re.fullmatch(r"\d × \d", what)] == [
        str(maps), *map(str, (one, reduce3, three, reduce5, five)), "max", str(pooled)
    ]  # fmt: skip


@pytest.mark.parametrize("skip", [False, True])
def test_a_shortcut_is_drawn_where_a_silent_block_hands_on_its_input(skip):
    net = residual.new_stack(5, 1, np.random.default_rng(0), skip=skip)
    silent = net._replace(blocks=(residual.Block(*(mlp.Layer(np.zeros((5, 5)), np.zeros(5)) for _ in range(2))),))
    h = np.arange(1.0, 6.0)[None]
    svg = blocks.residual(net, net).svg("residual", "")
    assert words(svg).count("shortcut") == words(svg).count("+") == 2 * np.array_equal(residual.predict(silent, h), h)
    assert words(svg).count("W_1: 5 × 5") == words(svg).count("W_2: 5 × 5") == 2 and words(svg).count("relu") == 4


def test_denoising_shows_the_digit_the_damage_and_what_the_net_makes_of_it():
    svg, net = SVG["denoising"], trained.trained("denoise")
    shown = [one.get("d") for one in drawn.elements(svg, "path") if one.get("stroke-width") == "3"]
    corners = ((6, 28), (6, 190), (253, 190))
    clean, damaged, mended = (_pixels(d, *corner) for d, corner in zip(shown, corners, strict=True))
    digits = datasets.mnist()
    digit = digits.test_images[np.flatnonzero(digits.test_labels == 3)[0]].reshape(28, 28)
    assert np.array_equal(clean, digit > 0.5) and 0.1 < np.mean(clean != damaged) < 0.2
    seen = np.where(clean == damaged, digit, damaged).reshape(1, 784)
    assert np.mean(mended != (mlp.predict(net, seen).reshape(28, 28) > 0.5)) < 0.02
    sizes = [str(len(net.layers[0].weights)), *(str(len(layer.bias)) for layer in net.layers)]
    assert [said for said in words(svg) if said.isdigit()] == sizes


def test_no_pixel_of_the_mended_digit_is_a_matter_of_rounding():
    net = trained.trained("denoise")
    damaged = drawings.corruption.corrupt(drawings.digit(3), "salt and pepper", 0.3, drawings.seeded())
    assert np.abs(mlp.predict(net, damaged[None]) - 0.5).min() > 1e-4


def _pixels(d, left, top, step=3):
    """The ink that strokes from the left to the right leave: (28, 28)."""
    seen = np.zeros((28, 28), bool)
    for x, y, length in np.array(re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)", d), float):
        first = round((x - left) / step)
        seen[round((y - top) / step - 0.5), first : first + round(length / step)] = True
    return seen


# through time --------------------------------------------------------------------------------------------


def test_unrolled_every_copy_has_every_weight_and_the_loop_is_one_arrow():
    """Two inputs, two hidden units, one output, once with a loop and once in each of three steps."""
    svg, net = SVG["recurrent"], new_rnn((2, 2, 1), np.random.default_rng(0))
    units = [tuple(drawn.numbers(one, "cx", "cy")) for one in drawn.elements(svg, "circle")]
    assert len(units) == len({*units}) == 4 * (2 + 2 + 1)
    lines = [drawn.numbers(one, "x1", "y1", "x2", "y2") for one in drawn.elements(svg, "line")]
    assert {tuple(line[:2]) for line in lines} | {tuple(line[2:]) for line in lines} == {*units}
    assert len({*map(tuple, lines)}) == len(lines) == 4 * (net.W_xh.size + net.W_hy.size) + 2 * net.W_hh.size
    across = [line for line in lines if abs(line[0] - line[2]) > 40]
    assert len(across) == 2 * net.W_hh.size
    heads = [one for one in drawn.elements(svg, "path") if one.get("d").endswith("z")]
    assert len(heads) == 1
    assert [words(svg).count(name) for name in ("x", "x_3", "h_2", "ŷ_1", "W_hh", "W_xh", "W_hy")] == [1] * 7


def test_the_numbers_of_the_lstm_are_those_of_one_step_by_hand():
    svg = SVG["lstm"]
    new = 0.9 * 0.8 + 0.5 * 0.6
    wanted = [0.8, 0.9, 0.5, 0.6, 0.7, new, 0.7 * np.tanh(new)]
    assert sorted(one for one in words(svg, "activation") if "." in one) == sorted(told(one, 2) for one in wanted)
    assert sorted(drawn.units(svg).values()) == ["+", "×", "×", "×"]
    assert len(drawn.elements(svg, "rect")) == 4 and {"f", "i", "s̃", "o", "tanh"} <= {*words(svg)}


def test_the_head_of_attention_has_the_numbers_of_the_example_by_hand():
    """p by exponentials written out; every pair of numbers is a query, a key, a value or the answer."""
    svg = SVG["attention"]
    sharp = np.exp(3 / np.sqrt(2))
    p = np.array([sharp, 1, 1]) / (sharp + 2)
    assert words(svg, "paper") == [told(share, 2) for share in p]
    pairs = [text for text in words(svg) if text.startswith("(")]
    keys = ["(1, 0)", "(0, 0)", "(0, 1)"]
    assert sorted(pairs) == sorted([*keys, *keys, "(3, 0)", f"({told(p[0], 2)}, {told(p[2], 2)})"])
