"""The transformer: its parts by hand, what may look at what, and every gradient against differences."""

import numpy as np
import pytest

from nbhelpers.attention import reading, transformer
from nbhelpers.nn.parameters import flat, shaped
from nbhelpers.recurrent import letters

RNG = np.random.default_rng
SIZE = len(letters.ALPHABET)


def some_net(blocks=2, seed=0):
    rng = RNG(seed)
    net = transformer.new_transformer(6, 2, blocks, 9, rng, 5)
    row = flat(net)
    return shaped(net, row + 0.3 * rng.normal(size=row.size))


def without(net, part):
    """The net without one of its parts."""
    if part == "positions":
        return net._replace(P=None)
    if part == "residuals":
        return net._replace(blocks=tuple(block._replace(skip=0.0) for block in net.blocks))
    if part == "norms":
        return net._replace(last=None, blocks=tuple(one._replace(before=None, between=None) for one in net.blocks))
    return net


parts = pytest.mark.parametrize("part", ["nothing", "positions", "residuals", "norms"])


def test_a_layer_norm_by_hand():
    norm = transformer.Norm(np.array([1.0, 2.0, 1.0, 1.0]), np.array([0.0, 0.0, 0.0, 5.0]))
    assert transformer.layer_norm(norm, np.array([1.0, 3.0, 1.0, 3.0])) == pytest.approx([-1, 2, -1, 6], abs=1e-4)
    assert transformer.layer_norm(None, np.array([1.0, 3.0])).tolist() == [1, 3]


def test_what_is_normed_has_mean_0_and_variance_1_whatever_its_scale():
    x = RNG(0).normal(2, 3, size=(4, 5, 50))
    for scale in (1, 1000):
        x_hat, r = transformer._standard(scale * x)
        assert x_hat.mean(axis=-1) == pytest.approx(np.zeros((4, 5)), abs=1e-9)
        assert x_hat.var(axis=-1) == pytest.approx(np.ones((4, 5)), abs=1e-5)
        assert x_hat * r + scale * x.mean(axis=-1, keepdims=True) == pytest.approx(scale * x)
    x_hat, r = transformer._standard(np.full((2, 3), 7.0))
    assert (x_hat == 0).all() and r == pytest.approx(np.full((2, 1), np.sqrt(transformer.EPS)))


def test_heads_are_split_and_joined():
    z, W = RNG(0).normal(size=(4, 7, 6)), RNG(1).normal(size=(6, 2, 3))
    found = transformer._split(z, W)
    assert found == pytest.approx(np.einsum("btn,nhk->bhtk", z, W))
    side = transformer._join(found)
    assert side.shape == (4, 7, 6) and side[2, 3, 4] == found[2, 1, 3, 1] and side[1, 5, 0] == found[1, 0, 5, 0]


def test_a_block_is_its_formula():
    """Letter by letter and head by head, with loops."""
    block, x = some_net().blocks[1]._replace(skip=0.5), RNG(2).normal(size=(4, 6))

    def norm(one, row):
        return one.gain * (row - row.mean()) / np.sqrt(row.var() + transformer.EPS) + one.shift

    for t in range(4):
        z, added = [norm(block.before, row) for row in x[: t + 1]], np.zeros(6)
        for h in range(2):
            query = z[t] @ block.W_Q[:, h]
            p = np.exp([query @ (row @ block.W_K[:, h]) / np.sqrt(3) for row in z])
            mean = sum(share * (row @ block.W_V[:, h]) for share, row in zip(p / p.sum(), z, strict=True))
            added += mean @ block.W_O[h]
        middle = 0.5 * x[t] + added
        hidden = norm(block.between, middle) @ block.W_1 + block.b_1
        wanted = 0.5 * middle + np.where(hidden > 0, hidden, 0) @ block.W_2 + block.b_2
        assert transformer.block_forward(block, x).out[t] == pytest.approx(wanted)


def test_a_net_adds_places_to_letters_and_ends_in_logits():
    net, read = some_net(1), np.array([4, 0, 34, 4])
    states = transformer.forward(net, read)
    assert states.blocks[0].x == pytest.approx(np.stack([net.E[at] + net.P[t] for t, at in enumerate(read)]))
    assert states.x is states.blocks[-1].out
    assert states.y_hat == pytest.approx(transformer.layer_norm(net.last, states.x) @ net.W + net.c)
    many = transformer.forward(net, np.stack([read, read[::-1]]))
    assert many.y_hat[0] == pytest.approx(states.y_hat) and many.y_hat.shape == (2, 4, SIZE)


@parts
def test_no_letter_is_told_what_comes_after(part):
    net, one = without(some_net(), part), RNG(1).integers(SIZE, size=8)
    other = one.copy()
    other[5:] = (one[5:] + 1) % SIZE
    first, second = (transformer.forward(net, read) for read in (one, other))
    assert first.y_hat[:5] == pytest.approx(second.y_hat[:5], rel=1e-12)
    assert abs(first.y_hat[5:] - second.y_hat[5:]).max() > 1e-3
    assert all((np.triu(seen.weights, 1) == 0).all() for seen in first.blocks)


