"""The autoencoders that travel with the book: what they can do, how they are stored, and pieces of their making."""

import io
import json

import numpy as np
import pytest

from nbhelpers import autoencoders
from nbhelpers.autoencoders import corruption, trained
from nbhelpers.autoencoders.experiments import nets as experiment
from nbhelpers.autoencoders.experiments.codes import greys
from nbhelpers.datasets import arrays, mnist
from nbhelpers.nn import mlp


@pytest.mark.parametrize("name, sizes", [("plain", (32,)), ("denoise", (192,)), ("walk", (128, 2, 128))])
def test_a_stored_net_has_its_form_and_the_errors_that_its_file_names(name, sizes):
    net = trained.trained(name)
    assert tuple(len(layer.bias) for layer in net.layers) == (*sizes, 784)
    made = arrays(f"autoencoders/{name}")[1]
    assert made["settings"] == experiment.SETTINGS[name]
    again = experiment.measured(net)
    assert again["squared error"] == pytest.approx(made["stored"]["squared error"], abs=2e-3)
    for kind in corruption.KINDS:
        assert again[kind] == pytest.approx(made["stored"][kind], abs=0.02)


def test_few_bits_cost_little():
    for name in trained.NETS:
        made = arrays(f"autoencoders/{name}")[1]
        assert made["stored"]["squared error"] < 1.03 * made["in 64 bits"]["squared error"]
        assert made["stored"]["gaussian"][1] > made["in 64 bits"]["gaussian"][1] - 0.15


def test_half_strength_noise_is_lowered_by_eight_decibels_on_the_test_digits():
    X = mnist().test_images
    for seed in range(5):
        noisy = corruption.corrupt(X, "gaussian", 0.5, np.random.default_rng(seed))
        mended = autoencoders.reconstruct(trained.trained("denoise"), noisy)
        assert corruption.psnr(noisy, X) == pytest.approx(9.4, abs=0.05)
        assert corruption.psnr(mended, X) > corruption.psnr(noisy, X) + 8
        for simple in (corruption.median_filter, corruption.mean_filter):
            assert corruption.psnr(mended, X) > corruption.psnr(simple(noisy), X) + 2


@pytest.mark.parametrize("name", trained.NETS)
def test_the_first_epoch_of_a_net_comes_out_again(name):
    """Its number in the file, up to what another BLAS may round otherwise."""
    first = arrays(f"autoencoders/{name}")[1]["first epoch"]
    again = experiment.measured(next(experiment.nets(name)))
    assert again["squared error"] == pytest.approx(first["squared error"], rel=1e-3)


def test_weights_in_steps_are_within_half_a_step():
    net = autoencoders.new_autoencoder((30, 8), np.random.default_rng(0))
    file = io.BytesIO()
    np.savez(file, *trained.in_steps(net), made=json.dumps({}))
    parts = [np.load(io.BytesIO(file.getvalue()))[f"arr_{k}"].astype(float) for k in range(6)]
    for layer, (whole, step, bias) in zip(net.layers, zip(*[iter(parts)] * 3, strict=True), strict=True):
        assert (np.abs(whole).max(axis=0) == trained.STEPS).all()
        assert (np.abs(whole * step - layer.weights) <= 0.501 * step).all()
        np.testing.assert_allclose(bias, layer.bias, atol=1e-3)


def test_weights_from_pixels_that_are_never_inked_are_dropped_without_a_change():
    X = mnist().train_images[:50]
    net = autoencoders.new_autoencoder((784, 5), np.random.default_rng(0))
    quiet = experiment.deaf_to_paper(net, X)
    np.testing.assert_allclose(mlp.predict(quiet, X), mlp.predict(net, X))
    assert not quiet.layers[0].weights[0].any() and net.layers[0].weights[0].any()


def test_examples_are_one_test_digit_of_each_class():
    digits, shown = mnist(), trained.examples()
    for label, picture in enumerate(shown):
        (rows,) = np.nonzero((digits.test_images == picture).all(axis=1))
        assert rows[0] == digits.test_labels.tolist().index(label)
    assert not shown.flags.writeable


def test_hexadecimal_greys_come_back():
    picture = np.arange(16).reshape(4, 4) / 15
    assert trained.from_greys(greys(picture)) == pytest.approx(picture, abs=0.5 / 14 + 1e-12)
    assert trained.from_greys("07e0") == pytest.approx(np.array([[0, 0.5], [1, 0]]))


def test_an_unknown_net_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="name = 'deep': allowed are 'plain', 'denoise', 'walk'"):
        trained.trained("deep")
