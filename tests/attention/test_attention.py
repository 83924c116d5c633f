"""The path of a value that hears itself, against its closed form and against a number worked out by hand."""

import numpy as np
import pytest

from nbhelpers import attention


def test_by_hand():
    assert attention.path(0.5, 0.0, 3).tolist() == [0.0, 1.0, 1.5, 1.75]
    assert attention.fixed_point(0.5) == 2.0
    assert attention.path(0.5, 3.0, 0).tolist() == [3.0]


@pytest.mark.parametrize("w", [-0.9, 0.3, 0.99, 1.4])
@pytest.mark.parametrize("start", [-2.0, 0.0, 5.0])
def test_the_distance_to_the_fixed_point_shrinks_by_w_at_each_step(w, start):
    x, stays = attention.path(w, start, 20), attention.fixed_point(w)
    np.testing.assert_allclose(x - stays, (start - stays) * w ** np.arange(21), atol=1e-9)


@pytest.mark.parametrize("steps", [-1, 2.5])
def test_steps_are_whole_numbers(steps):
    with pytest.raises(ValueError, match=f"steps is {steps}; allowed are whole numbers from 0"):
        attention.path(0.5, 0.0, steps)


def test_one_weight_has_no_fixed_point():
    with pytest.raises(ValueError, match="w is 1; allowed is any number but 1"):
        attention.fixed_point(1)
