"""Clipping: direction kept, length bounded; and the cliff's gradient by central differences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers import recurrent
from nbhelpers.recurrent.clipping import START, STEPS, WANTED, cliff_gradient, cliff_loss, clip


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6), st.floats(1e-3, 1e3))
def test_direction_kept_length_bounded(g, threshold):
    g = np.array(g)
    clipped, length = clip(g, threshold), np.linalg.norm(g)
    assert np.linalg.norm(clipped) == pytest.approx(min(length, threshold))
    assert clipped * length == pytest.approx(g * np.linalg.norm(clipped), rel=1e-9, abs=1e-9)


def test_by_hand():
    assert clip([3.0, 4.0], 1.0) == pytest.approx([0.6, 0.8])
    assert clip([0.3, 0.4], 1.0).tolist() == [0.3, 0.4]
    assert clip([0.0, 0.0], 1.0).tolist() == [0.0, 0.0]
    assert np.isnan(clip([np.nan, 1.0], 1.0)).all()


def test_threshold_must_be_positive():
    with pytest.raises(ValueError, match="threshold must be a number > 0, got 0"):
        clip([1.0], 0)


def test_the_loss_typed_once_more():
    h = START
    for _ in range(STEPS):
        h = np.tanh(1.4 * h + 0.3)
    assert cliff_loss(1.4, 0.3) == pytest.approx((h - WANTED) ** 2 / 2)


@pytest.mark.parametrize("at", [(0.6, 0.1), (1.0, 0.0), (1.2, 0.6), (1.6, 0.3), (2.2, -0.2)])
def test_gradient_is_the_slope(at):
    w, b = at
    by_w = (cliff_loss(w + 1e-6, b) - cliff_loss(w - 1e-6, b)) / 2e-6
    by_b = (cliff_loss(w, b + 1e-6) - cliff_loss(w, b - 1e-6)) / 2e-6
    assert cliff_gradient(at) == pytest.approx([by_w, by_b], rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("at", [(0.6, 0.1), (1.0, 0.0), (1.6, 0.3), (2.2, -0.2)])
def test_gradient_is_that_of_the_recurrent_net(at):
    w, b = at
    net = recurrent.RNN(np.zeros((1, 1)), np.array([[w]]), np.array([b]), np.ones((1, 1)), np.zeros(1))
    x, g_y = np.zeros((STEPS, 1)), np.zeros((STEPS, 1))
    states = recurrent.forward(net, x, h0=[START])
    g_y[-1] = states.y_hat[-1] - WANTED
    back = recurrent.backward(net, x, states, g_y).net
    assert cliff_gradient(at) == pytest.approx([back.W_hh.item(), back.b.item()], rel=1e-9)
