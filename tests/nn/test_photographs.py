"""A photograph of a digit, step by step: MNIST's digits photographed here, light and dark, straight and dim."""

import numpy as np
import pytest

from nbhelpers.datasets import mnist
from nbhelpers.nn import digit_classifier, photographs
from nbhelpers.nn.mlp import predict


def photographed(image, rng, side=4, light=0.3):
    """A digit on paper: larger, not in the middle, the light from the right, grain, ink that is never quite black."""
    large = np.kron(image.reshape(28, 28), np.ones((side, side)))
    height, width = large.shape
    paper = 0.55 + light * np.linspace(0, 1, width + 30) + 0.02 * rng.normal(size=(height + 40, width + 30))
    paper[25 : 25 + height, 5 : 5 + width] -= 0.4 * large
    return np.clip(paper, 0, 1)


def test_a_digit_of_mnist_stays_as_it_is_on_dark_and_on_light():
    image = mnist().test_images[3].reshape(28, 28)
    dark, light = photographs.digit(image), photographs.digit(1 - image)
    np.testing.assert_allclose(dark.value, image, atol=1e-15)
    np.testing.assert_allclose(light.value, image, atol=1e-15)
    assert "change places" in dark.said and "change places" not in light.said
    assert digit_classifier.sheet(image) is not None and np.array_equal(digit_classifier.sheet(image), image)


def test_photographs_are_read_as_the_digits_that_they_show():
    digits, rng, net = mnist(), np.random.default_rng(0), digit_classifier.trained()
    chosen = np.arange(100)
    before = predict(net, digits.test_images[chosen]).argmax(axis=1)
    sheets = [photographs.digit(photographed(digits.test_images[k], rng)).value.ravel() for k in chosen]
    after = predict(net, np.array(sheets)).argmax(axis=1)
    assert np.mean(after == digits.test_labels[chosen]) > np.mean(before == digits.test_labels[chosen]) - 0.05


def test_the_light_may_fall_unevenly():
    rng, image = np.random.default_rng(1), mnist().test_images[1]
    ways = [photographs.digit(photographed(image, rng, light=light)).steps for light in (0.0, 0.4)]
    even, uneven = (way["scaled to 14 by 20"] for way in ways)
    assert np.abs(even - uneven).mean() < 0.02


def test_the_way_is_shown_step_by_step_and_ends_in_what_is_taken():
    taken = photographs.digit(photographed(mnist().test_images[0], np.random.default_rng(0)))
    first, *_, last = taken.steps
    assert (first, last) == ("as it came", "centred")
    assert all(step.min() >= 0 and step.max() <= 1 for step in taken.steps.values())
    np.testing.assert_array_equal(taken.steps["centred"], taken.value)
    middle = digit_classifier.center_of_mass(taken.value)
    assert np.abs(np.array(middle) - 13.5).max() <= 0.5


def test_a_pattern_is_the_middle_of_the_digit_in_black_and_white():
    image = mnist().test_images[7].reshape(28, 28)
    pattern = photographs.pattern(image)
    np.testing.assert_array_equal(pattern.value, image[4:24, 4:24] > 0.5)


@pytest.mark.parametrize("grey", [np.ones((60, 40)), np.full((50, 50), 0.3), np.ones((1, 1))])
def test_blank_paper_is_refused(grey):
    with pytest.raises(ValueError, match="nothing stands out from the paper; allowed is dark writing"):
        photographs.digit(grey)


def test_a_picture_that_is_mostly_ink_is_refused():
    grey = np.ones((80, 80))
    grey[4:76, 4:76] = np.random.default_rng(0).random((72, 72)) < 0.3
    with pytest.raises(ValueError, match="ink covers 5.% of the picture; allowed is dark writing"):
        photographs.digit(grey)


@pytest.mark.parametrize("grey", [np.ones(5), np.ones((2, 2, 3)), [["a"]], np.full((40, 40), np.nan)])
def test_what_is_no_picture_is_refused(grey):
    with pytest.raises(ValueError, match="grey"):
        photographs.digit(grey)
