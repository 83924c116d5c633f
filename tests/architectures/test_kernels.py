"""What kernels cost: closed forms, and connections counted one by one."""

import itertools

import pytest

from nbhelpers.architectures import kernels


@pytest.mark.parametrize("k", [3, 5, 7])
@pytest.mark.parametrize("channels", [1, 16, 64])
def test_stacks_and_bottlenecks_have_the_closed_forms(k, channels):
    one, three = kernels.one_kernel(k, channels, 14), kernels.stacked_kernels(3, (k - 1) // 2, channels, 14)
    assert one.field == three.field == k
    assert one.parameters == k * k * channels**2
    assert three.parameters == 9 * (k - 1) // 2 * channels**2
    assert one.multiply_adds == 196 * one.parameters
    narrow = max(channels // 4, 1)
    assert kernels.bottleneck(k, channels, narrow, 14).parameters == narrow * (2 * channels + k * k * narrow)


def test_sharing_by_enumeration():
    """C1 of a tiny LeNet: count the connections one by one, then how many different weights they need."""
    shape, out, k = (1, 6, 6), 2, 3
    places = list(itertools.product(range(4), range(4)))
    links = [(o, i, j, di, dj) for o in range(out) for i, j in places for di in range(k) for dj in range(k)]
    assert kernels.local(shape, out, k) == len(links) + out * len(places)
    assert kernels.shared(shape, out, k) == len({(o, di, dj) for o, _, _, di, dj in links}) + out
    assert kernels.dense(shape, out, k) == out * len(places) * (36 + 1)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: kernels.one_kernel(4, 1, 8), "k = 4"),
        (lambda: kernels.stacked_kernels(3, 0, 1, 8), "count = 0"),
        (lambda: kernels.stacked_kernels(4, 1, 1, 8), "k = 4"),
        (lambda: kernels.bottleneck(2, 4, 1, 8), "k = 2"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
