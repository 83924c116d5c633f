"""What the playground trains, against central differences, sums by hand and a training taken step by step."""

import threading
from itertools import islice

import numpy as np
import pytest

from nbhelpers.backprop.batch_normed import at_test_time, with_batch_norm
from nbhelpers.backprop.playground import (
    GAINS,
    Settings,
    Training,
    beside,
    features,
    gradient_sizes,
    nets,
    slopes,
    thinned,
)
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat, shaped

NET = mlp.new_mlp((2, 4, 3, 1), np.random.default_rng(0), "tanh", "sigmoid", 1.5)
NET = shaped(NET, flat(NET) + 0.1 * np.random.default_rng(1).normal(size=flat(NET).size))  # biases too
X = np.random.default_rng(2).normal(size=(7, 2))
Y = np.random.default_rng(3).integers(0, 2, (7, 1)) * 1.0
FRESH = X[::-1] + 0.1, Y[::-1]


def rng():
    return np.random.default_rng(5)


def answers(net, x):
    """The net's outputs, a sample and a unit at a time."""
    A = x
    for layer in net.layers[:-1]:
        A = np.tanh(np.einsum("mi,ij->mj", A, layer.weights) + layer.bias)
    return 1 / (1 + np.exp(-(np.einsum("mi,ij->mj", A, net.layers[-1].weights) + net.layers[-1].bias)))


def error(net, x=X, y=Y):
    return 0.5 * float(np.mean((answers(net, x) - y) ** 2))


def by_differences(function, row, h=1e-6):
    """The slopes of a function of a row, by central differences."""
    return np.array([(function(row + h * e) - function(row - h * e)) / (2 * h) for e in np.eye(len(row))])


def squares(net):
    return sum(float(np.sum(layer.weights**2)) for layer in net.layers)


def test_what_the_net_is_given_of_a_point():
    np.testing.assert_array_equal(features([[2, 3], [-1, 4]], "products"), [[2, 3, 4, 9, 6], [-1, 4, 1, 16, -4]])
    np.testing.assert_array_equal(features([[2, 3], [-1, 4]], "x"), [[2, 3], [-1, 4]])


def test_settings_say_what_is_usual():
    assert Settings() == ("Adam", 0.01, 20, 0.0, 0.0, "L2", False)


@pytest.mark.parametrize("dropout", [0.0, 0.4])
@pytest.mark.parametrize("decay", [0.0, 0.3])
def test_slopes_are_those_of_the_loss_of_the_thinned_net(decay, dropout):
    def loss(row):
        net = shaped(NET, row)
        return error(thinned(net, dropout, rng())[0]) + 0.5 * decay * squares(net)

    found = flat(slopes(NET, X, Y, Settings(weight_decay=decay, dropout=dropout), rng()))
    np.testing.assert_allclose(found, by_differences(loss, flat(NET)), atol=1e-9)


@pytest.mark.parametrize("norm", [False, True])
def test_l1_pulls_every_weight_by_the_same(norm):
    def sizes(row):
        return sum(np.abs(layer.weights).sum() for layer in shaped(net, row).layers)

    net = with_batch_norm(NET) if norm else NET
    how = Settings(weight_decay=0.3, norm=norm)
    plain = flat(slopes(net, X, Y, how._replace(weight_decay=0.0), rng()))
    pull = flat(slopes(net, X, Y, how._replace(penalty="L1"), rng())) - plain
    np.testing.assert_allclose(pull, 0.3 * by_differences(sizes, flat(net)), atol=1e-9)


def test_a_mini_batch_of_one_moves_nothing_under_batch_norm():
    net = with_batch_norm(NET)
    assert not flat(slopes(net, X[:1], Y[:1], Settings(weight_decay=0.3, norm=True), rng())).any()
    assert flat(slopes(net, X[:2], Y[:2], Settings(norm=True), rng())).any()


