"""The labs of the chapter: their states against the nets and records, their sentences."""

import numpy as np
import pytest

from nbhelpers.datasets import mnist, record
from nbhelpers.nn import mlp
from nbhelpers.variational import labs, trained
from nbhelpers.variational.experiments import fields as measured
from nbhelpers.variational.experiments import samples
from nbhelpers.variational.labs.dice import estimates
from nbhelpers.variational.labs.walk import best_place, frame, places


@pytest.mark.parametrize("name, experiment", [("fields", measured), ("samples", samples)])
def test_the_records_are_those_of_the_settings(name, experiment):
    found = record(f"variational/{name}")
    assert found["settings"] == experiment.SETTINGS
    assert list(found["cells"]) == ["/".join(map(str, cell)) for cell in experiment.cells()]


def test_the_first_epoch_of_a_measured_net_comes_out_again():
    X = mnist().train_images[: samples.LEARNED].astype(np.float32)
    net = next(samples.nets(2, "1", 0, X))
    then = record("variational/samples")["cells"]["2/1/0"]["curves"]["test"][0]
    assert samples.parts(net, "1", mnist().test_images, 0) == pytest.approx(then, rel=0.01)


def test_the_best_arrows_lead_to_the_curve_and_the_closed_form_to_a_learned_digit():
    for right, up in ((0.5, -0.5), (-1.5, 1.5), (1.5, -1.5)):
        state = labs.field.state(kind="best", sigma="0.1", right=right, up=up)
        assert state["gaps"][1] < 0.05 and state["error"] == pytest.approx(0)
    state = labs.mend.state(digit="5", step=8)
    assert state["near"][1] < 1 < state["near"][0]
    nearest = np.sum((mnist().train_images - state["net"].ravel()) ** 2, axis=1).min() / 2
    assert state["near"][0] == pytest.approx(nearest)


def test_both_estimates_are_right_on_average():
    for mu, sigma in ((0.0, 0.5), (2.0, 1.0)):
        found = estimates(mu, sigma, 100, np.random.default_rng(1))
        np.testing.assert_allclose(found.mean(axis=1), mu - 1, atol=5 * found.std(axis=1).max() / np.sqrt(1000))


def test_the_plain_map_has_been_stretched_to_the_prior():
    found = places("plain")
    np.testing.assert_allclose(found.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(np.cov(found.T), np.eye(2), atol=1e-9)
    np.testing.assert_array_equal(places("vae"), trained.trained("vae").mu)
    place = found[7]
    state = labs.walk.state(net="plain", z1=round(place[0], 1), z2=round(place[1], 1))
    mean, A = frame("plain")
    wanted = mlp.predict(trained.trained("plain").net, (mean + np.array([state["z1"], state["z2"]]) @ A)[None])
    np.testing.assert_allclose(state["picture"].ravel(), wanted[0])


@pytest.mark.parametrize("net", ["vae", "plain"])
def test_a_digit_is_found_near_the_place_that_its_encoder_said(net):
    """The encoder never saw the search, nor the search the encoder; places are looked for 0.2 apart."""
    found = np.array([best_place(net, X) for X in mnist().test_images[:100]])
    away = np.hypot(*(found - places(net)[:100]).T)
    assert np.median(away) < 0.4 and (np.abs(found) <= 2.8).all()


def test_a_drawing_stands_at_its_place_on_the_map():
    drawn = labs.walk.control("drawn").pack(mnist().test_images[3].reshape(28, 28) > 0.5)
    state = labs.walk.state(drawn=drawn)
    np.testing.assert_array_equal(state["spot"], best_place("vae", state["seen"].ravel()))
    assert state["drawn"] and "At the diamond this map draws your digit best" in labs.walk.reading(drawn=drawn)


@pytest.mark.parametrize(
    ("lab", "values", "says"),
    [
        ("field", {}, "The point walks back to the curve."),
        ("mend", {"step": 0}, "nothing has been done about it yet"),
        ("mend", {}, "The net's walk is nearer"),
        ("mend", {"digit": "none", "strength": 0.8, "step": 8}, "From noise alone"),
        ("dice", {}, "times as noisy as going along z"),
        ("dice", {"mu": 1.0, "sigma": 0.1}, "times"),
        ("learning", {"net": "16/plain"}, "the code has no price"),
        ("learning", {}, "the clouds cost"),
        ("walk", {"z1": 1.0}, "says the classifier"),
        ("walk", {}, "Here lies"),
        ("price", {"net": "16/4"}, "has collapsed"),
        ("price", {}, "Every one of the 16 numbers"),
    ],
)
def test_sentences_say_what_happens(lab, values, says):
    assert says in getattr(labs, lab).reading(**values)
