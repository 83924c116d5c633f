"""Mini-batches, early stopping, shifts, decaying rate, the record: against counting and closed forms."""
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbhelpers import datasets, measurements
from nbhelpers.generalising.experiments import digits as experiment
from nbhelpers.nn import mlp, training

seeds = st.integers(0, 10_000)


@given(m=st.integers(1, 50), size=st.integers(1, 50), seed=seeds)
def test_minibatches_hold_every_sample_once(m, size, seed):
    size = min(size, m)
    batches = list(training.minibatches(m, size, np.random.default_rng(seed)))
    assert sorted(np.concatenate(batches)) == list(range(m))
    assert all(len(batch) == size for batch in batches[:-1])


@pytest.mark.parametrize("size", [0, 6])
def test_minibatches_name_a_bad_size(size):
    with pytest.raises(ValueError, match=f"size = {size}: allowed are whole numbers from 1 to 5"):
        next(training.minibatches(5, size, np.random.default_rng(0)))


@pytest.mark.parametrize("every", [1, 3])
def test_fit_on_all_samples_follows_the_closed_form(every):
    """E = (w - mean x)^2 / 2 from w = 0: after t steps w = mean x (1 - (1 - eta)^t)."""
    X = np.array([1.0, 2.0, 6.0])
    nets = training.fit(
        (np.zeros(1),), lambda net, rows: (net[0] - X[rows].mean(),), 3, batch=3, rng=np.random.default_rng(0),
        every=every, eta=0.1,
    )  # fmt: skip
    for t, (w,) in zip(range(every, 30, every), itertools.islice(nets, 29 // every), strict=True):
        assert w[0] == pytest.approx(3 * (1 - 0.9**t), rel=1e-12)


@pytest.mark.parametrize(("every", "seen"), [(None, 7), (1, 3), (2, 6), (4, 10)])
def test_fit_yields_after_an_epoch_or_as_many_steps_as_it_is_told(every, seen):
    """7 samples in batches of 3: an epoch has the steps 3, 3 and 1; every sample comes once in it."""
    rows = []

    def slopes(w, chosen):
        rows.extend(chosen)
        return w

    nets = training.fit(np.ones(2), slopes, 7, batch=3, rng=np.random.default_rng(0), every=every)
    next(nets)
    assert len(rows) == seen and len({*rows[:7]}) == min(seen, 7)


def test_fit_takes_samples_one_by_one():
    rows = []
    next(training.fit(np.ones(1), lambda w, chosen: rows.append(chosen) or w, 3, batch=1, rng=np.random.default_rng(0)))
    assert sorted(map(list, rows)) == [[0], [1], [2]]


@pytest.mark.parametrize("wrong", [{"batch": 0}, {"batch": 6}, {"every": 0}, {"m": 0}, {"rng": None}, {"eta": 0}])
def test_fit_names_bad_input(wrong):
    right = {"m": 5, "batch": 2, "rng": np.random.default_rng(0)}
    with pytest.raises(ValueError, match=next(iter(wrong))):
        next(training.fit(np.ones(1), lambda w, rows: w, **right | wrong))


@given(eta=st.floats(1e-4, 10), decay=st.floats(0.1, 1), every=st.integers(1, 20))
def test_rate_falls_by_one_decay_every_rounds(eta, decay, every):
    assert training.decayed_rate(eta, decay, 0, every) == eta
    assert training.decayed_rate(eta, decay, 7 + every, every) == pytest.approx(
        decay * training.decayed_rate(eta, decay, 7, every)
    )


    assert training.decayed_rate(eta, decay, 3) == pytest.approx(eta * decay * decay * decay)


def test_decayed_rate_names_a_negative_time():
    with pytest.raises(ValueError, match="t = -1: allowed are finite numbers from 0"):
        training.decayed_rate(0.1, 0.9, -1)


@pytest.mark.parametrize("bad", [{"eta": 0}, {"eta": -1}, {"decay": 0}, {"decay": 1.1}, {"every": 0}])
def test_decayed_rate_names_bad_input(bad):
    with pytest.raises(ValueError, match=f"{next(iter(bad))} = .*: allowed are finite numbers above 0"):
        training.decayed_rate(**{"eta": 0.1, "decay": 0.9, "t": 1, **bad})


def one_weight(X, **settings):
    """Weight and bias after each of three epochs of y = w x + b, from w = b = 1 and towards 0."""
    net = mlp.MLP((mlp.Layer(np.ones((1, 1)), np.ones(1)),), "sigmoid", "linear")
    settings = {"eta": 0.1, "batch": len(X), "rng": np.random.default_rng(0)} | settings
    nets = itertools.islice(training.train(net, X, np.zeros((len(X), 1)), **settings), 3)
    return [(layer.weights.item(), layer.bias.item()) for (layer,), *_ in nets]


@pytest.mark.parametrize(
    ("settings", "left_of_w", "left_of_b"),
    [
        ({}, [0.9, 0.9, 0.9], [0.9, 0.9, 0.9]),
        ({"decay": 0.5}, [0.9, 0.95, 0.975], [0.9, 0.95, 0.975]),
        ({"weight_decay": 0.5}, [0.85, 0.85, 0.85], [0.9, 0.9, 0.9]),
        ({"distort": lambda X, rng: 2 * X}, [0.6, 0.6, 0.6], [0.9, 0.9, 0.9]),
    ],
    ids=lambda one: ", ".join(one) if isinstance(one, dict) else "",
)
def test_an_epoch_leaves_one_minus_eta_times_the_curvature(settings, left_of_w, left_of_b):
    """x = -1 and 1: the slopes of E are w and b, with weight decay lambda (1 + lambda) w, with x doubled 4 w."""
    found = one_weight([[-1], [1]], **settings)
    np.testing.assert_allclose(found, np.cumprod([left_of_w, left_of_b], axis=1).T)


def test_training_takes_a_step_after_every_batch():
    """x = 0: each step leaves 1 - eta of the bias."""
    for batch, steps in ((1, 3), (2, 2), (3, 1)):
        assert one_weight(np.zeros((3, 1)), batch=batch)[0] == pytest.approx((1, 0.9**steps))


@pytest.mark.parametrize("wrong", [{"batch": 0}, {"batch": 3}, {"weight_decay": -0.1}, {"rng": None}])
def test_training_names_bad_input(wrong):
    with pytest.raises(ValueError, match=f"{next(iter(wrong))} = .*: allowed"):
        one_weight([[-1], [1]], **wrong)


def test_linear_net_reaches_least_squares():
    """A net with no hidden layer and linear output learns the least-squares line of the closed form."""
    rng = np.random.default_rng(1)
    X = rng.normal(size=(60, 3))
    Y = X @ rng.normal(size=(3, 2)) + 0.5 + 0.1 * rng.normal(size=(60, 2))
    net = mlp.new_mlp((3, 2), rng, output="linear")
    *_, net = itertools.islice(training.train(net, X, Y, eta=0.3, batch=60, rng=rng), 400)
    exact, *_ = np.linalg.lstsq(np.column_stack([X, np.ones(60)]), Y, rcond=None)
    np.testing.assert_allclose(np.vstack([net.layers[0].weights, net.layers[0].bias]), exact, atol=1e-8)


def test_weight_decay_reaches_ridge_regression():
    """The minimum of (1/2m) |XW - Y|^2 + (lambda/2) |W|^2 is (X'X/m + lambda)^-1 X'Y/m (data centred)."""
    rng = np.random.default_rng(2)
    X = rng.normal(size=(40, 3))
    X -= X.mean(axis=0)
    Y = X @ rng.normal(size=(3, 1)) + 0.1 * rng.normal(size=(40, 1))
    net = mlp.new_mlp((3, 1), rng, output="linear")
    *_, net = itertools.islice(training.train(net, X, Y, eta=0.3, batch=40, rng=rng, weight_decay=0.5), 400)
    ridge = np.linalg.solve(X.T @ X / 40 + 0.5 * np.eye(3), X.T @ Y / 40)
    np.testing.assert_allclose(net.layers[0].weights, ridge, atol=1e-8)


@given(errors=st.lists(st.floats(0, 1), min_size=1, max_size=30), patience=st.integers(1, 5))
def test_early_stopping_returns_the_best_epoch_it_saw(errors, patience):
    stopped = training.early_stopping(range(len(errors)), errors.__getitem__, patience)
    seen = stopped.errors
    assert seen == errors[: len(seen)]
    assert seen[stopped.epoch - 1] == min(seen)
    assert stopped.epoch == seen.index(min(seen)) + 1
    assert stopped.net == stopped.epoch - 1
    assert len(seen) == min(len(errors), stopped.epoch + patience)


def test_early_stopping_names_bad_input():
    with pytest.raises(ValueError, match="patience = 0"):
        training.early_stopping([1], float, 0)
    with pytest.raises(ValueError, match="nets is empty"):
        training.early_stopping([], float, 1)


@given(seed=seeds, reach=st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_a_shifted_digit_is_the_same_digit_elsewhere(seed, reach):
    """Every shifted image equals, inside the frame, the original rolled by some (down, across)."""
    images = datasets.mnist().train_images[:6].copy()
    moved = training.shift_digits(images, np.random.default_rng(seed), reach)
    assert moved.shape == images.shape
    for before, after in zip(images.reshape(-1, 28, 28), moved.reshape(-1, 28, 28), strict=True):
        framed = np.pad(before, reach)
        places = itertools.product(range(-reach, reach + 1), repeat=2)
        cut = slice(reach, reach + 28)
        assert any(np.array_equal(np.roll(framed, place, axis=(0, 1))[cut, cut], after) for place in places)


def test_shifts_go_every_way_equally_often():
    dots = np.zeros((900, 28, 28))
    dots[:, 14, 20] = 1
    moved = training.shift_digits(dots.reshape(900, 784), np.random.default_rng(0))
    rows, columns = np.divmod(moved.argmax(axis=1), 28)
    counts = np.bincount(3 * (rows - 13) + columns - 19, minlength=9)
    assert {*rows} == {13, 14, 15} and {*columns} == {19, 20, 21}
    assert abs(counts - 100).max() < 5 * np.sqrt(900 * (1 / 9) * (8 / 9))
    assert training.shift_digits(dots[0].reshape(1, 784), np.random.default_rng(0), 0).argmax() == 14 * 28 + 20


def test_shift_names_a_bad_shape():
    with pytest.raises(ValueError, match=r"X has shape \(2, 28, 28\); allowed: \(m, 784\)"):
        training.shift_digits(np.zeros((2, 28, 28)), np.random.default_rng(0))


@pytest.mark.whole
def test_a_cell_of_the_record_comes_out_again():
    """Sums may round otherwise on another machine, and long training enlarges that: 1 test digit in 100."""
    found = experiment.measure("sigmoid", "shifts", 0)
    kept = datasets.record("generalising/mnist")["cells"]["sigmoid/shifts/0"]
    assert found["test accuracy"] == pytest.approx(kept["test accuracy"], abs=0.01)
    assert found["epoch"] == kept["epoch"]


def test_the_record_is_whole_and_made_with_the_settings_of_the_code():
    kept = datasets.record("generalising/mnist")
    assert kept["settings"] == experiment.SETTINGS
    assert set(kept["cells"]) == {"/".join(map(str, cell)) for cell in experiment.cells()}
    assert set(kept["versions"]) == {"python", "numpy"}


def test_a_stopped_run_goes_on_where_it_was(tmp_path):
    calls = []

    def measure(name, seed):
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append((name, seed))
        return {"value": seed}

    cells = [("a", 0), ("a", 1), ("a", 2), ("b", 0)]
    path = tmp_path / "out.json"
    with pytest.raises(KeyboardInterrupt):
        measurements.fill(path, {"x": (1, 2)}, cells, measure)
    assert not path.exists()
    assert len(list(tmp_path.iterdir())) == 1  # only the partial record
    done, calls = calls, []
    result = measurements.fill(path, {"x": (1, 2)}, cells[:3], measure)
    assert (done, calls) == (cells[:2], cells[2:3])
    assert list(result["cells"]) == ["a/0", "a/1", "a/2"]
    assert [file.name for file in tmp_path.iterdir()] == ["out.json"]


FOREIGN = '{"settings": {"x": 2}, "versions": {}, "cells": {"a/0": {"value": 9}}}'


def test_the_command_writes_where_it_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["backprop", "--out", str(tmp_path / "here.json")])
    cells, measure = [("sigmoid", "plain", 0)], lambda *cell: {"test accuracy": 0.5}
    measurements.command(experiment.__doc__, experiment.OUT, experiment.SETTINGS, cells, measure)
    assert '"sigmoid/plain/0"' in (tmp_path / "here.json").read_text()
    assert "[1/1] sigmoid/plain/0" in capsys.readouterr().err


def test_a_finished_record_is_only_added_to(tmp_path):
    calls = []

    def measure(name, seed):
        calls.append((name, seed))
        return {"value": seed}

    path = tmp_path / "out.json"
    measurements.fill(path, {"x": 1}, [("a", 0)], measure)
    assert measurements.fill(path, {"x": 1}, [("a", 1), ("a", 0)], measure)["cells"].keys() == {"a/0", "a/1"}
    assert calls == [("a", 0), ("a", 1)]
    measurements.fill(path, {"x": 2}, [("a", 0)], measure)  # other settings: measured anew
    assert calls[2:] == [("a", 0)]


@pytest.mark.parametrize("left", ["{", FOREIGN])
def test_a_damaged_or_foreign_partial_record_is_not_used(tmp_path, left, capsys):
    (tmp_path / "out.partial.json").write_text(left)
    result = measurements.fill(tmp_path / "out.json", {"x": 1}, [("a", 0)], lambda name, seed: {"value": seed})
    assert result["cells"] == {"a/0": {"value": 0}}
    assert ("damaged" in capsys.readouterr().err) == (left == "{")
