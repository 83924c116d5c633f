"""The drawings of nets as blocks: shapes, sizes and pixels are counted from layers and from papers."""

import re

import numpy as np
import pytest

from nbhelpers import architectures, datasets
from nbhelpers.architectures import residual
from nbhelpers.autoencoders import trained
from nbhelpers.build.drawn import blocks, drawings
from nbhelpers.convolution import output_size
from nbhelpers.nn import mlp
from tests import drawn
from tests.drawn import shaped, words

SVG = {drawing.name: drawing.svg() for drawing in drawings.DRAWINGS}


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
