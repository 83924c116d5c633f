"""The two memory tasks, and nets that learn them."""

from itertools import product

import numpy as np
import pytest

from nbhelpers.attention import one_head, recall
from nbhelpers.nn.mlp import softmax
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import recall_task


def test_the_tasks_differ_only_in_what_the_chatter_is_made_of():
    apart, alike = (recall.sequences(30, 40, np.random.default_rng(0), task) for task in recall.TASKS)
    assert apart[0].shape == (31, 40, 8) and (apart[0].sum(axis=-1) == 1).all()
    np.testing.assert_array_equal(apart[0][0], alike[0][0])
    np.testing.assert_array_equal(apart[1], alike[0][0].argmax(axis=-1))
    assert not apart[0][1:, :, :4].any() and not alike[0][1:, :, 4:].any()
    np.testing.assert_array_equal(apart[0][1:, :, 4:], alike[0][1:, :, :4])
    assert recall.sequences(3, 5, np.random.default_rng(1))[0][1:, :, 4:].any()


def test_the_nets_have_about_as_many_weights():
    sizes = {name: flat(recall.new_net(name, 21, np.random.default_rng(0))).size for name in recall.NETS}
    assert sizes == {"none": 424, "sinusoids": 424, "learned": 634, "RNN 1.5": 468, "LSTM 5": 580}


@pytest.mark.parametrize("name", recall.NETS)
def test_gradients_by_differences(name):
    rng = np.random.default_rng(0)
    net, (x, first) = recall.new_net(name, 4, rng), recall.sequences(3, 6, rng, "alike")
    found, row = flat(recall.gradients(net, x, first)), flat(net)
    for at in rng.choice(len(row), 25, replace=False):
        ends = []
        for nudge in (1e-5, -1e-5):
            moved = row.copy()
            moved[at] += nudge
            p = softmax(recall.logits(shaped(net, moved), x))
            ends.append(-np.mean(np.log(p[np.arange(6), first])))
        assert (ends[0] - ends[1]) / 2e-5 == pytest.approx(found[at], abs=1e-7)


def test_a_head_learns_within_a_hundred_updates_and_a_made_up_net_is_judged_rightly():
    rng = np.random.default_rng(0)
    net = recall.new_net("none", 6, rng)
    assert recall.success(net, 5, 400, rng) < 0.6
    *_, learned = recall.learn(net, 5, 100, rng)
    assert recall.success(learned, 5, 400, rng) > 0.95
    assert recall.success(learned, 5, 400, rng, "alike") < 0.7
    assert learned.positions == "none"
    assert one_head.forward(learned, recall.sequences(5, 2, rng)[0]).y_hat.shape == (2, 4)


def test_learn_is_clipped_adam():
    """A first step of Adam moves every weight by eta, whatever the gradient's length."""
    net = recall.new_net("sinusoids", 4, np.random.default_rng(0))
    settings = {"task": "alike", "eta": 0.02, "batch": 7, "threshold": 1e-3}
    (first,) = recall.learn(net, 3, 1, np.random.default_rng(1), **settings)
    g = flat(recall.gradients(net, *recall.sequences(3, 7, np.random.default_rng(1), "alike")))
    g *= 1e-3 / np.linalg.norm(g)
    assert flat(net) - flat(first) == pytest.approx(0.02 * g / (np.abs(g) + 1e-8), rel=1e-6)
    usual, plain = (recall.learn(net, 3, 2, np.random.default_rng(1), **more)
                    for more in ({}, {"task": "apart", "eta": 0.01, "batch": 20, "threshold": 1.0}))  # fmt: skip
    assert all((flat(a) == flat(b)).all() for a, b in zip(usual, plain, strict=True))
    assert len([*recall.learn(net, 3, 4, np.random.default_rng(1))]) == 4


def test_rivals_are_those_of_the_chapter_on_recurrent_nets():
    for name in recall.RIVALS:
        ours = recall.new_net(name, 5, np.random.default_rng(3))
        theirs = recall_task.new_net(name, recall.RIVALS[name], np.random.default_rng(3))
        assert flat(ours) == pytest.approx(flat(theirs))


def test_the_best_that_counting_can_do():
    for places in (1, 2, 3, 5):
        most = [np.bincount(said).max() for said in product(range(4), repeat=places)]
        assert recall.best_by_counting(places) == pytest.approx(np.mean(most) / places)
    drawn = np.random.default_rng(0).multinomial(80, [0.25] * 4, size=20000).max(axis=1)
    assert recall.best_by_counting(80) == pytest.approx(drawn.mean() / 80, abs=0.001)
