"""Deep belief nets: the stack against its machines, unrolling against the way up, dreams against enumeration."""

import itertools

import numpy as np
import pytest

from nbhelpers import deep_belief, rbm
from nbhelpers.nn import mlp
from nbhelpers.rbm import exact

SIZES = (5, 4, 3)


def stack(seed=0, sizes=SIZES):
    rng = np.random.default_rng(seed)
    pairs = itertools.pairwise(sizes)
    return tuple(rbm.RBM(rng.normal(size=(n, k)), rng.normal(size=n), rng.normal(size=k)) for n, k in pairs)


def corners(units):
    return np.array(list(itertools.product([0.0, 1.0], repeat=units)))


@pytest.mark.parametrize("sizes", [SIZES, (5, 4, 3, 6)])
@pytest.mark.parametrize("seed", range(3))
def test_the_unrolled_net_says_what_the_up_pass_says(seed, sizes):
    one, v = stack(seed, sizes), corners(5)
    net = deep_belief.unroll(one, 7, np.random.default_rng(0))
    for layer, unrolled in zip(deep_belief.upward(one, v), mlp.forward(net, v), strict=False):
        np.testing.assert_allclose(layer, unrolled)
    assert mlp.predict(net, v).shape == (32, 7) and net.hidden == "sigmoid" and net.output == "softmax"


def test_the_softmax_on_top_is_new():
    last = deep_belief.unroll(stack(sizes=(2, 400)), 50, np.random.default_rng(0)).layers[-1]
    assert last.weights.std() == pytest.approx(0.05, rel=0.02) and abs(last.weights.mean()) < 0.002
    assert last.bias.shape == (50,) and not last.bias.any()


@pytest.mark.parametrize("sizes", [(5, 3), SIZES, (5, 4, 6, 3)])
def test_what_comes_down_is_the_way_up_of_the_stack_turned_over(sizes):
    one, h = stack(sizes=sizes), corners(3)
    over = tuple(deep_belief.upside_down(layer) for layer in reversed(one))
    np.testing.assert_allclose(deep_belief.downward(one, h), deep_belief.upward(over, h)[-1])
    v = corners(5)
    top = deep_belief.upward(one, v)[-1]
    np.testing.assert_allclose(deep_belief.reconstruct(one, v), deep_belief.downward(one, top))


def test_upside_down_twice_is_the_same_and_shares_the_energy():
    (one,), rng = stack(sizes=(5, 4)), np.random.default_rng(1)
    v, h = rng.integers(0, 2, (9, 5)), rng.integers(0, 2, (9, 4))
    np.testing.assert_allclose(rbm.energy(deep_belief.upside_down(one), h, v), rbm.energy(one, v, h))


def test_long_dreams_come_from_the_marginal_of_the_top_machine():
    """Enumeration: the pictures' mean is sum over x of p_top(x) p(v = 1 | x)."""
    one, rng, m = stack(), np.random.default_rng(0), 20_000
    x = corners(4)
    p = np.exp(-rbm.free_energy(one[1], x))
    exact = p / p.sum() @ rbm.visible_probability(one[0], x)
    found = deep_belief.dream(one, np.zeros((m, 5)), 40, rng)
    assert np.abs(found.mean(axis=0) - exact).max() < 4 * 0.5 / np.sqrt(m)


@pytest.mark.parametrize("steps, sizes", [(0, SIZES), (1, SIZES), (2, SIZES), (1, (5, 4, 4, 3))])
def test_a_dream_takes_as_many_steps_as_it_was_told(steps, sizes):
    """Enumeration: from where the up pass of v ends, T^steps of the top machine, then the mean of the pictures."""
    one, m = stack(1, sizes), 20_000
    v, x = corners(5)[[19]], corners(4)
    up = deep_belief.upward(one, v)[-2][0]
    p = np.prod(np.where(x == 1, up, 1 - up), axis=1) @ np.linalg.matrix_power(exact.transition(one[-1]), steps)
    pictures = deep_belief.dream(one, np.repeat(v, m, axis=0), steps, np.random.default_rng(steps))
    error = np.abs(pictures.mean(axis=0) - p @ deep_belief.downward(one[:-1], x)).max()
    assert error < 4 * 0.5 / np.sqrt(m)


