"""The digits that travel with the book, and what is said when they are missing or damaged."""
import re

import numpy as np
import pytest

from nbhelpers import datasets


def test_shapes_range_and_labels():
    digits = datasets.mnist()
    assert digits.train_images.shape == (5000, 784)
    assert digits.test_images.shape == (1000, 784)
    for images, labels in (digits[:2], digits[2:]):
        assert images.dtype == np.float64
        assert (images.min(), images.max()) == (0.0, 1.0)
        assert labels.shape == (len(images),)
        assert set(labels) == set(range(10))


def test_no_test_digit_is_a_training_digit():
    digits = datasets.mnist()
    train = {image.tobytes() for image in digits.train_images}
    assert not any(image.tobytes() in train for image in digits.test_images)


def test_images_and_labels_belong_together():
    """A nearest-mean classifier reads 8 of 10; labels in another order would give 1 of 10."""
    digits = datasets.mnist()
    means = np.array([digits.train_images[digits.train_labels == digit].mean(axis=0) for digit in range(10)])
    distances = ((digits.test_images[:, None] - means) ** 2).sum(axis=-1)
    assert (distances.argmin(axis=1) == digits.test_labels).mean() > 0.75


def test_read_once_and_read_only():
    assert datasets.mnist() is datasets.mnist()
    for array in datasets.mnist():
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_source_and_licence_travel_along():
    source = (datasets.resources.files(datasets) / "SOURCE.md").read_text(encoding="utf-8")
    assert "Attribution-ShareAlike 3.0" in source
    assert datasets.MNIST_SHA256 in source


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Another folder in the place of nbhelpers."""
    monkeypatch.setattr(datasets.resources, "files", lambda package: tmp_path)
    (tmp_path / "datasets").mkdir()
    datasets.mnist.cache_clear()
    yield tmp_path
    datasets.mnist.cache_clear()


def test_missing_file(folder):
    with pytest.raises(datasets.DataError, match=re.escape("nbhelpers/datasets/mnist_6k.npz is missing")) as caught:
        datasets.mnist()
    assert "git checkout" in str(caught.value)
    assert str(folder) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK" + bytes(1000)])
def test_damaged_file(folder, content):
    (folder / datasets.MNIST_FILE).write_bytes(content)
    with pytest.raises(datasets.DataError, match=f"mnist_6k.npz is damaged: {len(content)} bytes with") as caught:
        datasets.mnist()
    assert "git checkout" in str(caught.value)


def test_an_archive_without_the_arrays(folder, monkeypatch):
    np.savez(folder / datasets.MNIST_FILE, other=np.zeros(3))
    content = (folder / datasets.MNIST_FILE).read_bytes()
    monkeypatch.setattr(datasets, "MNIST_SHA256", datasets.hashlib.sha256(content).hexdigest())
    with pytest.raises(datasets.DataError, match=r"damaged: .*train_images"):
        datasets.mnist()


@pytest.fixture
def chapter(folder):
    """The folder of a chapter's results in there."""
    datasets.arrays.cache_clear()
    (folder / "a_chapter" / "data").mkdir(parents=True)
    yield folder / "a_chapter" / "data"
    datasets.arrays.cache_clear()


def test_arrays_come_back_in_their_order_with_what_made_them(chapter):
    np.savez(chapter / "good.npz", np.array([3, 4], np.int8), np.array([[0.5]], np.float16), made='{"eta": 0.1}')
    parts, made = datasets.arrays("a_chapter/good")
    assert [part.tolist() for part in parts] == [[3, 4], [[0.5]]] and made == {"eta": 0.1}
    assert {part.dtype for part in parts} == {np.dtype(float)}


def test_pickled_objects_are_refused(chapter, monkeypatch):
    made = {name: np.array([1.0], object) for name in ("train_images", "train_labels", "test_images", "test_labels")}
    np.savez(chapter / "bad.npz", np.array([1.0], object), made="{}", **made)
    with pytest.raises(datasets.DataError, match=r"bad.npz is damaged: Object arrays cannot be loaded"):
        datasets.arrays("a_chapter/bad")
    content = (chapter / "bad.npz").read_bytes()
    with pytest.raises(datasets.DataError, match=r"mnist_6k.npz is damaged: Object arrays cannot be loaded"):
        datasets._digits(content)


def test_records(folder):
    (folder / "a_chapter" / "data").mkdir(parents=True)
    (folder / "a_chapter" / "data" / "good.json").write_text('{"a": 1}')
    (folder / "a_chapter" / "data" / "bad.json").write_text('{"a": ')
    assert datasets.record("a_chapter/good") == {"a": 1}
    with pytest.raises(ValueError, match=r"name must be '<chapter>/<what>', as .*, got 'good'"):
        datasets.record("good")
    with pytest.raises(datasets.DataError, match=re.escape("nbhelpers/a_chapter/data/bad.json is damaged: not JSON")):
        datasets.record("a_chapter/bad")
    with pytest.raises(datasets.DataError, match=re.escape("nbhelpers/a_chapter/data/none.json is missing")):
        datasets.record("a_chapter/none")
