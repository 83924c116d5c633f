"""The top machine with labels, against enumeration over units, labels and hidden units."""

import itertools

import numpy as np
import pytest

from nbhelpers import rbm
from nbhelpers.deep_belief import labels as joint
from nbhelpers.nn.mlp import one_hot

CLASSES = 3


def top(seed=0, below=3, hidden=2):
    rng = np.random.default_rng(seed)
    n = below + CLASSES
    return rbm.RBM(rng.normal(size=(n, hidden)), rng.normal(size=n), rng.normal(size=hidden))


def table(one, below=3):
    """p(x, y, h), (2^below, classes, 2^hidden), from the energy of every triple."""
    xs, hs = (np.array(list(itertools.product([0.0, 1.0], repeat=n))) for n in (below, len(one.c)))
    rows = np.array([[[*x, *y] for y in np.eye(CLASSES)] for x in xs])
    p = np.exp([[[-rbm.energy(one, [row], [h])[0] for h in hs] for row in line] for line in rows])
    return p / p.sum(), xs, hs


@pytest.mark.parametrize("below", [3, 4])
@pytest.mark.parametrize("seed", range(5))
def test_both_conditionals_of_the_label_are_those_of_the_table(seed, below):
    one = top(seed, below)
    p, xs, hs = table(one, below)
    given_x = p.sum(axis=2)
    np.testing.assert_allclose(joint.label_given_below(one, xs, CLASSES), given_x / given_x.sum(axis=1, keepdims=True))
    given_h = p.sum(axis=0).T
    np.testing.assert_allclose(joint.label_given_hidden(one, hs, CLASSES), given_h / given_h.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("clamped", [True, False])
def test_long_chains_have_the_table_s_marginals(clamped):
    one, m = top(below=4), 20_000
    p, xs, _ = table(one, 4)
    *_, last = joint.dream(one, np.ones(m, dtype=int), CLASSES, 40, np.random.default_rng(0), clamped)
    shares = p[:, 1].sum(axis=1) / p[:, 1].sum() if clamped else p.sum(axis=(1, 2))
    error = 4 * 0.5 / np.sqrt(m)
    assert np.abs(last.below.mean(axis=0) - shares @ xs).max() < error
    labels = np.array([0, 1, 0]) if clamped else p.sum(axis=(0, 2))
    assert np.abs(last.y.mean(axis=0) - labels).max() < error


def mean_field(one, h, y):
    """One round in plain sums: every unit below from h, then every hidden unit from these and y."""

    def sig(z):
        return 1 / (1 + np.exp(-z))

    below = [sig(one.b[i] + sum(one.W[i, j] * h[j] for j in range(len(h)))) for i in range(len(one.b) - CLASSES)]
    seen = [*below, *y]
    return [sig(one.c[j] + sum(seen[i] * one.W[i, j] for i in range(len(seen)))) for j in range(len(h))]


@pytest.mark.parametrize("rounds", [0, 1, 3])
def test_settling_takes_its_rounds_with_the_label_held(rounds):
    one, h, y = top(below=4), np.array([[1.0, 0.0], [0.0, 1.0]]), np.eye(CLASSES)[[0, 2]]
    wanted = h
    for _ in range(rounds):
        wanted = [mean_field(one, *row) for row in zip(wanted, y, strict=True)]
    np.testing.assert_allclose(joint.settle(one, h, y, rounds), wanted)


def test_after_many_rounds_nothing_changes():
    one, h, y = top(below=4), np.ones((1, 2)), np.eye(CLASSES)[[1]]
    rest = joint.settle(one, h, y, 500)
    np.testing.assert_allclose(mean_field(one, rest[0], y[0]), rest[0])


def test_a_draw_has_no_choice_where_one_class_alone_is_possible():
    assert joint.draw([[0, 0, 2], [3, 0, 0]], np.random.default_rng(0)).tolist() == [[0, 0, 1], [1, 0, 0]]


def test_draws_have_their_probabilities():
    p = np.tile([0.5, 0.0, 0.2, 0.3], (40_000, 1))
    found = joint.draw(3 * p, np.random.default_rng(0)).mean(axis=0)
    assert found[1] == 0 and np.abs(found - p[0]).max() < 4 * 0.5 / 200


def test_a_new_top_begins_at_the_log_odds_of_units_and_labels():
    one = joint.new_top([[1, 0], [1, 0], [1, 1], [0, 0]], [0, 0, 1, 2], 3, 4, np.random.default_rng(0))
    assert one.W.shape == (5, 4) and one.b == pytest.approx(np.log([4 / 2, 2 / 4, 3 / 3, 2 / 4, 2 / 4]))


@pytest.mark.parametrize("decay", [None, 0.5])
def test_learning_moves_from_where_the_chains_are_to_the_data(decay):
    """Biases so large that every chain stands at (1, 0, 1) with label 0, whatever the draws."""
    one = rbm.RBM(np.zeros((5, 2)), 50.0 * np.array([1, -1, 1, 1, -1]), np.array([0.0, 1]))
    below, how = np.array([[0.0, 1, 0], [0, 1, 1]]), {} if decay is None else {"decay": decay}
    epochs = joint.train(one, below, [1, 1], 2, eta=0.1, batch=1, rng=np.random.default_rng(0), **how)
    for rate in (0.1, 0.1 * (decay or 1)):
        before, one = one, next(epochs)
        moved = one.b - before.b
        assert moved == pytest.approx(rate * np.array([-2, 2, -1, -2, 2]))


def test_there_are_100_chains_unless_told_otherwise_and_they_begin_at_any_sample():
    data, labels = np.eye(3), [0, 1, 2]
    ends = [
        next(joint.train(top(), data, labels, CLASSES, eta=0.1, batch=3, rng=np.random.default_rng(0), **how))
        for how in ({}, {"chains": 100}, {"chains": 101})
    ]
    assert (ends[0].W == ends[1].W).all() and (ends[0].W != ends[2].W).any()
    next(joint.train(top(), data[:1], [0], CLASSES, eta=0.1, batch=1, rng=np.random.default_rng(0)))


def test_learning_tells_two_kinds_apart_and_dreams_them():
    for seed in range(5):
        rng = np.random.default_rng(seed)
        labels = rng.integers(0, 2, 200)
        clean = np.where(labels[:, None] == 1, [1.0, 1, 1, 0, 0, 0], [0.0, 0, 0, 1, 1, 1])
        below = np.abs(clean - (rng.random(clean.shape) < 0.2))  # a fifth of the units wrong: chains can move
        one = joint.new_top(below, labels, 2, 6, rng)
        learning = joint.train(one, below, labels, 2, eta=0.2, decay=0.97, batch=10, rng=rng, chains=20)
        one = next(itertools.islice(learning, 39, None))
        assert (joint.label_given_below(one, clean, 2).argmax(axis=1) == labels).all()
        *_, last = joint.dream(one, np.repeat([0, 1], 200), 2, 50, rng)
        assert last.below[200:, :3].mean() > 0.65 > 0.35 > last.below[:200, :3].mean()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda one: joint.label_given_below(one, np.ones((1, 3)), 6), "classes = 6: allowed are 2 to 5"),
        (lambda one: joint.label_given_below(one, np.ones((1, 4)), 3), r"below has shape \(1, 4\)"),
        (lambda one: next(joint.dream(one, [3], 3, 1, np.random.default_rng(0))), "labels run from 3 to 3"),
        (lambda one: next(joint.dream(one, [0], 3, -1, np.random.default_rng(0))), "steps = -1"),
        (lambda one: joint.new_top(np.ones((2, 3)), [0, 5], 3, 4, np.random.default_rng(0)), "labels run from 0 to 5"),
    ],
)
def test_wrong_arguments_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call(top())


def test_a_one_hot_label_is_what_a_chain_holds():
    moments = list(joint.dream(top(), [2, 0], CLASSES, 5, np.random.default_rng(0)))
    assert len(moments) == 6
    for moment in moments:
        np.testing.assert_array_equal(moment.y, one_hot([2, 0], CLASSES))


def test_a_dream_begins_at_pure_chance():
    start = next(joint.dream(top(), np.zeros(2000, int), CLASSES, 0, np.random.default_rng(0)))
    assert start.below.mean() == pytest.approx(0.5, abs=0.03) == start.h.mean()
