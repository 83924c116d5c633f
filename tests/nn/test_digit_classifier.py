"""A net that reads drawings: the drawing made like MNIST's digits, and errors sent back to the input."""

import numpy as np
import pytest

from nbhelpers.datasets import arrays, mnist
from nbhelpers.nn import digit_classifier
from nbhelpers.nn.experiments import digit_classifier as experiments_digit_classifier
from nbhelpers.nn.mlp import loss, new_mlp, one_hot, predict


def drawing(seed):
    """A random stroke of a few pixels."""
    rng, marks = np.random.default_rng(seed), np.zeros((28, 28))
    row, column = rng.integers(4, 24, 2)
    for _ in range(40):
        row, column = np.clip(np.add((row, column), rng.integers(-1, 2, 2)), 0, 27)
        marks[row, column] = 1
    return marks


@pytest.mark.parametrize("seed", range(5))
def test_a_drawing_fills_the_box_and_its_mass_is_in_the_middle(seed):
    image = digit_classifier.like_mnist(drawing(seed))
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == digit_classifier.BOX
    assert 0 <= image.min() and image.max() <= 1
    np.testing.assert_allclose(digit_classifier.center_of_mass(image), 13.5, atol=0.51)


def test_neither_place_nor_size_matters():
    small = np.zeros((28, 28))
    small[3:8, 10:13] = [[1, 1, 0], [0, 1, 0], [0, 1, 1], [1, 1, 0], [1, 0, 0]]
    large = np.zeros((28, 28))
    large[5:20, 2:11] = np.kron(small[3:8, 10:13], np.ones((3, 3)))
    np.testing.assert_allclose(digit_classifier.like_mnist(small), digit_classifier.like_mnist(large), atol=1e-12)


def test_a_thin_line_stays_one_pixel_thin():
    for thin in (np.eye(28)[[3]].T @ np.ones((1, 28)), np.ones((28, 1)) @ np.eye(28)[[20]]):
        image = digit_classifier.like_mnist(thin)
        assert sorted((image.any(axis=0).sum(), image.any(axis=1).sum())) == [1, 20]
        assert image.sum() == pytest.approx(20)


def test_scaling_is_by_areas():
    np.testing.assert_allclose(digit_classifier.overlaps(6, 3), np.kron(np.eye(3), np.ones((2, 1))))
    np.testing.assert_allclose(digit_classifier.overlaps(2, 6), np.kron(np.eye(2), np.full((1, 3), 1 / 3)))
    for k, n in ((20, 28), (7, 5), (1, 9)):
        pieces = np.repeat(np.eye(n), k, axis=0)  # the line in n k equal pieces: which of the n they lie in
        np.testing.assert_allclose(digit_classifier.overlaps(k, n), pieces.reshape(k, n, n).mean(axis=1), atol=1e-12)


def test_mnists_own_digits_as_drawings_are_read():
    """Black and white at half, they go through the same treatment as a reader's drawing."""
    digits = mnist()
    X = np.stack([digit_classifier.like_mnist(image.reshape(28, 28) > 0.5).ravel() for image in digits.test_images])
    read = predict(digit_classifier.trained(), X).argmax(axis=1)
    assert np.mean(read == digits.test_labels) > 0.9


def test_a_blank_sheet_stays_blank_and_other_shapes_are_refused():
    assert not digit_classifier.like_mnist(np.zeros((28, 28))).any()
    with pytest.raises(ValueError, match=r"marks has shape \(20, 20\); allowed: \(28, 28\)"):
        digit_classifier.like_mnist(np.zeros((20, 20)))
    with pytest.raises(ValueError, match="image is blank"):
        digit_classifier.center_of_mass(np.zeros((28, 28)))


def test_a_shift_loses_what_leaves():
    image = np.zeros((28, 28))
    image[5, 26] = 1
    assert digit_classifier.shift(image, right=1)[5, 27] == 1 and digit_classifier.shift(image, down=-5)[0, 26] == 1
    assert not digit_classifier.shift(image, right=2).any()
    np.testing.assert_array_equal(digit_classifier.shift(image), image)


@pytest.mark.parametrize("hidden", ["sigmoid", "relu"])
@pytest.mark.parametrize("output", ["softmax", "sigmoid", "linear"])
def test_errors_at_the_input_are_the_slope_of_the_loss(hidden, output):
    rng = np.random.default_rng(0)
    net = new_mlp((4, 6, 5, 3), rng, hidden=hidden, output=output)
    x, y = rng.normal(size=(1, 4)), one_hot([1], 3)
    found = digit_classifier.input_errors(net, x, y)[0]
    for i, step in enumerate(1e-6 * np.eye(4)):
        slope = (loss(net, x + step, y) - loss(net, x - step, y)) / 2e-6
        assert found[i] == pytest.approx(slope, rel=1e-5, abs=1e-8)


def test_the_stored_net_is_what_its_file_says():
    _, made = arrays("nn/digit_classifier")
    assert made["settings"] == experiments_digit_classifier.SETTINGS
    assert (
        experiments_digit_classifier.measured(digit_classifier.trained()) == made["stored"]
        and made["stored"]["test accuracy"] > 0.93
    )


def test_its_training_begins_as_it_did():
    _, made = arrays("nn/digit_classifier")
    again = experiments_digit_classifier.measured(next(experiments_digit_classifier.nets()))
    assert again == pytest.approx(made["first epoch"], abs=2e-3)
