"""The book's digits in black and white, for units of 0 and 1."""

import functools

import numpy as np

from nbhelpers.datasets import mnist


@functools.cache
def binary_mnist() -> tuple[np.ndarray, np.ndarray]:
    """(training digits (5000, 784), test digits (1000, 784)), read-only: 1 where a pixel is more than half ink."""
    parts = tuple((images > 0.5).astype(float) for images in (mnist().train_images, mnist().test_images))
    for part in parts:
        part.flags.writeable = False
    return parts
