"""Maxout against enumeration, central differences and the bound on the tangents' error."""

import itertools
from itertools import islice

import numpy as np
import pytest

from nbhelpers.convolution.cnn import Net, cross_entropy, slopes
from nbhelpers.convolution.layers import Conv, Dense, Flatten
from nbhelpers.tuning.maxout import (
    Lines,
    Maxout,
    learn,
    maxout,
    maxout_backward,
    random_lines,
    tangent_error,
    tangents,
    two_units,
)


@pytest.fixture
def rng():
    return np.random.default_rng(3)


class TestUnit:
    def test_by_hand(self):
        z = np.array([[1.0, 5.0, -2.0, -7.0]])
        assert maxout(z, 2).tolist() == [[5.0, -2.0]]
        assert maxout_backward(np.array([[10.0, 20.0]]), z, 2).tolist() == [[0.0, 10.0, 20.0, 0.0]]

    @pytest.mark.parametrize("pieces", [1, 2, 3, 6])
    def test_every_unit_is_the_largest_of_its_own(self, rng, pieces):
        z = rng.normal(size=(4, 6, 3, 2))
        h = maxout(z, pieces)
        for n, u, i, j in itertools.product(range(4), range(6 // pieces), range(3), range(2)):
            assert h[n, u, i, j] == max(z[n, u * pieces + k, i, j] for k in range(pieces))

    @pytest.mark.parametrize("shape", [(5, 6), (3, 6, 4, 2)])
    def test_slopes_are_central_differences(self, rng, shape):
        z, step = rng.normal(size=shape), 1e-6
        d = rng.normal(size=maxout(z, 3).shape)
        found = maxout_backward(d, z, 3)
        for at in np.ndindex(shape):
            e = np.zeros(shape)
            e[at] = step
            expected = np.sum(d * (maxout(z + e, 3) - maxout(z - e, 3))) / (2 * step)
            assert found[at] == pytest.approx(expected, abs=1e-8)

    def test_a_slope_that_is_no_number_stays_one(self):
        assert np.isnan(maxout_backward(np.array([[np.nan]]), np.array([[1.0, 2.0]]), 2)).all()

    def test_among_equals_one_gets_it_all(self):
        dz = maxout_backward(np.array([[7.0]]), np.zeros((1, 3)), 3)
        assert dz.tolist() == [[7.0, 0.0, 0.0]]

    def test_relu_and_the_absolute_value_are_maxouts(self, rng):
        z = rng.normal(size=20)
        assert (Lines(np.array([0, 1.0]), np.zeros(2)).upper(z) == np.maximum(z, 0)).all()
        assert (Lines(np.array([-1, 1.0]), np.zeros(2)).upper(z) == abs(z)).all()

    def test_the_largest_of_two_normal_sums_keeps_their_mean_square(self):
        z = np.random.default_rng(0).normal(size=(200_000, 2))
        assert np.mean(maxout(z, 2) ** 2) == pytest.approx(1, abs=0.02)

    def test_layer_in_a_net_against_central_differences(self, rng):
        net = Net(
            [Conv(1, 4, 3, rng), Maxout(2), Flatten(), Dense(2 * 16, 6, rng), Maxout(3), Dense(2, 3, rng)],
            (1, 6, 6), float,
        )  # fmt: skip
        X, labels = rng.normal(size=(5, 36)), rng.integers(0, 3, 5)
        _, found = slopes(net, X, labels)
        for at in rng.choice(len(net.w), 40, replace=False):
            E = []
            for step in (1e-6, -1e-6):
                net.w[at] += step
                E.append(cross_entropy(net.forward(X), labels)[0])
                net.w[at] -= step
            assert found[at] == pytest.approx((E[0] - E[1]) / 2e-6, abs=1e-7)

    @pytest.mark.parametrize("pieces", [0, 4, 2.0, True])
    def test_bad_pieces_are_named(self, pieces):
        with pytest.raises(ValueError, match=r"pieces = .* allowed are whole numbers from 1"):
            maxout(np.zeros((2, 6)), pieces)

    def test_a_row_alone_is_refused(self):
        with pytest.raises(ValueError, match=r"pieces = 2 with z of shape \(6,\)"):
            maxout(np.zeros(6), 2)

    def test_a_layer_has_two_pieces(self):
        assert Maxout().pieces == 2

    def test_a_bad_layer_is_refused(self):
        with pytest.raises(ValueError, match="pieces = 0"):
            Maxout(0)


class TestLines:
    @pytest.mark.parametrize("pieces", [1, 2, 3, 5, 10])
    def test_the_bound_on_the_parabola_is_met_exactly(self, pieces):
        lines = tangents(np.square, lambda x: 2 * x, -2, 3, pieces)
        x = np.linspace(-2, 3, 100 * pieces + 1)
        miss = x**2 - lines.upper(x)
        assert miss.min() > -1e-12
        assert miss.max() == pytest.approx(tangent_error(2, -2, 3, pieces))

    @pytest.mark.parametrize("pieces", [1, 2, 4, 8])
    def test_the_bound_holds_for_the_exponential(self, pieces):
        lines = tangents(np.exp, np.exp, -2, 1, pieces)
        x = np.linspace(-2, 1, 501)
        miss = np.exp(x) - lines.upper(x)
        assert -1e-12 < miss.min() and miss.max() <= tangent_error(np.e, -2, 1, pieces)

    @pytest.mark.parametrize("seed", range(5))
    def test_upper_edges_are_convex(self, seed):
        rng = np.random.default_rng(seed)
        lines = Lines(rng.normal(size=4), rng.normal(size=4))
        a, b = rng.normal(size=(2, 300))
        assert (lines.upper((a + b) / 2) <= (lines.upper(a) + lines.upper(b)) / 2 + 1e-12).all()

    @pytest.mark.parametrize("seed", range(5))
    def test_two_units_draw_any_broken_line(self, seed):
        rng = np.random.default_rng(seed)
        x, y = np.sort(rng.uniform(-3, 3, 9)), rng.normal(size=9)
        up, down = two_units(x, y)
        at = np.linspace(x[0], x[-1], 400)
        assert up.upper(at) - down.upper(at) == pytest.approx(np.interp(at, x, y))

    def test_one_input_and_a_table_of_them(self):
        lines = Lines(np.array([-1, 2.0]), np.array([0, 1.0]))
        assert lines.upper(1.0) == 3 and lines.upper([[1.0, -3.0, 0.0]]).tolist() == [[3, 3, 1]]

    def test_a_single_line(self):
        up, down = two_units([1, 1.5], [2, 3])
        assert (*up.slopes, *up.offsets, *down.slopes, *down.offsets) == (2, 0, 0, 0)

    def test_bad_input_is_named(self):
        with pytest.raises(ValueError, match="low = 1, high = 1"):
            tangents(np.square, np.square, 1, 1, 2)
        with pytest.raises(ValueError, match="pieces = 0"):
            tangent_error(1, 0, 1, 0)
        with pytest.raises(ValueError, match="x rising"):
            two_units([0, 0], [1, 2])
        with pytest.raises(ValueError, match="x rising"):
            two_units([0, 2, 1], [1, 2, 3])


class TestLearning:
    def test_lines_to_begin_with(self, rng):
        lines = random_lines(100_000, rng)
        assert lines.mean(axis=1) == pytest.approx([0, 0], abs=0.02)
        assert lines.std(axis=1) == pytest.approx([1, 0.3], rel=0.02)
        assert random_lines(3, rng).shape == (2, 3)

    def test_the_first_step_goes_down_the_slope(self, rng):
        x, y, lines, h = np.linspace(-1, 2, 7), rng.normal(size=7), rng.normal(size=(2, 3)), 1e-6
        step = np.array(next(learn(x, y, lines, 0.2))) - lines
        for at in np.ndindex(lines.shape):
            e = np.zeros(lines.shape)
            e[at] = h
            above, below = (np.mean((Lines(*moved).upper(x) - y) ** 2) / 2 for moved in (lines + e, lines - e))
            assert step[at] == pytest.approx(-0.2 * 0.1 * (above - below) / (2 * h), abs=1e-9)

    def test_one_line_comes_to_least_squares(self, rng):
        x, y = np.linspace(-1, 2, 7), rng.normal(size=7)
        end = next(islice(learn(x, y, [[0.0], [0.0]], 0.5), 2000, None))
        assert [*end.slopes, *end.offsets] == pytest.approx(np.polyfit(x, y, 1))

    def test_an_idle_line_stays_where_it_is(self):
        x = np.linspace(-1, 1, 9)
        end = next(islice(learn(x, x**2, [[-1.0, 1.0, 0.0], [0.0, 0.0, -5.0]], 0.1), 50, None))
        assert (end.slopes[2], end.offsets[2]) == (0, -5) and end.slopes[1] != 1

    def test_bad_input_is_named(self):
        with pytest.raises(ValueError, match=r"y has shape \(2,\)"):
            next(learn([0.0, 1.0, 2.0], [0.0, 1.0], [[1.0], [0.0]], 0.1))
        with pytest.raises(ValueError, match=r"lines has shape \(1, 2\)"):
            learn([0.0], [1.0], [[1.0, 0.0]], 0.1)
        with pytest.raises(ValueError, match="eta = 0"):
            learn([0.0], [1.0], [[1.0], [0.0]], 0)