def test_without_positions_one_block_reads_a_bag_of_letters():
    net, read = some_net(1), np.array([3, 8, 8, 20, 5, 1])
    shuffled = read[[2, 3, 0, 4, 1, 5]]
    bag = without(net, "positions")
    one, other = (transformer.forward(bag, letters).y_hat[-1] for letters in (read, shuffled))
    assert one == pytest.approx(other)
    assert abs(transformer.forward(net, read).y_hat[-1] - transformer.forward(net, shuffled).y_hat[-1]).max() > 0.01


@parts
def test_every_gradient_is_the_difference_quotient(part):
    net, batch = without(some_net(), part), RNG(1).integers(SIZE, size=(3, 8))
    row = flat(net)

    def loss(at):
        return letters.surprise(transformer.forward(shaped(net, at), batch[:, :-1]).y_hat, batch[:, 1:]).mean()

    found = flat(reading.gradients(net, batch))
    for k in RNG(2).choice(row.size, size=150, replace=False):
        nudge = 1e-5 * np.eye(1, row.size, k)[0]
        assert found[k] == pytest.approx((loss(row + nudge) - loss(row - nudge)) / 2e-5, abs=1e-8)


def test_the_gradient_has_the_form_of_the_net():
    net, batch = some_net(), RNG(1).integers(SIZE, size=(3, 8))
    found = reading.gradients(net, batch)
    assert [part.shape for part in np.atleast_1d(found.blocks[0].W_Q)] == [(2, 3)] * 6
    assert found.blocks[1].skip == 1.0 and (found.P[7:] == 0).all() and (found.P[:7] != 0).all()
    assert without(net, "norms").last is None and reading.gradients(without(net, "norms"), batch).last is None


def test_a_new_net_has_its_sizes_and_scales():
    net = transformer.new_transformer(64, 4, 2, 40, RNG(0), 200)
    assert [len(net.blocks), net.E.shape, net.P.shape, net.W.shape] == [2, (SIZE, 64), (40, 64), (64, SIZE)]
    block = net.blocks[1]
    assert block.W_K.shape == (64, 4, 16) and block.W_O.shape == (4, 16, 64) and block.W_2.shape == (200, 64)
    spreads = {"W_Q": 64, "W_K": 64, "W_V": 64, "W_O": 4 * 64, "W_1": 64, "W_2": 4 * 200}
    for name, share in spreads.items():
        assert getattr(block, name).std() * np.sqrt(share) == pytest.approx(1, abs=0.05), name
    assert [part.std() * 8 for part in (net.E, net.P, net.W)] == pytest.approx([1, 1, 1], abs=0.05)
    zeros = (block.b_1, block.b_2, block.before.shift, block.between.shift, net.last.shift, net.c)
    assert not any(part.any() for part in zeros) and block.skip == 1
    assert all((norm.gain == 1).all() for norm in (block.before, block.between, net.last))
    assert transformer.new_transformer(4, 2, 1, 3, RNG(0)).blocks[0].W_1.shape == (4, 16)


def test_wrong_arguments_are_named():
    net = some_net()
    with pytest.raises(ValueError, match="heads = 4: allowed are divisors of n = 6"):
        transformer.new_transformer(6, 4, 1, 3, RNG(0))
    with pytest.raises(ValueError, match="letters: 10 of them; allowed are at most 9, the rows of P"):
        transformer.forward(net, np.zeros(10, int))
    assert transformer.forward(net, np.zeros(9, int)).y_hat.shape == (9, SIZE)
    assert transformer.forward(net._replace(P=None), np.zeros(10, int)).y_hat.shape == (10, SIZE)
    with pytest.raises(ValueError, match=r"x has shape \(2, 5\); allowed: \(..., 6\)"):
        transformer.layer_norm(net.last, np.zeros((2, 5)))
    for x, g in ((np.zeros((2, 6)), np.zeros((3, 6))), (np.zeros((2, 5)), np.zeros((2, 5)))):
        with pytest.raises(ValueError, match=r"x and g have shapes .*; allowed: \(..., 6\), both the same"):
            transformer.layer_norm_backward(net.last, x, g)
    with pytest.raises(ValueError, match=r"letters have shape \(2,\); the states are those of \(3,\)"):
        transformer.backward(net, np.zeros(2, int), transformer.forward(net, np.zeros(3, int)), np.zeros((3, SIZE)))
    with pytest.raises(ValueError, match=r"g_y must have the shape of the logits, \(3, 35\), got \(2, 35\)"):
        transformer.backward(net, np.zeros(3, int), transformer.forward(net, np.zeros(3, int)), np.zeros((2, SIZE)))
