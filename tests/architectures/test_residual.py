"""Deep stacks: gradients by central differences, exact identities, and training that can be read off."""
import itertools

import numpy as np
import pytest

from nbhelpers import datasets
from nbhelpers.architectures import residual
from nbhelpers.nn import optimizers
from nbhelpers.nn.parameters import flat, shaped

CASES = list(itertools.product((False, True), residual.STARTS, (None, (5, 3))))


def small(skip, start, ends, seed=0):
    """A small net moved off its start, with inputs and targets that fit it."""
    rng = np.random.default_rng(seed)
    net = residual.new_stack(4, 3, rng, skip=skip, start=start, ends=ends)
    net = shaped(net, flat(net) + 0.3 * rng.normal(size=flat(net).size))
    X = rng.random((6, 5 if ends else 4))
    return net, X, np.eye(3)[rng.integers(0, 3, 6)] if ends else rng.random((6, 4))


@pytest.mark.parametrize(("skip", "start", "ends"), CASES)
def test_gradients_by_central_differences(skip, start, ends):
    net, X, Y = small(skip, start, ends)
    w, h = flat(net), 1e-6
    found = flat(residual.gradients(net, X, Y))

    def loss_at(w):
        return residual.loss(shaped(net, w), X, Y)

    expected = [(loss_at(w + h * unit) - loss_at(w - h * unit)) / (2 * h) for unit in np.eye(w.size)]
    np.testing.assert_allclose(found, expected, atol=1e-7)
    assert np.abs(found).max() > 1e-3


def test_forward_by_hand():
    """One unit, one block: h = 2, W_1 = 3, c_1 = -1, W_2 = 1/5, c_2 = 1: u = 5/5 + 1 = 2."""
    block = residual.Block(*(residual.Layer(np.array([[w]]), np.array([c])) for w, c in ((3.0, -1.0), (0.2, 1.0))))
    for skip, wanted in ((False, 2.0), (True, 4.0)):
        net = residual.Stack(None, (block,), None, skip)
        assert residual.predict(net, np.array([[2.0]]))[0, 0] == pytest.approx(wanted)


@pytest.mark.parametrize("skip", [False, True])
def test_started_from_the_identity_a_stack_copies_exactly_at_any_depth(skip):
    X = np.random.default_rng(1).random((5, 7))
    net = residual.new_stack(7, 20, np.random.default_rng(0), skip=skip, start="identity")
    np.testing.assert_array_equal(residual.predict(net, X), X)
    slopes = flat(residual.gradients(net, X, X))
    assert not slopes.any()  # nothing left to learn


def test_the_three_starts_draw_the_same_inner_weights():
    he, scaled, still = (
        residual.new_stack(5, 9, np.random.default_rng(0), skip=True, start=start).blocks for start in residual.STARTS
    )
    for one, other in zip(he, scaled, strict=True):
        np.testing.assert_array_equal(one.inner.weights, other.inner.weights)
        np.testing.assert_allclose(one.outer.weights, 3 * other.outer.weights)
    assert still[0].inner.weights.any() and not still[0].outer.weights.any()


def test_a_stack_of_blocks_alone_is_deepened_and_by_nothing_if_told():
    block = residual.new_stack(4, 1, np.random.default_rng(0), skip=True)
    assert len(residual.deepen(block, 2).blocks) == 3 and len(residual.deepen(block, 0).blocks) == 1


def test_what_has_left_the_finite_numbers_goes_through():
    net, X, Y = small(True, "he", None)
    with np.errstate(invalid="ignore"):
        assert np.isnan(residual.predict(net, np.nan * X)).all()
        assert np.isnan(residual.gradients(net, X, np.nan * Y).blocks[0].inner.weights).any()


def test_the_first_step_of_adam_is_eta_in_each_weight():
    net, X, Y = small(True, "he", None)
    slopes, rng = flat(residual.gradients(net, X, Y)), np.random.default_rng(0)
    step = flat(next(residual.train(net, X, Y, eta=0.1, batch=6, rng=rng, method=optimizers.adam))) - flat(net)
    np.testing.assert_allclose(step[slopes != 0], -0.1 * np.sign(slopes[slopes != 0]), rtol=1e-3)


