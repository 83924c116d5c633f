"""Autoencoders: halves of a net, errors against their formulas by hand, slopes against central differences."""

import itertools
import math

import numpy as np
import pytest

from nbhelpers import autoencoders
from nbhelpers.autoencoders.sparsity import kl_penalty, l1_penalty
from nbhelpers.nn import mlp
from nbhelpers.nn.parameters import flat, shaped


def net_of(sizes=(6, 4, 3), seed=0, **options):
    return autoencoders.new_autoencoder(sizes, np.random.default_rng(seed), **options)


def test_the_decoder_mirrors_the_encoder_and_the_halves_make_the_whole():
    net, X = net_of(), np.random.default_rng(1).random((5, 6))
    assert [layer.weights.shape for layer in net.layers] == [(6, 4), (4, 3), (3, 4), (4, 6)]
    H = autoencoders.encode(net, X)
    assert H.shape == (5, 3)
    np.testing.assert_allclose(autoencoders.decode(net, H), autoencoders.reconstruct(net, X))


def test_code_and_reconstruction_of_two_inputs_by_hand():
    layers = mlp.Layer(np.array([[1.0], [-1.0]]), np.zeros(1)), mlp.Layer(np.array([[2.0, -2.0]]), np.zeros(2))
    net, x = mlp.MLP(layers, "sigmoid", "sigmoid"), np.array([[1.0, 1.0]])
    assert autoencoders.encode(net, x) == pytest.approx(np.array([[0.5]]))
    one, other = 1 / (1 + math.exp(-1)), 1 / (1 + math.exp(1))
    x_hat = autoencoders.reconstruct(net, x)
    assert x_hat == pytest.approx(np.array([[one, other]]))
    squared = ((1 - one) ** 2 + (1 - other) ** 2) / 2
    assert autoencoders.reconstruction_error(x_hat, x) == pytest.approx(squared)
    entropy = -math.log(one) - math.log(other)
    assert autoencoders.loss(net, x, x) == pytest.approx(squared)
    assert autoencoders.loss(net, x, x, "cross-entropy") == pytest.approx(entropy)


def test_errors_are_means_over_samples_and_sums_over_numbers():
    X, X_hat = np.array([[0.0, 1.0], [0.5, 0.5]]), np.full((2, 2), 0.5)
    assert autoencoders.reconstruction_error(X_hat, X) == pytest.approx((0.25 + 0) / 2)
    assert autoencoders.cross_entropy(np.zeros((2, 2)), X) == pytest.approx(2 * math.log(2))


@pytest.mark.parametrize("gain", [None, 3.0])
def test_weights_are_drawn_with_their_gain_over_the_root_of_the_inputs(gain):
    net = net_of((900, 50), **({} if gain is None else {"gain": gain}))
    assert net.layers[0].weights.std() == pytest.approx((gain or 1) / 30, rel=0.02)


def test_what_is_no_number_stays_visible():
    """In a net that diverges: its codes and reconstructions are looked at all the same."""
    net, X, lost = net_of((2, 1)), np.ones((1, 2)), np.full((1, 2), np.nan)
    assert np.isnan(autoencoders.reconstruction_error(lost, X))
    assert autoencoders.cross_entropy([[np.inf]], [[0.5]]) == math.inf
    assert np.isnan(autoencoders.gradients(net, X, lost)[0].weights).all()
    assert np.isnan(autoencoders.decode(net, [[np.nan]])).all()
    assert np.isnan(autoencoders.loss(shaped(net, np.nan * flat(net.layers)), X, X))


def penalised(net, X, targets, error, penalty):
    E = autoencoders.loss(net, X, targets, error)
    return E + (penalty(autoencoders.encode(net, X))[0] if penalty else 0)


@pytest.mark.parametrize("error, output", [("squared", "sigmoid"), ("squared", "linear"), ("cross-entropy", "sigmoid")])
@pytest.mark.parametrize(
    "hidden, penalty", [("sigmoid", None), ("sigmoid", "kl"), ("sigmoid", "l1"), ("tanh", None), ("tanh", "l1")]
)
def test_slopes_are_those_of_central_differences(error, output, hidden, penalty):
    """Also with targets that are not the inputs, as in denoising."""
    penalty = {"kl": lambda H: kl_penalty(H, 0.7), "l1": lambda H: l1_penalty(H, 0.3)}.get(penalty)
    rng = np.random.default_rng(3)
    net, X, targets = net_of(hidden=hidden, output=output), rng.random((7, 6)), rng.random((7, 6))
    slopes = flat(autoencoders.gradients(net, X, targets, error, penalty))
    w, step = flat(net.layers), 1e-6
    for place in range(0, len(w), 3):
        nudge = step * (np.arange(len(w)) == place)
        up, down = (
            penalised(shaped(net, w + sign * nudge), X, targets, error, penalty) for sign in (1, -1)
        )
        assert slopes[place] == pytest.approx((up - down) / (2 * step), rel=1e-5, abs=1e-8)


