"""The recurrent net against a case on paper, an unrolled feed-forward chain, and central differences."""

import numpy as np
import pytest

from nbhelpers import recurrent
from nbhelpers.recurrent import RNN, backward, forward, new_rnn, recurrent_weights, squared_error


def slopes(loss, at, width=1e-6):
    """Central differences of loss(array) at every entry."""
    found = np.zeros_like(at)
    for index in np.ndindex(at.shape):
        nudge = np.zeros_like(at)
        nudge[index] = width
        found[index] = (loss(at + nudge) - loss(at - nudge)) / (2 * width)
    return found


def one_unit(w=0.5, v=1.0, b=0.0):
    return RNN(np.array([[v]]), np.array([[w]]), np.array([b]), np.ones((1, 1)), np.zeros(1))


class TestByHand:
    """One unit, W_xh = 1, W_hh = 1/2, inputs 1, 0, 0; the target at the end is 1/2."""

    def test_forward(self):
        h = forward(one_unit(), [[1.0], [0.0], [0.0]]).h.ravel()
        assert h.round(4).tolist() == [0.0, 0.7616, 0.3634, 0.1797]

    def test_backward(self):
        x, net = np.array([[1.0], [0.0], [0.0]]), one_unit()
        states = forward(net, x)
        back = backward(net, x, states, np.array([[0.0], [0.0], [states.y_hat[2, 0] - 0.5]]))
        h1, h2, h3 = states.h.ravel()[1:]
        e3 = (1 - h3**2) * (h3 - 0.5)
        e2 = (1 - h2**2) * 0.5 * e3
        e1 = (1 - h1**2) * 0.5 * e2
        assert back.e.ravel() == pytest.approx([e1, e2, e3])
        assert back.net.W_hh.item() == pytest.approx(e2 * h1 + e3 * h2)
        assert back.net.W_xh.item() == pytest.approx(e1) and back.net.b.item() == pytest.approx(e1 + e2 + e3)


@pytest.mark.parametrize("shape", [(1, 3), (6, 3), (5, 4, 3)], ids=["one step", "one sequence", "four sequences"])
@pytest.mark.parametrize("kind", ["orthogonal", "gaussian"])
def test_every_gradient_is_the_slope_of_the_loss(shape, kind):
    rng = np.random.default_rng(1)
    net = new_rnn((3, 4, 2), rng, scale=1.3, kind=kind)._replace(b=rng.normal(size=4), c=rng.normal(size=2))
    x, y, h0 = rng.normal(size=shape), rng.normal(size=(*shape[:-1], 2)), rng.normal(size=(*shape[1:-1], 4))
    states = forward(net, x, h0)
    back = backward(net, x, states, states.y_hat - y)

    for name in RNN._fields:
        def loss(part, name=name):
            return squared_error(forward(net._replace(**{name: part}), x, h0).y_hat, y)

        assert getattr(back.net, name) == pytest.approx(slopes(loss, getattr(net, name)), rel=1e-6, abs=1e-7), name
    assert back.g_h[0] == pytest.approx(slopes(lambda h: squared_error(forward(net, x, h).y_hat, y), h0), rel=1e-6)


def test_unrolled_it_is_a_deep_net_whose_layers_share_their_weights():
    """Give every step its own copy of W_hh: the sum of the copies' slopes is the slope of the shared one."""
    rng = np.random.default_rng(2)
    net, x, y = new_rnn((2, 3, 1), rng), rng.normal(size=(4, 2)), rng.normal(size=(4, 1))

    def loss(copies):
        h, E = np.zeros(3), 0.0
        for t in range(4):
            h = np.tanh(x[t] @ net.W_xh + h @ copies[t])
            E += 0.5 * float(((h @ net.W_hy - y[t]) ** 2).sum())
        return E

    apart = slopes(loss, np.repeat(net.W_hh[None], 4, axis=0))
    states = forward(net, x)
    back = backward(net, x, states, states.y_hat - y)
    assert back.net.W_hh == pytest.approx(apart.sum(axis=0), rel=1e-6)
    for t in range(4):
        assert np.outer(states.h[t], back.e[t]) == pytest.approx(apart[t], rel=1e-5, abs=1e-8)


