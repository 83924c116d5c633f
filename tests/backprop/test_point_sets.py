"""Points of two classes, against the curves and areas they are drawn from."""

import numpy as np
import pytest

from nbhelpers.backprop.point_sets import SETS, TURNS, again, circles, crescents, spiral, xor

M = 4000
FEW = 5 / M**0.5  # five standard errors of a mean of numbers that lie about 1 from it


def drawn(make, noise=0.0, seed=0, m=M):
    x, y = make(m, noise, np.random.default_rng(seed))
    assert x.shape == (m, 2) and y.shape == (m, 1)
    return x, y[:, 0]


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("m", [1, 2, 7])
def test_the_two_classes_come_in_turn(name, m):
    _, y = drawn(SETS[name], m=m)
    assert set(y) <= {0.0, 1.0} and y[0] == 0 and (np.diff(y) != 0).all()


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", range(5))
def test_noise_moves_every_coordinate_by_its_standard_deviation(name, seed):
    moved = drawn(SETS[name], 0.3, seed)[0] - drawn(SETS[name], 0.0, seed)[0]
    assert moved.mean(axis=0) == pytest.approx([0, 0], abs=0.3 * FEW)
    assert moved.std(axis=0) == pytest.approx([0.3, 0.3], rel=FEW)
    assert abs(np.corrcoef(moved.T)[0, 1]) < FEW


@pytest.mark.parametrize("seed", range(5))
def test_points_come_again_in_turn_each_moved_by_noise(seed):
    points, targets = np.array([[0.0, 1], [2, 3], [-1, 0]]), np.array([[1.0], [0], [1]])
    x, y = again(points, targets, M, 0.3, np.random.default_rng(seed))
    np.testing.assert_array_equal(y, np.resize(targets, (M, 1)))
    moved = x - np.resize(points, (M, 2))
    assert moved.mean(axis=0) == pytest.approx([0, 0], abs=0.3 * FEW)
    assert moved.std(axis=0) == pytest.approx([0.3, 0.3], rel=FEW)
    np.testing.assert_array_equal(again(points, targets, 2, 0.0, np.random.default_rng(seed))[0], points[:2])


def test_crescents_lie_on_two_half_circles():
    x, y = drawn(crescents)
    upper, lower = x[y == 0], x[y == 1]
    np.testing.assert_allclose(np.hypot(*(upper - (-0.5, -0.25)).T), 1)
    np.testing.assert_allclose(np.hypot(*(lower - (0.5, 0.25)).T), 1)
    assert upper[:, 1].min() >= -0.25 and lower[:, 1].max() <= 0.25
    angle = np.arctan2(upper[:, 1] + 0.25, upper[:, 0] + 0.5)
    assert angle.mean() == pytest.approx(np.pi / 2, abs=2 * FEW) and angle.min() < 0.05 and angle.max() > 3.1


def test_disc_and_ring_are_filled_evenly():
    """Over an even area r^2 is even as well, and each quarter holds a quarter."""
    x, y = drawn(circles)
    squares = (x**2).sum(axis=1)
    for target, low, high in ((1, 0.0, 0.9**2), (0, 1.3**2, 1.8**2)):
        share = (squares[y == target] - low) / (high - low)
        assert -1e-12 <= share.min() < 0.01 and 0.99 < share.max() <= 1 + 1e-12
        assert share.mean() == pytest.approx(0.5, abs=FEW)
    for right in (x[:, 0] > 0, x[:, 0] < 0):
        for up in (x[:, 1] > 0, x[:, 1] < 0):
            assert np.mean(right & up) == pytest.approx(0.25, abs=FEW)


def test_exclusive_or_is_told_by_the_signs():
    x, y = drawn(xor)
    np.testing.assert_array_equal(y, x[:, 0] * x[:, 1] > 0)
    assert np.abs(x).min(axis=0) == pytest.approx([0.15, 0.15], abs=0.01)
    assert np.abs(x).max(axis=0) == pytest.approx([1.8, 1.8], abs=0.01)
    assert np.abs(x).mean(axis=0) == pytest.approx([0.975, 0.975], abs=FEW)
    assert np.mean(x > 0, axis=0) == pytest.approx([0.5, 0.5], abs=FEW)
    assert abs(np.corrcoef(np.abs(x).T)[0, 1]) < FEW


def test_a_point_of_a_spiral_lies_where_its_radius_says():
    x, y = drawn(spiral)
    radius = np.hypot(*x.T)
    along = (radius - 0.2) / 1.6
    assert -1e-12 <= along.min() < 0.01 and 0.99 < along.max() <= 1 + 1e-12
    assert along.mean() == pytest.approx(0.5, abs=FEW)
    angle = 2 * np.pi * TURNS * along
    arm = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    np.testing.assert_allclose(x, np.where(y[:, None] == 1, -arm, arm), atol=1e-12)
    assert TURNS == 1.25
