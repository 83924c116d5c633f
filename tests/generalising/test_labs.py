"""What the labs of the chapter compute and say, against closed forms and shares counted over seeds."""

import itertools

import numpy as np
import pytest

from nbhelpers.generalising.labs import decay, early_stopping, escape


def test_early_stopping_marks_the_smallest_validation_error():
    for seed, noise in itertools.product(range(3), (0.0, 0.3)):
        s = early_stopping.state(seed=seed, noise=noise)
        assert s["validation"][s["best"]] == s["validation"].min()


def test_noise_is_what_makes_stopping_worth_it():
    """5 seeds: without noise the last epoch is within 0.001 of the best one, with noise it is at least 10 % worse."""
    for seed in range(5):
        clean, noisy = (early_stopping.state(seed=seed, noise=noise)["validation"] for noise in (0.0, 0.3))
        assert clean[-1] - clean.min() < 0.001
        assert noisy[-1] > 1.1 * noisy.min()


def test_weight_decay_raises_the_training_error():
    errors = [early_stopping.state(weight_decay=decay)["training"][-1] for decay in (1e-6, 1e-3, 3e-3, 3e-2)]
    assert errors == sorted(errors)
    assert "pulls the curve flat" in early_stopping.reading(weight_decay=3e-2)


@pytest.mark.parametrize("method", ["restarts", "annealing", "noisy"])
def test_no_strength_no_escape_and_more_strength_sees_the_deepest_valley_more_often(method):
    seen = [escape.state(method=method, strength=strength)["seen"] for strength in (0.0, 1.0, 4.0)]
    assert seen[0] == 0 < seen[1] < seen[2]


def test_restarts_do_not_stay_in_the_best_place():
    s = escape.state(method="restarts", strength=4.0)
    assert s["seen"] > 0.9 > 0.6 > s["kept"]


@pytest.mark.parametrize(
    ("eta", "fading", "words"),
    [
        (1.05, 1.0, "never falls below the bound η < 1"),
        (1.05, 0.99, "past the bound η < 1 of this parabola for 5 rounds"),  # 1.05 * 0.99^t < 1 from t = 5 on
        (0.2, 0.6, "the steps die out before the minimum is reached"),
        (0.01, 1.0, "Too slow: so small a rate"),
        (0.2, 0.99, "stays below the bound"),
    ],
)
def test_decay_says_what_the_bound_explains(eta, fading, words):
    assert words in decay.reading(eta=eta, decay=fading, round=40)


def test_decay_stops_short_where_the_product_says():
    """w + 1 ends at 6 times the product of 1 - 2 eta d^t."""
    s = decay.state(eta=0.2, decay=0.6, round=40)
    assert s["w"][-1] + 1 == pytest.approx(6 * np.prod(1 - 0.4 * 0.6 ** np.arange(40)))
