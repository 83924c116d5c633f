"""Lengths whose squares no number can hold, columns that never change, batches with one left over, errors of NaN."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers import hopfield, norm
from nbhelpers.activations import normalised
from nbhelpers.autoencoders import corruption
from nbhelpers.batches import noise_floor
from nbhelpers.convolution import cnn, layers
from nbhelpers.datasets import preprocessing
from nbhelpers.nn import mlp, training
from nbhelpers.rbm import RBM, exact
from nbhelpers.recurrent import clipping, recall_task

SCALES = pytest.mark.parametrize("scale", [1e-300, 1e-200, 1e-160, 1.0, 1e160, 1e200, 1e300])
x = np.random.default_rng(0).normal(size=(4, 3))


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=5))
def test_a_length_is_that_of_pythons_own_hypotenuse(values):
    assert norm.length(np.array(values)) == pytest.approx(math.hypot(*values), rel=1e-14, abs=5e-324)


@SCALES
def test_lengths_go_with_the_scale(scale):
    for axis in (None, 0, 1):
        assert norm.length(scale * x, axis) / scale == pytest.approx(np.linalg.norm(x, axis=axis), rel=1e-12)


@SCALES
def test_a_clipped_gradient_keeps_its_direction(scale):
    assert clipping.clip(scale * x, scale) == pytest.approx(scale * x / np.linalg.norm(x), rel=1e-12)
    assert (clipping.clip(scale * x, 10 * scale) == scale * x).all()


@SCALES
def test_the_angle_between_slopes_of_any_size(scale):
    one, other = RBM(x, x[:, 0], x[0]), RBM(x[::-1], x[:, 1], x[1])
    assert exact.angle(RBM(*(scale * part for part in one)), other) == pytest.approx(exact.angle(one, other))


@SCALES
def test_what_normalises_inputs_does_so_at_any_size(scale):
    assert preprocessing.gcn(scale * x, 1e-305) == pytest.approx(preprocessing.gcn(x, 1e-305), rel=1e-9)
    spread = preprocessing.standard(scale * x, 1e-308).spread
    assert spread == pytest.approx(np.hypot(scale * x.std(axis=0), 1e-154), rel=1e-9)


@SCALES
def test_a_hopfield_net_moves_as_before_when_all_weights_grow(scale):
    weights = hopfield.store(np.sign(x))
    assert hopfield.all_minima(scale * weights).tolist() == hopfield.all_minima(weights).tolist()


@SCALES
def test_the_best_step_is_the_same_for_a_slope_of_any_size(scale):
    g, H = np.array([1.0, 2.0]), np.diag([1.0, 3.0])
    with np.errstate(over="ignore"):
        eta, fall = noise_floor.best_step(scale * g, H, 0 * H, 1.0)
    assert eta == pytest.approx(5 / 13)
    assert fall == (pytest.approx(scale * scale * 25 / 26) if scale < 1e100 else np.inf)
    with pytest.raises(ValueError, match="g is zero everywhere"):
        noise_floor.noise_scale(0 * g, H, H)


def test_what_is_left_of_a_gradient_after_a_thousand_steps_back():
    net = recall_task.new_net("RNN 0.5", 3, np.random.default_rng(0))
    logs = [math.log(recall_task.reach(net, distance, 1, np.random.default_rng(0))) for distance in (200, 400, 600)]
    assert logs[2] - logs[1] == pytest.approx(logs[1] - logs[0], rel=0.2) and logs[2] < math.log(1e-170)


def test_decibels_of_the_smallest_difference():
    assert corruption.psnr(1e-200 * np.abs(x), 0 * x) > 4000 and corruption.psnr(x, x) == np.inf


@pytest.mark.parametrize("batch, rest", [(3, 1), (2, 1), (1, 0)])
def test_a_last_batch_of_one_is_refused_before_training_begins(batch, rest):
    net = cnn.Net([layers.Dense(3, 4, np.random.default_rng(0)), layers.BatchNorm(4)], (3,))
    X, labels = np.ones((6 * batch + rest, 3)), np.zeros(6 * batch + rest, int)
    with pytest.raises(ValueError, match=rf"batch = {batch}: of .* one is left .* no variance"):
        next(cnn.train(net, X, labels, batch=batch, rng=np.random.default_rng(0)))
    images = cnn.Net([layers.BatchNorm(1), layers.Flatten()], (1, 2, 2))  # four pixels have a spread
    next(cnn.train(images, np.ones((3, 4)), np.zeros(3), batch=2, rng=np.random.default_rng(0)))
    with pytest.raises(ValueError, match="one alone has no variance"):
        normalised.normalise(np.ones((1, 3)))


def test_inputs_that_never_change_become_zeros_and_no_warnings():
    same = np.ones((5, 3))
    assert not preprocessing.gcn(same).any()
    assert not preprocessing.standardise(same, preprocessing.standard(same)).any()
    assert not preprocessing.whiten(same, preprocessing.whitening(same)).any()
    assert not normalised.normalise(same)[0].any()


@given(st.lists(st.sampled_from([math.nan, math.inf, 0.3, 0.4, 0.5]), min_size=1, max_size=9), st.integers(1, 9))
def test_early_stopping_counts_an_error_that_is_none_as_the_worst(errors, patience):
    known = [math.inf if math.isnan(error) else error for error in errors]
    found, wanted = (training.early_stopping(range(len(e)), e.__getitem__, patience) for e in (errors, known))
    assert found.epoch == wanted.epoch and len(found.errors) == len(wanted.errors)
    assert training.early_stopping(range(4), [math.nan, 0.5, 0.4, 0.3].__getitem__, 5).epoch == 4


def test_labels_in_a_column_or_too_many_are_named():
    net = mlp.new_mlp((3, 2), np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"labels has shape \(4, 1\); allowed: \(4,\)"):
        mlp.accuracy(net, x, np.zeros((4, 1), int))
    with pytest.raises(ValueError, match=r"Y has shape \(4, 1\); allowed: \(4, 2\)"):
        mlp.loss(net, x, np.zeros((4, 1)))
    with pytest.raises(ValueError, match="do not sum to 1"):
        mlp.loss(net, x, np.zeros((4, 2)))
