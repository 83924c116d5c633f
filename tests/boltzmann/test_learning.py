"""Learning: likelihood by a plain count, slopes by central differences, samples with their error."""

import functools
import itertools
import math

import numpy as np
import pytest

from nbhelpers.boltzmann import learning

UNEVEN = np.array([0.3, 0.05, 0.1, 0.05, 0.2, 0.1, 0.15, 0.05])


def plain_likelihood(machine, q):
    """sum_v q(v) ln (sum_h e^-E / Z), state by state."""
    W, b, V = machine.weights, machine.thresholds, machine.visible
    boltzmann_weights = {}
    for x in itertools.product((0, 1), repeat=len(b)):
        E = -sum(W[i, j] * x[i] * x[j] for i in range(len(b)) for j in range(i)) + sum(b * x)
        boltzmann_weights[x] = math.exp(-E)
    Z = math.fsum(boltzmann_weights.values())
    states = itertools.product((0, 1), repeat=V)
    p = [math.fsum(w for x, w in boltzmann_weights.items() if x[:V] == v) / Z for v in states]
    return sum(share * math.log(one) for share, one in zip(q, p, strict=True))


@pytest.mark.parametrize("hidden", [0, 1, 3])
@pytest.mark.parametrize("q", [learning.parity(3), learning.one_of(3), UNEVEN], ids=["parity", "one", "uneven"])
def test_slopes_are_central_differences_of_the_plain_likelihood(hidden, q):
    start = learning.new_machine(3, hidden, np.random.default_rng(hidden), spread=1.0)
    machine = start._replace(thresholds=np.random.default_rng(9).normal(size=3 + hidden))
    assert learning.log_likelihood(machine, q) == pytest.approx(plain_likelihood(machine, q))
    slopes, small = learning.exact_slopes(machine, q), 1e-5
    units = range(3 + hidden)
    for i, j in itertools.combinations(units, 2):
        step = np.zeros_like(machine.weights)
        step[i, j] = step[j, i] = small
        up, down = (plain_likelihood(machine._replace(weights=machine.weights + s * step), q) for s in (1, -1))
        assert slopes.weights[i, j] == slopes.weights[j, i] == pytest.approx((up - down) / (2 * small), abs=1e-8)
    for i in units:
        step = small * (np.arange(len(units)) == i)
        up, down = (plain_likelihood(machine._replace(thresholds=machine.thresholds + s * step), q) for s in (1, -1))
        assert slopes.thresholds[i] == pytest.approx((up - down) / (2 * small), abs=1e-8)
    assert not np.diagonal(slopes.weights).any()


def one_unit(b):
    return learning.Machine(np.zeros((1, 1)), np.array([b]), 1)


def copying():
    """Two units, and each says what the other one says."""
    return learning.Machine(np.array([[0, 1e3], [1e3, 0]]), np.array([500.0, 500.0]), 2)


def test_a_new_machine_has_no_thresholds_and_weights_of_half_a_unit():
    m = learning.new_machine(40, 40, np.random.default_rng(0))
    assert not m.thresholds.any() and m.visible == 40
    assert m.weights[np.triu_indices(80, 1)].std() == pytest.approx(0.5, rel=0.1)


def test_the_ceiling_by_hand():
    assert learning.ceiling([0.5, 0.5]) == pytest.approx(-math.log(2))
    assert learning.ceiling(learning.parity(3)) == pytest.approx(-math.log(4))
    assert learning.ceiling([0.75, 0.25, 0, 0]) == pytest.approx(0.75 * math.log(3) - math.log(4))


def test_two_steps_of_learning_by_hand():
    """One unit: dL/db = p(1) - q(1)."""
    first, second = itertools.islice(learning.learn(one_unit(0.0), [0.25, 0.75], 0.4), 2)
    assert first.thresholds == pytest.approx([-0.1])
    assert second.thresholds == pytest.approx([-0.1 + 0.4 * (1 / (1 + math.exp(-0.1)) - 0.75)])


def test_a_step_up_by_hand():
    W = np.array([[0.0, 1], [1, 0]])
    up = learning.ascend(learning.Machine(W, np.array([0.0, 2]), 1), learning.Slopes(4 * W, np.array([1.0, -1])), 0.5)
    assert up.weights.tolist() == [[0, 3], [3, 0]] and up.thresholds.tolist() == [0.5, 1.5]


def test_dreams_go_on_for_three_sweeps_unless_told():
    """A unit copies the one behind it, which is asked after it: a 1 moves on by one unit a sweep."""
    W = np.diag([100.0, 200, 400, 800], 1)
    m = learning.Machine(W + W.T, np.array([75, 150, 300, 600, -9999]), 1)
    for named, moved in (({}, 3), ({"sweeps": 2}, 2)):
        _, dreams = learning.sampled_slopes(m, np.ones((1, 1)), np.zeros((1, 5)), np.random.default_rng(0), **named)
        assert dreams.tolist() == [[0] * (5 - moved) + [1] * moved]


@pytest.mark.parametrize("seed", range(5))
def test_hidden_units_and_dreams_start_from_coins(seed):
    rng = np.random.default_rng(seed)
    m = learning.Machine(np.pad(copying().weights, (1, 0)), np.array([0.0, 500, 500]), 1)
    slopes, _ = learning.sampled_slopes(m, np.ones((400, 1)), np.zeros((1, 3)), rng)
    assert slopes.thresholds[1:] == pytest.approx(-0.5, abs=0.1)
    first = next(learning.learn_from_samples(copying(), [1, 0, 0, 0], 0.4, rng))
    assert first.thresholds == pytest.approx(500 + 0.4 * 0.5, abs=0.4 * 0.2)


