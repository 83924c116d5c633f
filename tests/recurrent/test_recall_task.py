"""The memory task: its data, the gradient of its loss, and short trainings."""

import numpy as np
import pytest

from nbhelpers import recurrent
from nbhelpers.nn.mlp import softmax
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import recall_task


def test_sequences():
    x, first = recall_task.sequences(3, 500, np.random.default_rng(0))
    assert x.shape == (4, 500, 8) and (x.sum(axis=-1) == 1).all()
    assert (x[0].argmax(axis=-1) == first).all()
    assert x[0].mean(axis=0) == pytest.approx([0.25] * 4 + [0] * 4, abs=0.06)
    assert x[1:].mean(axis=(0, 1)) == pytest.approx([0] * 4 + [0.25] * 4, abs=0.06)


@pytest.mark.parametrize("kind", ["RNN 1.0", "LSTM 1"])
def test_gradient_is_the_slope_of_the_mean_cross_entropy(kind):
    rng = np.random.default_rng(1)
    net = recall_task.new_net(kind, 3, rng)
    x, first = recall_task.sequences(4, 6, rng)
    row = flat(net)

    def loss(at):
        chances = softmax(recall_task.of(net).forward(shaped(net, at), x).y_hat[-1])
        return -np.mean(np.log(chances[np.arange(6), first]))

    found = flat(recall_task.gradients(net, x, first))
    for k in range(0, row.size, 5):
        nudge = 1e-6 * (np.arange(row.size) == k)
        assert found[k] == pytest.approx((loss(row + nudge) - loss(row - nudge)) / 2e-6, rel=1e-5, abs=1e-8)


def test_a_new_net_guesses_and_a_trained_one_knows():
    for seed in range(3):
        rng = np.random.default_rng(seed)
        net = recall_task.new_net("RNN 1.0", 8, rng)
        assert recall_task.success(net, 2, 400, rng) < 0.6
        *_, learned = recall_task.learn(net, 2, 300, rng, eta=0.01)
        assert recall_task.success(learned, 2, 400, rng) > 0.9


@pytest.mark.parametrize("how, eta, batch", [({}, 0.01, 20), ({"eta": 0.05, "batch": 7}, 0.05, 7)])
def test_the_first_step_of_adam_is_eta_against_every_slope(how, eta, batch):
    net = recall_task.new_net("RNN 1.0", 3, np.random.default_rng(0))
    slopes = flat(recall_task.gradients(net, *recall_task.sequences(2, batch, np.random.default_rng(1))))
    moved = flat(next(recall_task.learn(net, 2, 1, np.random.default_rng(1), **how))) - flat(net)
    clear = np.abs(slopes) > 1e-5
    assert clear.any() and moved[clear] == pytest.approx(-eta * np.sign(slopes[clear]), rel=1e-2)


def test_gradients_are_clipped_at_length_1():
    net = recall_task.new_net("RNN 1.0", 3, np.random.default_rng(0))
    steep = net._replace(W_hy=3 * net.W_hy)
    ends = [
        flat([*recall_task.learn(steep, 2, 5, np.random.default_rng(1), **how)][-1])
        for how in ({}, {"threshold": 1.0}, {"threshold": 2.0})
    ]
    assert (ends[0] == ends[1]).all() and np.abs(ends[0] - ends[2]).max() > 1e-4


def test_success_counts_the_letters_named_at_the_end():
    """A net that names its latest sound of chatter as if it were a letter."""
    x, first = recall_task.sequences(2, 400, np.random.default_rng(0))
    parrot = recurrent.RNN(np.eye(8), np.zeros((8, 8)), np.zeros(8), np.eye(8, 4, -4), np.zeros(4))
    found = recall_task.success(parrot, 2, 400, np.random.default_rng(0))
    assert found == np.mean(x[-1, :, 4:].argmax(axis=1) == first)


def test_reach_is_the_slope_of_the_loss_early_over_late():
    """Of a linear-looking net (tiny weights) each step back multiplies by W_hh alone: scale 0.5 gives 0.5^d."""
    rng = np.random.default_rng(3)
    net = recall_task.new_net("RNN 0.5", 6, rng)
    quiet = net._replace(W_xh=1e-6 * net.W_xh)
    assert recall_task.reach(quiet, 7, 5, rng) == pytest.approx(0.5**7)
    lstm = recall_task.new_net("LSTM 3", 6, rng)
    still = lstm._replace(W_x=0 * lstm.W_x, W_h=0 * lstm.W_h)
    assert recall_task.reach(still, 7, 5, rng) == pytest.approx((1 / (1 + np.exp(-3))) ** 7)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda rng: recall_task.sequences(-1, 5, rng), "distance = -1: allowed are whole numbers from 0"),
        (lambda rng: recall_task.new_net("GRU", 5, rng), "name must be one of RNN 0.5, .* got 'GRU'"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call(np.random.default_rng(0))
