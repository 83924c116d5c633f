"""A trained LeNet that travels with the book (batch norm, dropout; see nbhelpers/datasets/SOURCE.md)."""
from functools import cache

import numpy as np

from nbhelpers import datasets
from nbhelpers.convolution import cnn
from nbhelpers.convolution.layers import BatchNorm

NAME = "convolution/lenet_weights"


def statistics(net: cnn.Net) -> np.ndarray:
    """The running means and variances of all batch norms, one after the other."""
    return np.concatenate([part for layer in _norms(net) for part in (layer.mean, layer.var)])


@cache
def trained_lenet() -> cnn.Net:
    """The net, in 64 bits; made by `python -m nbhelpers.convolution.experiments.lenet_weights`.

    Raises `nbhelpers.datasets.DataError` if its file is missing.
    """
    net = cnn.lenet(np.random.default_rng(0), batch_norm=True, dropout=0.3, dtype=np.float64)
    (net.w[:], stored), _ = datasets.arrays(NAME)
    numbers = iter(stored)
    for layer in _norms(net):
        layer.mean, layer.var = (np.array([next(numbers) for _ in part]) for part in (layer.mean, layer.var))
    return net


def _norms(net):
    return [layer for layer in net.layers if isinstance(layer, BatchNorm)]
