"""The net of one head: its way forward written out, its gradients by differences, its position codes."""

import numpy as np
import pytest

from nbhelpers.attention import one_head
from nbhelpers.nn.parameters import flat, shaped

SIZES = (3, 4, 2)


def made(positions, seed=0):
    rng = np.random.default_rng(seed)
    net = one_head.new_net(SIZES, 6, rng, positions)
    return net._replace(c=rng.normal(size=2)), rng.normal(size=(5, 3, 3)), rng.normal(size=(3, 2))


def by_hand(net, x, codes):
    """The output for one sequence x, (T, inputs)."""
    h = [x_t @ net.W_xh + code for x_t, code in zip(x, codes, strict=True)]
    scores = np.array([np.dot(h[-1] @ net.W_Q, one @ net.W_K) / 2 for one in h])
    p = np.exp(scores) / np.exp(scores).sum()
    return sum(share * (one @ net.W_V) for share, one in zip(p, h, strict=True)) @ net.W_y + net.c


@pytest.mark.parametrize("positions", one_head.POSITIONS)
def test_forward_is_what_its_formula_says(positions):
    net, x, _ = made(positions)
    waves = [[np.sin(t), np.cos(t), np.sin(t / 100), np.cos(t / 100)] for t in range(5)]
    codes = {"none": np.zeros((5, 4)), "sinusoids": waves, "learned": net.P[:5]}[positions]
    seen = one_head.forward(net, x)
    for s in range(3):
        assert seen.y_hat[s] == pytest.approx(by_hand(net, x[:, s], codes))
    assert seen.head.p.shape == (3, 1, 5) and one_head.sinusoids(5, 4) == pytest.approx(np.array(waves))
    assert one_head.sinusoids(3, 3)[2] == pytest.approx([np.sin(2), np.cos(2), np.sin(2 * 10000 ** (-2 / 3))])


@pytest.mark.parametrize("positions", one_head.POSITIONS)
def test_gradients_by_differences(positions):
    net, x, g = made(positions)
    found = flat(one_head.gradients(net, x, one_head.forward(net, x), g))
    row = flat(net)
    for at in range(len(row)):
        ends = []
        for nudge in (1e-5, -1e-5):
            moved = row.copy()
            moved[at] += nudge
            ends.append(np.sum(g * one_head.forward(shaped(net, moved), x).y_hat))
        assert (ends[0] - ends[1]) / 2e-5 == pytest.approx(found[at], abs=1e-7)


def test_the_form_of_a_new_net():
    rng = np.random.default_rng(0)
    net = one_head.new_net((400, 300, 200), 90, rng, "learned")
    assert [part.shape for part in net[:-1]] == [(400, 300), (90, 300), *[(300, 300)] * 3, (300, 200), (200,)]
    assert [part.std() for part in net[:2]] == pytest.approx([1, 1], rel=0.02)
    assert [part.std() * np.sqrt(300) for part in net[2:6]] == pytest.approx([1] * 4, rel=0.02)
    assert not net.c.any() and one_head.new_net(SIZES, 9, rng).positions == "sinusoids"
    for name in ("none", "sinusoids"):
        assert one_head.new_net(SIZES, 9, rng, name).P.shape == (0, 4)


def test_without_codes_the_order_of_what_was_said_is_lost():
    for positions, same in (("none", True), ("sinusoids", False), ("learned", False)):
        net, x, _ = made(positions)
        turned = x[[2, 0, 3, 1, 4]]
        first, second = (one_head.forward(net, one).y_hat for one in (x, turned))
        assert np.allclose(first, second) == same


def test_what_is_refused():
    net, x, g = made("learned")
    with pytest.raises(ValueError, match="T = 7: this net has learned the codes of 6 places"):
        one_head.places(net, 7)
    assert len(one_head.places(net, 6)) == 6
    with pytest.raises(ValueError, match="x has 2 inputs; this net has 3"):
        one_head.forward(net, x[:, :, :2])
    with pytest.raises(ValueError, match=r"x has shape \(4, 3, 3\); these states are those of 5 places"):
        one_head.gradients(net, x[:4], one_head.forward(net, x), g)
    with pytest.raises(ValueError, match="positions = 'odd'"):
        one_head.new_net(SIZES, 6, np.random.default_rng(0), "odd")
