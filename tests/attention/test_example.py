"""The example by hand: its exponentials written out."""

import numpy as np
import pytest

from nbhelpers.attention import example


def test_by_hand():
    Q, K, V, z, p, Y = example.head()
    assert Q.tolist() == [[0, 1], [0, 0], [3, 0]] and K.tolist() == V.tolist() == example.X.tolist()
    assert z == pytest.approx(np.array([[0, 0, 1], [0, 0, 0], [3, 0, 0]]) / np.sqrt(2))
    a, b = np.exp(1 / np.sqrt(2)), np.exp(3 / np.sqrt(2))
    rows = [[1 / (2 + a), 1 / (2 + a), a / (2 + a)], [1 / 3] * 3, [b / (2 + b), 1 / (2 + b), 1 / (2 + b)]]
    assert p == pytest.approx(np.array(rows)) and Y == pytest.approx(np.array(rows)[:, [0, 2]])


def test_masked():
    p = example.head(he=2.0, tom=-1.0, masked=True)[4]
    assert p[:2] == pytest.approx(np.array([[1, 0, 0], [0.5, 0.5, 0]]))
    assert example.query_weights(2.0, -1.0).tolist() == [[0, -1], [2, 0]]
    assert example.query_weights().tolist() == [[0, 1], [3, 0]]
