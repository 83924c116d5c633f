"""The LSTM against a case on paper, central differences, and what its gates are for."""

import numpy as np
import pytest

from nbhelpers.recurrent import squared_error
from nbhelpers.recurrent.lstm import LSTM, backward, forward, new_lstm, sigmoid


def test_one_cell_by_hand():
    """All weights 0: the biases alone set the gates, and the cell is a leaky sum."""
    b = np.array([0.0, np.log(3.0), np.arctanh(0.5), np.log(1 / 3)])  # i = 1/2, f = 3/4, candidate 1/2, o = 1/4
    net = LSTM(np.zeros((1, 4)), np.zeros((1, 4)), b, np.ones((1, 1)), np.zeros(1))
    states = forward(net, np.zeros((3, 1)))
    cells = np.array([0.25, 0.25 + 0.75 * 0.25, 0.25 + 0.75 * (0.25 + 0.75 * 0.25)])
    assert states.s.ravel() == pytest.approx([0.0, *cells])
    assert states.h[1:].ravel() == pytest.approx(0.25 * np.tanh(cells))


@pytest.mark.parametrize("shape", [(1, 3), (5, 3), (4, 3, 3)])
def test_every_gradient_is_the_slope_of_the_loss(shape):
    rng = np.random.default_rng(1)
    net = new_lstm((3, 4, 2), rng, scale=1.2)
    net = net._replace(b=rng.normal(size=16), c=rng.normal(size=2))
    x, y = rng.normal(size=shape), rng.normal(size=(*shape[:-1], 2))
    states = forward(net, x)
    back = backward(net, x, states, states.y_hat - y)
    for name in LSTM._fields:
        at = getattr(net, name)
        for index in list(np.ndindex(at.shape))[:: max(1, at.size // 12)]:
            nudge = np.zeros_like(at)
            nudge[index] = 1e-6
            ends = [squared_error(forward(net._replace(**{name: at + s * nudge}), x).y_hat, y) for s in (1, -1)]
            slope = (ends[0] - ends[1]) / 2e-6
            assert getattr(back.net, name)[index] == pytest.approx(slope, rel=1e-6, abs=1e-7), (name, index)


def test_the_cells_path_is_the_product_of_the_forget_gates():
    """With W_h = 0 nothing else leads back: the cell's gradient is the product of the forget gates, no matrix."""
    rng = np.random.default_rng(2)
    net = new_lstm((2, 3, 1), rng, scale=0.0)
    x, g_y = rng.normal(size=(6, 2)), np.zeros((6, 1))
    states = forward(net, x)
    g_y[-1] = 1.0
    back = backward(net, x, states, g_y)
    forget = states.gates[:, 1]
    for t in range(6):
        assert back.g_s[t + 1] == pytest.approx(back.g_s[6] * np.prod(forget[t + 1 :], axis=0))


def test_an_open_forget_gate_keeps_the_gradient():
    net = new_lstm((1, 4, 1), np.random.default_rng(3), scale=0.0, forget=20.0)
    x, g_y = np.zeros((100, 1)), np.zeros((100, 1))
    g_y[-1] = 1.0
    g_s = backward(net, x, forward(net, x), g_y).g_s
    assert g_s[0] == pytest.approx(g_s[100], rel=1e-5)


def test_a_new_net_forgets_little():
    states = forward(new_lstm((3, 5, 1), np.random.default_rng(0)), np.zeros((1, 3)))
    assert states.gates[0, 1] == pytest.approx(np.full(5, 1 / (1 + np.exp(-1))))
    assert states.gates[0, 0] == pytest.approx(np.full(5, 0.5))


def test_initial_weights():
    net = new_lstm((100, 40, 300), np.random.default_rng(0), forget=3.0)
    assert net.W_x.std() == pytest.approx(0.1, rel=0.05) and net.W_hy.std() == pytest.approx(40**-0.5, rel=0.05)
    for W in np.split(net.W_h, 4, axis=1):
        assert W @ W.T == pytest.approx(np.eye(40))
    assert net.b.tolist() == [0] * 40 + [3] * 40 + [0] * 80 and not net.c.any()


def test_sigmoid_at_the_ends():
    assert sigmoid(np.array([-1e4, 0.0, 1e4])).tolist() == [0.0, 0.5, 1.0]
    assert sigmoid(1.3) == pytest.approx(1 / (1 + np.exp(-1.3)))


def test_bad_input_is_named():
    net = new_lstm((3, 2, 1), np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"x must have the shape \(T, 3\)"):
        forward(net, np.zeros((2, 4)))
    with pytest.raises(ValueError, match=r"g_y must have the shape of the outputs, \(2, 1\), got \(3, 1\)"):
        backward(net, np.zeros((2, 3)), forward(net, np.zeros((2, 3))), np.zeros((3, 1)))
    with pytest.raises(ValueError, match="sizes must be three whole numbers >= 1"):
        new_lstm((3, 0, 1), np.random.default_rng(0))
