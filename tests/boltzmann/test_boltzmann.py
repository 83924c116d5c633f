"""Boltzmann machines: energies, the distribution and the sampler against enumeration, and what is refused."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import boltzmann, hopfield

NETS = [boltzmann.random_net(units, np.random.default_rng(units)) for units in (1, 2, 4, 6)]


def pairwise(weights, x, b):
    """The energy, pair by pair."""
    pairs = itertools.combinations(range(len(x)), 2)
    return -sum(weights[i, j] for i, j in pairs if x[i] and x[j]) + sum(b[i] for i in range(len(x)) if x[i])


def by_hand(weights, b, T):
    """Boltzmann's distribution in the plainest way."""
    states = itertools.product((0, 1), repeat=len(b))
    powers = [math.exp(-pairwise(weights, x, b) / T) for x in states]
    return np.array(powers) / math.fsum(powers)


@pytest.mark.parametrize("T", [0.3, 1.0, 5.0])
@pytest.mark.parametrize("net", NETS, ids=lambda net: f"{len(net[1])} units")
def test_the_distribution_is_that_of_the_energies_counted_pair_by_pair(net, T):
    weights, b = net
    np.testing.assert_allclose(boltzmann.distribution(weights, b, T), by_hand(weights, b, T), rtol=1e-9)
    Z = sum(math.exp(-pairwise(weights, x, b) / T) for x in itertools.product((0, 1), repeat=len(b)))
    assert boltzmann.log_partition(weights, b, T) == pytest.approx(math.log(Z))


def test_two_units_by_hand():
    weights = math.log(2) * np.array([[0, 1], [1, 0]])
    np.testing.assert_allclose(boltzmann.distribution(weights), [0.2, 0.2, 0.2, 0.4])
    np.testing.assert_allclose(boltzmann.distribution(weights, T=0.5), [1 / 7, 1 / 7, 1 / 7, 4 / 7])


PAIR = [[0.0, 1.0], [1.0, 0.0]]
QUARTER = [[0.0]], [math.log(3)]  # one unit, on with probability 1/4 at T = 1


def test_one_unit_by_hand():
    assert boltzmann.fire_probability(math.log(3)) == pytest.approx(0.75)
    assert boltzmann.energy(PAIR, [1, 1], [0.5, 2]) == 1.5
    np.testing.assert_allclose(boltzmann.transition_matrix(*QUARTER), [[0.75, 0.25]] * 2)


@pytest.mark.parametrize(("named", "share"), [({}, 1 / 4), ({"T": 2.0}, 1 / (1 + math.sqrt(3)))])
def test_one_unit_is_on_as_often_as_it_should(named, share):
    """2000 answers, five seeds; four standard errors."""
    error = 4 * math.sqrt(share * (1 - share) / 2000)
    weights, b = QUARTER
    for seed in range(5):
        nets = boltzmann.chains(weights, np.zeros((2000, 1)), np.random.default_rng(seed), thresholds=b, **named)
        assert next(nets).mean() == pytest.approx(share, abs=error)
        walk = boltzmann.gibbs_updates(weights, [0], np.random.default_rng(seed), thresholds=b, **named)
        steps = [step.state[0] for step in itertools.islice(walk, 2000)]
        assert np.mean(steps) == pytest.approx(share, abs=error)


@pytest.mark.parametrize("T", [0, [0.0]])
def test_at_zero_temperature_a_unit_says_the_side_of_its_input_and_at_zero_what_it_said(T):
    nets = boltzmann.chains(np.zeros((3, 3)), [[0, 1, 1], [1, 1, 0]], np.random.default_rng(0), T, [-0.5, 0.5, 0])
    assert next(nets).tolist() == [[1, 0, 1], [1, 0, 0]]


def test_a_unit_is_on_with_the_share_that_two_energies_give_it():
    weights, b = NETS[2]
    for x in boltzmann.all_states(4):
        for k, T in itertools.product(range(4), (0.5, 2.0)):
            off, on = (pairwise(weights, np.where(np.arange(4) == k, answer, x), b) for answer in (0, 1))
            share = math.exp(-on / T) / (math.exp(-on / T) + math.exp(-off / T))
            u = boltzmann.net_input(weights, x, b)[k]
            assert boltzmann.fire_probability(u, T) == pytest.approx(share)
            assert u == pytest.approx(off - on)


@pytest.mark.parametrize("T", [0.3, 1.0, 5.0])
@pytest.mark.parametrize("net", NETS, ids=lambda net: f"{len(net[1])} units")
def test_detailed_balance_holds_on_every_edge_and_nowhere_else_does_anybody_go(net, T):
    weights, b = net
    K, p = boltzmann.transition_matrix(weights, b, T), by_hand(weights, b, T)
    np.testing.assert_allclose(K.sum(axis=1), 1)
    traffic = p[:, None] * K
    np.testing.assert_allclose(traffic, traffic.T, atol=1e-14)
    apart = np.array([[int(a ^ c).bit_count() for c in range(len(K))] for a in range(len(K))])
    assert (K[apart == 1] > 0).all() and (K[apart > 1] == 0).all()


