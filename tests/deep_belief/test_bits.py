"""Bits of a picture, against enumeration of a net 4-2-1 under labels of 2 classes."""

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.deep_belief import bits, up_down
from tests.deep_belief.test_up_down import CLASSES, all_states, corners, log_down, log_p, log_up, net, top_share


def exact_log_Z(top, classes):
    """Over all x, labels and hidden units."""
    x, h = corners(len(top.b) - classes), corners(len(top.c))
    minus_E = [[u @ top.b + k @ top.c + u @ top.W @ k for k in h] for u in
               (np.append(part, label) for part in x for label in np.eye(classes))]  # fmt: skip
    return np.logaddexp.reduce(np.ravel(minus_E))


@pytest.mark.parametrize("seed", range(3))
def test_a_share_and_the_partition_function_are_those_of_the_table(seed):
    one, x = net(seed, (4, 3)), corners(3)
    log_Z = exact_log_Z(one.top, CLASSES)
    wanted = [top_share(one)[tuple(row)] for row in x]
    np.testing.assert_allclose(np.exp(bits.log_share(one.top, x, CLASSES) - log_Z), wanted)
    found = bits.log_partition(one.top, CLASSES, np.random.default_rng(seed), 300, 200)
    assert found.log_Z == pytest.approx(log_Z, abs=0.06) and found.low < found.log_Z < found.high


def test_the_labels_move_while_the_machine_is_annealed():
    """One label goes with h = 1, whose weight is large: runs whose labels stood still would never find it."""
    top = rbm.RBM(np.array([[0.0], [9.0], [0.0]]), np.array([0.0, -8.0, 0.0]), np.zeros(1))
    found = bits.log_partition(top, CLASSES, np.random.default_rng(0), 400, 200)
    assert found.log_Z == pytest.approx(exact_log_Z(top, CLASSES), abs=0.1)


@pytest.mark.parametrize("temperatures", [1, 2])
def test_one_step_or_two_of_many_runs_are_importance_sampling(temperatures):
    one = net(sizes=(4, 3))
    found = bits.log_partition(one.top, CLASSES, np.random.default_rng(0), temperatures, 20_000)
    assert found.log_Z == pytest.approx(exact_log_Z(one.top, CLASSES), abs=0.05)


def test_there_are_1000_temperatures_and_50_runs_unless_told_otherwise():
    found = [bits.log_partition(net().top, CLASSES, np.random.default_rng(0), *how).log_Z for how in ((), (1000, 50))]
    assert found[0] == found[1]


def test_without_weights_the_partition_function_is_exact():
    top = net().top._replace(W=np.zeros((3, 3)), c=np.zeros(3))
    found = bits.log_partition(top, CLASSES, np.random.default_rng(0), 1, 2)
    assert found.log_Z == pytest.approx(exact_log_Z(top, CLASSES), abs=1e-9) == found.low


def test_a_layer_s_share_is_that_of_its_units():
    one, rng = net().up[0], np.random.default_rng(0)
    given, wanted = rng.random((5, 4)), (rng.random((5, 2)) > 0.5).astype(float)
    np.testing.assert_allclose(bits.log_bernoulli(one, given, wanted), log_p(one, given, wanted))


def test_the_weights_have_the_true_likelihood_as_their_mean_and_the_bound_in_their_logs():
    one, states, m = net(), all_states(), 20_000
    joint = np.exp(log_down(one, states)) * [top_share(one)[tuple(x)] for x in states[-1]]
    log_Z, v = exact_log_Z(one.top, CLASSES), corners(4)[6]
    here = (states[0] == v).all(axis=1)
    bound = np.sum(np.exp(log_up(one, states))[here] * (np.log(joint) - log_up(one, states))[here])
    found = bits.log_weights(one, np.tile(v, (m, 1)), CLASSES, log_Z, np.random.default_rng(0))
    assert found.mean() == pytest.approx(bound, abs=5 * found.std() / m**0.5)
    assert np.exp(found).mean() == pytest.approx(joint[here].sum(), abs=5 * np.exp(found).std() / m**0.5)


def test_one_machine_alone_needs_no_draw():
    one, v = up_down.Net((), (), net(sizes=(4, 3)).top), corners(3)
    found = bits.log_weights(one, v, CLASSES, 1.5, np.random.default_rng(0))
    np.testing.assert_allclose(found, bits.log_share(one.top, v, CLASSES) - 1.5)
