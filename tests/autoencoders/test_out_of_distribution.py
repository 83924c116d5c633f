"""Pictures of other kinds: as much ink as they should have, in the places where it should be."""

import numpy as np
import pytest

from nbhelpers.autoencoders import out_of_distribution
from nbhelpers.datasets import mnist
from nbhelpers.hopfield.patterns import LETTERS


def test_letters_are_drawn_twice_as_large_in_the_middle():
    pictures = out_of_distribution.letter_pictures("LX").reshape(2, 28, 28)
    assert pictures.sum(axis=(1, 2)) == pytest.approx([4 * np.sum(LETTERS[letter] > 0) for letter in "LX"])
    inside = pictures[:, 4:24, 4:24].sum()
    assert inside == pictures.sum() and (pictures[0, 4:24, 4] == 1).all()  # the stem of the L
    assert len(out_of_distribution.letter_pictures()) == len(LETTERS)


def test_shuffled_digits_keep_their_greys_and_each_has_its_own_order():
    X = np.tile(mnist().test_images[:1], (2, 1))
    mixed = out_of_distribution.shuffled(X, np.random.default_rng(0))
    np.testing.assert_array_equal(np.sort(mixed, axis=1), np.sort(X, axis=1))
    assert (mixed[0] != mixed[1]).any() and (mixed[0] != X[0]).any()


def test_noise_is_even():
    noise = out_of_distribution.noise_pictures(100, np.random.default_rng(0))
    assert noise.shape == (100, 784)
    assert noise.mean() == pytest.approx(0.5, abs=5 / np.sqrt(12 * noise.size))


def test_each_kind_is_shown():
    digits, rng = mnist().test_images, np.random.default_rng(0)
    assert out_of_distribution.shown("digits", rng) is digits
    np.testing.assert_array_equal(out_of_distribution.shown("letters", rng), out_of_distribution.letter_pictures())
    mixed = out_of_distribution.shown("shuffled digits", rng)
    np.testing.assert_array_equal(np.sort(mixed[:9], axis=1), np.sort(digits[:9], axis=1))
    assert out_of_distribution.shown("noise", rng).shape == (100, 784)


def test_bad_arguments_are_named_with_what_is_allowed():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="kind = 'cats': allowed are 'digits', 'letters', 'shuffled digits', 'noise'"):
        out_of_distribution.shown("cats", rng)
    with pytest.raises(ValueError, match="m = 0: allowed are whole numbers from 1"):
        out_of_distribution.noise_pictures(0, rng)
    with pytest.raises(ValueError, match="word is 'ß'"):
        out_of_distribution.letter_pictures("ß")
