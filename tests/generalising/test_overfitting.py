"""The points and the net of the case for overfitting: what they are spread by, and where the net's steps lie."""

import numpy as np
import pytest

from nbhelpers.generalising import overfitting
from nbhelpers.generalising.overfitting import CHECK, HIDDEN, LEARN, points, truth, wiggly_net
from nbhelpers.nn.mlp import predict


def test_the_case_is_as_the_chapter_tells_it():
    assert (HIDDEN, LEARN, CHECK, overfitting.ETA) == (60, 14, 100, 0.05)


def test_the_curve_by_hand():
    assert truth([0, np.pi / 6, -np.pi / 6, np.pi / 3]) == pytest.approx([0, 0.7, -0.7, 0])


def test_without_noise_the_points_lie_on_the_curve_and_have_their_places():
    learned, fresh = zip(*(points(0, np.random.default_rng(seed)) for seed in range(200)), strict=True)
    assert {part.shape for part in learned[0]} == {(LEARN, 1)} and {part.shape for part in fresh[0]} == {(CHECK, 1)}
    x, y = np.array(learned)[:, :, :, 0].transpose(1, 0, 2)
    assert x.shape == (200, LEARN) and np.array_equal(y, truth(x))
    assert x.mean(axis=0) == pytest.approx(np.linspace(-1, 1, LEARN), abs=0.02)
    assert x.std(axis=0).mean() == pytest.approx(0.05, rel=0.1)
    assert (x - x.mean(axis=0)).std(axis=1).min() > 0.01, "each has its own"
    new_x, new_y = np.array(fresh)[:, :, :, 0].transpose(1, 0, 2)
    assert new_x.shape == (200, CHECK) and np.array_equal(new_y, truth(new_x))
    assert new_x.min() >= -1 and new_x.max() <= 1 and new_x.std() == pytest.approx(1 / np.sqrt(3), rel=0.02)


@pytest.mark.parametrize("noise", [0.1, 0.5])
def test_noise_is_added_to_both_and_has_its_standard_deviation(noise):
    for which in (0, 1):
        found = [points(noise, np.random.default_rng(seed))[which] for seed in range(300)]
        off = np.array([y - truth(x) for x, y in found])
        assert off.std() == pytest.approx(noise, rel=0.05) and abs(off.mean()) < 0.1 * noise
        assert off.std(axis=1).min() > 0.3 * noise, "each has its own"


def test_the_net_has_steep_steps_over_the_whole_range_and_begins_nearly_flat():
    nets = [wiggly_net(np.random.default_rng(seed)) for seed in range(100)]
    assert {(net.hidden, net.output) for net in nets} == {("sigmoid", "linear")}
    assert nets[0].layers[0].weights.shape == (1, HIDDEN)
    steep = np.array([net.layers[0].weights[0] for net in nets])
    assert abs(steep).min() == pytest.approx(7.5, rel=0.01) and abs(steep).max() == pytest.approx(25, rel=0.01)
    assert abs(steep).mean() == pytest.approx(16.25, rel=0.02) and abs(np.sign(steep).mean()) < 0.05
    places = -np.array([net.layers[0].bias for net in nets]) / steep
    assert places.std() == pytest.approx(1 / np.sqrt(3), rel=0.03) and abs(places).max() <= 1 and places.min() < -0.99
    last = np.array([net.layers[1].weights for net in nets])
    assert last.std() == pytest.approx(0.2 / np.sqrt(HIDDEN), rel=0.05) and abs(last.mean()) < 0.002
    assert all(net.layers[1].bias == 0 for net in nets) and predict(nets[0], [[0.0]]).shape == (1, 1)
