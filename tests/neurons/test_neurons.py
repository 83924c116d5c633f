"""One unit and a layer against sums written out, differences, enumeration and Novikoff's bound."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import neurons

rows = st.lists(st.floats(-3, 3), min_size=3, max_size=3)


@given(rows, rows, st.floats(-3, 3))
def test_weighted_sum_term_by_term(x, w, theta):
    by_hand = sum(a * b for a, b in zip(x, w, strict=True)) - theta
    assert neurons.weighted_sum(x, w, theta) == pytest.approx(by_hand, abs=1e-12)


def test_a_layer_is_its_units_one_by_one():
    rng = np.random.default_rng(0)
    X, W, theta = rng.normal(size=(5, 3)), rng.normal(size=(3, 4)), rng.normal(size=4)
    one_by_one = [[1 / (1 + np.exp(-(x @ w - b))) for w, b in zip(W.T, theta, strict=True)] for x in X]
    np.testing.assert_allclose(neurons.layer(X, W, theta), one_by_one, rtol=1e-12)
    np.testing.assert_allclose(neurons.layer(X[0], W, theta), one_by_one[0], rtol=1e-12)
    decided = neurons.layer(X, W, theta, f=neurons.step)
    assert set(np.unique(decided)) == {0.0, 1.0}
    np.testing.assert_array_equal(decided, np.array(one_by_one) > 0.5)


def test_without_a_threshold_it_is_zero():
    assert neurons.weighted_sum([1, 2], [3, -1]) == 1
    assert neurons.layer([0.0, 0.0], np.ones((2, 1))) == [0.5]


@given(st.floats(-20, 20))
def test_sigmoid_slope_is_the_difference_quotient(u):
    h = 1e-5
    slope = (neurons.sigmoid(u + h) - neurons.sigmoid(u - h)) / (2 * h)
    assert neurons.sigmoid_slope(u) == pytest.approx(slope, abs=1e-9)
    assert neurons.sigmoid_slope(u) <= 0.25 * (1 + 1e-15) and neurons.sigmoid_slope(0) == 0.25


def test_a_tie_is_a_no():
    np.testing.assert_array_equal(neurons.step([-1, 0, 1e-300]), [0, 0, 1])


@pytest.mark.parametrize(
    ("table", "w", "theta", "right"),
    [("AND", (1, 1), 1.5, 4), ("OR", (1, 1), 0.5, 4), ("XOR", (1, 1), 0.5, 3), ("XOR", (1, -1), 0.5, 3)],
)
def test_tables_of_two_inputs(table, w, theta, right):
    says = neurons.step(neurons.weighted_sum(neurons.CORNERS, w, theta))
    assert np.sum(says == neurons.TABLES[table]) == right


def test_the_tables_are_what_python_says():
    bits = neurons.CORNERS.astype(int).tolist()
    assert neurons.TABLES["AND"].tolist() == [a & b for a, b in bits]
    assert neurons.TABLES["OR"].tolist() == [a | b for a, b in bits]
    assert neurons.TABLES["XOR"].tolist() == [a ^ b for a, b in bits]


def test_fourteen_of_sixteen_and_104_of_256_tables_can_be_decided():
    """2, 4, 14, 104, 1882, ...: the known counts of linear threshold functions (OEIS A000609)."""
    assert [len(neurons.decidable_tables(n, n)) for n in (1, 2, 3)] == [4, 14, 104]
    two = neurons.decidable_tables(2, 3)
    missing = {tuple(map(int, np.binary_repr(k, 4))) for k in range(16)} - two
    assert missing == {(0, 1, 1, 0), (1, 0, 0, 1)}


@pytest.mark.parametrize("n", [1, 2, 3])
def test_weights_of_one_decide_k_of_m_inputs_each_as_it_is_or_negated(n):
    """sum_m C(n, m) 2^m m for "at least k of m", k = 1 ... m, and the two constants."""
    assert len(neurons.decidable_tables(n, 1)) == sum(math.comb(n, m) * 2**m * m for m in range(n + 1)) + 2


def test_random_weights_find_no_other_tables():
    rng = np.random.default_rng(1)
    u = neurons.corners(3) @ rng.normal(size=(3, 20_000)) - 2 * rng.normal(size=20_000)
    assert {tuple(t) for t in neurons.step(u).astype(int).T.tolist()} <= neurons.decidable_tables(3, 2)


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_perceptron_stops_within_novikoffs_bound(seed):
    rng = np.random.default_rng(seed)
    teacher = rng.normal(size=3)
    X = rng.normal(size=(30, 3))
    X = X[np.abs(X @ teacher) > 0.3 * np.linalg.norm(teacher)]
    if not len(X):
        return
    y = neurons.step(X @ teacher)
    gap = np.min(np.abs(X @ teacher)) / np.linalg.norm(teacher)
    largest = np.max(np.linalg.norm(X, axis=1))
    *_, (mistakes, w) = found = list(neurons.perceptron(X, y, sweeps=2000))
    assert mistakes == 0 and np.array_equal(neurons.step(X @ w), y)
    # the unit says 0 at w . x = 0, so a tie costs a mistake at most on y = 1: the bound holds with <=
    assert sum(count for count, _ in found) <= (largest / gap) ** 2


def test_first_sweeps_of_the_perceptron_by_hand():
    """From w = 0, where a tie says 0: a mistake only where y = 1."""
    found = [(mistakes, w.tolist()) for mistakes, w in neurons.perceptron([[2, 0], [1, 1]], [1, 0])]
    assert found == [(2, [1, -1]), (0, [1, -1])]
    assert [mistakes for mistakes, _ in neurons.perceptron([[1]], [0])] == [0]
    assert [mistakes for mistakes, _ in neurons.perceptron([[1]], [1])] == [1, 0]


def test_perceptron_never_settles_on_xor():
    X = np.hstack([neurons.CORNERS, np.ones((4, 1))])
    found = list(neurons.perceptron(X, neurons.TABLES["XOR"], sweeps=300))
    assert len(found) == 300 and min(count for count, _ in found) > 0
    assert len(list(neurons.perceptron(X, neurons.TABLES["XOR"]))) == 100
    assert [count for count, _ in neurons.perceptron(X, neurons.TABLES["OR"])][-1] == 0


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: neurons.weighted_sum(np.ones((2, 3)), np.ones(2)), r"X has shape \(2, 3\) and w \(2,\); allowed"),
        (lambda: neurons.layer(np.ones(3), np.ones((2, 2))), r"X has shape \(3,\) and W \(2, 2\); allowed"),
        (lambda: neurons.corners(0), "n = 0: allowed are whole numbers from 1 to 12"),
        (lambda: neurons.decidable_tables(2, 0), "largest = 0: allowed"),
        (lambda: list(neurons.perceptron(np.ones((2, 2)), [1, -1])), "allowed: .* of 0 and 1"),
        (lambda: list(neurons.perceptron(np.ones((3, 2)), [0, 1, 2])), "allowed: .* of 0 and 1"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
