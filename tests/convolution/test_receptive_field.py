"""Receptive fields: the recursion against changed pixels, one at a time."""

import numpy as np
import pytest

from nbhelpers.convolution.receptive_field import Field, answers, fields, seen

LENET = [(5, 1, "same"), (2, 2, "valid"), (5, 1, "valid"), (2, 2, "valid")]
STACKS = {
    "LeNet": (LENET, 28),
    "three of 3": ([(3, 1, "valid")] * 3, 14),
    "strides": ([(3, 2, "same"), (3, 2, "same")], 13),
    "gaps": ([(2, 3, "valid"), (2, 2, "valid")], 17),
    "amounts": ([(5, 2, 3), (4, 1, 2)], 12),
}


def test_lenet_by_hand():
    assert fields(LENET, 28) == [Field(28, 1, 1), Field(28, 5, 1), Field(14, 6, 2), Field(10, 14, 2), Field(5, 16, 4)]


def test_an_odd_zero_stands_after():
    assert [seen([(2, 1, "same")], 5, unit) for unit in (0, 4)] == [(0, 1), (4, 4)]


def test_the_answers_of_one_layer_are_a_kernel_of_mean_weight_one():
    found = answers([(20, 1, "valid")], 20, (0, 0), np.random.default_rng(0))
    assert found.sum() == pytest.approx(1)
    assert 2.5 < found.max() / found.min() <= 3  # from 1/2 to 3/2


@pytest.mark.parametrize("name", STACKS)
def test_pixels_that_matter_are_the_pixels_seen(name):
    stack, size = STACKS[name]
    units = fields(stack, size)[-1].units
    for unit in {(0, 0), (units // 2, units - 1), (units - 1, units // 3)}:
        changed = answers(stack, size, unit, np.random.default_rng(0)) != 0
        for axis, index in zip((1, 0), unit, strict=True):
            matters = np.flatnonzero(changed.any(axis=axis))
            assert (matters[0], matters[-1]) == seen(stack, size, index)


@pytest.mark.parametrize("name", STACKS)
def test_the_recursion_is_the_widest_field(name):
    stack, size = STACKS[name]
    _, r, j = fields(stack, size)[-1]
    ends = [seen(stack, size, unit) for unit in range(fields(stack, size)[-1].units)]
    assert max(last - first + 1 for first, last in ends) == min(r, size)
    inside = [first for first, last in ends if last - first + 1 == r]
    assert set(np.diff(inside)) <= {j}


def test_bad_unit():
    with pytest.raises(ValueError, match="unit = 5: allowed are 0 to 4"):
        seen(LENET, 28, 5)
