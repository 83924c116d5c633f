"""Test surfaces: gradients by central differences, minima and curvatures by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.optimizers.test_functions import SURFACES, bowl, bumps, curvatures, saddle, valley

points = st.tuples(st.floats(-2.5, 2.5), st.floats(-2.5, 2.5)).map(np.array)


@pytest.fixture(params=SURFACES, scope="module")
def surface(request):
    return SURFACES[request.param]


@given(w=points)
def test_gradient_by_central_differences(surface, w):
    h = 1e-5
    differences = [(surface.loss(w + h * e) - surface.loss(w - h * e)) / (2 * h) for e in np.eye(2)]
    assert surface.gradient(w) == pytest.approx(differences, rel=1e-6, abs=1e-6)


@given(w=points)
def test_nothing_lies_below_the_minimum(surface, w):
    assert surface.loss(surface.minimum) == pytest.approx(0, abs=1e-12)
    assert surface.gradient(surface.minimum) == pytest.approx([0, 0], abs=1e-12)
    assert surface.loss(w) >= -np.finfo(float).tiny  # so near the minimum that squares underflow


def test_many_points_at_once(surface):
    grid = np.random.default_rng(0).normal(size=(4, 5, 2))
    assert surface.loss(grid).shape == (4, 5)
    assert surface.gradient(grid).shape == (4, 5, 2)
    assert surface.loss(grid)[2, 3] == surface.loss(grid[2, 3])
    assert (surface.gradient(grid)[2, 3] == surface.gradient(grid[2, 3])).all()


def test_curvatures_by_hand():
    assert curvatures(bowl(20), (0.3, -1)) == pytest.approx([1, 20])
    assert curvatures(bowl(20, turn=35), (0.3, -1)) == pytest.approx([1, 20])  # turning bends nothing
    assert bowl(20).loss((3.0, 2.0)) == pytest.approx((9 + 20 * 4) / 2)
    assert bowl(20, turn=90).loss((3.0, 2.0)) == pytest.approx((20 * 9 + 4) / 2)
    assert curvatures(saddle(), (0, 0)) == pytest.approx([-1, 1])
    assert curvatures(saddle(), (0, 1)) == pytest.approx([1, 2])
    # at (1, 1): [[2 + 8b, -4b], [-4b, 2b]], so trace 2 + 10 b and determinant 4 b
    low, high = curvatures(valley(10), (1, 1))
    assert low + high == pytest.approx(102) and low * high == pytest.approx(40)
    assert curvatures(bumps(0.4), (0, 0)) == pytest.approx([0.5 + 16 * 0.4] * 2)


def test_what_a_surface_takes_unless_told_and_a_bowl_s_start_turns_with_it():
    assert curvatures(bowl(), (0, 0)) == pytest.approx([1, 20])
    assert curvatures(bumps(), (0, 0)) == pytest.approx([2.9, 2.9])
    assert curvatures(valley(), (1, 1)).prod() == pytest.approx(20)
    assert bowl(20).start == (-2, 1) and bowl(20).loss((-2, 1)) == 12
    for turn in (35, 90, -60):
        assert bowl(20, turn).loss(bowl(20, turn).start) == pytest.approx(12)
        assert np.hypot(*bowl(20, turn).start) == pytest.approx(5**0.5)
    assert np.isfinite(bowl(1).loss((1, 1))) and bumps(0).loss((2, 0)) == 1


def test_saddle_has_two_equal_minima_and_a_flat_pass():
    surface = saddle()
    assert surface.loss((0, 1)) == surface.loss((0, -1)) == 0
    assert surface.gradient((0, 0)).tolist() == [0, 0]
    assert surface.loss((0, 0)) == 0.25


def test_bad_input():
    for kappa in (0.5, np.nan):
        with pytest.raises(ValueError, match="kappa must be"):
            bowl(kappa)
    with pytest.raises(ValueError, match="turn must be"):
        bowl(turn=np.inf)
    with pytest.raises(ValueError, match="b must be"):
        valley(0)
    with pytest.raises(ValueError, match="height must be"):
        bumps(-1)
    for w in (1.0, [1.0, 2.0, 3.0]):
        with pytest.raises(ValueError, match=r"w must have shape \(\.\.\., 2\)"):
            saddle().loss(w)
