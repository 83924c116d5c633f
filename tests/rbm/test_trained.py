"""Machines as small whole numbers: what packing leaves of them."""

import numpy as np
import pytest

from nbhelpers.rbm.trained import packed, trained, unpacked
from tests.rbm.test_rbm import machine


def test_packing_loses_half_a_step_at_most():
    one = machine(30, 20)
    steps, scale, b, c = packed(one)
    again = unpacked(steps, scale, b, c)
    assert steps.dtype == np.int8 and np.abs(again.W - one.W).max() <= scale / 2 + 1e-12
    assert again.b == pytest.approx(one.b, abs=2e-3)
    assert all(part.dtype == float and not part.flags.writeable for part in again)


@pytest.mark.parametrize(("name", "hidden"), [("persistent", 64), ("cd", 64), ("small", 10)])
def test_the_stored_machines_are_those_of_their_names(name, hidden):
    one = trained(name)
    assert [part.shape for part in one] == [(784, hidden), (784,), (hidden,)]
    assert all(part.dtype == float for part in one)


def test_other_machines_are_refused():
    with pytest.raises(ValueError, match="name = 'large': allowed are 'persistent', 'cd', 'small'"):
        trained("large")
    assert not np.array_equal(trained("persistent").W, trained("cd").W)