def test_squared_slopes_are_those_of_the_mlp():
    net, X = net_of(), np.random.default_rng(1).random((5, 6))
    for ours, theirs in zip(autoencoders.gradients(net, X, X), mlp.gradients(net, X, X), strict=True):
        np.testing.assert_allclose(ours.weights, theirs.weights)
        np.testing.assert_allclose(ours.bias, theirs.bias)


@pytest.mark.parametrize("seed", range(5))
def test_eight_things_get_eight_different_codes_of_three_units(seed):
    X, rng = np.eye(8), np.random.default_rng(seed)
    nets = autoencoders.train(net_of((8, 3), seed), X, rng, eta=0.05, batch=8)
    net = next(itertools.islice(nets, 1500, None))
    assert (autoencoders.reconstruct(net, X).argmax(axis=1) == np.arange(8)).all()


def test_training_shows_damaged_inputs_and_clean_targets():
    """What is fed is the constant 0.3, so the best output is the mean of the clean targets, whatever they are."""
    X = np.random.default_rng(0).random((40, 3))
    nets = autoencoders.train(
        net_of((3, 2)), X, np.random.default_rng(1), eta=0.05, batch=40, damage=lambda clean, rng: 0.3 + 0 * clean
    )
    net = next(itertools.islice(nets, 400, None))
    out = autoencoders.reconstruct(net, np.full((1, 3), 0.3))
    assert out[0] == pytest.approx(X.mean(axis=0), abs=1e-3)


def test_the_first_step_of_training_is_adam_s_on_the_cross_entropy_of_100_samples():
    X = np.random.default_rng(0).random((100, 6))
    net = net_of()
    slopes = flat(autoencoders.gradients(net, X, X, "cross-entropy"))
    after = next(autoencoders.train(net, X, np.random.default_rng(0)))
    moved, clear = flat(after.layers) - flat(net.layers), np.abs(slopes) > 1e-5
    assert clear.any() and moved[clear] == pytest.approx(-0.002 * np.sign(slopes[clear]), rel=1e-2)


def test_the_same_seed_trains_the_same_net():
    X = np.random.default_rng(0).random((20, 6))
    one, other = (next(autoencoders.train(net_of(), X, np.random.default_rng(5), batch=7)) for _ in range(2))
    np.testing.assert_array_equal(flat(one.layers), flat(other.layers))


def test_bad_arguments_are_named_with_what_is_allowed():
    net, X = net_of(), np.ones((2, 6))
    with pytest.raises(ValueError, match=r"sizes = \(6, 0, 6\): .* at least 1 unit"):
        net_of((6, 0))
    with pytest.raises(ValueError, match="output = 'softmax': allowed are 'sigmoid' and 'linear'"):
        net_of(output="softmax")
    with pytest.raises(ValueError, match="error = 'absolute': allowed are 'squared', 'cross-entropy'"):
        autoencoders.loss(net, X, X, "absolute")
    with pytest.raises(ValueError, match="output = 'linear' with error = 'cross-entropy'.*'sigmoid'"):
        autoencoders.gradients(net_of(output="linear"), X, X, "cross-entropy")
    with pytest.raises(ValueError, match=r"X has shape \(2, 5\); allowed: \(m, 6\)"):
        autoencoders.encode(net, X[:, :5])
    with pytest.raises(ValueError, match=r"H has shape \(2, 6\); allowed: \(m, 3\)"):
        autoencoders.decode(net, X)
    with pytest.raises(ValueError, match=r"targets has shape \(2, 5\); allowed: \(2, 6\)"):
        autoencoders.gradients(net, X, X[:, :5])
    for row in ([-1, 0.5], [0.5, 1.5]):
        with pytest.raises(ValueError, match=rf"X runs from {row[0]} to {row[1]}; .* from 0 to 1"):
            autoencoders.cross_entropy(np.zeros((1, 2)), [row])
    with pytest.raises(ValueError, match="X runs from 2 to 2"):  # before the first step is asked for
        autoencoders.train(net, X + 1, np.random.default_rng(0))
    autoencoders.train(net, X + 1, np.random.default_rng(0), error="squared")
    with pytest.raises(ValueError, match="output = 'linear' with error = 'cross-entropy'"):
        autoencoders.train(net_of(output="linear"), X, np.random.default_rng(0))
    with pytest.raises(ValueError, match="3 layers"):
        autoencoders.encode(mlp.new_mlp((6, 4, 3, 6), np.random.default_rng(0)), X)