def test_a_training_with_batch_norm_shows_the_net_of_test_time():
    run = Training(NET, (X, Y), FRESH, Settings("SGD", 0.1, 7, norm=True), 0)
    assert [type(layer) for layer in run.at(1).net.layers] == [mlp.Layer] * 3
    net = with_batch_norm(NET)
    net = shaped(net, flat(net) - 0.1 * flat(slopes(net, X, Y, Settings(norm=True), rng())))
    np.testing.assert_allclose(flat(run.at(1).net), flat(at_test_time(net, X)))
    assert run.at(1).losses == pytest.approx([mlp.loss(at_test_time(net, X), *some) for some in ((X, Y), FRESH)])
    np.testing.assert_allclose(run.at(1).gradients, gradient_sizes(net, X, Y, norm=True))


def test_dropout_takes_hidden_units_and_makes_up_for_them():
    net, factors = thinned(NET, 0.4, rng())
    assert [one.shape for one in factors] == [(2, 1), (4, 1), (3, 1)]
    for old, new, factor in zip(NET.layers, net.layers, factors, strict=True):
        np.testing.assert_array_equal(new.weights, factor * old.weights)
        np.testing.assert_array_equal(new.bias, old.bias)
    assert (factors[0] == 1).all() and net.hidden == "tanh" and net.output == "sigmoid"
    assert set(np.concatenate(factors[1:]).ravel().tolist()) == {0.0, 1 / 0.6}


@pytest.mark.parametrize("seed", range(5))
def test_dropout_takes_as_many_as_it_says(seed):
    draw = np.random.default_rng(seed)
    taken = [thinned(NET, 0.4, draw)[1][layer] == 0 for _ in range(500) for layer in (1, 2)]
    assert np.concatenate(taken).mean() == pytest.approx(0.4, abs=0.04)


def test_without_dropout_nothing_is_drawn():
    draw = rng()
    assert thinned(NET, 0.0, draw)[0] is NET
    assert draw.random() == rng().random()
    for wrong in (1.0, -0.1):
        with pytest.raises(ValueError, match="dropout"):
            thinned(NET, wrong, rng())


def test_the_twin_starts_beside_in_one_weight():
    twin = beside(NET)
    moved = flat(twin) - flat(NET)
    assert moved[0] == pytest.approx(1e-12, rel=1e-3) and not moved[1:].any()
    assert twin.hidden == NET.hidden and NET.layers[0].weights[0, 0] != twin.layers[0].weights[0, 0]


@pytest.mark.parametrize("batch", [7, 200])
def test_an_epoch_of_the_whole_batch_is_one_step_down_the_slopes(batch):
    start, after, again = islice(nets(NET, X, Y, Settings("SGD", 0.5, batch, weight_decay=0.2), 0), 3)
    assert start is NET
    for one, two in ((start, after), (after, again)):
        steps = by_differences(lambda row: error(shaped(NET, row)) + 0.1 * squares(shaped(NET, row)), flat(one))
        np.testing.assert_allclose(flat(two), flat(one) - 0.5 * steps, atol=1e-9)


def test_an_epoch_of_small_batches_sees_every_point_once():
    """At a tiny rate the steps of an epoch add up to as many steps of the whole batch."""
    _, whole = islice(nets(NET, X, Y, Settings("SGD", 1e-6, 7), 0), 2)
    _, small = islice(nets(NET, X, Y, Settings("SGD", 1e-6, 1), 0), 2)
    np.testing.assert_allclose((flat(small) - flat(NET)) / 7e-6, (flat(whole) - flat(NET)) / 1e-6, atol=1e-5)


def test_the_method_and_the_seed_are_those_asked_for():
    ends = {
        (method, seed): flat(list(islice(nets(NET, X, Y, Settings(method, 0.1, 3), seed), 2))[1])
        for method in ("SGD", "Adam") for seed in (0, 1)
    }  # fmt: skip
    assert np.abs(ends["Adam", 0] - flat(NET)).max() > 0.2  # three steps of about 0.1
    assert np.abs(ends["SGD", 0] - flat(NET)).max() < 0.1
    for method in ("SGD", "Adam"):
        assert np.abs(ends[method, 0] - ends[method, 1]).max() > 1e-6


def test_gradients_by_layer_are_root_mean_squares_over_the_weights():
    found = by_differences(lambda row: error(shaped(NET, row)), flat(NET))
    sizes = [np.sqrt(np.mean(layer.weights**2)) for layer in shaped(NET, found).layers]
    np.testing.assert_allclose(gradient_sizes(NET, X, Y), sizes, rtol=1e-5)