def test_many_sequences_are_as_many_single_ones():
    rng = np.random.default_rng(3)
    net, x, g_y = new_rnn((3, 5, 2), rng), rng.normal(size=(7, 4, 3)), rng.normal(size=(7, 4, 2))
    states = forward(net, x)
    together = backward(net, x, states, g_y)
    singles = []
    for k in range(4):
        one = forward(net, x[:, k])
        assert states.h[:, k] == pytest.approx(one.h) and states.y_hat[:, k] == pytest.approx(one.y_hat)
        singles.append(backward(net, x[:, k], one, g_y[:, k]).net)
    for ours, theirs in zip(together.net, zip(*singles, strict=True), strict=True):
        assert ours == pytest.approx(sum(theirs))


def test_all_samples_may_start_from_one_state():
    rng = np.random.default_rng(4)
    net, x, h0 = new_rnn((2, 4, 1), rng), rng.normal(size=(3, 5, 2)), rng.normal(size=4)
    assert forward(net, x, h0).h == pytest.approx(forward(net, x, np.tile(h0, (5, 1))).h)


def test_time_can_be_cut_and_taken_up_again():
    rng = np.random.default_rng(4)
    net, x = new_rnn((2, 4, 1), rng), rng.normal(size=(9, 2))
    whole, first = forward(net, x), forward(net, x[:5])
    assert forward(net, x[5:], h0=first.h[-1]).h == pytest.approx(whole.h[5:])


def test_initial_weights():
    rng = np.random.default_rng(5)
    W = recurrent_weights(6, rng, 0.7)
    assert W @ W.T == pytest.approx(0.49 * np.eye(6))
    W = recurrent_weights(6, rng)
    assert W @ W.T == pytest.approx(np.eye(6))
    drawn = np.array([recurrent_weights(50, np.random.default_rng(s), 2.0, "gaussian") for s in range(5)])
    assert drawn.std() == pytest.approx(2 / np.sqrt(50), rel=0.02)
    net = new_rnn((100, 40, 3), rng)
    assert [part.shape for part in net] == [(100, 40), (40, 40), (40,), (40, 3), (3,)]
    assert net.W_xh.std() == pytest.approx(0.1, rel=0.05)
    assert net.W_hh @ net.W_hh.T == pytest.approx(np.eye(40)) and not net.b.any() and not net.c.any()
    assert new_rnn((1, 40, 100), rng).W_hy.std() == pytest.approx(40**-0.5, rel=0.05)
    assert not recurrent_weights(6, rng, 0).any()


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda net: forward(net, np.zeros(3)), r"x must have the shape \(T, 3\).* got \(3,\)"),
        (lambda net: forward(net, np.zeros((0, 3))), "T >= 1"),
        (lambda net: forward(net, np.zeros((4, 2))), r"got \(4, 2\)"),
        (lambda net: backward(net, np.ones((2, 3)), forward(net, np.ones((2, 3))), np.ones(2)), "g_y must have"),
        (
            lambda net: backward(net, np.ones((3, 3)), forward(net, np.ones((2, 3))), np.ones((2, 1))),
            r"x has shape \(3, 3\), but the states are those of \(2,\) inputs",
        ),
        (lambda net: new_rnn((3, 0, 1), np.random.default_rng()), "hidden = 0: allowed are whole numbers from 1"),
        (lambda net: recurrent_weights(3, np.random.default_rng(), -1.0), "scale must be .* got -1.0"),
        (lambda net: recurrent_weights(3, np.random.default_rng(), 1.0, "odd"), "kind must be .* got 'odd'"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call(new_rnn((3, 2, 1), np.random.default_rng(0)))


def test_squared_error():
    assert recurrent.squared_error(np.array([1.0, 3.0]), [0.0, 1.0]) == 2.5
