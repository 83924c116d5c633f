"""Attention: a case by hand, closed forms, masks, and gradients by differences."""

import numpy as np
import pytest

from nbhelpers import attention
from nbhelpers.hopfield import dense

rng = np.random.default_rng(0)


def test_by_hand():
    Q, K, V = np.array([[0.0, 1.0]]), np.array([[0.0, np.log(4.0)], [1.0, 0.0]]), np.array([[10.0], [0.0]])
    p, Y = attention.attend(Q, K, V, beta=1.0)
    assert p[0] == pytest.approx([0.8, 0.2]) and Y == pytest.approx(8.0)
    assert attention.attend(Q, K, V, beta=0.5).p[0] == pytest.approx([2 / 3, 1 / 3])
    assert attention.attend(Q * np.sqrt(2), K, V).p[0] == pytest.approx([0.8, 0.2])


def test_it_is_one_update_of_a_dense_hopfield_net():
    patterns, x = np.sign(rng.normal(size=(4, 9))), np.sign(rng.normal(size=9))
    p, y = dense.attention(patterns, x)
    found = attention.attend(x[None], patterns, patterns, beta=1.0)
    assert found.p[0] == pytest.approx(p) and found.Y[0] == pytest.approx(y)


def test_query_by_query_and_key_by_key():
    Q, K, V = rng.normal(size=(2, 3, 4)), rng.normal(size=(2, 5, 4)), rng.normal(size=(2, 5, 6))
    mask = np.array([[1, 0, 1, 1, 0], [0, 1, 1, 0, 0], [0, 0, 0, 0, 1]])
    p, Y = attention.attend(Q, K, V, mask)
    for s in range(2):
        for i in range(3):
            parts = [np.exp(sum(Q[s, i] * K[s, j]) / 2) if mask[i, j] else 0.0 for j in range(5)]
            assert p[s, i] == pytest.approx(np.array(parts) / sum(parts))
            assert Y[s, i] == pytest.approx(sum(p[s, i, j] * V[s, j] for j in range(5)))


def test_causal():
    assert attention.causal(3).dtype == bool
    assert attention.causal(3).tolist() == [[True, False, False], [True, True, False], [True, True, True]]
    X = rng.normal(size=(4, 3))
    early = attention.attend(X[:2], X[:2], X[:2], attention.causal(2)).Y
    assert attention.attend(X, X, X, attention.causal(4)).Y[:2] == pytest.approx(early)


@pytest.mark.parametrize("beta", [None, 0.7])
@pytest.mark.parametrize("mask", [None, np.tri(3, 5, 1)])
def test_backward_by_differences(mask, beta):
    given = [rng.normal(size=shape) for shape in ((2, 3, 4), (2, 5, 4), (2, 5, 6))]
    g = rng.normal(size=(2, 3, 6))
    back = attention.backward(*given, attention.attend(*given, mask, beta).p, g, beta)
    for array, found in zip(given, back, strict=True):
        for at in np.ndindex(array.shape):
            ends = []
            for nudge in (1e-5, -2e-5):
                array[at] += nudge
                ends.append(np.sum(g * attention.attend(*given, mask, beta).Y))
            array[at] += 1e-5
            assert (ends[0] - ends[1]) / 2e-5 == pytest.approx(found[at], abs=1e-7)


def test_what_is_refused():
    X = np.ones((3, 2))
    with pytest.raises(ValueError, match="mask lets query 1 look at no key"):
        attention.attend(X, X, X, np.array([[1, 0, 0], [0, 0, 0], [1, 1, 1]]))
    with pytest.raises(ValueError, match=r"V has the axes \(1,\) before its last two; allowed are Q's, \(\)"):
        attention.attend(X, X, X[None])
    for name in "KVpg":
        given = {one: X[None] for one in "QKVpg"} | {"p": np.ones((1, 3, 3)) / 3}
        given[name] = given[name][0]
        with pytest.raises(ValueError, match=rf"{name} has the axes \(\) before its last two; allowed are Q's, \(1,\)"):
            attention.backward(**given)
    with pytest.raises(ValueError, match="K has the axes"):
        attention.attend(X, X[None], X)
    with pytest.raises(ValueError, match=r"K has shape \(3, 1\); allowed: \(\.\.\., T, d_k\)|K has shape"):
        attention.attend(X, X[:, :1], X)


def test_float32_stays():
    X = np.ones((3, 2), np.float32)
    p, Y = attention.attend(X, X, X, attention.causal(3))
    back = attention.backward(X, X, X, p, Y)
    assert {part.dtype for part in (p, Y, *back)} == {np.dtype(np.float32)}
