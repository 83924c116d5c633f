"""The stored LeNet reads digits, and what made it makes a net again."""

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.convolution import cnn
from nbhelpers.convolution.experiments import lenet
from nbhelpers.convolution.layers import Dropout
from nbhelpers.convolution.trained import NAME, statistics, trained_lenet


def test_it_reads_what_the_record_says():
    digits, record = datasets.mnist(), datasets.record("convolution/lenet")
    right = cnn.accuracy(trained_lenet(), digits.test_images, digits.test_labels)
    assert right >= 0.975
    assert right == pytest.approx(record["cells"]["all/0"]["test accuracy"], abs=0.01)  # made on another machine


def test_its_statistics_are_those_of_digits():
    """Batch norm at test time, with what is stored, stays close to the batch's own statistics."""
    net, layer = trained_lenet(), trained_lenet().layers[1]
    x = net.layers[0].forward(datasets.mnist().train_images[:500].reshape(-1, 1, 28, 28))
    assert layer.mean == pytest.approx(x.mean(axis=(0, 2, 3)), abs=0.1)
    assert np.sqrt(layer.var) == pytest.approx(x.std(axis=(0, 2, 3)), rel=0.15)
    assert statistics(net).shape == (2 * (6 + 16 + 120 + 84),)


def test_it_is_the_net_that_was_stored():
    net, ((w, stored), _) = trained_lenet(), datasets.arrays(NAME)
    assert net.w.dtype == np.float64 and (net.w == w).all() and (statistics(net) == stored).all()
    assert [layer.p for layer in net.layers if isinstance(layer, Dropout)] == [0.3, 0.3]


def test_a_short_piece_of_what_made_it_learns(monkeypatch):
    monkeypatch.setattr(lenet, "schedule", lambda net: [[0.003, 1]])
    digits = datasets.mnist()
    assert cnn.accuracy(lenet.ours("all", 0), digits.test_images, digits.test_labels) > 0.8


def test_a_missing_file_is_named(monkeypatch):
    monkeypatch.setattr("nbhelpers.convolution.trained.NAME", "convolution/nowhere")
    with pytest.raises(datasets.DataError, match=r"nowhere.npz is missing"):
        trained_lenet.__wrapped__()
