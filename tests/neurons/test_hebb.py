"""Hebb's rule against counting, its mean against matrix powers, Oja's against eigenvectors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers import hopfield
from nbhelpers.neurons import hebb


@given(st.lists(st.sampled_from([-1.0, 1.0]), min_size=2, max_size=6), st.floats(0.01, 2))
def test_step_strengthens_equals_and_weakens_others(x, eta):
    W = np.random.default_rng(0).normal(size=(len(x), len(x)))
    change = hebb.hebb_step(W, x, eta) - W
    for i in range(len(x)):
        for j in range(len(x)):
            wanted = 0 if i == j else eta if x[i] == x[j] else -eta
            assert change[i, j] == pytest.approx(wanted, abs=1e-12)


def test_steps_over_patterns_store_them_in_a_hopfield_net():
    patterns = np.random.default_rng(0).choice([-1.0, 1.0], size=(3, 8))
    W = np.zeros((8, 8))
    for x in patterns:
        W = hebb.hebb_step(W, x, 1 / 8)
    np.testing.assert_allclose(W, hopfield.store(patterns))


@pytest.mark.parametrize("agree", [0.0, 0.3, 0.5, 0.9, 1.0])
def test_link_grows_at_the_rate_of_the_co_activity(agree):
    ends = np.array([hebb.link(hebb.pairs(200, agree, np.random.default_rng(s)), 0.1)[-1] for s in range(400)])
    share = 0.1 * 200 * (2 * agree - 1)
    deviation = 0.1 * np.sqrt(200 * 4 * agree * (1 - agree))
    assert ends.mean() == pytest.approx(share, abs=4 * deviation / 20 + 1e-9)
    assert ends.std() == pytest.approx(deviation, rel=0.15, abs=1e-9)


def test_a_link_by_hand():
    assert hebb.link([[1, 1], [1, -1], [-1, -1]], 0.5, 0.25).tolist() == [0.25, 0.75, 0.25, 0.75]
    assert hebb.link([[-1, 1]], 0.5).tolist() == [0, -0.5]


def test_pairs_agree_as_often_as_asked_and_each_unit_is_a_coin():
    x = hebb.pairs(20_000, 0.7, np.random.default_rng(1))
    assert np.mean(x[:, 0] == x[:, 1]) == pytest.approx(0.7, abs=0.015)
    np.testing.assert_allclose(x.mean(axis=0), 0, atol=0.03)


def cloud(seed, m=400):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, 3)) @ rng.normal(size=(3, 3)) / 2


def test_mean_growth_of_hebb_is_the_matrix_power():
    """Independent samples: the mean of w_t over many runs is (I + eta R)^t w_0."""
    R = np.array([[1.0, 0.6], [0.6, 1.0]])
    ends = [hebb.hebb(hebb.pairs(30, 0.8, np.random.default_rng(s)), [0.3, 0.1], 0.05)[-1] for s in range(2000)]
    wanted = np.linalg.matrix_power(np.eye(2) + 0.05 * R, 30) @ [0.3, 0.1]
    np.testing.assert_allclose(np.mean(ends, axis=0), wanted, rtol=0.06)


@pytest.mark.parametrize("seed", range(5))
def test_oja_comes_to_the_first_eigenvector_with_length_one(seed):
    X = cloud(seed)
    values, vectors = np.linalg.eigh(X.T @ X / len(X))
    order = np.random.default_rng(seed).integers(len(X), size=40_000)
    path = hebb.oja(X[order], np.full(3, 0.4), 0.002)
    w = path[-5000:].mean(axis=0)
    assert np.linalg.norm(w) == pytest.approx(1, abs=0.03)
    assert abs(w @ vectors[:, -1]) / np.linalg.norm(w) > 0.995
    assert hebb.principal(X)[0] == pytest.approx(values[-1])
    assert abs(hebb.principal(X)[1] @ vectors[:, -1]) == pytest.approx(1)


@pytest.mark.parametrize("lengths", [(3, 2, 1), (1, 3, 2), (2, 1, 3)])
@pytest.mark.parametrize("roll", range(3))
def test_the_first_eigenvector_of_samples_along_three_orthogonal_directions(lengths, roll):
    directions = np.roll([[1, 2, 2], [2, 1, -2], [2, -2, 1]], roll, axis=1) / 3  # sums 5/3, 1/3, 1/3
    value, c = hebb.principal(np.array(lengths)[:, None] * directions)
    assert value == pytest.approx(9 / 3)
    np.testing.assert_allclose(c, directions[np.argmax(lengths)], rtol=1e-12)


def test_oja_is_hebb_brought_back_to_length_one_to_first_order():
    X, w = cloud(0, 20), np.array([0.6, 0.0, 0.8])
    for eta in (1e-2, 1e-3, 1e-4):
        for x in X:
            grown = hebb.hebb(x[None], w, eta)[1]
            gap = np.abs(grown / np.linalg.norm(grown) - hebb.oja(x[None], w, eta)[1]).max()
            assert gap <= 5 * (eta * (1 + x @ x)) ** 2


def test_hebb_alone_runs_away_and_stops_far_out():
    X = cloud(1)
    path = hebb.hebb(np.tile(X, (20, 1)), np.full(3, 0.1), 0.05, far=1e6)
    assert np.linalg.norm(path[-1]) > 1e6 >= np.linalg.norm(path[-2])
    assert len(path) < 8001


@pytest.mark.parametrize("rule", [hebb.hebb, hebb.oja])
def test_a_path_stops_beyond_far_only(rule):
    """Samples of 0 leave w where it is."""
    still = np.zeros((5, 1))
    assert [len(rule(still, [w], 0.1)) for w in (1e100, 1.5e100)] == [6, 2]
    assert [len(rule(still, [w], 0.1, far=3)) for w in (3, 3.5)] == [6, 2]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: hebb.hebb_step(np.zeros((2, 2)), [0, 1], 0.1), r"x holds \[0.0\]; only -1 and \+1"),
        (lambda: hebb.hebb_step(np.zeros((2, 3)), [1, 1], 0.1), r"W has shape \(2, 3\)"),
        (lambda: hebb.pairs(5, 1.2, np.random.default_rng(0)), "agree is 1.2; allowed"),
        (lambda: hebb.link(np.zeros(4), 0.1), r"states has shape \(4,\)"),
        (lambda: hebb.oja(np.zeros((4, 2)), np.zeros(3), 0.1), r"w has shape \(3,\); allowed here: \(2,\)"),
        (lambda: hebb.principal([[1, np.nan], [1, 2]]), "allowed: .* of finite numbers"),
        (lambda: hebb.principal(np.zeros((0, 2))), r"X has shape \(0, 2\)"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
