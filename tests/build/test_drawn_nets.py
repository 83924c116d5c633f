"""The drawings of nets beside the nets: units, links, shapes and numbers are counted from arrays and from papers."""

import re
from itertools import combinations, product

import numpy as np
import pytest

from nbhelpers import autoencoders, deep_belief, neurons, rbm, variational
from nbhelpers.backprop.example import START
from nbhelpers.boltzmann import learning
from nbhelpers.build.drawn import clouds, drawings, graph, unit
from nbhelpers.deep_belief import trained as stacks
from nbhelpers.recurrent import new_rnn
from tests import drawn
from tests.drawn import Link, words

SVG = {drawing.name: drawing.svg() for drawing in drawings.DRAWINGS}


def told(value, digits):
    return f"{value:.{digits}f}".replace("-", "−")


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
