"""Digits in black and white: where more than half of a pixel is ink, and for reading alone."""

import numpy as np

from nbhelpers.datasets import mnist
from nbhelpers.datasets.binary_digits import binary_mnist


def test_a_pixel_is_1_where_more_than_half_of_it_is_ink():
    for black, images in zip(binary_mnist(), (mnist().train_images, mnist().test_images), strict=True):
        assert black.shape == images.shape and set(np.unique(black)) == {0.0, 1.0}
        assert images[black == 1].min() > 0.5 >= images[black == 0].max()
        assert not black.flags.writeable
