"""The two problems of the chapter: as many weights as they are named for, and waves over their span."""

import numpy as np
import pytest

from nbhelpers.batches import tides


@pytest.mark.parametrize(("weights", "last"), [("2", 1.8), ("8", 2 * np.pi)])
def test_a_problem_has_the_weights_it_is_named_for_and_hours_over_its_span(weights, last):
    X, y = tides.tide_of(weights)
    assert X.shape == (tides.SAMPLES, int(weights)) and y.shape == (tides.SAMPLES,)
    hours = np.angle(X[:, 0] + 1j * X[:, 1]) % (2 * np.pi)
    assert 0.9 * last < hours.max() < last