def test_a_walk_takes_the_steps_of_the_matrix():
    """20,000 steps of a walk on a cube: each of its moves as often as K says, within four standard errors."""
    weights, b = boltzmann.random_net(3, np.random.default_rng(0))
    steps = itertools.islice(boltzmann.gibbs_updates(weights, [0, 0, 0], np.random.default_rng(1), 1.5, b), 20_000)
    walked = boltzmann.rows(np.array([[0, 0, 0], *(step.state for step in steps)]))
    counts = np.zeros((8, 8))
    np.add.at(counts, (walked[:-1], walked[1:]), 1)
    K, visits = boltzmann.transition_matrix(weights, b, 1.5), counts.sum(axis=1, keepdims=True)
    error = np.sqrt(K * (1 - K) / visits)
    assert (np.abs(counts / visits - K) <= 4 * error + 1e-12).all()


@pytest.mark.parametrize("seed", range(5))
def test_a_hundred_thousand_samples_of_eight_units_are_within_two_percent(seed):
    weights, b = boltzmann.random_net(8, np.random.default_rng(2))
    rng = np.random.default_rng(seed)
    nets = boltzmann.chains(weights, rng.integers(0, 2, (1000, 8)), rng, 1.0, b)
    share = np.mean([boltzmann.shares(x) for x in itertools.islice(nets, 20, 120)], axis=0)
    assert boltzmann.total_variation(share, by_hand(weights, b, 1.0)) < 0.02


def test_the_distance_that_samples_leave_is_the_one_expected():
    p, rng = by_hand(*NETS[3], 1.0), np.random.default_rng(0)
    d = [boltzmann.total_variation(p, rng.multinomial(5000, p) / 5000) for _ in range(400)]
    assert np.mean(d) == pytest.approx(boltzmann.expected_variation(p, 5000), rel=0.02)


def test_clamped_units_stay_and_the_others_follow_their_condition():
    weights, b = boltzmann.random_net(4, np.random.default_rng(3))
    start = np.tile([1.0, 0, 0, 0], (4000, 1))
    *_, end = itertools.islice(boltzmann.chains(weights, start, np.random.default_rng(4), 1.0, b, clamped=(0,)), 30)
    assert (end[:, 0] == 1).all()
    p = by_hand(weights, b, 1.0)[8:]
    p = p / p.sum()
    assert np.abs(boltzmann.shares(end)[8:] - p).max() < 4 * np.sqrt(0.25 / 4000)


def test_one_distribution_is_left_alone_by_a_sweep_in_fixed_order():
    """Samples of p itself, after three sweeps, are still samples of p: chi-square with 15 degrees of freedom."""
    weights, b = NETS[2]
    p, rng = by_hand(weights, b, 1.0), np.random.default_rng(0)
    x = boltzmann.all_states(4)[rng.choice(16, size=20_000, p=p)]
    *_, x = itertools.islice(boltzmann.chains(weights, x, rng, 1.0, b), 3)
    counts = 20_000 * boltzmann.shares(x)
    assert np.sum((counts - 20_000 * p) ** 2 / (20_000 * p)) < 37.7  # 99.9 %


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_at_zero_temperature_a_net_rests_where_hopfield_s_rests(seed):
    rng = np.random.default_rng(seed)
    stored = rng.choice([-1.0, 1.0], size=(2, 9))
    weights, b = boltzmann.from_signs(hopfield.store(stored))
    x = rng.integers(0, 2, (1, 9)).astype(float)
    for after in itertools.islice(boltzmann.chains(weights, x, rng, 0.0, b), 50):
        done, x = np.array_equal(after, x), after
    assert done and hopfield.is_stable(hopfield.store(stored), 2 * x[0] - 1)


@pytest.mark.parametrize("x", [[0, 0], [1, 1]])
def test_at_zero_temperature_a_tie_stays(x):
    walk = boltzmann.gibbs_updates(np.zeros((2, 2)), x, np.random.default_rng(0), T=0)
    assert all(step.state.tolist() == x for step in itertools.islice(walk, 20))


def test_from_signs_by_hand():
    weights, b = boltzmann.from_signs([[0, 1, 2], [1, 0, 3], [2, 3, 0]], [0.5, -1, 0])
    assert weights.tolist() == [[0, 4, 8], [4, 0, 12], [8, 12, 0]] and b.tolist() == [7, 6, 10]