@pytest.mark.parametrize("skip", [False, True])
def test_a_deepened_net_is_the_same_function(skip):
    net, X, _ = small(skip, "he", (5, 3))
    deeper = residual.deepen(net, 9)
    np.testing.assert_array_equal(residual.predict(net, X), residual.predict(deeper, X))
    assert len(deeper.layers) == len(net.layers) + 18


def test_the_start_keeps_the_size_of_signals_unless_skips_pile_up():
    """Mean square behind 16 blocks over that before them, five seeds: kept within a factor, or doubled each time."""
    for seed in range(5):
        rng = np.random.default_rng(seed)
        X = np.abs(rng.normal(size=(50, 200)))
        grown = {}
        for skip, start in ((False, "he"), (True, "he"), (True, "scaled")):
            h, _, _ = residual.signals(residual.new_stack(200, 16, rng, skip=skip, start=start), X)
            grown[skip, start] = np.mean(h[-1] ** 2) / np.mean(h[0] ** 2)
        assert 0.1 < grown[False, "he"] < 10 and 1 < grown[True, "scaled"] < 30
        assert grown[True, "he"] > 500


@pytest.mark.parametrize("method", [optimizers.sgd, optimizers.adam])
def test_training_lowers_the_loss_and_the_seed_fixes_the_path(method):
    net, X, Y = small(True, "scaled", (5, 3))
    ends = []
    for _ in range(2):
        run = residual.train(net, X, Y, eta=0.05, batch=4, rng=np.random.default_rng(3), method=method)
        *_, last = itertools.islice(run, 40)
        ends.append(flat(last))
    np.testing.assert_array_equal(*ends)
    assert residual.loss(last, X, Y) < 0.5 * residual.loss(net, X, Y)


def test_an_epoch_is_one_step_for_each_batch():
    """Two batches of SGD by hand."""
    net, X, Y = small(False, "he", (5, 3))
    epoch = next(residual.train(net, X, Y, eta=0.1, batch=4, rng=np.random.default_rng(5)))
    order = np.random.default_rng(5).permutation(6)
    for rows in (order[:4], order[4:]):
        slopes = flat(residual.gradients(net, X[rows], Y[rows]))
        net = shaped(net, flat(net) - 0.1 * slopes)
    np.testing.assert_allclose(flat(epoch), flat(net), rtol=1e-12)


def test_small_digits_are_means_of_nine_pixels():
    images = datasets.mnist().train_images[:3]
    assert residual.small_digits(images).shape == (3, 64)
    small_ones = residual.small_digits(images).reshape(3, 8, 8)
    assert small_ones[1, 2, 5] == pytest.approx(images[1].reshape(28, 28)[8:11, 17:20].mean())
    assert 0 <= small_ones.min() and small_ones.max() <= 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda rng: residual.new_stack(0, 1, rng, skip=True), "width = 0"),
        (lambda rng: residual.new_stack(4, -1, rng, skip=True, ends=(2, 2)), "blocks = -1"),
        (lambda rng: residual.new_stack(4, 0, rng, skip=True), "blocks = 0: allowed only with ends"),
        (lambda rng: residual.new_stack(4, 1, rng, skip=True, start="zero"), "start = 'zero'"),
        (lambda rng: residual.predict(small(True, "he", None)[0], np.zeros((3, 5))), r"X has shape \(3, 5\)"),
        (lambda rng: residual.gradients(small(True, "he", None)[0], np.zeros((3, 4)), np.zeros(3)), "Y has shape"),
        (lambda rng: residual.small_digits(np.zeros((2, 64))), "images has shape"),
        (lambda rng: residual.deepen(small(True, "he", None)[0], -1), "blocks = -1"),
        (lambda rng: residual.deepen(residual.Stack(None, (), None, True), 1), "neither a first layer nor a block"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call(np.random.default_rng(0))
