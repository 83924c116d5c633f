"""Convolution against SciPy, the formula written as loops, and central differences; sizes by counting windows."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from nbhelpers.convolution import (
    batch_last,
    conv2d,
    conv2d_backward,
    conv2d_plainly,
    convolve,
    correlate,
    output_size,
    padding_amounts,
)

sizes = st.integers(1, 30)
SETTINGS = [
    dict(stride=stride, padding=padding) for stride in (1, 2, 3) for padding in ("valid", "same", 1)
]


def by_hand(size, kernel, stride, before, after):
    """The number of windows, counted one by one."""
    return sum(1 for start in range(-before, size + after - kernel + 1) if (start + before) % stride == 0)


def random(rng, *shapes):
    return [rng.normal(size=shape) for shape in shapes]


class TestOneImage:
    @given(st.integers(3, 9), st.integers(3, 9), st.integers(1, 3), st.integers(1, 3), st.integers(0, 99))
    def test_correlate_and_convolve_are_scipys(self, H, W, K, L, seed):
        image, kernel = random(np.random.default_rng(seed), (H, W), (K, L))
        assert correlate(image, kernel) == pytest.approx(signal.correlate2d(image, kernel, "valid"))
        assert convolve(image, kernel) == pytest.approx(signal.convolve2d(image, kernel, "valid"))

    @pytest.mark.parametrize("kernel", [1, 3, 5])
    def test_same_is_scipys_for_odd_kernels(self, kernel):
        image, w = random(np.random.default_rng(0), (7, 8), (kernel, kernel))
        assert correlate(image, w, padding="same") == pytest.approx(signal.correlate2d(image, w, "same"))
        assert convolve(image, w, padding="same") == pytest.approx(signal.convolve2d(image, w, "same"))

    def test_the_answer_to_a_single_point_tells_the_two_apart(self):
        point, kernel = np.zeros((5, 5)), np.arange(9.0).reshape(3, 3)
        point[2, 2] = 1
        assert (convolve(point, kernel) == kernel).all()
        assert (correlate(point, kernel) == kernel[::-1, ::-1]).all()

    def test_on_paper(self):
        image = np.array([[1, 2, 0], [0, 1, 3], [2, 0, 1]])
        assert correlate(image, [[1, 0], [0, -1]]).tolist() == [[0, -1], [0, 0]]
        assert convolve(image, [[1, 0], [0, -1]]).tolist() == [[0, 1], [0, 0]]


class TestForward:
    @pytest.mark.parametrize("settings", SETTINGS, ids=str)
    def test_fast_and_plain_are_one(self, settings):
        x, w, b = random(np.random.default_rng(1), (2, 3, 7, 8), (4, 3, 3, 2), (4,))
        assert conv2d(x, w, b, **settings) == pytest.approx(conv2d_plainly(x, w, b, **settings))

    def test_windows_touch_every_pixel_unless_told(self):
        x, w = random(np.random.default_rng(4), (1, 1, 5, 6), (1, 1, 2, 3))
        wanted = signal.correlate2d(x[0, 0], w[0, 0], "valid")
        assert conv2d(x, w)[0, 0] == pytest.approx(wanted) and conv2d_plainly(x, w)[0, 0] == pytest.approx(wanted)
        assert output_size(5, 3) == 3 and padding_amounts(4, 3, padding="same") == (1, 1)

    def test_what_has_left_the_finite_numbers_goes_through(self):
        x, w, lost = np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2)), np.nan
        for y in (conv2d(lost * x, w), conv2d(x, lost * w), conv2d(x, w, [lost])):
            assert np.isnan(y).all()
        assert np.isnan(conv2d_backward(np.full((1, 1, 2, 2), lost), x, w)[1]).all()

    @pytest.mark.parametrize("stride", [1, 2])
    def test_channels_add_up_and_kernels_stand_side_by_side(self, stride):
        x, w, b = random(np.random.default_rng(2), (2, 3, 6, 6), (4, 3, 3, 3), (4,))
        y = conv2d(x, w, b, stride)
        for n, o in itertools.product(range(2), range(4)):
            planes = [signal.correlate2d(x[n, c], w[o, c], "valid")[::stride, ::stride] for c in range(3)]
            assert y[n, o] == pytest.approx(sum(planes) + b[o])

    def test_memory_order_changes_nothing(self):
        x, w = random(np.random.default_rng(3), (2, 3, 5, 5), (4, 3, 3, 3))
        assert (batch_last(x) == x).all()
        assert conv2d(batch_last(x), w) == pytest.approx(conv2d(x, w), abs=1e-14)

    def test_float32_stays_float32(self):
        x, w = np.ones((1, 1, 4, 4), np.float32), np.ones((1, 1, 3, 3), np.float32)
        assert conv2d(x, w, padding="same").dtype == np.float32


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_backward_is_central_differences(settings):
    rng = np.random.default_rng(5)
    x, w, b = random(rng, (2, 2, 5, 6), (3, 2, 3, 2), (3,))
    g = rng.normal(size=conv2d(x, w, b, **settings).shape)
    found = conv2d_backward(g, x, w, **settings)
    for given_, slope in zip((x, w, b), found, strict=True):
        assert slope.shape == given_.shape
        for place in list(np.ndindex(given_.shape))[::7]:
            before = given_[place]
            given_[place] = before + 1e-3
            up = (g * conv2d(x, w, b, **settings)).sum()
            given_[place] = before - 1e-3
            down = (g * conv2d(x, w, b, **settings)).sum()
            given_[place] = before
            assert slope[place] == pytest.approx((up - down) / 2e-3, abs=1e-9)


class TestSizes:
    @given(sizes, sizes, st.integers(1, 6))
    def test_same_is_the_ceiling(self, size, kernel, stride):
        before, after = padding_amounts(size, kernel, stride, "same")
        assert output_size(size, kernel, stride, "same") == -(-size // stride)
        assert after - before in (0, 1)
        if before + after:
            assert by_hand(size, kernel, stride, before, after) == -(-size // stride)
            assert by_hand(size, kernel, stride, before, after - 1) < -(-size // stride)

    @given(sizes, sizes, st.integers(1, 6))
    def test_valid_is_the_ceiling_with_brackets(self, size, kernel, stride):
        if kernel > size:
            with pytest.raises(ValueError, match="larger than the padded image"):
                output_size(size, kernel, stride, "valid")
        else:
            expected = by_hand(size, kernel, stride, 0, 0)
            assert output_size(size, kernel, stride, "valid") == expected == -(-(size - kernel + 1) // stride)

    @given(sizes, sizes, st.integers(1, 6), st.integers(0, 5))
    def test_given_amounts(self, size, kernel, stride, padding):
        if kernel <= size + 2 * padding:
            assert output_size(size, kernel, stride, padding) == by_hand(size, kernel, stride, padding, padding)

    def test_the_noted_form_is_wrong_from_stride_two_on(self):
        assert output_size(28, 5, 1, "valid") == 28 - 5 + 1 / 1 == 24
        assert output_size(28, 5, 2, "valid") == 12 != np.ceil(28 - 5 + 1 / 2)


class TestBadInput:
    @pytest.mark.parametrize("name", ["size", "kernel", "stride"])
    @pytest.mark.parametrize("value", [0, -1, 1.5, True])
    def test_sizes(self, name, value):
        with pytest.raises(ValueError, match=f"{name} = {value!r}: allowed are whole numbers from 1"):
            output_size(**{"size": 9, "kernel": 3, "stride": 1, name: value})

    @pytest.mark.parametrize("padding", ["full", -1, 0.5, None, True])
    def test_padding(self, padding):
        with pytest.raises(ValueError, match=r"padding = .*: allowed are 'same', 'valid' or a whole number from 0"):
            output_size(9, 3, 1, padding)

    def test_kernel_larger_than_the_image(self):
        with pytest.raises(ValueError, match="kernel = 5 is larger than the padded image, 4"):
            conv2d(np.zeros((1, 1, 4, 4)), np.zeros((1, 1, 5, 5)))
        with pytest.raises(ValueError, match="kernel = 7 is larger than the padded image, 6"):
            output_size(4, 7, padding=1)
        assert conv2d(np.zeros((1, 1, 4, 4)), np.zeros((1, 1, 5, 5)), padding=1).shape == (1, 1, 2, 2)

    def test_shapes(self):
        with pytest.raises(ValueError, match=r"x has shape \(4, 4\); allowed: \(samples, channels, rows, columns\)"):
            conv2d(np.zeros((4, 4)), np.zeros((1, 1, 3, 3)))
        with pytest.raises(ValueError, match=r"x has shape \(0, 1, 4, 4\).*; allowed are arrays that are not empty"):
            conv2d(np.zeros((0, 1, 4, 4)), np.zeros((1, 1, 3, 3)))
        with pytest.raises(ValueError, match=r"w has shape \(1, 2, 3, 3\); allowed here: \(kernels, 1, "):
            conv2d(np.zeros((1, 1, 4, 4)), np.zeros((1, 2, 3, 3)))
        with pytest.raises(ValueError, match=r"g has shape \(1, 1, 4, 4\).*\(1, 1, 2, 2\)"):
            conv2d_backward(np.zeros((1, 1, 4, 4)), np.zeros((1, 1, 4, 4)), np.zeros((1, 1, 3, 3)))
