"""Up-down learning against enumeration: a net 4-2-1 under labels of 2 classes, all of whose states can be listed."""

import itertools

import numpy as np
import pytest

from nbhelpers import deep_belief, rbm
from nbhelpers.deep_belief import labels as joint
from nbhelpers.deep_belief import up_down
from nbhelpers.nn.mlp import Layer

SIZES, CLASSES, HIDDEN = (4, 2, 1), 2, 3
M = 40_000


def net(seed=0, sizes=SIZES):
    """A net whose ways up and down have nothing to do with each other."""
    rng, n = np.random.default_rng(seed), sizes[-1] + CLASSES
    pairs = [*itertools.pairwise(sizes)]
    up = tuple(Layer(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairs)
    down = tuple(Layer(rng.normal(size=(b, a)), rng.normal(size=a)) for a, b in pairs)
    return up_down.Net(up, down, rbm.RBM(rng.normal(size=(n, HIDDEN)), rng.normal(size=n), rng.normal(size=HIDDEN)))


def corners(units):
    return np.array(list(itertools.product([0.0, 1.0], repeat=units)))


def log_p(layer, given, wanted):
    """log p(wanted | given), (m,), unit by unit."""
    p = 1 / (1 + np.exp(-(given @ layer.weights + layer.bias)))
    return np.log(np.where(wanted == 1, p, 1 - p)).sum(axis=1)


def all_states(sizes=SIZES):
    """Every state of all layers below the top machine's hidden units: [(n, units) for each layer]."""
    rows, cuts = corners(sum(sizes)), np.cumsum(sizes)[:-1]
    return np.split(rows, cuts, axis=1)


def log_up(one, states):
    return sum(log_p(layer, low, high) for layer, low, high in zip(one.up, states, states[1:], strict=False))


def log_down(one, states):
    return sum(log_p(layer, high, low) for layer, low, high in zip(one.down, states, states[1:], strict=False))


def top_share(one):
    """p(x) of every state x of the units under the top, labels and hidden units summed out."""
    x, h = corners(len(one.top.b) - CLASSES), corners(len(one.top.c))
    E = [[[rbm.energy(one.top, [[*u, *y]], [k])[0] for k in h] for y in np.eye(CLASSES)] for u in x]
    p = np.exp(-np.array(E)).sum(axis=(1, 2))
    return dict(zip(map(tuple, x), p / p.sum(), strict=True))


def by_differences(value, layers):
    """Central differences of value(layers) by every weight and bias, in the layers' own form."""
    found = [[np.zeros_like(part) for part in layer] for layer in layers]
    for layer, parts in zip(layers, found, strict=True):
        for at, into in zip(layer, parts, strict=True):
            for place in np.ndindex(at.shape):
                kept, ends = at[place], []
                for way in (1e-5, -1e-5):
                    at[place] = kept + way
                    ends.append(value())
                at[place], into[place] = kept, (ends[0] - ends[1]) / 2e-5
    return found


def expected(slopes_of, share, states):
    """The exact mean, over states with these shares, of what is found at one state."""
    total = None
    for p, *rows in zip(share, *states, strict=True):
        parts = [p * part for layer in slopes_of([row[None] for row in rows]) for part in layer]
        total = parts if total is None else [a + b for a, b in zip(total, parts, strict=True)]
    return total


def close(found, wanted):
    for one, other in zip(found, itertools.chain(*wanted), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_awake_the_expected_change_is_the_slope_of_the_bound(seed):
    """sum_h Q(h | v) (log p(h, v) - log Q(h | v)), all h listed, differentiated by every weight of the way down."""
    one, states = net(seed), all_states()
    v = corners(4)[[3, 9, 9, 14]]
    share = sum((states[0] == row).all(axis=1) / len(v) for row in v) * np.exp(log_up(one, states))
    prior = np.log([top_share(one)[tuple(x)] for x in states[-1]])
    assert share.sum() == pytest.approx(1)

    def bound():
        return share @ (prior + log_down(one, states) - log_up(one, states))

    close(expected(lambda rows: up_down.wake(one, rows), share, states), by_differences(bound, one.down))


@pytest.mark.parametrize("seed", range(3))
def test_asleep_the_expected_change_lowers_the_distance_from_the_true_causes(seed):
    """-sum_{v, h} p(v, h) log (p(h | v) / Q(h | v)): of p(h | v), the way up changes nothing."""
    one, states = net(seed), all_states()
    share = np.exp(log_down(one, states)) * [top_share(one)[tuple(x)] for x in states[-1]]
    of_v = {tuple(v): share[(states[0] == v).all(axis=1)].sum() for v in corners(4)}
    posterior = share / [of_v[tuple(v)] for v in states[0]]
    assert share.sum() == pytest.approx(1)

    def minus_distance():
        return -share @ (np.log(posterior) - log_up(one, states))

    close(expected(lambda rows: up_down.sleep(one, rows), share, states), by_differences(minus_distance, one.up))


def test_slopes_are_means_over_the_rows():
    layer, given, wanted = net(sizes=(4, 3)).up[0], corners(4)[[3, 5, 8]], corners(3)[[1, 6, 2]]
    each = [up_down.slopes(layer, [one], [other]) for one, other in zip(given, wanted, strict=True)]
    for found, parts in zip(up_down.slopes(layer, given, wanted), zip(*each, strict=True), strict=True):
        np.testing.assert_allclose(found, np.mean(parts, axis=0))


def test_a_step_takes_one_gibbs_step_unless_told_otherwise():
    chain = joint.Moment(corners(1).repeat(20, axis=0), np.eye(2).repeat(20, axis=0), None)
    how = net(), corners(4), np.eye(2)[[0, 1] * 8], chain
    ends = [up_down.step(*how, np.random.default_rng(0), 0.1, *steps)[1].h for steps in ((), (1,), (2,))]
    assert (ends[0] == ends[1]).all() and (ends[0] != ends[2]).any()


def seen(states):
    """How often each of all states occurs, in the order of `all_states`."""
    rows = np.hstack(states)
    return np.bincount((rows @ 2 ** np.arange(rows.shape[1])[::-1]).astype(int), minlength=2 ** rows.shape[1]) / M


def test_draws_up_and_down_have_their_probabilities():
    """40,000 draws: every share of 128 within five standard errors."""
    one, states = net(), all_states()
    for start, drawn, log_share in ((0, up_down.draw_up, log_up), (-1, up_down.draw_down, log_down)):
        given = np.tile(corners(SIZES[start])[[1]], (M, 1))
        share = np.exp(log_share(one, states)) * (states[start] == given[0]).all(axis=1)
        found = seen(drawn(one, given, np.random.default_rng(0)))
        assert (np.abs(found - share) <= 5 * np.sqrt(share / M) + 1e-12).all()


def test_untied_the_net_is_the_stack():
    rng = np.random.default_rng(0)
    stack = (rbm.new_rbm(4, 3, rng, 1.0), rbm.new_rbm(3, 2, rng, 1.0))
    one, v, h = up_down.untie(stack, net(sizes=(4, 3, 2)).top), corners(4), corners(3)
    np.testing.assert_allclose(up_down.features(one, v), deep_belief.upward(stack, v)[-1])
    below = rbm.visible_probability(one.top, h)[:, :-CLASSES]
    np.testing.assert_allclose(up_down.picture(one, h, CLASSES), deep_belief.downward(stack, below))
    with pytest.raises(ValueError, match="layer 2 has 4 visible units"):
        up_down.untie((stack[0], stack[0]), net().top)


def test_a_step_moves_every_part_by_what_the_phases_say():
    """Twice the rate, twice the way, from the same draws; the top goes from where the chains are to the data."""
    one, v, y = net(sizes=(4, 3, 2)), corners(4)[:6], np.eye(2)[[0, 1, 0, 1, 1, 0]]
    chain = joint.Moment(corners(2), np.eye(2)[[0, 1, 1, 0]], None)
    draws = np.random.default_rng(3)
    (new, end), (far, _) = (up_down.step(one, v, y, chain, np.random.default_rng(3), eta, 2) for eta in (0.1, 0.2))
    awake = up_down.draw_up(one, v, draws)
    for _ in range(2):
        chain = joint.step(one.top, chain.below, chain.y, draws, clamped=False)
    asleep = up_down.draw_down(one, chain.below, draws)
    assert (end.below == chain.below).all() and (end.y == chain.y).all()
    for old, now, by in ((one.up, new.up, up_down.sleep(one, asleep)), (one.down, new.down, up_down.wake(one, awake))):
        for before, after, to in zip(itertools.chain(*old), itertools.chain(*now), itertools.chain(*by), strict=True):
            np.testing.assert_allclose(after - before, 0.1 * to, atol=1e-12)
    ends = [np.hstack(pair) for pair in ((awake[-1], y), (chain.below, chain.y))]
    np.testing.assert_allclose(new.top.b - one.top.b, 0.1 * (ends[0].mean(axis=0) - ends[1].mean(axis=0)), atol=1e-12)
    for before, near, after in zip(one.top, new.top, far.top, strict=True):
        np.testing.assert_allclose(after - before, 2 * (near - before), atol=1e-12)


def two_kinds(m, rng):
    labels = rng.integers(0, 2, m)
    clean = np.where(labels[:, None] == 1, [1.0, 1, 1, 0, 0, 0], [0.0, 0, 0, 1, 1, 1])
    return np.abs(clean - (rng.random(clean.shape) < 0.1)), labels


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_grown_net_whose_ways_were_spoilt_learns_to_dream_what_is_asked(dtype):
    """Two kinds of pictures; ways up and down of a grown stack with noise on every weight, and a new top."""
    rng = np.random.default_rng(0)
    v, labels = two_kinds(200, rng)
    *_, stage = deep_belief.grow(v, (5, 4), epochs=20, eta=0.2, batch=10, rng=rng)
    one = up_down.untie(stage.stack, joint.new_top(np.full((1, 4), 0.5), [0], 2, 6, rng))

    def spoilt(way):
        return tuple(Layer(*((at + rng.normal(size=at.shape) / 2).astype(dtype) for at in layer)) for layer in way)

    start = up_down.Net(spoilt(one.up), spoilt(one.down), rbm.RBM(*(part.astype(dtype) for part in one.top)))
    epochs = up_down.train(start, v.astype(dtype), labels, 2, eta=0.2, decay=0.95, batch=10, rng=rng, chains=20)
    one = next(itertools.islice(epochs, 39, None))
    assert {part.dtype for part in (*one.up[0], *one.down[1], *one.top)} == {np.dtype(dtype)}
    *_, end = joint.dream(one.top, np.repeat([0, 1], 200), 2, 50, rng)
    pictures = up_down.picture(one, end.h, 2)
    kind = pictures[:, :3].mean(axis=1) - pictures[:, 3:].mean(axis=1)
    assert np.mean(kind[:200] < 0) > 0.8 and np.mean(kind[200:] > 0) > 0.8
    assert np.mean(joint.label_given_below(one.top, up_down.features(one, v), 2).argmax(axis=1) == labels) > 0.9


@pytest.mark.parametrize("how", [{}, {"decay": 0.5}, {"chains": 7}, {"steps": 2}])
def test_an_epoch_is_a_step_for_every_mini_batch(how):
    """The same draws by hand: 100 chains, one Gibbs step and a constant rate unless told otherwise."""
    v, labels, seed = corners(4)[:8] * 0.7, np.arange(8) % 2, np.random.default_rng
    *_, found = itertools.islice(up_down.train(net(), v, labels, 2, eta=0.1, batch=3, rng=seed(0), **how), 2)
    rng, one, y, eta = seed(0), net(), np.eye(2)[labels], 0.1
    rows = rng.integers(0, 8, how.get("chains", 100))
    chain = joint.Moment(up_down.draw_up(one, v[rows], rng)[-1], y[rows], None)
    for rate in (eta, eta * how.get("decay", 1)):
        order = rng.permutation(8)
        for rows in (order[:3], order[3:6], order[6:]):
            one, chain = up_down.step(one, rbm.sample(v[rows], rng), y[rows], chain, rng, rate, how.get("steps", 1))
    np.testing.assert_allclose(found.top.W, one.top.W)
    np.testing.assert_allclose(found.up[0].weights, one.up[0].weights)
    np.testing.assert_allclose(found.down[1].bias, one.down[1].bias)


def test_without_layers_it_is_one_machine_that_learns_pixels_and_labels_together():
    v, labels, top = corners(4)[:8], np.arange(8) % 2, net(sizes=(4, 3)).top
    top = rbm.RBM(np.vstack([top.W, top.W[:1]]), np.append(top.b, 0.5), top.c)
    found = next(up_down.train(up_down.Net((), (), top), v, labels, 2, eta=0.1, batch=8, rng=np.random.default_rng(0)))
    assert found.up == found.down == () and (found.top.W != top.W).all()
    with pytest.raises(ValueError, match=r"v has shape \(8, 3\); allowed: \(m, 4\)"):
        next(up_down.train(up_down.Net((), (), top), v[:, 1:], labels, 2, eta=1, batch=8, rng=np.random.default_rng(0)))
