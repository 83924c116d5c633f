"""The digits that this chapter's labs look at, and where a picture stands in its panel."""

from functools import lru_cache

from nbhelpers import datasets
from nbhelpers.lab.words import article

DIGITS = {str(digit): article(digit) for digit in range(10)}
BOX = (0.02, 0.02, 0.96, 0.86)


@lru_cache(maxsize=10)
def digit(name):
    """A clear test digit of that name, (28, 28) from 0 to 1; a pixel is a whole number of 255ths."""
    digits = datasets.mnist()
    ink = digits.test_images.sum(axis=1) * (digits.test_labels == int(name))
    return digits.test_images[int(ink.argsort()[-12])].reshape(28, 28)
