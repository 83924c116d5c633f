"""The extras of Hinton's guide: one at a time by hand, and what they pull at by differences."""

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.rbm import guide
from tests.rbm.test_rbm import machine

V = np.random.default_rng(5).integers(0, 2, (12, 5)).astype(float)


def steps(*rates, batch=4, seed=3, **how):
    """The machines of a run, its start first, flattened."""
    run = guide.learn(machine(), V, rates, batch=batch, rng=np.random.default_rng(seed), **how)
    return [flat(one) for one in (machine(), *run)]


def test_without_extras_it_is_persistent_cd():
    """Three steps of four samples are an epoch of `rbm.train`, which draws the same numbers."""
    plain = rbm.train(machine(), V, eta=0.3, batch=4, rng=np.random.default_rng(3), persistent=True)
    assert steps(*[0.3] * 3)[-1] == pytest.approx(flat(next(plain)))
    assert steps(*[0.3] * 6)[-1] == pytest.approx(flat(next(plain)))


def test_every_rate_scales_its_own_step():
    start, one, two = steps(0.0, 0.2)
    assert one == pytest.approx(start)
    assert two - start == pytest.approx(2 * (steps(0.0, 0.1)[-1] - start))


def test_momentum_adds_a_share_of_the_step_before():
    start, plain = steps(0.2)
    _, one, two, three = steps(0.2, 0.0, 0.0, momentum=0.5)
    assert one == pytest.approx(plain)
    assert two - one == pytest.approx(0.5 * (one - start)) and three - two == pytest.approx(0.25 * (one - start))


def test_decay_takes_a_share_of_the_weights_and_of_nothing_else():
    plain = steps(0.2)[-1]
    pull = flat(rbm.RBM(machine().W, np.zeros(5), np.zeros(3)))
    assert steps(0.2, decay=0.3)[-1] == pytest.approx(plain - 0.2 * 0.3 * pull)


def test_sparsity_adds_its_pull_at_the_samples_of_the_step():
    _, plain = steps(0.2, batch=12)
    pull = guide.sparser(machine(), V, 0.3)
    assert steps(0.2, batch=12, target=0.3, cost=0.7)[-1] == pytest.approx(plain + 0.2 * 0.7 * flat(pull))


@pytest.mark.parametrize("target", [0.0, 0.2, 1.0])
def test_sparsity_pulls_mean_activity_to_its_target(target):
    """For one sample it is minus the gradient of the cross entropy between target and activity, by differences."""
    one, v, small = machine(), V[:1], 1e-6

    def cross_entropy(parameters):
        on = rbm.hidden_probability(shaped(one, parameters), v)[0]
        return -(target * np.log(on) + (1 - target) * np.log(1 - on)).sum()

    at = flat(one)
    rises = [cross_entropy(at + small * unit) - cross_entropy(at - small * unit) for unit in np.eye(len(at))]
    assert flat(guide.sparser(one, v, target)) == pytest.approx(-np.array(rises) / (2 * small), abs=1e-7)


def test_over_many_samples_it_takes_means():
    one = machine()
    on, pull = rbm.hidden_probability(one, V).mean(axis=0), guide.sparser(one, V, 0.2)
    assert pull.c == pytest.approx(0.2 - on) and pull.W == pytest.approx(np.outer(V.mean(axis=0), 0.2 - on))
    assert (pull.b == 0).all()


def test_the_gap_is_a_difference_of_mean_log_probabilities():
    from nbhelpers.rbm import exact

    one = machine()
    wanted = exact.log_likelihood(one, V[:5]) - exact.log_likelihood(one, V[5:])
    assert guide.gap(one, V[:5], V[5:]) == pytest.approx(wanted)