def test_a_step_from_samples_has_a_hundred_of_them_and_three_sweeps_unless_told():
    m, q = learning.new_machine(2, 1, np.random.default_rng(0), spread=2), [0.25, 0.25, 0, 0.5]
    wanted = next(learning.learn_from_samples(m, q, 0.4, np.random.default_rng(1), count=100, sweeps=3))
    found = next(learning.learn_from_samples(m, q, 0.4, np.random.default_rng(1)))
    assert np.array_equal(found.weights, wanted.weights) and np.array_equal(found.thresholds, wanted.thresholds)


def test_the_toy_targets_by_counting_ones():
    """The first unit is the highest digit of a state's row."""
    ones = np.array([sum(state) for state in itertools.product((0, 1), repeat=4)])
    assert learning.parity(4).tolist() == [(n % 2 == 0) / 8 for n in ones]
    assert learning.one_of(4).tolist() == [(n == 1) / 4 for n in ones]


@pytest.mark.parametrize("seed", range(5))
def test_sampled_slopes_scatter_around_the_exact_ones_within_their_error(seed):
    machine, rng = learning.new_machine(3, 2, np.random.default_rng(0)), np.random.default_rng(seed)
    exact, count = learning.exact_slopes(machine, UNEVEN), 8000
    data = np.array(list(itertools.product((0.0, 1.0), repeat=3)))[rng.choice(8, size=count, p=UNEVEN)]
    dreams = rng.integers(0, 2, (count, 5)).astype(float)
    sampled, asleep = learning.sampled_slopes(machine, data, dreams, rng, sweeps=30)
    error = math.sqrt(2 * 0.25 / count)  # two means of values 0 or 1, at most
    assert np.abs(sampled.weights - exact.weights).max() < 4 * error
    assert np.abs(sampled.thresholds - exact.thresholds).max() < 4 * error
    assert asleep.shape == (count, 5) and not np.array_equal(asleep, dreams)


def test_without_hidden_units_parity_leaves_nothing_to_climb():
    """From any start the exact climb ends at eight equal corners."""
    for seed in range(5):
        m = learning.new_machine(3, 0, np.random.default_rng(seed), spread=1.0)
        *_, m = itertools.islice(learning.learn(m, learning.parity(3), 1.0), 400)
        np.testing.assert_allclose(learning.visible_distribution(m), 1 / 8, atol=1e-4)


def test_a_hidden_unit_can_tell_even_from_odd():
    M = 10.0
    W = np.full((4, 4), -2 * M)
    W[3] = W[:, 3] = 4 * M
    np.fill_diagonal(W, 0)
    by_hand = learning.Machine(W, M * np.array([1, 1, 1, 4.0]), 3)
    np.testing.assert_allclose(learning.visible_distribution(by_hand), learning.parity(3), atol=1e-3)


def test_the_climb_goes_up_and_never_above_the_data_s_own():
    for q in (learning.parity(3), learning.one_of(3), UNEVEN):
        m = learning.new_machine(3, 1, np.random.default_rng(2), spread=1.0)
        L = [learning.log_likelihood(one, q) for one in itertools.islice(learning.learn(m, q, 0.1), 300)]
        assert (np.diff(L) > -1e-12).all() and L[-1] < learning.ceiling(q)


@functools.cache
def best_of_pairs():
    """The most that a machine without hidden units reaches: from any start, since there is one summit only."""
    *_, m = itertools.islice(learning.learn(learning.new_machine(3, 0, np.random.default_rng(0)), UNEVEN, 0.5), 1600)
    return learning.log_likelihood(m, UNEVEN)


@pytest.mark.parametrize("seed", range(5))
def test_samples_teach_a_distribution_of_pairs(seed):
    m, rng = learning.new_machine(3, 0, np.random.default_rng(seed)), np.random.default_rng([seed, 1])
    *_, m = itertools.islice(learning.learn_from_samples(m, UNEVEN, 0.2, rng), 400)
    best = best_of_pairs()
    assert best - 0.06 < learning.log_likelihood(m, UNEVEN) <= best + 1e-6


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: learning.new_machine(0, 1, np.random.default_rng(0)), "visible = 0"),
        (lambda: learning.new_machine(1, -1, np.random.default_rng(0)), "hidden = -1"),
        (lambda: learning.as_target([0.5, 0.5], 2), r"target has shape \(2,\); 2 visible units allow \(4,\)"),
        (lambda: learning.as_target([0.5, 0.6], 1), "sums to 1.1"),
        (lambda: learning.as_target([1.5, -0.5], 1), "runs from -0.5"),
        (lambda: learning.as_target([np.nan, 1], 1), "runs from nan .* allowed are probabilities"),
        (lambda: next(learning.learn(one_unit(0.0), [0.5, 0.5], 0)), "eta = 0: allowed"),
        (lambda: next(learning.learn_from_samples(one_unit(0.0), [0.5, 0.5], 0, None)), "eta = 0: allowed"),
        (lambda: learning.parity(20), "units is 20"),
        (
            lambda: learning.sampled_slopes(
                learning.new_machine(1, 1, np.random.default_rng(0)), np.ones((2, 1)), np.ones((2, 2)),
                np.random.default_rng(0), sweeps=0,
            ),
            "sweeps = 0",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
