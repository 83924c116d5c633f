"""The digits that travel with the book, and what is said when they are missing or damaged."""
import re

import numpy as np
import pytest

from nbhelpers import data


def test_shapes_range_and_labels():
    digits = data.mnist()
    assert digits.train_images.shape == (5000, 784)
    assert digits.test_images.shape == (1000, 784)
    for images, labels in (digits[:2], digits[2:]):
        assert images.dtype == np.float64
        assert (images.min(), images.max()) == (0.0, 1.0)
        assert labels.shape == (len(images),)
        assert set(labels) == set(range(10))


def test_no_test_digit_is_a_training_digit():
    digits = data.mnist()
    train = {image.tobytes() for image in digits.train_images}
    assert not any(image.tobytes() in train for image in digits.test_images)


def test_images_and_labels_belong_together():
    """A nearest-mean classifier reads 8 of 10; labels in another order would give 1 of 10."""
    digits = data.mnist()
    means = np.array([digits.train_images[digits.train_labels == digit].mean(axis=0) for digit in range(10)])
    distances = ((digits.test_images[:, None] - means) ** 2).sum(axis=-1)
    assert (distances.argmin(axis=1) == digits.test_labels).mean() > 0.75


def test_read_once_and_read_only():
    assert data.mnist() is data.mnist()
    for array in data.mnist():
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_source_and_licence_travel_along():
    source = (data.resources.files(data) / "SOURCE.md").read_text(encoding="utf-8")
    assert "Attribution-ShareAlike 3.0" in source
    assert data.MNIST_SHA256 in source


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Another folder in the place of nbhelpers/data."""
    monkeypatch.setattr(data.resources, "files", lambda package: tmp_path)
    data.mnist.cache_clear()
    yield tmp_path
    data.mnist.cache_clear()


def test_missing_file(folder):
    with pytest.raises(data.DataError, match=re.escape("nbhelpers/data/mnist_6k.npz is missing")) as caught:
        data.mnist()
    assert "git checkout" in str(caught.value)
    assert str(folder) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK" + bytes(1000)])
def test_damaged_file(folder, content):
    (folder / data.MNIST_FILE).write_bytes(content)
    with pytest.raises(data.DataError, match=f"mnist_6k.npz is damaged: {len(content)} bytes with") as caught:
        data.mnist()
    assert "git checkout" in str(caught.value)


def test_an_archive_without_the_arrays(folder, monkeypatch):
    np.savez(folder / data.MNIST_FILE, other=np.zeros(3))
    content = (folder / data.MNIST_FILE).read_bytes()
    monkeypatch.setattr(data, "MNIST_SHA256", data.hashlib.sha256(content).hexdigest())
    with pytest.raises(data.DataError, match=r"damaged: .*train_images"):
        data.mnist()


def test_records(folder):
    (folder / "good.json").write_text('{"a": 1}')
    (folder / "bad.json").write_text('{"a": ')
    assert data.record("good") == {"a": 1}
    with pytest.raises(data.DataError, match=re.escape("nbhelpers/data/bad.json is damaged: not JSON")):
        data.record("bad")
    with pytest.raises(data.DataError, match=re.escape("nbhelpers/data/none.json is missing")):
        data.record("none")
