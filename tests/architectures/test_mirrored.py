"""The random start that forgets nothing: lengths and angles in every layer, and what it refuses."""
import itertools

import numpy as np
import pytest

from nbhelpers.architectures import residual
from nbhelpers.architectures.mirrored import mirrored


def test_lengths_and_angles_are_the_same_in_every_layer():
    for seed in range(5):
        rng = np.random.default_rng(seed)
        net = mirrored(6, 4, rng, ends=(5, 2))
        h, inner, _ = residual.signals(net, rng.normal(size=(7, 5)))
        pairs = [layer[:, :3] - layer[:, 3:] for layer in (*h, *inner)]
        for layer, z in zip((*h, *inner), pairs, strict=True):
            np.testing.assert_allclose(layer, np.hstack([np.maximum(z, 0), np.maximum(-z, 0)]), atol=1e-12)
            np.testing.assert_allclose(z @ z.T, pairs[0] @ pairs[0].T, atol=1e-12)
        assert all(np.abs(one - other).max() > 0.01 for one, other in itertools.pairwise(pairs))


def test_the_ends_have_the_variances_of_the_other_starts_and_all_biases_are_0():
    net = mirrored(40, 1, np.random.default_rng(0), ends=(300, 200))
    assert not net.skip and [layer.weights.shape for layer in net.layers] == [(300, 40), (40, 40), (40, 40), (40, 200)]
    assert net.first.weights.var() == pytest.approx(2 / 300, rel=0.1)
    assert net.last.weights.var() == pytest.approx(2 / 40, rel=0.1)
    assert abs(net.first.weights[:, :20].mean()) < 0.01 and abs(net.last.weights.mean()) < 0.01
    for layer in net.layers:
        assert layer.bias.shape == (layer.weights.shape[1],) and not layer.bias.any()


def test_without_blocks_it_is_two_layers():
    assert len(mirrored(4, 0, np.random.default_rng(0), ends=(3, 2)).layers) == 2


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="width = 5: allowed are even numbers"):
        mirrored(5, 1, np.random.default_rng(0), ends=(3, 2))
    with pytest.raises(ValueError, match="blocks = -1"):
        mirrored(4, -1, np.random.default_rng(0), ends=(3, 2))
