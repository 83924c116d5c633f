"""Lists, bytes, truths, half and single precision give what the same numbers give in double precision."""

import numpy as np
import pytest

from nbhelpers import convolution
from nbhelpers.convolution import pooling
from tests.edge.test_refusals import ARRAYS, CALLS, outcome

TYPES = (np.float16, np.float32, np.int64, np.int8, np.uint8, bool)


@pytest.mark.parametrize("name, key", ARRAYS)
def test_what_kind_of_numbers_makes_no_difference(name, key):
    value = np.asarray(CALLS[name].arguments[key])
    np.testing.assert_allclose(outcome(name, **{key: value.tolist()}), outcome(name), atol=1e-12)
    for kind in TYPES:
        if np.dtype(kind).kind == "u" and value.min() < 0:
            continue
        given = value.astype(kind)
        found, wanted = (outcome(name, **{key: one}) for one in (given, given.astype(float)))
        if isinstance(wanted, ValueError):
            assert isinstance(found, ValueError), f"{kind}: {found}"
        else:
            near = 1e-4 if kind is np.float32 else 1e-12
            np.testing.assert_allclose(found, wanted, rtol=near, atol=near, err_msg=str(kind))


def test_bytes_do_not_run_over():
    white, ones = np.full((1, 1, 4, 4), 255, np.uint8), np.ones((1, 1, 3, 3), np.uint8)
    assert (pooling.mean_pool(white) == 255).all()
    assert (convolution.conv2d(white, ones) == 2295).all() and (convolution.conv2d_plainly(white, ones) == 2295).all()