def test_a_dream_of_one_machine_alone_is_a_sample_of_its_visible_units():
    (one,) = stack(sizes=(4, 3))
    seen = deep_belief.dream((one,), np.repeat(corners(4)[[5]], 20_000, axis=0), 1, np.random.default_rng(0))
    p = exact.transition(one)[5] @ corners(4)
    assert set(np.unique(seen)) == {0.0, 1.0} and np.abs(seen.mean(axis=0) - p).max() < 4 * 0.5 / np.sqrt(len(seen))


def test_stages_come_layer_by_layer_each_with_its_start():
    stages = deep_belief.grow(np.eye(3), (2, 1), epochs=2, eta=0.1, batch=3, rng=np.random.default_rng(0))
    found = [(stage.layer, stage.epoch, len(stage.stack)) for stage in stages]
    assert found == [(1, 0, 1), (1, 1, 1), (1, 2, 1), (2, 0, 2), (2, 1, 2), (2, 2, 2)]


def test_growing_leaves_finished_layers_alone_and_each_learns_from_the_one_below():
    rng = np.random.default_rng(0)
    data = np.repeat([[1.0, 1, 0, 0, 1, 0], [0, 0, 1, 1, 0, 1]], 30, axis=0)
    stages = list(deep_belief.grow(data, (4, 3), epochs=80, eta=0.2, batch=10, rng=rng))
    first = stages[80].stack[0]
    assert all(stage.stack[0] is first for stage in stages[81:])
    missing = [np.mean((deep_belief.reconstruct(stage.stack, data) - data) ** 2) for stage in stages]
    assert missing[80] < 0.1 * missing[0] and missing[-1] < 0.3 * missing[81]


@pytest.mark.parametrize("how", [{}, {"k": 3}])
def test_a_layer_begins_at_the_log_odds_and_learns_by_cd_1_unless_told_otherwise(how):
    data, rng = np.repeat([[1.0, 1, 0], [0, 1, 1]], 2, axis=0), np.random.default_rng(0)
    start, end = deep_belief.grow(data, (1,), epochs=1, eta=0.5, batch=2, rng=np.random.default_rng(0), **how)
    assert start.stack[0].b == pytest.approx(np.log([1, 5, 1]))
    learned = next(rbm.train(rbm.new_rbm(3, 1, rng, data=data), data, eta=0.5, batch=2, rng=rng, **{"k": 1, **how}))
    assert all((one == other).all() for one, other in zip(end.stack[0], learned, strict=True))


def first_stage(sizes, epochs=1):
    return next(deep_belief.grow(np.ones((2, 3)), sizes, epochs=epochs, eta=0.1, batch=1, rng=np.random.default_rng(0)))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda one: deep_belief.upward((), np.ones((1, 5))), "stack is empty"),
        (lambda one: deep_belief.upward((one[0], one[0]), np.ones((1, 5))), "layer 2 has 5 visible units; .* 4"),
        (lambda one: deep_belief.upward((*one, one[0]), np.ones((1, 5))), "layer 3 has 5 visible units; .* 3"),
        (lambda one: deep_belief.upward(one, np.ones((1, 4))), r"v has shape \(1, 4\)"),
        (lambda one: deep_belief.downward(one, np.ones((1, 4))), r"h has shape \(1, 4\)"),
        (lambda one: deep_belief.dream(one, np.ones((1, 5)), -1, None), "steps = -1"),
        (lambda one: deep_belief.unroll(one, 1, None), "classes = 1"),
        (lambda one: first_stage((), 1), r"sizes = \(\)"),
        (lambda one: first_stage((0,), 1), r"sizes = \(0,\)"),
        (lambda one: first_stage((2,), 0), r"epochs = 0"),
    ],
)
def test_wrong_arguments_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call(stack())
