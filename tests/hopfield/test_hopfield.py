"""The Hopfield net against enumeration, exact identities, theory and its own definition."""


import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import hopfield
from nbhelpers.hopfield import capacity, patterns


def random_net(units, seed, thresholds=True):
    """Symmetric Gaussian weights, empty diagonal, Gaussian thresholds."""
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.normal(size=(units, units)), 1)
    return upper + upper.T, rng.normal(size=units) * thresholds


def summed_energy(weights, x, b):
    """E by its definition, one pair after the other."""
    n = len(x)
    pairs = -sum(weights[i, j] * x[i] * x[j] for i in range(n) for j in range(i + 1, n))
    return pairs + sum(b[i] * x[i] for i in range(n))


NET = np.array([[0.0, 1.0], [1.0, 0.0]])
nets = st.builds(random_net, st.integers(2, 9), st.integers(0, 10_000), st.booleans())


@given(nets, st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_energy_falls_with_every_flip_and_is_the_energy_of_the_state(net, seed):
    weights, b = net
    rng = np.random.default_rng(seed)
    x = rng.choice([-1.0, 1.0], size=len(b))
    before, visit = x, 0
    E = summed_energy(weights, x, b)
    for flip in hopfield.recall(weights, x, rng, b):
        assert flip.energy < E and flip.visit > visit
        assert np.flatnonzero(flip.state != before).tolist() == [flip.unit]
        assert flip.energy == pytest.approx(summed_energy(weights, flip.state, b), abs=1e-9)
        before, E, visit = flip.state, flip.energy, flip.visit
    assert hopfield.is_stable(weights, before, b)


@given(nets, st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_energy_change_is_the_difference_of_two_energies(net, seed):
    weights, b = net
    rng = np.random.default_rng(seed)
    x, k = rng.choice([-1.0, 1.0], size=len(b)), int(rng.integers(len(b)))
    turned = x.copy()
    turned[k] *= -1
    difference = summed_energy(weights, turned, b) - summed_energy(weights, x, b)
    assert hopfield.energy_change(weights, x, k, b) == pytest.approx(difference, abs=1e-9)
    assert hopfield.energy(weights, x, b) == pytest.approx(summed_energy(weights, x, b), abs=1e-9)


@given(nets)
@settings(max_examples=40, deadline=None)
def test_states_at_rest_are_the_local_minima_of_the_energy(net):
    weights, b = net
    states = hopfield.all_states(len(b))
    E = np.array([summed_energy(weights, x, b) for x in states])
    turned = np.arange(len(E))[:, None] ^ (1 << np.arange(len(b)))  # the states one flip away
    lowest = states[np.all(E[:, None] <= E[turned] + 1e-9, axis=1)]
    np.testing.assert_array_equal(hopfield.all_minima(weights, b), lowest)
    np.testing.assert_allclose(hopfield.all_energies(weights, b), E, atol=1e-9)


def test_every_sweep_asks_each_unit_once_in_an_order_drawn_anew():
    weights, b = random_net(12, 3)
    orders = np.random.default_rng(5)
    asked = np.concatenate([orders.permutation(12) for _ in range(9)])
    flips = list(hopfield.recall(weights, -np.ones(12), np.random.default_rng(5), b))
    assert flips[-1].visit > 12 and [asked[flip.visit - 1] for flip in flips] == [flip.unit for flip in flips]


def test_recall_ends_in_an_enumerated_minimum_from_every_state():
    weights = hopfield.store(patterns.random_patterns(3, 9, np.random.default_rng(4)))
    minima = {tuple(x) for x in hopfield.all_minima(weights)}
    rng = np.random.default_rng(0)
    assert {tuple(hopfield.settle(weights, x, rng)) for x in hopfield.all_states(9)} <= minima


def test_a_case_by_hand():
    # One pattern (+1, -1, +1): w_12 = -1/3, w_13 = 1/3, w_23 = -1/3.
    weights = hopfield.store([[1, -1, 1]])
    np.testing.assert_allclose(3 * weights, [[0, -1, 1], [-1, 0, -1], [1, -1, 0]])
    np.testing.assert_allclose(3 * hopfield.net_input(weights, [1, 1, 1]), [0, -2, 0])
    assert hopfield.energy(weights, [1, -1, 1]) == pytest.approx(-1)
    assert hopfield.energy(weights, [1, 1, 1]) == pytest.approx(1 / 3)
    (flip,) = hopfield.recall(weights, [1, 1, 1], np.random.default_rng(0))
    assert flip.unit == 1 and flip.energy == pytest.approx(-1)


def test_a_tie_leaves_the_unit_as_it_is():
    weights = np.zeros((3, 3))
    for x in hopfield.all_states(3):
        assert list(hopfield.recall(weights, x, np.random.default_rng(0))) == []
        assert list(hopfield.recall_at_once(weights, x)) == [] and hopfield.is_stable(weights, x)
    assert len(hopfield.all_minima(weights)) == 8
    # u = (0, 1) at (1, 1), and (0, -1) at (-1, 1)
    assert hopfield.is_stable(NET, [1, 1], [1, 0]) and not hopfield.is_stable(NET, [-1, 1], [1, 0])
    assert hopfield.all_minima(NET, [1, 0]).tolist() == [[-1, -1], [1, 1]]


@pytest.mark.parametrize("units", [7, 11, 49])
def test_ties_blurred_by_rounding_are_ties_all_the_same(units):
    stored = patterns.random_patterns(4, units, np.random.default_rng(units))
    exact = stored.T @ stored - 4 * np.eye(units)  # whole numbers: no rounding
    for seed, x in enumerate(patterns.random_patterns(30, units, np.random.default_rng(0))):
        walks = [
            [flip.unit for flip in hopfield.recall(weights, x, np.random.default_rng(seed))]
            for weights in (exact, hopfield.store(stored) / 3)
        ]
        assert walks[0] == walks[1]


@given(st.integers(2, 12), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_one_pattern_has_exactly_two_minima_itself_and_its_negative(units, seed):
    (pattern,) = patterns.random_patterns(1, units, np.random.default_rng(seed))
    minima = {tuple(x) for x in hopfield.all_minima(hopfield.store([pattern]))}
    assert minima == {tuple(pattern), tuple(-pattern)}


@pytest.mark.parametrize("seed", range(5))
def test_at_low_load_patterns_and_their_negatives_are_stable(seed):
    stored = patterns.random_patterns(5, 400, np.random.default_rng(seed))
    weights = hopfield.store(stored)
    for x in stored:
        assert hopfield.is_stable(weights, x) and hopfield.is_stable(weights, -x)
        assert hopfield.energy(weights, x) == pytest.approx(hopfield.energy(weights, -x))


def test_scaling_the_weights_changes_no_recall():
    stored = patterns.random_patterns(8, 60, np.random.default_rng(1))
    cue = patterns.add_noise(stored[0], 0.3, np.random.default_rng(2))
    ends = [
        [flip.unit for flip in hopfield.recall(c * hopfield.store(stored), cue, np.random.default_rng(3))]
        for c in (1.0, 60 / 8, 60.0)  # 1/N, the notes' 1/P, no factor
    ]
    assert ends[0] == ends[1] == ends[2] != []


def test_all_at_once_swings_between_two_states_where_one_by_one_rests():
    weights = hopfield.store([[1, 1]])
    assert [x.tolist() for x in hopfield.recall_at_once(weights, [1, -1], rounds=4)] == [[-1, 1], [1, -1]] * 2
    assert abs(hopfield.settle(weights, [1, -1], np.random.default_rng(0)).sum()) == 2
    assert len(list(hopfield.recall_at_once(weights, [1, -1]))) == 100


def test_all_at_once_by_hand():
    """u = (-1, 1.5), then (-1, -0.5), then (-3, -0.5)."""
    assert [x.tolist() for x in hopfield.recall_at_once(NET, [1, 1], [2, -0.5])] == [[-1, 1], [-1, -1]]


@given(st.integers(1, 6), st.integers(2, 30), st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_signal_minus_crosstalk_is_the_input(count, units, seed):
    stored = patterns.random_patterns(count, units, np.random.default_rng(seed))
    weights = hopfield.store(stored)
    inputs = np.array([hopfield.net_input(weights, x) for x in stored])
    np.testing.assert_allclose(stored * inputs, (1 - 1 / units) - capacity.crosstalk(stored), atol=1e-12)


def test_zero_one_units_never_go_off_again_but_signs_do():
    stored = patterns.random_patterns(2, 60, np.random.default_rng(0))
    bits = (stored + 1) / 2
    weights = bits.T @ bits
    np.fill_diagonal(weights, 0)
    assert (weights >= 0).all()  # so no input is ever negative, and no unit of 1 ever turns to 0
    cue = patterns.add_noise(stored[0], 0.2, np.random.default_rng(1))
    end = hopfield.settle(hopfield.store(stored), cue, np.random.default_rng(2))
    np.testing.assert_array_equal(end, stored[0])


def test_links_to_oneself_make_more_states_stable():
    stored = patterns.random_patterns(3, 10, np.random.default_rng(3))
    weights = hopfield.store(stored)
    states = hopfield.all_states(10)
    with_links = weights + np.eye(10) * 3 / 10
    stuck = np.sum(np.all(states * (states @ with_links) >= 0, axis=1))
    assert stuck > len(hopfield.all_minima(weights))


def test_an_odd_mixture_of_three_is_a_spurious_minimum():
    stored = patterns.random_patterns(3, 300, np.random.default_rng(0))
    weights = hopfield.store(stored)
    end = hopfield.settle(weights, np.sign(stored.sum(axis=0)), np.random.default_rng(0))
    assert all(abs(hopfield.overlap(end, x)) < 0.7 for x in stored)
    assert all(hopfield.overlap(end, x) == pytest.approx(0.5, abs=0.12) for x in stored)


def test_states_are_the_binary_digits_of_their_row():
    np.testing.assert_array_equal(hopfield.all_states(2), [[-1, -1], [-1, 1], [1, -1], [1, 1]])
    assert len(hopfield.all_states(16)) == 2**16


def test_zero_and_one_become_signs():
    assert hopfield.to_signs([[0, 1, 1]]).tolist() == [[-1, 1, 1]]


def test_one_unit_is_a_net():
    assert hopfield.store([[1]]).tolist() == [[0]] and hopfield.energy([[0]], [-1], [2]) == -2


def test_what_counts_as_rounding_grows_with_weights_and_thresholds():
    assert hopfield.rounding(np.array([[3.0, 4.0]]), np.array([5.0, 12.0])) == pytest.approx(18e-12, abs=0)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: hopfield.energy([[0, 1], [2, 0]], [1, 1]), r"w\[0, 1\] = 1 but w\[1, 0\] = 2"),
        (lambda: hopfield.energy([[1, 2], [2, 0]], [1, 1]), r"w\[0, 0\] = 1; only 0 is allowed"),
        (lambda: hopfield.energy(np.zeros((2, 3)), [1, 1]), r"\(2, 3\); it must be square"),
        (lambda: hopfield.energy([[0, np.nan], [np.nan, 0]], [1, 1]), "weights holds NaN"),
        (lambda: hopfield.energy(NET, [1, 1, 1]), r"x has shape \(3,\).*\(2,\) only"),
        (lambda: hopfield.energy(NET, [0, 1]), r"x holds 0; only -1 and \+1"),
        (lambda: hopfield.energy(NET, [1, 1], [0, 0, 0]), r"thresholds has shape \(3,\); it must be \(2,\)"),
        (lambda: hopfield.energy(NET, [1, 1], [0, np.nan]), r"thresholds has shape \(2,\).*finite"),
        (lambda: hopfield.energy_change(NET, [1, 1], 2), "k = 2: allowed are whole numbers from 0 to 1"),
        (lambda: list(hopfield.recall(NET, [1, 0.5], np.random.default_rng(0))), r"x holds 0.5; only -1 and \+1"),
        (lambda: hopfield.store(np.zeros((0, 5))), r"patterns has shape \(0, 5\).*one pattern"),
        (lambda: hopfield.store([]), r"patterns has shape \(0,\)"),
        (lambda: hopfield.store([[0, 1, 1]]), r"patterns holds 0; only -1 and \+1"),
        (lambda: hopfield.store([[5, 3, 1, 4, 2]]), "patterns holds 2, 3, 4; only"),
        (lambda: hopfield.store([[np.nan, 1]]), "patterns holds nan"),
        (lambda: hopfield.all_states(17), "units is 17; .* 1 to 16"),
        (lambda: hopfield.to_signs([0, 2]), "bits holds 2; only 0 and 1"),
    ],
)
def test_bad_input_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
