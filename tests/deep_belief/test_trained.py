"""What is stored of the trained net."""

import numpy as np
import pytest

from nbhelpers import datasets, deep_belief
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import trained, up_down
from nbhelpers.deep_belief.experiments import dreamer as making


def test_the_nets_are_those_of_the_settings_and_have_their_shapes():
    _, made = datasets.arrays("deep_belief/dreamer")
    assert made["settings"] == making.SETTINGS == datasets.record("deep_belief/dreamer")["settings"]
    for net in (trained.grown(), trained.tuned()):
        assert [layer.weights.shape for layer in net.up] == [(784, 256), (256, 256)]
        assert [layer.weights.shape for layer in net.down] == [(256, 784), (256, 256)]
        assert [len(layer.bias) for layer in (*net.up, *net.down)] == [256, 256, 784, 256]
        assert net.top.W.shape == (266, 512) and len(net.top.b) == 266 and len(net.top.c) == 512


def test_the_grown_net_goes_down_as_it_goes_up_and_the_tuned_one_does_not():
    for net, tied in ((trained.grown(), True), (trained.tuned(), False)):
        for up, down in zip(net.up, net.down, strict=True):
            assert np.allclose(up.weights, down.weights.T) == tied


@pytest.mark.parametrize(("kind", "net"), [("grown", trained.grown), ("tuned", trained.tuned)])
def test_rounded_the_nets_still_read_as_the_record_says(kind, net):
    images, labels = datasets.mnist().test_images, datasets.mnist().test_labels
    p = joint.label_given_below(net().top, up_down.features(net(), images), trained.CLASSES)
    stored = datasets.record("deep_belief/dreamer")["cells"][f"{kind}/0"]["error"][1]
    assert 100 * np.mean(p.argmax(axis=1) != labels) == pytest.approx(stored, abs=1)


@pytest.mark.parametrize("layer, labels", [(1, 0), (2, 0), (3, 10)])
def test_a_start_has_the_log_odds_of_what_the_layer_learns_from(layer, labels):
    start, end = trained.start(layer), trained.machines()[layer - 1]
    features = trained.digits()
    if layer > 1:
        features = deep_belief.upward(trained.machines()[: layer - 1], features)[-1]
    assert [part.shape for part in start] == [part.shape for part in end]
    assert 1 / (1 + np.exp(-start.b[: len(start.b) - labels])) == pytest.approx((features.sum(axis=0) + 1) / 5002)


def test_another_layer_is_refused():
    with pytest.raises(ValueError, match="layer = 4: allowed are 1, 2 and 3"):
        trained.start(4)