def test_gains_are_named_by_the_variance_they_give():
    assert [GAINS[name] ** 2 for name in ("zero", "small", "1/n", "2/n", "large")] == pytest.approx(
        [0, 0.01, 1, 2, 25]
    )


HOW = Settings("Adam", 0.1, 3, 0.01, 0.2)


def test_a_training_gives_every_epoch_in_whatever_order_it_is_asked():
    wanted = list(islice(nets(NET, X, Y, HOW, 4), 6))
    run = Training(NET, (X, Y), FRESH, HOW, 4)
    assert len(run) == 0
    for epoch in (3, 0, 5, 4):
        at = run.at(epoch)
        np.testing.assert_array_equal(flat(at.net), flat(wanted[epoch]))
        assert at.losses == pytest.approx((error(wanted[epoch]), error(wanted[epoch], *FRESH)))
        np.testing.assert_array_equal(at.gradients, gradient_sizes(wanted[epoch], X, Y))
        assert at.bounded and not at.parted
    assert len(run) == 6


@pytest.mark.parametrize("decay", [3.0, 1.9])
def test_decay_beyond_its_bound_ends_in_a_weight_beyond_all_bounds(decay):
    """The weights are multiplied by 1 - decay in every step: above 2 they grow, and are followed up to 10^20."""
    run = Training(NET, (X, Y), FRESH, Settings("SGD", 1.0, 7, decay), 0)
    last = run.at(400)
    assert last.bounded == (decay < 2) and (len(run) == 401) == (decay < 2)
    assert all(run.at(epoch).bounded for epoch in range(len(run) - 1))
    largest = max(np.abs(layer.weights).max() for layer in last.net.layers)
    assert (1e19 < largest <= 1e20) == (decay > 2)
    assert run.at(500).bounded == (decay < 2) and np.isfinite([*last.losses, *last.gradients]).all()


def test_an_epoch_of_many_steps_may_run_beyond_all_numbers():
    """700 steps that multiply the weights by -8 each: sums of infinities of both signs are no number."""
    points = np.random.default_rng(0).normal(size=(700, 2))
    some = points, (points[:, :1] > 0) * 1.0
    run = Training(NET, some, FRESH, Settings("SGD", 1.0, 1, 9.0), 0)
    assert not run.at(3).bounded and len(run) == 1 and run.at(3).net is NET


def test_where_rounding_decides_the_twin_parts_and_stays_apart():
    """Long steps of a ReLU net; once apart they count as parted, wherever they go then."""
    net = mlp.new_mlp((2, 8, 8, 1), np.random.default_rng(0), "relu", "sigmoid")
    points = np.random.default_rng(1).normal(size=(60, 2))
    some = points, (points[:, :1] * points[:, 1:] > 0) * 1.0
    run = Training(net, some, some, Settings("Adam", 0.3, 10), 0)
    parted = [run.at(epoch).parted for epoch in range(60)]
    assert not parted[0] and parted[-1] and parted == sorted(parted)
    twins = zip(*(nets(one, *some, Settings("Adam", 0.3, 10), 0) for one in (net, beside(net))), strict=True)
    apart = [np.abs(mlp.predict(one, points) - mlp.predict(two, points)).max() for one, two in islice(twins, 60)]
    assert parted.index(True) == next(epoch for epoch, gap in enumerate(apart) if gap > 1e-6)


def test_a_training_broken_off_within_an_epoch_begins_anew(monkeypatch):
    run = Training(NET, (X, Y), FRESH, HOW, 4)
    run.at(2)

    def broken(*given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mlp, "loss", broken)
        with pytest.raises(KeyboardInterrupt):
            run.at(4)
    np.testing.assert_array_equal(flat(run.at(4).net), flat(Training(NET, (X, Y), FRESH, HOW, 4).at(4).net))


def test_two_threads_look_at_one_training():
    run, seen = Training(NET, (X, Y), FRESH, HOW, 4), {}
    threads = [threading.Thread(target=lambda k=k: seen.update({k: run.at(60)})) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 4 and len(run) == 61
    assert all((flat(one.net) == flat(seen[0].net)).all() for one in seen.values())