@pytest.mark.parametrize(("named", "spread"), [({}, 1.0), ({"spread": 3.0}, 3.0)])
def test_a_random_net_has_the_spread_asked_for(named, spread):
    weights, b = boltzmann.random_net(80, np.random.default_rng(0), **named)
    above = weights[np.triu_indices(80, 1)]
    assert (weights == weights.T).all() and not weights.diagonal().any() and above.all()
    assert (above.mean(), b.mean()) == pytest.approx((0, 0), abs=0.4 * spread)
    assert (above.std(), b.std()) == pytest.approx((spread, spread), rel=0.3)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 7), st.integers(0, 10_000))
def test_the_two_alphabets_have_the_same_energies_up_to_the_constant(units, seed):
    rng = np.random.default_rng(seed)
    weights, b = boltzmann.random_net(units, rng)
    states = boltzmann.all_states(units)
    signs = [hopfield.energy(weights, 2 * x - 1, b) for x in states]
    bits = boltzmann.energy(*(net := boltzmann.from_signs(weights, b))[:1], states, net[1])
    np.testing.assert_allclose(bits - signs, np.triu(weights).sum() + b.sum(), atol=1e-9)


def test_cold_and_hot_are_the_two_ends():
    weights, b = NETS[3]
    cold, hot = (boltzmann.distribution(weights, b, T) for T in (1e-3, 1e6))
    assert cold[np.argmin(boltzmann.energy(weights, boltzmann.all_states(6), b))] == pytest.approx(1)
    np.testing.assert_allclose(hot, 1 / 64, rtol=1e-4)


def test_deep_energies_do_not_overflow():
    weights = 4000.0 * np.array([[0, 1], [1, 0]])
    assert boltzmann.distribution(weights).tolist() == [0, 0, 0, 1]
    assert boltzmann.log_partition(weights) == 4000


def test_rows_are_those_of_all_states():
    assert boltzmann.rows(boltzmann.all_states(5)).tolist() == list(range(32))
    assert boltzmann.shares([[1, 0], [1, 0], [0, 1], [1, 1]]).tolist() == [0, 0.25, 0.5, 0.25]
    assert boltzmann.shares([0, 0, 0]).tolist() == [1, 0, 0, 0, 0, 0, 0, 0]


def test_the_largest_nets_that_are_enumerated():
    assert boltzmann.all_states(16).shape == (2**16, 16)
    assert boltzmann.transition_matrix(np.zeros((10, 10))).shape == (2**10, 2**10)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: boltzmann.fire_probability(1, 0), "T is 0; allowed are finite numbers above 0 .*Hopfield"),
        (lambda: boltzmann.fire_probability(1, -1), "T is -1; allowed are finite numbers above 0$"),
        (lambda: boltzmann.fire_probability(1, math.inf), "T is inf"),
        (lambda: next(boltzmann.gibbs_updates(PAIR, [0, 1], np.random.default_rng(0), -0.1)), "T is -0.1; .* from 0"),
        (lambda: next(boltzmann.chains(PAIR, [0, 1], np.random.default_rng(0), [1.0, np.nan])), "T is nan"),
        (lambda: next(boltzmann.gibbs_updates(PAIR, [[0, 1]], np.random.default_rng(0))), "one walker"),
        (lambda: boltzmann.energy([[0, 1], [2, 0]], [0, 1]), r"not symmetric: w\[0, 1\] = 1 but w\[1, 0\] = 2"),
        (lambda: boltzmann.energy([[1, 0], [0, 0]], [0, 1]), r"links unit 0 to itself: w\[0, 0\] = 1"),
        (lambda: boltzmann.energy([[0, np.nan], [np.nan, 0]], [0, 1]), "NaN"),
        (lambda: boltzmann.energy(np.zeros((0, 0)), []), r"weights has shape \(0, 0\)"),
        (lambda: boltzmann.energy(PAIR, [1, -1]), "x holds -1; only 0 and 1"),
        (lambda: boltzmann.energy(np.zeros((4, 4)), [-1, 2, 3, 4]), "x holds -1, 2, 3; only 0 and 1"),
        (lambda: boltzmann.energy(PAIR, [0, 1, 1]), r"x has shape \(3,\); this net of 2 units"),
        (lambda: boltzmann.energy(PAIR, np.zeros((0, 2))), r"x has shape \(0, 2\)"),
        (lambda: boltzmann.energy(PAIR, [0, 1], [1.0]), r"thresholds has shape \(1,\)"),
        (lambda: boltzmann.distribution(np.zeros((17, 17))), "units is 17; enumeration allows 1 to 16"),
        (lambda: boltzmann.transition_matrix(np.zeros((11, 11))), "11 units; .* 1 to 10"),
        (lambda: boltzmann.shares(np.zeros((0, 2))), "not empty"),
        (lambda: boltzmann.expected_variation([0.5, 0.5], 0), "count = 0"),
        (lambda: boltzmann.random_net(0, np.random.default_rng(0)), "units = 0"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(call, says):
    with pytest.raises(ValueError, match=says):
        call()
