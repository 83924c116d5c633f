"""Scores of random keys: their variance, and the derivative of the softmax by differences."""

import numpy as np
import pytest

from nbhelpers.attention import scaling


def test_the_variance_of_a_score_is_the_number_of_numbers():
    rng = np.random.default_rng(0)
    for k in (1, 4, 64):
        plain, divided = scaling.draw(k, 50, rng, 600)
        assert plain.shape == (600, 50) and plain == pytest.approx(divided * np.sqrt(k))
        assert plain.var() == pytest.approx(k, rel=0.1) and plain.mean() == pytest.approx(0, abs=0.06 * np.sqrt(k))
    assert scaling.draw(3, 5, rng).plain.shape == (1, 5)


def test_movable_is_the_trace_of_the_derivative():
    z = np.random.default_rng(1).normal(size=(2, 5))
    for row, found in zip(z, scaling.movable(z), strict=True):
        total = 0.0
        for j in range(5):
            ends = [np.exp(row + s * 1e-6 * np.eye(5)[j]) for s in (1, -1)]
            total += (ends[0][j] / ends[0].sum() - ends[1][j] / ends[1].sum()) / 2e-6
        assert found == pytest.approx(total, rel=1e-6)
    assert scaling.movable(np.zeros(4)) == pytest.approx(0.75)
