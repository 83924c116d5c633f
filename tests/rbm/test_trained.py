"""Machines as small whole numbers: what packing leaves of them."""

import numpy as np
import pytest

from nbhelpers.rbm.trained import packed, unpacked
from tests.rbm.test_rbm import machine


def test_packing_loses_half_a_step_at_most():
    one = machine(30, 20)
    steps, scale, b, c = packed(one)
    again = unpacked(steps, scale, b, c)
    assert steps.dtype == np.int8 and np.abs(again.W - one.W).max() <= scale / 2 + 1e-12
    assert again.b == pytest.approx(one.b, abs=2e-3)
