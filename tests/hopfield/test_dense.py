"""The dense Hopfield net against its energy summed pattern by pattern, the classic net, enumeration and theory."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import hopfield
from nbhelpers.hopfield import dense, patterns

POWERS = st.sampled_from([2, 3, 4, 5, dense.EXP])


def summed_energy(stored, x, power):
    """E by its definition, in Python's own whole numbers as long as they can."""
    z = [sum(int(a) * int(b) for a, b in zip(x, one, strict=True)) for one in stored]
    if power == dense.EXP:
        return -math.log(math.fsum(math.exp(value) for value in z))
    return -sum(value**power for value in z) / len(x) ** (power - 1)


def drawn(units, count, seed):
    rng = np.random.default_rng(seed)
    return patterns.random_patterns(count, units, rng), rng.choice([-1.0, 1.0], size=units), rng


@given(st.integers(2, 12), st.integers(1, 8), st.integers(0, 10_000), POWERS)
@settings(max_examples=120, deadline=None)
def test_energy_never_rises_and_the_walk_ends_where_no_flip_goes_down(units, count, seed, power):
    stored, x, rng = drawn(units, count, seed)
    before, E, visit = x, summed_energy(stored, x, power), 0
    for flip in dense.recall(stored, x, rng, power):
        assert flip.energy < E and flip.visit > visit
        assert np.flatnonzero(flip.state != before).tolist() == [flip.unit]
        assert flip.energy == pytest.approx(summed_energy(stored, flip.state, power), abs=1e-9)
        before, E, visit = flip.state, flip.energy, flip.visit
    for k in range(units):
        turned = np.where(np.arange(units) == k, -before, before)
        assert summed_energy(stored, turned, power) >= E - 1e-9
    assert dense.is_stable(stored, before, power)


@given(st.integers(2, 12), st.integers(1, 8), st.integers(0, 10_000), POWERS)
@settings(max_examples=80, deadline=None)
def test_energy_changes_are_differences_of_two_energies(units, count, seed, power):
    stored, x, _ = drawn(units, count, seed)
    assert dense.energy(stored, x, power) == pytest.approx(summed_energy(stored, x, power), abs=1e-9)
    for k, change in enumerate(dense.energy_changes(stored, x, power)):
        turned = np.where(np.arange(units) == k, -x, x)
        difference = summed_energy(stored, turned, power) - summed_energy(stored, x, power)
        assert change == pytest.approx(difference, abs=1e-9)


@given(st.integers(2, 40), st.integers(1, 12), st.integers(0, 10_000))
@settings(max_examples=80, deadline=None)
def test_the_square_is_the_classic_net_flip_by_flip(units, count, seed):
    stored, x, _ = drawn(units, count, seed)
    weights = hopfield.store(stored)
    classic = list(hopfield.recall(weights, x, np.random.default_rng(seed)))
    square = list(dense.recall(stored, x, np.random.default_rng(seed), 2))
    assert [(flip.visit, flip.unit) for flip in classic] == [(flip.visit, flip.unit) for flip in square]
    assert [2 * flip.energy - count for flip in classic] == pytest.approx([flip.energy for flip in square])
    twice = [2 * hopfield.energy_change(weights, x, k) for k in range(units)]
    assert dense.energy_changes(stored, x, 2) == pytest.approx(twice, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_negatives_stay_for_even_powers_and_vanish_for_odd_ones(seed):
    stored, *_ = drawn(100, 3, seed)
    for power in (2, 4):
        assert all(dense.is_stable(stored, -x, power) for x in stored)
    for power in (3, 5, dense.EXP):
        assert not any(dense.is_stable(stored, -x, power) for x in stored)
        assert all(dense.is_stable(stored, x, power) for x in stored)


def test_a_case_by_hand():
    # Patterns (+,+,+) and (+,-,-), state (+,+,-): z = 1 and 1, and after unit 3 turns z = 3 and -1.
    stored, x = [[1, 1, 1], [1, -1, -1]], [1, 1, -1]
    assert dense.energy(stored, x, 3) == pytest.approx(-2 / 9)
    assert dense.energy_changes(stored, x, 3)[2] == pytest.approx(-26 / 9 + 2 / 9)
    assert dense.settle(stored, [1, 1, 1], np.random.default_rng(0), 3).tolist() == [1, 1, 1]


def test_a_small_fall_is_a_fall_too():
    """Unit 1 against two patterns of three: E falls by ln(2 e + 1/e) - ln(2/e + e), a half."""
    stored = [[1], [1], [-1]]
    assert not dense.is_stable(stored, [-1], dense.EXP)
    assert dense.settle(stored, [-1], np.random.default_rng(0), dense.EXP).tolist() == [1]


@pytest.mark.parametrize("more", [0, 1339])
@pytest.mark.parametrize("power, sign", [(2, 1), (2, -1), (4, -1), (8, 1), (8, -1), (dense.EXP, 1)])
def test_a_tie_leaves_the_unit_as_it_is(power, sign, more):
    """If unit 2 turns, both agreements change places; with 1339 units more, their powers are rounded."""
    stored = np.hstack([[[1, 1], [1, -1]], np.ones((2, more))])
    x = sign * np.ones(2 + more)
    assert dense.is_stable(stored, x, power)
    assert not list(dense.recall(stored, x, np.random.default_rng(0), power))


@pytest.mark.parametrize("seed", range(5))
def test_typical_digits_that_the_classic_net_forgets_come_back(seed):
    ten = patterns.typical_digits()
    ends = [
        dense.settle(ten, patterns.add_noise(ten[3], 0.25, rng), rng, power)
        for power in (2, 5, dense.EXP) for rng in [np.random.default_rng(seed)]
    ]
    wrong = [int(np.sum(end != ten[3])) for end in ends]
    assert wrong[0] > 80 and wrong[1:] == [0, 0]


def test_exponential_net_keeps_far_more_patterns_than_units():
    for seed in range(5):
        stored, *_ = drawn(30, 2000, seed)
        assert np.mean([dense.is_stable(stored, x, dense.EXP) for x in stored[:100]]) > 0.95
        assert not any(dense.is_stable(stored, x, 2) for x in stored[:100])


def test_attention_is_the_softmax_of_agreement_and_its_sign_the_sharp_recall():
    stored, x, _ = drawn(16, 5, 3)
    p, y = dense.attention(stored, x)
    e = [math.exp(one @ x) for one in stored]
    np.testing.assert_allclose(p, np.array(e) / sum(e))
    np.testing.assert_allclose(y, sum(w * one for w, one in zip(p, stored, strict=True)))
    cue = patterns.add_noise(stored[2], 0.125, np.random.default_rng(0))
    np.testing.assert_array_equal(np.sign(dense.attention(stored, cue)[1]), stored[2])


NET = [[1, 1, -1], [1, -1, -1]]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: dense.energy(NET, [1, 1], 3), r"x has shape \(2,\).*3 units allow \(3,\) only"),
        (lambda: dense.energy(NET, [1, 0, 1], 3), r"x holds 0; only -1 and \+1"),
        (lambda: dense.energy([[1, 0]], [1, 1], 3), "patterns holds 0"),
        (lambda: dense.energy(NET, [1, 1, 1], 1), "power is 1; .* 2 to 8, or 'exp'"),
        (lambda: dense.energy(NET, [1, 1, 1], 2.5), "power is 2.5; .* 2 to 8"),
        (lambda: list(dense.recall(NET, [1, 1, 1], np.random.default_rng(0), "cube")), "power is 'cube'; .* 2 to 8"),
        (lambda: dense.is_stable(NET, [1, 1, 1], True), "power is True"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
